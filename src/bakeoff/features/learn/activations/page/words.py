"""Names, looks and number format of activations and initialisations."""

from bakeoff.contenders.layers import ACTIVATIONS
from bakeoff.evaluation import notation
from bakeoff.features.learn.activations.depth import Start
from bakeoff.figures.style import CLASS_COLOURS, GREY
from bakeoff.text import _

COLOURS = {
    "sigmoid": CLASS_COLOURS[1],
    "tanh": CLASS_COLOURS[0],
    "relu": CLASS_COLOURS[5],
    "gelu": CLASS_COLOURS[4],
    "elu": CLASS_COLOURS[2],
    "linear": GREY,
}
DASHES = {"sigmoid": "", "tanh": "9 5", "relu": "2 4", "gelu": "12 4 2 4", "elu": "5 3", "linear": "1 5"}


def name_of(activation: str) -> str:
    """Return what an activation is called."""
    return _(ACTIVATIONS[activation])


def start_of(start: Start) -> str:
    """Return what an initialisation is called."""
    names = {"small": _("Small"), "glorot": "Glorot", "he": "He", "large": _("Large"), "residual": _("Residual")}
    return names[start]


def number(value: float) -> str:
    """Write a number to two significant digits, and one too small or too large for that with its power of ten."""
    return notation.number(value, 2)
