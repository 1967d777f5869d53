"""Curves and their slopes above each other, with a place on them that is dragged, and what is read there."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bakeoff.html import Markup
from bakeoff.text import _, language
from bakeoff.web.components.modules import component, module_address
from bakeoff.wire import pack_parts

STYLE = Path(__file__).with_name("reading.css")


@dataclass(frozen=True, eq=False)
class TangentCurve:
    """One curve."""

    name: str
    colour: str  # hex
    dash: str  # as SVG writes it; empty for a line without gaps
    values: NDArray[np.float64]  # (n_places,): at evenly spaced places
    slopes: NDArray[np.float64]  # (n_places,): at evenly spaced places


@dataclass(frozen=True)
class TangentPanel:
    """Vertical axis of one of the two pictures."""

    title: str
    low: float
    high: float


@dataclass(frozen=True)
class Across:
    """Horizontal axis of both pictures."""

    axis: str
    low: float  # range of the evenly spaced positions
    high: float  # range of the evenly spaced positions
    start: float  # initial position


@dataclass(frozen=True)
class Mark:
    """A place of its own, such as the target."""

    value: float
    label: str


def tangents(
    curves: Sequence[TangentCurve],
    across: Across,
    panels: tuple[TangentPanel, TangentPanel],
    *,
    about: str,
    heads: tuple[str, str, str],
    key: str,
    mark: Mark | None = None,
    steeper: str = "",
) -> None:
    """Show curves above and their slopes below, with a tangent at the place that is read."""
    header = {
        "about": about,
        "heads": heads,
        "steeper": steeper,
        "mark": None if mark is None else asdict(mark),
        "panels": [asdict(panel) for panel in panels],
        "curves": [{"name": curve.name, "colour": curve.colour, "dash": curve.dash} for curve in curves],
    } | asdict(across)
    arrays = {
        "values": np.stack([curve.values for curve in curves]).astype(np.float32),
        "slopes": np.stack([curve.slopes for curve in curves]).astype(np.float32),
    }
    shown = component("learn_tangents", language(), _html, STYLE)
    shown(key=key, data=pack_parts(header, arrays), height="content")


def _html() -> str:
    address = module_address("features/learn/parts/tangents.js")
    place = Markup('\n<div class="reading" data-module="{}" data-failure="{}"></div>\n')
    return place.format(address, _("The pictures could not be loaded; reload the page."))
