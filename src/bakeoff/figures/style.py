"""Common parts of all figures: layout without colours, panels, and the palette of classes.

The page sets the colours of text, grid and background by the visitor's theme. Contenders have their own colour, marker
and dash. Classes have a palette of their own, and a marker shape each.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from bakeoff.contenders import contender
from bakeoff.contenders.registry import joined
from bakeoff.evaluation.notation import by_power
from bakeoff.quoting import plotly
from bakeoff.text import _, told

Spec = dict[str, Any]
_DIGITS = (
    (1.0,),
    (1.0, 3.0),
    (1.0, 2.0, 5.0),
    tuple(range(1, 10)),
    tuple(step / 2 for step in range(2, 20)),
    tuple(step / 10 for step in range(10, 100)),
)
"""Possible first digits of a logarithmic axis's ticks, from coarse to fine."""
_FEWEST_TICKS = 2
"""With fewer between its values nobody can read an axis."""
_COARSE, _MOST_FINE = 3, 4
"""Of ticks finer than three to a power of ten no more have room beneath a narrow panel."""
_MOST_DECADES = 8
"""Of more powers of ten not each has a tick."""
_FEW_ZEROS = 0.99e-4
CLEAR = "rgba(0,0,0,0)"
GREY = "#808080"
HALO = "rgba(255,255,255,0.85)"
DIVERGING = [[0, "#C8590B"], [0.5, "rgba(128,128,128,0.12)"], [1, "#2F78C4"]]
"""From below 0, orange, to above it, blue: what is near 0 is faint, what is far from it stands out, in either theme."""

# Paul Tol's "bright" and "light" schemes, made for colour-blind eyes, without the contenders' colours.
CLASS_COLOURS = (
    "#4477AA",
    "#EE6677",
    "#CCBB44",
    "#66CCEE",
    "#AA3377",
    "#228833",
    "#EE8866",
    "#44BB99",
    "#8C8C8C",
    "#FFAABB",
)
CLASS_MARKERS = (
    "circle",
    "square",
    "diamond",
    "triangle-up",
    "cross",
    "x",
    "triangle-down",
    "star",
    "pentagon",
    "hexagram",
)


def class_colour(code: int) -> str:
    """Return the hex colour of a class code; beyond ten classes they come round again."""
    return CLASS_COLOURS[code % len(CLASS_COLOURS)]


def class_marker(code: int) -> str:
    """Return the marker shape of a class code; with the colour it tells a hundred classes apart."""
    return CLASS_MARKERS[(code + code // len(CLASS_COLOURS)) % len(CLASS_MARKERS)]


def rgb(colour: str) -> tuple[int, int, int]:
    """Return a hex colour's red, green and blue.

    Examples
    --------
    >>> rgb("#4477AA")
    (68, 119, 170)
    """
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def faded(colour: str, alpha: float) -> str:
    """Return a hex colour as a half-transparent one."""
    return "rgba({},{},{},{})".format(*rgb(colour), alpha)


def layout(title: str = "", *, headings: Sequence[Spec] = (), **parts: Any) -> Spec:
    """Return the layout that every figure starts from; `headings` are the titles of its panels."""
    return {
        "title": {
            "text": title,
            "x": 0,
            "xref": "paper",
            "y": 1,
            "yref": "container",
            "yanchor": "top",
            "automargin": True,
            "pad": {"t": 10, "b": 30 if headings else 12},
            "font": {"size": 15},
        },
        "margin": {"l": 56, "r": 16, "t": 40, "b": 48},
        "annotations": list(headings),
        "legend": {"orientation": "h", "x": 0, "y": 0, "yref": "container", "yanchor": "bottom"},
        "hovermode": "closest",
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
    } | parts


def axis(title: str = "", **parts: Any) -> Spec:
    """Return an axis with a title that makes room for itself."""
    words = {"text": title, "standoff": 8, "font": {"size": 13}}
    return {"title": words, "automargin": True, "zeroline": False} | parts


POWERS: Spec = {"type": "log", "exponentformat": "power", "tickfont": {"size": 10.4}}
"""Of an axis of powers of ten, whose ticks Plotly writes a quarter larger than it is told."""


def figure(spec: Spec) -> go.Figure:
    """Return the figure that a plain specification describes, without Plotly's own theme.

    Declared texts in it are said in the reader's language; in a visitor's own, such as names of classes, no tag counts.
    """
    return go.Figure(_said(spec["data"]), {"template": "none"} | _said(spec["layout"]))


def _said(part: Any) -> Any:
    if isinstance(part, str):
        return plotly(told(part))
    if isinstance(part, dict):
        return {name: _said(value) for name, value in part.items()}
    if isinstance(part, list | tuple) and part and isinstance(part[0], str | dict | list | tuple):
        return [_said(value) for value in part]  # lists of numbers are long and say nothing
    if isinstance(part, np.ndarray) and part.dtype == object:
        return _said(part.tolist())
    return part


def percent_sign() -> str:
    """Return what stands behind a number of percent."""
    return _("{number} %", number="")


def percent_ticks() -> Spec:
    """Return how an axis of shares, drawn in percent, writes them: as tables do, ticks as short as they can be."""
    return {"ticksuffix": percent_sign(), "hoverformat": ".1f"}


def log_ticks(values: Iterable[float], write: Callable[[float], str] | None = None) -> Spec:
    """Return ticks of a logarithmic axis, written out: Plotly writes a mere 2 or 5 between powers of ten.

    Fewer to a power of ten the more of these there are, so that on a phone none touch, and as fine as it takes for two
    to be among the values; around a single one there are whole powers of ten. What is not positive has no place there.

    Examples
    --------
    >>> log_ticks([7, 430])["ticktext"][4:8]
    ['10', '30', '100', '300']
    """
    positive = [float(value) for value in values if value > 0]
    if not positive:
        return {}
    ticks = _ticks_between(min(positive), max(positive))
    return {"tickmode": "array", "tickvals": ticks, "ticktext": list(map(write or _written_out, ticks))}


def _ticks_between(low: float, high: float) -> list[float]:
    """Return the coarsest ticks of which enough are among the values."""
    span = math.log10(high) - math.log10(low)
    every = max(1, math.ceil(span / _MOST_DECADES))
    decades = range(math.floor(math.log10(low)) // every * every - every, math.ceil(math.log10(high)) + 1, every)
    for digits in _DIGITS[0 if span > 2.4 or low == high else 1 if span > 1.5 else 2 :]:
        ticks = [float(f"{digit * 10.0**decade:.2g}") for decade in decades for digit in digits]
        among = [tick for tick in ticks if low <= tick <= high]
        if low == high or len(among) >= _FEWEST_TICKS:
            break
    if len(digits) > _COARSE and len(among) > _MOST_FINE:  # each has as many digits as the next, and there may be many
        return among[:: math.ceil(len(among) / _MOST_FINE)]
    return ticks


def _written_out(tick: float) -> str:
    """Return a number with all its digits; below 0.0001, where nobody counts zeros, with a power of ten."""
    if tick >= _FEW_ZEROS:
        return f"{tick:,.6f}".rstrip("0").removesuffix(".")
    return by_power(tick, 2)


def empty(message: str) -> go.Figure:
    """Return a figure that says why there is nothing to draw."""
    note = {"text": message, "showarrow": False, "xref": "paper", "yref": "paper", "x": 0.5, "y": 0.5}
    hidden = {"visible": False}
    return figure({"data": [], "layout": layout(headings=[note], xaxis=hidden, yaxis=hidden)})


def label(name: str) -> str:
    """Return a contender's name on the page."""
    return _(contender(name).label)


def who_have(best: str, shown: Mapping[str, str]) -> str:
    """Return the labels of all contenders whose number is the best one, as far as the digits shown tell."""
    return joined([name for name, number in shown.items() if number == best])


def colour_bar(title: str, **parts: Any) -> Spec:
    """Return the key of a colour scale; its title stands beside it, as a long one above takes width from the plot."""
    return {"title": {"text": title, "side": "right", "font": {"size": 13}}, "thickness": 12} | parts


_BETWEEN_ROWS = 0.35  # of a panel's height: room for tick labels, the axis title and the next panel's heading
_LINE = 0.15  # of a panel's height: a second line of tick labels


class Panels:
    """A grid of equal plots, left to right and top to bottom, each with a title above.

    Parameters
    ----------
    titles : sequence of str
        One per panel.
    columns : int, optional
        Up to four go side by side unless said otherwise.
    gap : float
        Share of the figure's width between two of them.
    two_lines : bool
        Whether ticks have two lines: the title beneath stays off them.
    """

    def __init__(
        self, titles: Sequence[str], columns: int | None = None, gap: float = 0.06, *, two_lines: bool = False
    ) -> None:
        n = len(titles)
        self.titles = tuple(titles)
        self.columns = min(n, columns or (n if n <= 4 else math.ceil(n / 2)))
        self.rows = math.ceil(n / self.columns)
        self._gap = gap
        self._between = _BETWEEN_ROWS + (_LINE if two_lines else 0)

    def domains(self, place: int) -> tuple[list[float], list[float]]:
        """Return the shares of width and height that a panel takes."""
        row, column = divmod(place, self.columns)
        width = (1 - self._gap * (self.columns - 1)) / self.columns
        height = 1 / (self.rows + self._between * (self.rows - 1))
        left, top = column * (width + self._gap), 1 - row * height * (1 + self._between)
        return [left, left + width], [max(0.0, top - height), top]

    def leftmost(self, place: int) -> bool:
        """Return whether a panel begins a row."""
        return place % self.columns == 0

    def axes(self, place: int, x: Spec, y: Spec) -> Spec:
        """Return the layout entries of a panel's two axes."""
        across, up = self.domains(place)
        return {
            f"xaxis{suffix(place)}": {**x, "domain": across, "anchor": f"y{suffix(place)}"},
            f"yaxis{suffix(place)}": {**y, "domain": up, "anchor": f"x{suffix(place)}"},
        }

    def headings(self) -> list[Spec]:
        """Return the titles as annotations."""
        return [self._heading(place, title) for place, title in enumerate(self.titles)]

    def _heading(self, place: int, title: str) -> Spec:
        across, up = self.domains(place)
        return {
            "text": title,
            "showarrow": False,
            "xref": "paper",
            "yref": "paper",
            "x": across[0],
            "xanchor": "left",
            "y": up[1],
            "yanchor": "bottom",
            "font": {"size": 13},
        }


def square_panels(n: int) -> tuple[int, int]:
    """Return how many panels about as wide as high go side by side on a page, and their figure's height in pixels.

    Examples
    --------
    >>> square_panels(2), square_panels(3), square_panels(4), square_panels(5)
    ((2, 420), (3, 420), (2, 750), (3, 750))
    """
    columns = 2 if n == 4 else max(1, min(n, 3))
    return columns, 90 + 330 * math.ceil(max(1, n) / columns)


def suffix(place: int) -> str:
    """Return what Plotly appends to "x", "y", "xaxis" and "yaxis" for a panel: nothing for the first."""
    return str(place + 1) if place else ""


def on(place: int) -> Spec:
    """Return the trace entries that put it on a panel."""
    return {"xaxis": f"x{suffix(place)}", "yaxis": f"y{suffix(place)}"}
