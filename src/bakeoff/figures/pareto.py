"""Score against cost: who is worth considering, who is dominated, and where the baseline is."""

import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from bakeoff.contenders import contender
from bakeoff.evaluation.base import Estimate
from bakeoff.evaluation.costs import COSTS
from bakeoff.evaluation.metrics import Metric
from bakeoff.evaluation.notation import score, with_interval
from bakeoff.evaluation.pareto import dominated
from bakeoff.figures.baseline import ends_without, in_corner, of_baselines
from bakeoff.figures.labels import beside
from bakeoff.figures.score_axis import drawn, score_range, score_ticks
from bakeoff.figures.style import GREY, Spec, axis, figure, layout, log_ticks
from bakeoff.text import _, clauses

_ROOM = 0.1
"""For names around what an axis shows, as a share of it."""


class BoardLane(Protocol):
    """One mark's subject: a contender, as it is set or tuned."""

    @property
    def contender(self) -> str:
        """Name of the contender."""

    @property
    def tuned(self) -> bool:
        """True if its settings were tuned."""

    @property
    def label(self) -> str:
        """Its name on the page."""


@dataclass(frozen=True)
class AsSet:
    """Lane of a contender with the settings of a race."""

    contender: str
    tuned: bool = False

    @property
    def label(self) -> str:
        """Its name on the page."""
        return _(contender(self.contender).label)


@dataclass(frozen=True)
class Told:
    """Test results for the lanes on a board.

    Attributes
    ----------
    beats : callable
        ``beats(own, other)`` returns whether `own` is better than `other`.
    held : collection of str
        Lanes that the test does not find better than the baseline.
    """

    beats: Callable[[str, str], bool]
    held: Collection[str] = ()


def pareto(
    values: pd.DataFrame, identities: Mapping[str, BoardLane], metric: Metric, cost: str, told: Told
) -> go.Figure:
    """Draw score against a cost; who is dominated, or no better than the baseline, is grey.

    Parameters
    ----------
    values : DataFrame
        Index is the lane; columns ``score``, the one called `cost`, and perhaps ``low`` and ``high``.
    metric : Metric
        What the scores are.
    cost : str
        Name of one that is drawn.
    """
    known = values.dropna(subset=["score", cost]).sort_values(cost)
    floors = of_baselines(identities[str(name)].contender for name in known.index)
    rivals, baselines = known[~floors], known[floors]
    limits = ends_without(_heights(known, metric), floors, metric, _ROOM)
    shown = known if limits is None else rivals
    out = _out(rivals[cost].to_dict(), told, identities)
    looks = {name: _Look(identities[name], metric, cost, out.get(name, "")) for name, _row in _rows(shown)}
    ends = (
        _around(np.log10(shown[cost])),
        limits or score_range(_heights(shown, metric).to_numpy().ravel(), metric, _ROOM),
    )
    spots = [(math.log10(row[cost]), drawn(row["score"], metric)) for _name, row in _rows(shown)]
    places = beside(spots, [look.lane.label for look in looks.values()], ends, _bars(shown, metric))
    traces = [_mark(row, looks[name]) for name, row in _rows(shown)]
    notes = [
        place.annotation(spot, look.lane.label, GREY if look.out else None)
        for place, spot, look in zip(places, spots, looks.values(), strict=True)
    ]
    if limits is not None:
        notes += [in_corner(identities[name].label, row["score"], metric, limits) for name, row in _rows(baselines)]
    lines = [_floor(drawn(row["score"], metric), identities[name]) for name, row in _rows(baselines)]
    x = axis(_(COSTS[cost].label), type="log", range=ends[0], **log_ticks(shown[cost], COSTS[cost].tick))
    y = axis(_(metric.label), range=ends[1], **score_ticks(metric))
    title = _title(rivals, out, told, looks)
    return figure(
        {"data": traces, "layout": layout(title, xaxis=x, yaxis=y, shapes=lines, annotations=notes, showlegend=False)}
    )


@dataclass(frozen=True)
class _Look:
    """Subject of a mark: `out` is the reason why it is grey; empty if it is not."""

    lane: BoardLane
    metric: Metric
    cost: str
    out: str


def _rows(known: pd.DataFrame) -> list[tuple[str, dict[str, float]]]:
    return [(str(name), {str(key): float(value) for key, value in row.items()}) for name, row in known.iterrows()]


def _out(spent: Mapping[Any, float], told: Told, identities: Mapping[str, BoardLane]) -> dict[str, str]:
    """Return why each that is grey is so."""
    beaten = dominated({str(name): value for name, value in spent.items()}, told.beats)
    words = {name: _("dominated by {label}", label=identities[other].label) for name, other in beaten.items()}
    return words | {name: _("not better than the baseline") for name in told.held}


def _title(known: pd.DataFrame, out: Mapping[str, str], told: Told, looks: Mapping[str, _Look]) -> str:
    """Return what the cheapest scores that is worth considering, and then what a better score costs at least."""
    rows = _rows(known)
    if not rows:
        return _("Nothing is measured yet")
    worth = {name: row for name, row in rows if name not in out}
    if not worth:
        return _("No contender is better than the baseline beyond doubt, at whatever cost")
    cheapest = next(iter(worth))
    top = [name for name in worth if not any(told.beats(other, name) for other, _row in rows)]
    named = [cheapest] if cheapest in top else [cheapest, *top[:1]]
    shares = [round(100 * worth[name]["score"]) for name in named]
    whole = len(set(shares)) == len(named) and 100 not in shares
    said = [_priced(worth[name], looks[name], whole=whole) for name in named]
    return clauses([*said, _("no other is surely better")] if cheapest in top and len(rows) > 1 else said)


def _priced(row: Mapping[str, float], look: _Look, *, whole: bool) -> str:
    number = _("{number} %", number=round(100 * row["score"])) if whole else score(row["score"], look.metric)
    if look.metric.unit != "%":
        number = _("{score} {metric}", score=score(row["score"], look.metric), metric=_(look.metric.noun))
    words = {"label": look.lane.label, "score": number, "cost": COSTS[look.cost].write(row[look.cost])}
    if look.cost == "model_bytes":
        return _("{label}: {score} with {cost}", **words)
    return _("{label}: {score} in {cost}", **words)


def _mark(row: Mapping[str, float], look: _Look) -> Spec:
    lane, metric = look.lane, look.metric
    mark = marker(lane, size=14)
    if look.out:
        mark |= {"color": GREY, "line": {"color": GREY, "width": 2}}
    estimate = Estimate(row["score"], row.get("low", math.nan), row.get("high", math.nan))
    words = {
        "label": lane.label,
        "cost": COSTS[look.cost].write(row[look.cost]),
        "score": with_interval(estimate, metric),
    }
    told_ = (
        _("{label}: {score}, {cost}; {why}", why=look.out, **words)
        if look.out
        else _("{label}: {score}, {cost}", **words)
    )
    return {
        "type": "scatter",
        "mode": "markers",
        "name": lane.label,
        "cliponaxis": False,
        "x": [row[look.cost]],
        "y": [drawn(estimate.value, metric)],
        "error_y": _bar(estimate, metric, mark["color"]),
        "marker": mark,
        "hovertext": [told_],
        "hoverinfo": "text",
        "showlegend": False,
    }


def _bars(known: pd.DataFrame, metric: Metric) -> dict[int, tuple[float, float]]:
    """Return the ends of the bars through the marks, by the marks' numbers."""
    if "low" not in known:
        return {}
    ends = [sorted(drawn(row[end], metric) for end in ("low", "high")) for _name, row in _rows(known)]
    return {number: (low, high) for number, (low, high) in enumerate(ends) if not math.isnan(low + high)}


def _bar(estimate: Estimate, metric: Metric, colour: str) -> Spec:
    if math.isnan(estimate.low) or math.isnan(estimate.high):
        return {"visible": False}
    ends = drawn(estimate.high - estimate.value, metric), drawn(estimate.value - estimate.low, metric)
    bar = {"type": "data", "symmetric": False, "array": [ends[0]], "arrayminus": [ends[1]]}
    return bar | {"color": colour, "thickness": 1, "width": 3}


def marker(lane: BoardLane, size: int) -> Spec:
    """A contender's own marker; hollow for its tuned self."""
    identity = contender(lane.contender).identity
    symbol = identity.marker + ("-open" if lane.tuned else "")
    return {
        "symbol": symbol,
        "color": identity.colour,
        "size": size,
        "line": {"color": identity.colour, "width": 2},
    }


def _floor(height: float, lane: BoardLane) -> Spec:
    """Return a dashed line at the baseline's score: who is not above it is worth nothing."""
    look = {"color": contender(lane.contender).identity.colour, "dash": "dash", "width": 1.5}
    ends = {"xref": "paper", "x0": 0, "x1": 1, "y0": height, "y1": height}
    return {"type": "line", "layer": "below", **ends, "line": look}


def _heights(known: pd.DataFrame, metric: Metric) -> pd.DataFrame:
    """Return the scores and, if there are, the ends of their intervals, as they are drawn."""
    return known[[name for name in ("score", "low", "high") if name in known]].apply(drawn, metric=metric)


def _around(values: "pd.Series[float]") -> list[float] | None:
    """Return the ends of an axis that leaves room for names around what it shows; None if it shows nothing."""
    if values.empty:
        return None
    low, high = float(values.min()), float(values.max())
    margin = _ROOM * (high - low) or 0.1
    return [low - margin, high + margin]
