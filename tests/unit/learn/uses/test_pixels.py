"""Pictures that are moved, and what becomes of the answers."""

import numpy as np
import pytest
from scipy.ndimage import shift

from bakeoff.learn.digits import digit_pictures, moved
from bakeoff.learn.uses.pixels import MACHINES, REACH, accuracies, answers


@pytest.mark.parametrize(("right", "down"), [(0, 0), (1, 0), (-2, 0), (0, 1), (2, -1)])
def test_a_move_is_scipys(right, down):
    X = digit_pictures().test[:20]
    assert np.array_equal(moved(X, right, down), shift(X, (0, down, right), order=0, prefilter=False))


def test_one_pixel_halves_the_answers_and_copies_bring_them_back():
    straight = {machine: accuracies(machine)[REACH] for machine in MACHINES}
    moved_by_one = {machine: accuracies(machine)[REACH + 1] for machine in MACHINES}
    assert straight["linear"] == pytest.approx(0.97, abs=0.005)  # as the question says
    assert moved_by_one["linear"] < 0.5
    assert moved_by_one["copies"] > moved_by_one["linear"] + 0.3
    assert straight["copies"] < straight["linear"]


def test_answers_are_probabilities_and_mostly_right():
    data = digit_pictures()
    told = [int(answers("linear", picture).argmax()) for picture in data.test[:50]]
    assert np.mean(told == data.y_test[:50]) > 0.9
    assert answers("forest", data.test[0]).sum() == pytest.approx(1)
