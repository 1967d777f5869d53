import numpy as np
import pytest
from scipy.optimize import rosen, rosen_der

from bakeoff.features.learn.descent.surfaces import BEALE, ROSENBROCK, SADDLE, second_derivatives, surface, valley

SURFACES = [valley(1), valley(20), valley(100, 45), ROSENBROCK, SADDLE, BEALE]


def places(shape, n=50):
    left, right, bottom, top = shape.view
    return np.random.default_rng(0).uniform((left, bottom), (right, top), (n, 2))


@pytest.mark.parametrize("shape", SURFACES, ids=lambda shape: f"{shape.name}-{shape.condition}")
def test_the_slope_is_that_of_finite_differences(shape):
    where, step = places(shape), 1e-6
    for axis in range(2):
        beside = step * np.eye(2)[axis]
        difference = (shape.height(where + beside) - shape.height(where - beside)) / (2 * step)
        np.testing.assert_allclose(shape.slope(where)[:, axis], difference, rtol=1e-6, atol=1e-5)


@pytest.mark.parametrize("shape", SURFACES, ids=lambda shape: f"{shape.name}-{shape.condition}")
def test_minima_are_flat_and_nothing_on_the_map_is_lower(shape):
    for minimum in shape.minima:
        np.testing.assert_allclose(shape.slope(np.array(minimum)), 0, atol=1e-12)
        assert shape.height(np.array(minimum)) == pytest.approx(shape.lowest)
    assert (shape.height(places(shape, 5000)) >= shape.lowest).all()
    left, right, bottom, top = shape.view
    assert left < shape.start[0] < right
    assert bottom < shape.start[1] < top


def test_rosenbrock_is_scipys():
    where = places(ROSENBROCK)
    np.testing.assert_allclose(ROSENBROCK.height(where), rosen(where.T))
    np.testing.assert_allclose(ROSENBROCK.slope(where), rosen_der(where.T).T)


def test_the_saddle_is_one():
    assert SADDLE.slope(np.zeros(2)).tolist() == [0, 0]
    assert SADDLE.height(np.array([0.1, 0])) < SADDLE.height(np.zeros(2)) < SADDLE.height(np.array([0, 0.1]))


@pytest.mark.parametrize("degrees", [0, 17, 45])
def test_the_valley_has_the_condition_number_that_was_chosen_however_it_is_turned(degrees):
    a, b, d = second_derivatives(37, degrees)
    assert np.linalg.eigvalsh([[a, b], [b, d]]) == pytest.approx([1, 37])
    assert np.linalg.cond([[a, b], [b, d]]) == pytest.approx(37)


def test_a_surface_is_found_by_its_code():
    assert [surface(name).name for name in ("valley", "rosenbrock", "saddle", "beale")] == [
        "valley",
        "rosenbrock",
        "saddle",
        "beale",
    ]
    assert surface("valley", 20, 45).condition == 20
