"""The lift into the third dimension, against scikit-learn with the kernel as a function."""

import numpy as np
import pytest
from sklearn.svm import SVC

from bakeoff.features.learn.svm.goal import rings
from bakeoff.features.learn.svm.lift import circle, lifted, lifted_product
from bakeoff.features.learn.svm.machine import fit


def test_a_flat_machine_on_lifted_points_is_a_machine_with_that_kernel():
    points = rings()
    own = fit(lifted(points.X), points.y, C=1.0)

    def kernel(first, second):
        return np.array([[lifted_product(one, other) for other in second] for one in first])

    theirs = SVC(kernel=kernel, C=1.0, tol=1e-8).fit(points.X, points.y)
    decided = theirs.decision_function(points.validation[0])
    assert own.decision(lifted(points.validation[0])) == pytest.approx(decided, abs=1e-5)


def test_the_plane_cuts_the_surface_in_a_circle():
    points = rings()
    own = fit(lifted(points.X), points.y, C=1.0)
    turns = np.linspace(0, 6, 20)
    for level in (-1.0, 0.0, 1.0):
        cut = circle(own, level)
        on_it = np.column_stack([cut.x + cut.radius * np.cos(turns), cut.y + cut.radius * np.sin(turns)])
        assert own.decision(lifted(on_it)) == pytest.approx(np.full(20, level), abs=1e-9)
    assert circle(own, -1e6) is None
