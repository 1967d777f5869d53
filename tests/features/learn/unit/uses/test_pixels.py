"""Pictures that are moved, and what becomes of the answers."""

import numpy as np
import pytest
from scipy.ndimage import shift

from bakeoff.features.learn.digits import digit_pictures, moved
from bakeoff.features.learn.uses.pixels import MACHINES, REACH, SHOWN, accuracies, moved_answers


@pytest.mark.parametrize(("right", "down"), [(0, 0), (1, 0), (-2, 0), (0, 1), (2, -1)])
def test_a_move_is_scipys(right, down):
    X = digit_pictures().validation[:20]
    assert np.array_equal(moved(X, right, down), shift(X, (0, down, right), order=0, prefilter=False))


def test_one_pixel_halves_the_answers_and_copies_bring_them_back():
    straight = {machine: accuracies(machine)[REACH] for machine in MACHINES}
    moved_by_one = {machine: accuracies(machine)[REACH + 1] for machine in MACHINES}
    assert straight["linear"] == pytest.approx(0.99, abs=0.005)  # as the question says
    assert moved_by_one["linear"] < 0.5
    assert moved_by_one["copies"] > moved_by_one["linear"] + 0.3
    assert straight["copies"] < straight["linear"]


def test_answers_are_probabilities_and_mostly_right():
    data, told = digit_pictures(), []
    made = moved_answers(told.append)
    for machine, seen in made.items():
        assert seen.accuracies == accuracies(machine)
        assert seen.chances.shape == (SHOWN, 2 * REACH + 1, 10)
        np.testing.assert_allclose(seen.chances.sum(axis=2), 1)
    straight, beside = (made["linear"].chances[:, REACH + right].argmax(axis=1) for right in (0, 1))
    assert np.mean(straight == data.y_validation[:SHOWN]) > 0.9 > np.mean(beside == data.y_validation[:SHOWN])
    assert told[-1] == pytest.approx(1)
