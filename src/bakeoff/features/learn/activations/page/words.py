"""Names, looks and number format of activations and initialisations."""

from bakeoff.contenders.mlp import ACTIVATIONS
from bakeoff.evaluation.notation import by_power, with_minus
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
    return {"small": _("Small"), "glorot": "Glorot", "he": "He", "large": _("Large")}[start]


def number(value: float) -> str:
    """Write a number to two significant digits, and one too small or too large for that with its power of ten.

    Examples
    --------
    >>> number(0.0177), number(-0.5), number(33150.0), number(2.96e-5)
    ('0.018', '−0.5', '3.3 · 10⁴', '3 · 10⁻⁵')
    """
    if value == 0 or 1e-3 <= abs(value) < 1e4:
        return with_minus(f"{value:.2g}" if abs(value) < 99.5 else f"{value:.0f}")
    return by_power(value, 2)
