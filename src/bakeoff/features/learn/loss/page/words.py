"""Names, looks and number format of losses."""

from typing import NamedTuple

from bakeoff.evaluation.notation import with_minus
from bakeoff.features.learn.network import Loss
from bakeoff.text import _


class LossLook(NamedTuple):
    """Look of a loss, the same in every picture of the chapter.

    Attributes
    ----------
    colour : str
        Hex.
    dash : str
        As Plotly writes it.
    """

    colour: str
    dash: str


LOOKS = {
    "mse": LossLook("#4477AA", "solid"),
    "cross_entropy": LossLook("#EE6677", "dash"),
    "mae": LossLook("#EE6677", "dash"),
    "huber": LossLook("#228833", "dot"),
}
DASHES = {"solid": "", "dash": "9 5", "dot": "2 4"}
"""The same dashes as SVG writes them."""


def name_of(loss: Loss) -> str:
    """Return what a loss is called."""
    return {
        "mse": _("Squared error"),
        "mae": _("Absolute error"),
        "huber": _("Huber"),
        "cross_entropy": _("Cross-entropy"),
    }[loss]


def number(value: float) -> str:
    """Write a number to three significant digits.

    Examples
    --------
    >>> number(-0.0196020), number(50.505), number(2.0)
    ('−0.0196', '50.5', '2')
    """
    return with_minus(f"{value:.3g}")
