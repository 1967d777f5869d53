"""Learning rate schedules, as Keras defines them."""

import math

SCHEDULES = ("constant", "exponential", "step", "cosine")
"""All codes: the rate stays, falls by the same factor each step, is halved now and then, or follows a half cosine."""

LEFT = 0.01
"""Share of the rate at the end of the exponential schedule."""
HALVINGS = 5
"""Number of times that the step schedule halves the rate."""


def share(schedule: str, step: int, steps: int) -> float:
    """Return what share of the learning rate step `step` of `steps` takes, both counted from 0.

    Keras calls them ``ExponentialDecay(rate, steps, LEFT)``, ``ExponentialDecay(rate, steps / HALVINGS, 0.5,
    staircase=True)`` and ``CosineDecay(rate, steps)`` (Loshchilov and Hutter, *SGDR*, ICLR 2017).

    Examples
    --------
    >>> [round(share("cosine", step, 100), 2) for step in (0, 50, 100)]
    [1.0, 0.5, 0.0]
    """
    match schedule:
        case "exponential":
            return float(LEFT ** (step / steps))
        case "step":
            return float(0.5 ** math.floor(HALVINGS * step / steps))
        case "cosine":
            return 0.5 * (1 + math.cos(math.pi * min(step, steps) / steps))
    return 1.0
