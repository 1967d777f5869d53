"""Changed copies, and what they are worth."""

import numpy as np
import pytest
from scipy.ndimage import shift

from bakeoff.features.learn.amounts.copies import AMOUNTS, CHANGES, all_accuracies, with_copies
from bakeoff.features.learn.digits import digit_pictures


def test_copies_are_moved_by_half_a_pixel_or_turned():
    X = digit_pictures().train[:3]
    sides = [(0, 1), (0, -1), (1, 0), (-1, 0)]
    by_half = [(X + shift(X, (0, *side), order=0, prefilter=False)) / 2 for side in sides]
    assert with_copies(X, "moved") == pytest.approx(np.concatenate([X, *by_half]))
    assert np.array_equal(with_copies(X, "turned"), np.concatenate([X, np.rot90(X, 2, axes=(1, 2))]))
    assert np.array_equal(with_copies(X, "none"), X)


def test_with_few_pictures_moved_copies_help_and_turned_ones_hurt():
    told = []
    scores = all_accuracies(told.append)
    assert list(scores) == list(CHANGES)
    assert told[-1] == pytest.approx(1)
    assert scores["moved"][0] > scores["none"][0] + 0.02
    assert scores["turned"][0] < scores["none"][0] - 0.01
    gains = np.subtract(scores["moved"], scores["none"])
    assert gains[-1] < gains[0]
    assert all(len(measured) == len(AMOUNTS) for measured in scores.values())
