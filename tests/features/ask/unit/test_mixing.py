"""Rows mixed of two: preprocessed features by whose they are, and raw ones preprocessed anew, are the same."""

import numpy as np
import pytest
from sklearn.datasets import load_digits, load_iris

from bakeoff.datasets import Dataset
from bakeoff.features.ask.mixing import Mixer, players_of
from bakeoff.matrix import dense
from tests.features.ask.unit.subjects import fitted


@pytest.fixture(scope="module")
def pictures():
    source = load_digits()
    X = (source.images.reshape(-1, 64)).astype(np.uint8)
    names = tuple(f"pixel {number}" for number in range(64))
    data = Dataset(X, source.target.astype(np.int64), "classification", names, tuple("0123456789"), "digit", (8, 8))
    return fitted(data, "decision_tree")


def masks_of(n, rng):
    return rng.random((40, n)) < 0.5


@pytest.mark.parametrize("subject", ["mixed", "dated", "pictures"])
def test_what_hangs_on_one_feature_alone_is_mixed_as_raw_rows_are(subject, request):
    subject = request.getfixturevalue(subject)
    rng = np.random.default_rng(0)
    mixer = Mixer(subject, subject.example(0).row)
    assert mixer.owners is not None
    masks, others = masks_of(len(mixer.players), rng), rng.integers(len(mixer.numbers), size=40)
    anew = Mixer(subject, subject.example(0).row)
    anew.owners = None  # as if features hung on several
    np.testing.assert_allclose(dense(mixer.rows(masks, others)), dense(anew.rows(masks, others)), atol=1e-6)


def test_the_ends_are_the_row_and_the_background(mixed):
    row = mixed.example(1).row
    mixer = Mixer(mixed, row)
    n, every = len(mixer.numbers), np.arange(len(mixer.numbers))
    np.testing.assert_array_equal(mixer.rows(np.ones((1, 4), dtype=bool), every[:1]), mixed.features([row]))
    nothing = mixer.rows(np.zeros((n, 4), dtype=bool), every)
    np.testing.assert_array_equal(nothing, mixed.features(mixed.rows(mixer.numbers)))
    assert set(mixer.numbers) <= set(mixed.prepared.rows_train)


def test_components_hang_on_several_features():
    source = load_iris()
    names = tuple(source.feature_names)
    data = Dataset(source.data, source.target.astype(np.int64), "classification", names, ("a", "b", "c"), "species")
    subject = fitted(data, "decision_tree", components=2)
    mixer = Mixer(subject, subject.example(0).row)
    assert mixer.owners is None
    assert mixer.rows(np.array([[True, False, True, False]]), np.array([3])).shape == (1, 2)


def test_every_pixel_is_in_one_patch():
    for shape in ((28, 28), (8, 8), (10, 17), (1, 3)):
        places = [place for player in players_of((), shape) for place in player]
        assert sorted(places) == list(range(shape[0] * shape[1]))
