"""Settings that several steps of the chapter share."""

import numpy as np

from bakeoff.evaluation.notation import number
from bakeoff.features.learn.parts.choice import stops
from bakeoff.text import _

CONDITIONS = (1, 2, 5, 10, 20, 30, 50, 100)
ALPHAS = tuple(float(f"{alpha:.3g}") for alpha in np.geomspace(0.001, 4, 100))
"""Learning rates to choose from, evenly spread on a logarithmic scale."""


def condition_knob(key: str, value: int = 20) -> int:
    """Ask for a condition number."""
    chosen = stops(_("Condition number"), CONDITIONS, value, key=key)
    return int(chosen)


def rate_knob(key: str, value: float, most: float = ALPHAS[-1]) -> float:
    """Ask for a learning rate up to `most`; the one nearest to `value` until another is chosen."""
    chosen = stops(
        _("Learning rate α"), [alpha for alpha in ALPHAS if alpha <= most], nearest_alpha(value), key=key, name=number
    )
    return float(chosen)


def nearest_alpha(value: float) -> float:
    """Return the rate to choose from that is nearest to a value."""
    return min(ALPHAS, key=lambda alpha: abs(np.log(alpha / value)))
