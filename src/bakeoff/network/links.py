"""The weights of a network as they are drawn, and set by hand."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bakeoff.errors import SettingError
from bakeoff.text import _

MAX_WEIGHT = 1e6
"""Largest size of a weight that can be set by hand."""


class Links:
    """Weights and biases that link each layer to the next.

    Parameters
    ----------
    kernels, biases : sequence of keras.Variable
        By layer, the output layer's last; with batch normalisation the biases are its offsets.

    Attributes
    ----------
    kernels : sequence of keras.Variable
    """

    def __init__(self, kernels: Sequence[Any], biases: Sequence[Any]) -> None:
        self.kernels = kernels
        self._biases = biases

    def weights(self) -> tuple[NDArray[np.float32], ...]:
        """Return each layer's weights, shape (n_in, n_out)."""
        return tuple(variable.numpy() for variable in self.kernels)

    def biases(self) -> tuple[NDArray[np.float32], ...]:
        """Return each layer's biases, shape (n_out,)."""
        return tuple(variable.numpy() for variable in self._biases)

    def edit(self, layer: int, source: int | None, target: int, value: float) -> None:
        """Set one weight, or with `source` None one bias.

        Raises
        ------
        SettingError
            If there is none there, or the value is out of range.
        """
        if not abs(value) <= MAX_WEIGHT:  # also true for NaN
            raise SettingError(_("A weight must lie between −{most:,.0f} and {most:,.0f}.", most=MAX_WEIGHT))
        variables = self._biases if source is None else self.kernels
        place = (target,) if source is None else (source, target)
        if not 0 <= layer < len(variables) or not all(
            0 <= i < n for i, n in zip(place, variables[layer].shape, strict=True)
        ):
            raise SettingError(_("There is no such weight in this network; reload the page."))
        changed = variables[layer].numpy()
        changed[place] = value
        variables[layer].assign(changed)
