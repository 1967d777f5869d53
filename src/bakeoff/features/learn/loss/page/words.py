"""Names and looks of losses."""

from typing import NamedTuple

from bakeoff.features.learn.network import Loss
from bakeoff.text import _


class LossLook(NamedTuple):
    """Look of a loss, the same in every picture of the chapter."""

    colour: str  # hex
    dash: str  # as Plotly writes it


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
