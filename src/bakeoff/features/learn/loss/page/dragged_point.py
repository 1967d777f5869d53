"""Points, lines through them, and one point that is dragged: the lines of every place it can have come along."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from bakeoff.features.learn.parts.tangents import STYLE
from bakeoff.html import Markup
from bakeoff.text import _, language
from bakeoff.web.components.modules import component, module_address
from bakeoff.wire import pack_parts


@dataclass(frozen=True)
class Raster:
    """Evenly spaced values that a coordinate of the point can have."""

    low: float
    high: float
    n: int

    def values(self) -> NDArray[np.float64]:
        """Return them."""
        return np.linspace(self.low, self.high, self.n)

    def nearest(self, value: float) -> float:
        """Return the one that is nearest."""
        values = self.values()
        return float(values[np.abs(values - value).argmin()])


@dataclass(frozen=True, eq=False)
class Fits:
    """One line for every place of the point.

    Attributes
    ----------
    colour : str
        Hex.
    dash : str
        As SVG writes it.
    fits : ndarray of shape (up.n * across.n, 3)
        Row by row of the places, from the lowest: intercept, slope, and the number that the table says.
    """

    name: str
    colour: str
    dash: str
    fits: NDArray[np.float64]


def dragged_point(
    points: NDArray[np.float64],
    lines: Sequence[Fits],
    across: Raster,
    up: Raster,
    place: tuple[float, float],
    on_placed: Callable[[float, float], None],
    *,
    about: str,
    title: str,
    heads: tuple[str, str],
    key: str,
) -> None:
    """Show points and the lines that go with one more, which can be dragged."""

    def placed() -> None:
        state = st.session_state.get(key)  # None if the page had already been left
        where = place_of(state.placed, across, up) if state is not None else None
        if where is not None:
            on_placed(*where)

    header: dict[str, Any] = {
        "about": about,
        "title": title,
        "heads": heads,
        "across": asdict(across),
        "up": asdict(up),
        "place": place,
        "lines": [{"name": line.name, "colour": line.colour, "dash": line.dash} for line in lines],
    }
    arrays: Mapping[str, NDArray[Any]] = {
        "points": points.astype(np.float32),
        "fits": np.stack([line.fits for line in lines]).astype(np.float32),
    }
    shown = component("learn_dragged_point", language(), _html, STYLE)
    shown(key=key, data=pack_parts(header, arrays), height="content", on_placed_change=placed)


def place_of(sent: Any, across: Raster, up: Raster) -> tuple[float, float] | None:
    """Return what a browser sends as a place, on the rasters; None if it is nothing of the kind."""
    if not isinstance(sent, list | tuple) or len(sent) != 2:
        return None
    if not all(isinstance(number, float | int) and np.isfinite(number) for number in sent):
        return None
    return across.nearest(sent[0]), up.nearest(sent[1])


def _html() -> str:
    address = module_address("features/learn/loss/page/dragged_point.js")
    place = Markup('\n<div class="reading" data-module="{}" data-failure="{}"></div>\n')
    return place.format(address, _("The pictures could not be loaded; reload the page."))
