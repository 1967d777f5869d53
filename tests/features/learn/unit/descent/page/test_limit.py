"""The hard goal of the chapter on descent."""

from bakeoff.features.learn.descent.page.knobs import ALPHAS
from bakeoff.features.learn.descent.page.limit import CURVATURE, quick
from bakeoff.features.learn.descent.paths import Way
from bakeoff.features.learn.descent.surfaces import valley


def test_the_hard_goal_takes_momentum():
    def is_quick(rate, momentum, start=None):
        return quick(rate, Way(start or valley(CURVATURE, 20).start, 100, momentum=momentum))

    assert is_quick(0.0472, 0.65)
    assert not any(is_quick(rate, 0.0) for rate in ALPHAS)
    assert not is_quick(0.02, 0.0, start=(0.01, 0.01))  # where a start beside the minimum is quick by itself
