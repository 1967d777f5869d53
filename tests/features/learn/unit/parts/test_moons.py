"""The line that binds chapters 8 to 11: what each model has right of the same points."""

from bakeoff.features.learn.parts.moons import moons_right
from bakeoff.features.learn.svm.goal import validated
from bakeoff.features.learn.tree.goal import moons
from bakeoff.features.learn.tree.growing import machine


def test_what_is_told_of_each_model_is_what_its_chapter_measures():
    points, right = moons(), moons_right()
    assert right["n"] == 100
    assert right["tree"] == machine(points.X, points.y, 2).right(*points.validation)
    assert right["svm"] == validated(1.0, 1.0)
    assert right["tree"] < right["forest"]
