"""Points of the chapters on tree and SVM, against the lab's own."""

import pytest

from bakeoff.features.learn.parted import parted
from bakeoff.network.points import make_points


@pytest.mark.parametrize("data", ["moons", "xor", "circle", "gauss"])
def test_they_are_the_labs_points_with_the_same_split_and_names(data):
    points = parted(data, 60, 0.1, 3)
    made = make_points(points.settings)
    assert (made.X[made.train] == points.X).all()
    assert (points.validation[1] == made.target[~made.train]).all()
    assert (len(points.y), points.n_validation) == (30, 30)
    assert points.class_names == made.class_names
    assert len(points.test[1]) == 30
    assert not {*map(tuple, points.test[0])} & {*map(tuple, made.X)}
