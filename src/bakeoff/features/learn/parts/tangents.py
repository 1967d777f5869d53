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
    """One curve.

    Attributes
    ----------
    colour : str
        Hex.
    dash : str
        As SVG writes it; empty for a line without gaps.
    values, slopes : ndarray of shape (n_places,)
        At evenly spaced places.
    """

    name: str
    colour: str
    dash: str
    values: NDArray[np.float64]
    slopes: NDArray[np.float64]


@dataclass(frozen=True)
class TangentPanel:
    """Vertical axis of one of the two pictures."""

    title: str
    low: float
    high: float


@dataclass(frozen=True)
class Across:
    """Horizontal axis of both pictures.

    Attributes
    ----------
    low, high : float
        Range of the evenly spaced positions.
    start : float
        Initial position.
    """

    axis: str
    low: float
    high: float
    start: float


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
    """Show curves above and their slopes below, with a tangent at the place that is read.

    Parameters
    ----------
    curves : sequence of Curve
    panels : (Panel, Panel)
        Of values, and of slopes.
    about : str
        What is shown, for those who cannot see it.
    heads : (str, str, str)
        What the columns of the table are called: curve, value, slope.
    mark : Mark, optional
    steeper : str
        A sentence in which ``{times}`` will be how many times as steep the last curve is as the first.
    """
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
