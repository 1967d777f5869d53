"""Where activations are steep and where flat, against closed forms and finite differences."""

import numpy as np
import pytest
from scipy.optimize import approx_fprime

from bakeoff.features.learn.activations.curve import BENDING, flat, read, steepest


@pytest.mark.parametrize("activation", BENDING)
def test_the_slope_is_that_of_a_finite_difference(activation):
    for z in (-4.0, -0.75, 0.3, 2.0, 6.0):
        (found,) = approx_fprime([z], lambda x: read(activation, x[0]).value, 1e-7)
        assert read(activation, z).slope == pytest.approx(found, abs=1e-5)


def test_the_steepest_slopes_are_those_of_closed_forms():
    assert steepest("sigmoid") == pytest.approx(1 / 4)
    assert steepest("tanh") == steepest("relu") == steepest("elu") == 1
    # GELU's second derivative, (2 - z²) φ(z), is 0 at the square root of 2.
    assert steepest("gelu") == pytest.approx(read("gelu", 2**0.5).slope)


def test_the_flat_part_begins_where_the_slope_is_a_tenth():
    edge = np.arctanh(0.9**0.5)  # 1 - tanh² = 0.1
    assert flat("tanh", np.array([-edge - 0.01, -edge + 0.01, edge - 0.01, edge + 0.01])).tolist() == [1, 0, 0, 1]
    edge = np.log(0.1)  # ELU's slope below 0 is e^z
    assert flat("elu", np.array([edge - 0.01, edge + 0.01, 9.0])).tolist() == [1, 0, 0]
    assert flat("relu", np.array([-0.01, 0.0, 0.01])).tolist() == [1, 1, 0]
