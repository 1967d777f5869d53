"""RealMLP-TD-S (Holzmüller, Grinsztajn and Steinwart 2024): its knobs, its formulas, and its settings as a preset.

Both MLPs take them from here; what a library does with a knob is in its ``network.py`` and ``script.py``.
"""

import math
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from bakeoff.contenders.base import BETTER_BY_DEFAULT, Preset
from bakeoff.contenders.layers import Layer
from bakeoff.fields import setting

_PAPER = "https://arxiv.org/abs/2407.04491"
Parametrisation = Literal["standard", "ntk"]
ROBUST_INPUTS = setting(
    False,
    label="Robust inputs",
    help="Scales each feature by its middle half and bends far values in, to less than 3. Not features of texts.",
    docs=_PAPER,
)
INPUT_WEIGHTS = setting(
    False,
    label="Learnt input scales",
    help="Multiplies each feature by a learnt factor, before the first layer. Not features of texts.",
    docs=_PAPER,
)
PARAMETRISATION = setting(
    "standard",
    label="Parametrisation",
    help="First weights and their steps. Neural tangent: from a normal distribution; wide layers take small steps.",
    docs=_PAPER,
    options={"standard": "Standard (Glorot)", "ntk": "Neural tangent"},
)
ZERO_OUTPUT = setting(
    False,
    label="Zero output layer",
    help="The weights of the output layer start at zero, so all answers start alike.",
    docs=_PAPER,
)

_REALMLP = {
    "learning_rate": 0.04,
    "epochs": 256,
    "batch_size": 256,
    "beta_2": 0.95,
    "schedule": "coslog4",
    "l2": 0.0,
    "robust_inputs": True,
    "input_weights": True,
    "parametrisation": "ntk",
    "zero_output": True,
    "patience": 256,
}
REALMLP_CLASSES = {"hidden": 3 * (Layer(units=256, activation="selu"),), **_REALMLP, "label_smoothing": 0.1}
REALMLP_NUMBERS = {"hidden": 3 * (Layer(units=256, activation="mish"),), **_REALMLP, "learning_rate": 0.07}
STRONG = (
    Preset("strong", REALMLP_CLASSES, BETTER_BY_DEFAULT, "classification"),
    Preset("strong", REALMLP_NUMBERS, BETTER_BY_DEFAULT, "regression"),
)
"""The epoch that is gone back to has the lowest validation loss; in the paper it has the lowest error."""


def bent(X: NDArray[Any]) -> NDArray[Any]:
    """Bend numbers in, so that they stay between -3 and 3; those near 0 hardly change."""
    bent_in: NDArray[Any] = X / np.sqrt(1 + (X / 3) ** 2)
    return bent_in


def bent_slope(X: NDArray[Any]) -> NDArray[Any]:
    """Return the derivative of `bent`."""
    slope: NDArray[Any] = (1 + (X / 3) ** 2) ** -1.5
    return slope


def rate_factor(parametrisation: Parametrisation, n_in: int, kind: str) -> float:
    """Return what the learning rate of a weight is multiplied with; `kind` is kernel, bias or input.

    With an optimiser that scales its steps, such as Adam, a smaller rate is what the neural tangent parametrisation
    amounts to, which divides a layer's sums by the square root of its inputs. The other factors are RealMLP's.
    """
    if kind == "input":
        return 6.0
    if parametrisation == "standard":
        return 1.0
    return 0.1 if kind == "bias" else float(n_in**-0.5)


def coslog4(share: float) -> float:
    """Return the share of the learning rate when a share of all steps is done: four cosine cycles, each longer."""
    return 0.5 * (1 - math.cos(2 * math.pi * math.log2(1 + 15 * share)))
