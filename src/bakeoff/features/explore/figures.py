"""The training part before the race: what goes with what, rows on maps, and the words of classes."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from numpy.typing import NDArray

from bakeoff.datasets import Dataset
from bakeoff.datasets.base import as_declared
from bakeoff.evaluation.notation import signed
from bakeoff.features.explore.columns import as_numbers, kind_of
from bakeoff.features.explore.dependence import Dependence
from bakeoff.features.explore.maps import Components
from bakeoff.features.explore.terms import Terms
from bakeoff.figures.data import class_points, number_points
from bakeoff.figures.style import GREY, Panels, Spec, axis, class_colour, empty, figure, layout, on
from bakeoff.text import _, enumerated, told

MOST_BARS = 24
MOST_CATEGORIES = 30
MOST_PANELS = 8
COMPONENTS = 10
WRITTEN = 10
"""In a table of correlations up to this size there is room for the numbers."""
_BAR = "#5B6BA8"
_DIVERGING = [[0, "#B35806"], [0.5, "#F7F7F7"], [1, "#2166AC"]]  # Brewer's PuOr and RdBu: told apart by all eyes
_JITTER = 0.28


def mutual_information(dependence: Dependence, target: str) -> go.Figure:
    """Draw how much each column says about the target, the most informative first."""
    frame = mutual_information_frame(dependence)
    shown = frame.head(MOST_BARS).iloc[::-1]
    names = [told(name) for name in as_declared(shown["column"], dependence.names)]
    title = _("“{column}” says most about “{target}”", column=names[-1], target=target)
    bars = {
        "type": "bar",
        "orientation": "h",
        "x": shown["nats"].to_numpy(),
        "y": list(range(len(shown))),
        "customdata": names,
        "marker": {"color": _BAR},
        "hovertemplate": _("%{customdata}: %{x:.3f} nats") + "<extra></extra>",
    }
    y = axis(tickmode="array", tickvals=list(range(len(shown))), ticktext=[short(name) for name in names])
    x = axis(_("Mutual information, nats"), rangemode="tozero")
    return figure({"data": [bars], "layout": layout(title, xaxis=x, yaxis=y, showlegend=False)})


def mutual_information_frame(dependence: Dependence) -> pd.DataFrame:
    """Return columns column and nats, the most informative column first."""
    frame = pd.DataFrame({"column": dependence.names, "nats": dependence.information})
    return frame.sort_values("nats", ascending=False, kind="stable", ignore_index=True)


def correlations(dependence: Dependence) -> go.Figure:
    """Draw Pearson's r of each pair of columns of numbers."""
    names = [short(told(name)) for name in dependence.correlated]
    places = list(range(len(names)))
    heat = {
        "type": "heatmap",
        "x": places,
        "y": places,
        "z": dependence.correlations,
        "zmin": -1,
        "zmax": 1,
        "colorscale": _DIVERGING,
        "colorbar": {"title": {"text": "r"}, "thickness": 12},
        "customdata": [[enumerated([a, b]) for b in dependence.correlated] for a in dependence.correlated],
        "hovertemplate": _("%{customdata}: r = %{z:.3f}") + "<extra></extra>",
        "hoverongaps": False,
        "xgap": 1,
        "ygap": 1,
    }
    few = len(names) <= WRITTEN
    if few:
        heat |= {"texttemplate": "%{z:.2f}"}
    ticks: Spec = {} if few else {"tickfont": {"size": 10}}
    ticks |= {"tickmode": "array", "tickvals": places, "ticktext": names, "showgrid": False, "constrain": "domain"}
    parts = layout(
        _correlations_title(correlations_frame(dependence), dependence.correlated),
        xaxis=axis(**ticks, tickangle=-40 if few else -90),
        yaxis=axis(**ticks, autorange="reversed", scaleanchor="x"),
    )
    return figure({"data": [heat], "layout": parts})


def correlations_frame(dependence: Dependence) -> pd.DataFrame:
    """Return columns first, second and r: a row for each pair, the strongest first."""
    first, other = np.triu_indices(len(dependence.correlated), 1)
    names = np.array(dependence.correlated, dtype=object)
    frame = pd.DataFrame({"first": names[first], "second": names[other], "r": dependence.correlations[first, other]})
    strongest = frame["r"].abs().sort_values(ascending=False, kind="stable", na_position="last").index
    return frame.loc[strongest].reset_index(drop=True)


def _correlations_title(frame: pd.DataFrame, names: Sequence[str] = ()) -> str:
    if frame.empty or np.isnan(frame["r"].iloc[0]):
        return _("Correlations")
    most = frame.iloc[0]
    first, second = as_declared((most["first"], most["second"]), names)
    r = signed(most["r"], _digits(most["r"])).removeprefix("+")
    return _("Most correlated: “{first}” and “{second}”, r = {r}", first=first, second=second, r=r)


def two_columns(data: Dataset, x: str, y: str) -> go.Figure:
    """Draw rows by two columns of a table, coloured by what is to be predicted.

    Categories are moved apart a little at random, so that rows do not hide each other; dates are days since the first.
    """
    rng = np.random.default_rng(0)
    points = np.column_stack([_places(data, name, rng) for name in (x, y)])
    across, up = (_axis_of(data, name) for name in (x, y))
    title = _("{x} and {y}", x=x, y=y)
    return _rows(data, points, title, across, up)


def row_map(data: Dataset, points: NDArray[Any], axes: tuple[str, str], title: str) -> go.Figure:
    """Draw rows where a map puts them, coloured by what is to be predicted; axes without a name have no numbers."""
    across, up = (axis(name, showticklabels=bool(name)) for name in axes)
    return _rows(data, _plane(points), title, across, up)


def kept_variance(components: Components) -> go.Figure:
    """Draw how much of the variance the first principal components keep, each and together."""
    frame = kept_variance_frame(components).head(COMPONENTS)
    percent = 100 * frame[["kept", "together"]]
    bars = {
        "type": "bar",
        "name": _("Each"),
        "x": frame["component"].to_numpy(),
        "y": percent["kept"].to_numpy(),
        "marker": {"color": _BAR},
        "hovertemplate": _("Component %{x}: %{y:.1f} %") + "<extra></extra>",
    }
    line = {
        "type": "scatter",
        "mode": "lines+markers",
        "name": _("Together"),
        "x": frame["component"].to_numpy(),
        "y": percent["together"].to_numpy(),
        "line": {"color": GREY},
        "marker": {"symbol": "diamond", "size": 7},
        "hovertemplate": _("The first %{x} together: %{y:.1f} %") + "<extra></extra>",
    }
    title = _("{n} components keep {percent:.0f} % of the variance", n=len(frame), percent=percent["together"].iloc[-1])
    x = axis(_("Component"), dtick=1)
    y = axis(_("Variance kept, %"), range=[0, 102])
    return figure({"data": [bars, line], "layout": layout(title, xaxis=x, yaxis=y)})


def kept_variance_frame(components: Components) -> pd.DataFrame:
    """Return columns component (from 1), kept and together (shares of the variance)."""
    numbers = np.arange(1, len(components.kept) + 1)
    return pd.DataFrame({"component": numbers, "kept": components.kept, "together": components.kept.cumsum()})


def frequent_terms(groups: Sequence[Terms], colours: bool = True) -> go.Figure:
    """Draw the terms that tell each group of texts: their share there, and in all others.

    Parameters
    ----------
    groups : sequence of Terms
        The first eight are drawn.
    colours : bool
        Whether the groups are classes, which have colours.
    """
    shown = [group for group in groups if len(group.terms)][:MOST_PANELS]
    if not shown:
        return empty(_("No term is more frequent in one than in the others."))
    panels = Panels([group.group for group in shown], columns=2, gap=0.22)
    traces: list[Spec] = []
    parts: Spec = {}
    for place, group in enumerate(shown):
        colour = class_colour(groups.index(group)) if colours else _BAR
        places = list(range(len(group.terms)))
        for name, shares, look in (
            (_("here"), group.share, {"color": colour}),
            (_("elsewhere"), group.others, {"color": GREY, "pattern": {"shape": "/"}}),
        ):
            told = _("{term}, {where}: {share} %", term="%{customdata}", where=name, share="%{x:.1f}")
            hover = told + "<extra></extra>"
            bar = {"type": "bar", "orientation": "h", "x": 100 * shares, "y": places, "customdata": group.terms}
            traces.append(bar | {"name": name, "marker": look, "hovertemplate": hover, "showlegend": False} | on(place))
        ticks: Spec = {"tickmode": "array", "tickvals": places, "ticktext": [short(term) for term in group.terms]}
        x = axis(_("Texts with it, %"), rangemode="tozero")
        parts |= panels.axes(place, x, axis(**ticks, autorange="reversed"))
    title = _("Plain: the share of texts that have the term; hatched: of all other texts")
    return figure({"data": traces, "layout": layout(title, headings=panels.headings(), bargap=0.25, **parts)})


def short(name: str, most: int = 24) -> str:
    """Return a name that is no longer than an axis has room for."""
    return name if len(name) <= most else name[: most - 1] + "…"


def _rows(data: Dataset, points: NDArray[np.float64], title: str, x: Spec, y: Spec) -> go.Figure:
    classes = data.task == "classification"
    if classes:
        traces = [class_points(name, code, points[data.y == code]) for code, name in enumerate(data.class_names)]
    else:
        traces = [number_points(data.target_name, points, data.y)]
    return figure({"data": traces, "layout": layout(title, xaxis=x, yaxis=y, showlegend=classes)})


def _plane(points: NDArray[Any]) -> NDArray[np.float64]:
    """Return points of the first two axes; of data with one alone, the other is 0 everywhere."""
    plane = np.zeros((len(points), 2))
    plane[:, : points.shape[1]] = points[:, :2]
    return plane


def _categories(data: Dataset, name: str) -> list[str] | None:
    """Return a column's categories, the commonest first; None if it has other values."""
    values = data.table[name]
    if kind_of(name, values, data.text_features) != "category":
        return None
    common = [str(name) for name in values.dropna().astype(str).value_counts().index]
    return common if len(common) <= MOST_CATEGORIES else [*common[: MOST_CATEGORIES - 1], _("all others")]


def _places(data: Dataset, name: str, rng: np.random.Generator) -> NDArray[np.float64]:
    values, categories = data.table[name], _categories(data, name)
    if categories is None:
        return as_numbers(values, kind_of(name, values, data.text_features))
    places = {word: place for place, word in enumerate(categories)}
    last = len(categories) - 1
    codes = values.astype(object).map(lambda value: places.get(str(value), last), na_action="ignore")
    return codes.to_numpy(dtype=np.float64, na_value=np.nan) + rng.uniform(-_JITTER, _JITTER, len(values))


def _axis_of(data: Dataset, name: str) -> Spec:
    categories = _categories(data, name)
    if categories is not None:
        ticks: Spec = {"tickmode": "array", "tickvals": list(range(len(categories)))}
        return axis(name, **ticks, ticktext=[short(category, 16) for category in categories])
    titles = {"date": _("{name}, days since the first", name=name), "text": _("{name}, words", name=name)}
    return axis(titles.get(kind_of(name, data.table[name], data.text_features), name))


def _digits(r: float) -> int:
    """Return how many places a correlation is written with: as many as tell it from 1, two at least, three at most."""
    return 3 if 0.995 <= abs(r) < 1 else 2
