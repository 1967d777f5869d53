"""Learning curves: how scores and losses change as contenders train.

The page draws these several times a second, so they are made as plain dicts, with few points.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Literal

import pandas as pd
import plotly.graph_objects as go

from bakeoff.contenders import Contender, Step, contender
from bakeoff.fields import Task
from bakeoff.figures.style import GREY, Panels, Spec, axis, faded, figure, layout, on, suffix, who_have
from bakeoff.text import _

Quantity = Literal["score", "loss"]
Clock = Literal["step", "cpu_seconds"]
Part = Literal["validation", "train"]

MOST_POINTS = 300
_PARTS: tuple[Part, Part] = ("validation", "train")
# Plotly makes an axis from 0 to 2 of one point at 1; no score is there.
_BOUNDS: dict[Task, Spec] = {
    "classification": {"clipmin": -0.02, "clipmax": 1.02},
    "regression": {"clipmax": 1.02},
}


@dataclass(frozen=True)
class _Line:
    """One line of the figure; `place` is its panel."""

    name: str
    part: Part
    place: int
    x: list[float]
    y: list[float]


@dataclass(frozen=True)
class _View:
    """What is asked for."""

    task: Task
    quantity: Quantity
    x: Clock
    log: bool


def learning_curves(
    steps: Mapping[str, Sequence[Step]],
    *,
    task: Task,
    quantity: Quantity = "score",
    x: Clock = "step",
    log: bool = False,
    columns: int | None = None,
) -> go.Figure:
    """Draw how contenders learn.

    Parameters
    ----------
    steps : mapping of str to sequence of Step
        What each contender has reported so far; ``{name: result.steps for name, result in report.results.items()}``.
    task : {"classification", "regression"}
        Whether the score is accuracy or R².
    quantity : {"score", "loss"}
    x : {"step", "cpu_seconds"}
        By steps each contender has a panel of its own, for an epoch is no tree: solid for validation,
        dotted for training. By CPU seconds all share one, on one clock.
    log : bool
        Logarithmic steps or seconds, and loss.
    columns : int, optional
        Panels side by side.
    """
    return figure(learning_curves_spec(steps, task=task, quantity=quantity, x=x, log=log, columns=columns))


def learning_curves_spec(
    steps: Mapping[str, Sequence[Step]],
    *,
    task: Task,
    quantity: Quantity = "score",
    x: Clock = "step",
    log: bool = False,
    columns: int | None = None,
) -> Spec:
    """Return `learning_curves` as a plain dict of ``data`` and ``layout``, quick to build and to send."""
    view = _View(task, quantity, x, log)
    names = _names(steps, view)
    lines = _lines(steps, names, view)
    return _by_step(steps, names, lines, view, columns) if x == "step" else _by_clock(steps, lines, view)


def learning_frame(
    steps: Mapping[str, Sequence[Step]], *, task: Task, quantity: Quantity = "score", x: Clock = "step"
) -> pd.DataFrame:
    """Return what `learning_curves` draws: a row per point, in columns contender, label, part, x and value."""
    view = _View(task, quantity, x, False)
    lines = _lines(steps, _names(steps, view), view)
    parts = [
        pd.DataFrame(
            {"contender": one.name, "label": contender(one.name).label, "part": one.part, "x": one.x, "value": one.y}
        )
        for one in lines
    ]
    return (
        pd.concat(parts, ignore_index=True)
        if parts
        else pd.DataFrame(columns=["contender", "label", "part", "x", "value"])
    )


def thin(values: Sequence[float], most: int = MOST_POINTS) -> list[int]:
    """Choose at most so many places of a series, evenly, the first, last, lowest and highest among them.

    Examples
    --------
    >>> thin([5, 1, 2, 3, 9, 4, 4], most=5)
    [0, 1, 3, 4, 6]
    """
    n = len(values)
    if n <= most:
        return list(range(n))
    room = most - 2
    kept = {round(place * (n - 1) / (room - 1)) for place in range(room)}
    kept |= {values.index(min(values)), values.index(max(values))}
    return sorted(kept)


def _names(steps: Mapping[str, Sequence[Step]], view: _View) -> list[str]:
    """Return the contenders that have a line; baselines are a floor instead."""
    names = [name for name in steps if not contender(name).baseline]
    if view.quantity == "score":
        return names
    with_loss = [name for name in names if any(_values(steps[name], view.quantity, part)[1] for part in _PARTS)]
    return with_loss or names


def _values(steps: Sequence[Step], quantity: Quantity, part: Part) -> tuple[Sequence[Step], list[float]]:
    """Return the steps that have a value, and the values; quick, as the page asks for it again and again."""
    values = list(map(attrgetter(f"{part}_{quantity}"), steps))
    if None not in values:
        return steps, values
    known = [(step, value) for step, value in zip(steps, values, strict=True) if value is not None]
    return [step for step, _value in known], [value for _step, value in known]


def _lines(steps: Mapping[str, Sequence[Step]], names: Sequence[str], view: _View) -> list[_Line]:
    return [line for place, name in enumerate(names) for line in _lines_of(name, steps[name], place, view)]


def _lines_of(name: str, steps: Sequence[Step], place: int, view: _View) -> Iterator[_Line]:
    counted = view.x == "step" and contender(name).step_name
    for part in _PARTS:
        known, values = _values(steps, view.quantity, part)
        if not values:
            continue
        kept = thin(values)
        x = [float(known[index].index) if counted else known[index].cpu_seconds for index in kept]
        yield _Line(name, part, place if view.x == "step" else 0, x, [values[index] for index in kept])
        if view.x == "cpu_seconds":  # one line each: validation, or training where nothing was validated
            return


def _trace(line: _Line, view: _View) -> Spec:
    info = contender(line.name)
    validation = line.part == "validation" or view.x == "cpu_seconds"
    colour = info.identity.colour
    x = _x_title(info, view)
    value = "%{y:.2%}" if _percent(view) else "%{y:.4g}"
    part = _("validation") if line.part == "validation" else _("training")
    width, dash = (2.5, info.identity.dash) if validation else (1.5, "dot")
    return {
        "type": "scatter",
        "mode": "lines+markers" if validation else "lines",
        "name": info.label,
        "x": _short(line.x),
        "y": _short(line.y),
        "line": {"color": colour if validation else faded(colour, 0.75), "width": width, "dash": dash},
        "marker": {"symbol": info.identity.marker, "color": colour, "size": 8, "maxdisplayed": 8},
        "legendgroup": info.name if view.x == "cpu_seconds" else line.part,
        "showlegend": view.x == "cpu_seconds",
        "hovertemplate": f"{info.label}, {part}<br>{x} %{{x:.4~g}}<br>{value}<extra></extra>",
        **on(line.place),
    }


def _short(values: Sequence[float]) -> list[float]:
    """Return numbers of five digits: no eye sees more, and they are written anew at every live tick."""
    return [float(f"{value:.5g}") for value in values]


def _percent(view: _View) -> bool:
    return view.quantity == "score" and view.task == "classification"


def _x_title(info: Contender, view: _View) -> str:
    return info.step_name.capitalize() if view.x == "step" and info.step_name else _("CPU seconds")


def _y_title(view: _View) -> str:
    if view.quantity == "loss":
        return _("Loss")
    return _("Accuracy") if view.task == "classification" else _("R²")


def _y_axis(view: _View) -> Spec:
    kind = "log" if view.log and view.quantity == "loss" else "linear"
    bounds = {} if view.quantity == "loss" else _BOUNDS[view.task]
    return axis(_y_title(view), type=kind, tickformat=".0%" if _percent(view) else "", autorangeoptions=bounds)


def _title(lines: Sequence[_Line], view: _View) -> str:
    """Return the finding: who has the best validation score, as far as the digits shown tell."""
    validated = [line for line in lines if line.part == "validation"]
    if view.quantity == "loss":
        return _("Loss, each contender's own: compare shapes, not heights")
    if not validated:
        return _("Score on the training part") if lines else _("Waiting for the first scores")
    classes = view.task == "classification"
    scores = {line.name: f"{100 * max(line.y):.1f}" if classes else f"{max(line.y):.3f}" for line in validated}
    best = max(scores.values(), key=float)
    labels = who_have(best, scores)
    if classes:
        return _("Best validation accuracy: {labels}, {score} %", labels=labels, score=best)
    return _("Best validation R²: {labels}, {score}", labels=labels, score=best)


def _by_step(
    steps: Mapping[str, Sequence[Step]], names: Sequence[str], lines: Sequence[_Line], view: _View, columns: int | None
) -> Spec:
    panels = Panels([contender(name).label for name in names] or [""], columns)
    axes: Spec = {}
    for place, name in enumerate(names):
        x = _step_axis(contender(name), steps[name], view)
        y = _y_axis(view) if lines else _y_axis(view) | {"range": [0, 1]}
        if view.quantity == "score" and place:
            y |= {"matches": "y"}
            if not panels.leftmost(place):
                y |= {"title": {"text": ""}, "showticklabels": False}
        axes |= panels.axes(place, x, y)
    floors = [floor for place in range(len(names)) for floor in _floors(steps, view, place)]
    parts = layout(_title(lines, view), headings=panels.headings(), shapes=floors, **axes)
    bare = [_bare(place) for place in range(len(names)) if all(line.place != place for line in lines)]
    return {"data": [*_key(lines), *(_trace(line, view) for line in lines), *bare], "layout": parts}


def _bare(place: int) -> Spec:
    """Return a trace of nothing: Plotly draws no axes where there is no trace."""
    return {"type": "scatter", "x": [None], "y": [None], "showlegend": False, "hoverinfo": "skip", **on(place)}


def _by_clock(steps: Mapping[str, Sequence[Step]], lines: Sequence[_Line], view: _View) -> Spec:
    x = axis(_("CPU seconds"), type="log" if view.log else "linear", rangemode="normal" if view.log else "tozero")
    parts = layout(_title(lines, view), shapes=_floors(steps, view, 0), xaxis=x, yaxis=_y_axis(view))
    return {"data": [_trace(line, view) for line in lines], "layout": parts}


def _step_axis(info: Contender, steps: Sequence[Step], view: _View) -> Spec:
    """Return an axis as long as the fit will be, so that a growing line does not move what is drawn."""
    total = steps[-1].total if steps and info.step_name else None
    if view.log:
        return axis(_x_title(info, view), type="log")
    return (
        axis(_x_title(info, view), range=[0, total * 1.02]) if total else axis(_x_title(info, view), rangemode="tozero")
    )


def _floors(steps: Mapping[str, Sequence[Step]], view: _View, place: int) -> list[Spec]:
    """Return a dashed line at each baseline's score."""
    if view.quantity == "loss":
        return []
    baselines = [name for name in steps if contender(name).baseline]
    values = {name: _values(steps[name], "score", "validation")[1] for name in baselines}
    scores = {name: known[-1] for name, known in values.items() if known}
    return [_floor(contender(name), score, place) for name, score in scores.items()]


def _floor(info: Contender, score: float, place: int) -> Spec:
    return {
        "type": "line",
        "xref": f"x{suffix(place)} domain",
        "yref": f"y{suffix(place)}",
        "x0": 0,
        "x1": 1,
        "y0": score,
        "y1": score,
        "line": {"color": info.identity.colour, "dash": info.identity.dash, "width": 1.5},
        "label": {"text": info.label, "textposition": "end", "yanchor": "bottom", "font": {"size": 11}},
    }


def _key(lines: Sequence[_Line]) -> Iterator[Spec]:
    """Yield legend entries that say what solid and dotted mean, and switch all such lines."""
    looks = {"validation": (_("Validation"), "solid", 2.5), "train": (_("Training"), "dot", 1.5)}
    for part in _PARTS:
        name, dash, width = looks[part]
        if any(line.part == part for line in lines):
            yield {
                "type": "scatter",
                "mode": "lines",
                "x": [None],
                "y": [None],
                "name": name,
                "legendgroup": part,
                "line": {"color": GREY, "dash": dash, "width": width},
            }
