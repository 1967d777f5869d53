import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.datasets import make_moons

from bakeoff.datasets import dataset, datasets

PLANES = [name for name, info in datasets().items() if info.kind == "plane"]
WITH_CLASSES = ["blobs", "gauss", "spiral"]


def draw(name, **options):
    info = dataset(name)
    data = info.load(info.options.parse(options))
    return data.X.to_numpy(), data.y


@pytest.mark.parametrize("name", PLANES)
def test_same_seed_same_points_another_seed_new_ones(name):
    X, y = draw(name, seed=1, noise=0.3)
    again, labels = draw(name, seed=1, noise=0.3)
    other, _labels = draw(name, seed=2, noise=0.3)
    np.testing.assert_array_equal(X, again)
    np.testing.assert_array_equal(y, labels)
    assert not np.array_equal(X, other)


@settings(max_examples=40)
@given(
    name=st.sampled_from(PLANES),
    rows=st.integers(10, 500),
    noise=st.floats(0, 1),
    seed=st.integers(0, 2**32 - 1),
    classes=st.integers(2, 5),
)
def test_any_options_give_as_many_finite_rows_as_asked(name, rows, noise, seed, classes):
    options = {"rows": rows, "noise": noise, "seed": seed} | ({"classes": classes} if name in WITH_CLASSES else {})
    info = dataset(name)
    data = info.load(info.options.parse(options))
    assert data.X.shape == (rows, 2)
    assert np.isfinite(data.X.to_numpy()).all()
    assert np.isfinite(data.y).all()
    if name in WITH_CLASSES:
        assert len(data.class_names) == classes
        counts = np.bincount(data.y, minlength=classes)
        assert len(counts) == classes
        assert counts.max() - counts.min() <= 1


def test_moons_are_scikit_learns():
    X, y = draw("moons", rows=300, noise=0.25, seed=7)
    theirs, labels = make_moons(300, noise=0.25, random_state=7)
    np.testing.assert_array_equal(X, theirs)
    np.testing.assert_array_equal(y, labels)


def test_circles_are_a_disc_in_a_ring():
    X, y = draw("circles", noise=0)
    radius = np.hypot(*X.T)
    assert radius[y == 0].max() <= 2.5
    assert radius[y == 1].min() >= 3.5
    assert radius.max() <= 5
    assert abs(np.mean(y) - 0.5) < 0.01


def test_xor_is_the_sign_of_the_product_with_a_gap_at_the_axes():
    X, y = draw("xor", noise=0)
    np.testing.assert_array_equal(y, X[:, 0] * X[:, 1] < 0)
    assert np.abs(X).min() >= 0.3
    assert np.abs(X).max() <= 5.3


def test_linear_is_split_by_the_diagonal():
    X, y = draw("linear", noise=0)
    np.testing.assert_array_equal(y, X.sum(axis=1) > 0)


@pytest.mark.parametrize("noise", [0, 0.5])
def test_two_gauss_classes_lie_where_the_playground_has_them(noise):
    X, y = draw("gauss", rows=20_000, noise=noise)
    variance = {0: 0.5, 0.5: 4}[noise]
    for label, centre in ((0, 2), (1, -2)):
        error = math.sqrt(variance / 10_000)
        np.testing.assert_allclose(X[y == label].mean(axis=0), centre, atol=5 * error)
        np.testing.assert_allclose(X[y == label].var(axis=0), variance, rtol=0.1)


def test_spiral_arms_follow_the_playgrounds_formula():
    rows = 200
    X, y = draw("spiral", rows=rows, noise=0)
    n = rows // 2
    for label, start in ((0, 0.0), (1, math.pi)):
        angles = [1.75 * i / n * 2 * math.pi + start for i in range(n)]
        expected = [(i / n * 5 * math.sin(t), i / n * 5 * math.cos(t)) for i, t in enumerate(angles)]
        np.testing.assert_allclose(X[y == label], expected, atol=1e-12)


def test_plane_is_a_tenth_of_the_sum():
    X, y = draw("plane", noise=0)
    np.testing.assert_allclose(y, (X[:, 0] + X[:, 1]) / 10)


def test_gaussians_are_the_nearest_of_six_bumps():
    X, y = draw("gaussians", noise=0)
    bumps = [(-4, 2.5, 1), (0, 2.5, -1), (4, 2.5, 1), (-4, -2.5, -1), (0, -2.5, 1), (4, -2.5, -1)]
    for (a, b), value in zip(X, y, strict=True):
        heights = [sign * max(0.0, 1 - math.dist((a, b), (cx, cy)) / 2) for cx, cy, sign in bumps]
        assert value == pytest.approx(max(heights, key=abs))


@pytest.mark.parametrize("name", ["circles", "xor", "linear"])
def test_noise_mixes_the_classes(name):
    clean, noisy = draw(name, noise=0, seed=3), draw(name, noise=0.5, seed=3)
    np.testing.assert_array_equal(clean[0], noisy[0])
    share = np.mean(clean[1] != noisy[1])
    assert 0.02 < share < 0.5
