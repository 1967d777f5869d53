"""The hard goal of the chapter on descent."""

from bakeoff.features.learn.descent.page.limit import quick
from bakeoff.features.learn.descent.paths import Way
from bakeoff.features.learn.descent.surfaces import valley


def test_the_hard_goal_takes_momentum_and_the_steep_valley():
    def is_quick(condition, rate, momentum, start=None):
        return quick(condition, rate, Way(start or valley(condition, 20).start, 100, momentum=momentum))

    assert is_quick(100, 0.0285, 0.75)
    assert not is_quick(100, 0.02, 0.0)
    assert not is_quick(30, 0.0285, 0.75)
    assert not is_quick(100, 0.02, 0.0, start=(0.01, 0.01))  # where a start beside the minimum is quick by itself
