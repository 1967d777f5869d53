"""Learning curves: how scores and losses change as contenders train.

The page draws these several times a second, so they are made as plain dicts, with few points.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

import plotly.graph_objects as go

from bakeoff.contenders import Contender, Step, contender
from bakeoff.evaluation.metrics import basic_metric
from bakeoff.evaluation.notation import score
from bakeoff.fields import Task
from bakeoff.figures.clock import Flag, clock_axis, flagged
from bakeoff.figures.curves import PARTS, Clock, CurveLine, Quantity, View, known, lines, shown_names
from bakeoff.figures.score_axis import score_bounds
from bakeoff.figures.style import (
    GREY,
    Panels,
    Spec,
    axis,
    faded,
    figure,
    label,
    layout,
    log_ticks,
    on,
    percent_sign,
    suffix,
    who_have,
)
from bakeoff.text import _

_PANEL, _AROUND, _CLOCK = 270, 110, 400
_NARROWEST = 185
"""Pixels that a panel is wide at least, with what is beside it."""
_OWN_TICKS = 0.1
"""Share of the width between two panels, where each has numbers of its own at its left."""


def learning_curves(
    steps: Mapping[str, Sequence[Step]],
    *,
    task: Task,
    quantity: Quantity = "score",
    x: Clock = "step",
    log: bool = False,
    smooth: bool = False,
    columns: int | None = None,
    flags: Mapping[str, Flag] | None = None,
) -> go.Figure:
    """Draw how contenders learn.

    Parameters
    ----------
    steps : mapping of str to sequence of Step
        What each contender has reported so far; ``{name: result.steps for name, result in report.results.items()}``.
        Of several seeds the mean is drawn, with a band from the lowest to the highest.
    task : {"classification", "regression"}
        Whether the score is accuracy or R².
    quantity : {"score", "loss"}
    x : {"step", "cpu_seconds"}
        By steps each contender has a panel of its own, for an epoch is no tree: solid for validation,
        dotted for training. By CPU seconds all share one, on one clock.
    log : bool
        Logarithmic steps or seconds, and loss.
    smooth : bool
        Whether lines are moving averages, the values themselves being drawn faintly behind.
    columns : int, optional
        Panels side by side.
    flags : mapping of str to Flag, optional
        Where each contender that has ended did so on the clock.
    """
    return figure(
        learning_curves_spec(
            steps, task=task, quantity=quantity, x=x, log=log, smooth=smooth, columns=columns, flags=flags
        )
    )


def learning_curves_spec(
    steps: Mapping[str, Sequence[Step]],
    *,
    task: Task,
    quantity: Quantity = "score",
    x: Clock = "step",
    log: bool = False,
    smooth: bool = False,
    columns: int | None = None,
    flags: Mapping[str, Flag] | None = None,
    large: bool = False,
) -> Spec:
    """Return `learning_curves` as a plain dict of ``data`` and ``layout``, quick to build and to send.

    Where type is `large`, as it is when shown to a room, flags have more room.
    """
    view = View(task, quantity, x, log, smooth)
    names = shown_names(steps, view)
    drawn = lines(steps, names, view)
    shown = {name: flag for name, flag in (flags or {}).items() if name in names}
    title = _title(names, drawn, view, ended=bool(names) and len(shown) == len(names))
    if x == "cpu_seconds":
        return _by_clock(steps, drawn, view, title, shown, large=large)
    return _by_step(steps, names, drawn, view, title, shown, columns)


def curves_size(names: Collection[str], x: Clock = "step") -> tuple[int, int]:
    """Return height and least width in pixels at which nothing in `learning_curves` of these contenders touches."""
    n = sum(not contender(name).baseline for name in names)
    if x == "cpu_seconds":
        return _CLOCK + 12 * max(0, n - 4), 340 if n <= 4 else 600
    return panels_size(max(1, n))


def panels_size(n: int) -> tuple[int, int]:
    """Return height and least width in pixels of so many panels."""
    panels = Panels([""] * n)
    return _AROUND + _PANEL * panels.rows, _NARROWEST * panels.columns


def _trace(line: CurveLine, view: View) -> Spec:
    info = contender(line.name)
    validation = line.part == "validation" or view.x == "cpu_seconds"
    colour = info.identity.colour
    x, part = _x_title(info, view), _("validation") if line.part == "validation" else _("training")
    value = _("{number} %", number="%{y:.1f}") if view.percent else "%{y:,.4~r}"
    words = {"label": info.label, "part": part, "x": x, "at": "%{x:.4~g}", "value": value}
    width, dash = (2.5, info.identity.dash) if validation else (1.5, "dot")
    return {
        "type": "scatter",
        "mode": "lines+markers" if validation else "lines",
        "name": label(line.name),
        "x": _short(line.x),
        "y": _drawn(line.y, view),
        "line": {"color": colour if validation else faded(colour, 0.75), "width": width, "dash": dash},
        "marker": {"symbol": info.identity.marker, "color": colour, "size": _size(line), "maxdisplayed": 8},
        "legendgroup": info.name if view.x == "cpu_seconds" else line.part,
        "showlegend": view.x == "cpu_seconds",
        "hovertemplate": _("{label}, {part}<br>{x} {at}<br>{value}", **words) + "<extra></extra>",
        **on(line.place),
    }


def _behind(line: CurveLine, view: View) -> Iterator[Spec]:
    """Yield what stands behind a line: the range of its seeds, and what it was before it was smoothed."""
    colour = contender(line.name).identity.colour
    group = contender(line.name).name if view.x == "cpu_seconds" else line.part
    plain = {"type": "scatter", "mode": "lines", "hoverinfo": "skip", "showlegend": False, "legendgroup": group}
    plain |= on(line.place)
    if line.low:
        around = {"x": _short([*line.x, *line.x[::-1]]), "y": _drawn([*line.high, *line.low[::-1]], view)}
        shade = 0.15 if line.part == "validation" else 0.08
        yield plain | around | {"fill": "toself", "fillcolor": faded(colour, shade), "line": {"width": 0}}
    if line.raw:
        raw = {"x": _short(line.x), "y": _drawn(line.raw, view)}
        yield plain | raw | {"line": {"color": faded(colour, 0.3), "width": 1}}


def _size(line: CurveLine) -> int:
    """Return how large markers are: a contender of one step has no line to be seen by."""
    return 8 if len(line.x) > 1 else 12


def _short(values: Sequence[float]) -> list[float]:
    """Return numbers of five digits: no eye sees more, and they are written anew at every live tick."""
    return [float(f"{value:.5g}") for value in values]


def _drawn(values: Sequence[float], view: View) -> list[float]:
    return _short([100 * value for value in values] if view.percent else values)


def _x_title(info: Contender, view: View) -> str:
    if view.x != "step" or not info.step_name:
        return _("CPU seconds")
    name = _(info.step_name)
    return name[:1].upper() + name[1:]


def _y_axis(view: View, drawn: Sequence[CurveLine]) -> Spec:
    kind = "log" if view.log and view.quantity == "loss" else "linear"
    sign = percent_sign() if view.percent else ""
    if not drawn:
        bounds: Spec = {"range": [0, 100 if view.percent else 1]}
    elif view.quantity == "loss":
        bounds = log_ticks(value for line in drawn for value in line.y) if view.log else {}
    else:
        lowest = [min(line.low or line.raw or line.y) for line in drawn]
        bounds = score_bounds(_drawn(lowest, view), basic_metric(view.task))
    title = _("Loss") if view.quantity == "loss" else _(basic_metric(view.task).label)
    return axis(title, type=kind, ticksuffix=sign, **bounds)


def _title(names: Sequence[str], drawn: Sequence[CurveLine], view: View, *, ended: bool) -> str:
    """Return the finding: while they learn, who has the best validation score so far, as far as the digits tell.

    At the end that is no finding any more: the test part has the word.
    """
    if not names:
        return _("The baseline alone: it does not learn")
    validated = [line for line in drawn if line.part == "validation"]
    if view.quantity == "loss":
        return _("Loss, each contender’s own: compare shapes, not heights")
    if not validated:
        return _("Score on the training part") if drawn else _("Waiting for the first scores")
    metric = basic_metric(view.task)
    if ended and view.x == "cpu_seconds":
        return _("{metric} on the validation part as they learnt; a flag where each was done", metric=_(metric.label))
    if ended:
        return _("{metric} on the validation part, step by step", metric=_(metric.label))
    best = {line.name: max(line.raw or line.y) for line in validated}
    top = score(max(best.values()), metric)
    labels = who_have(top, {name: score(value, metric) for name, value in best.items()})
    words = {"metric": _(metric.label), "labels": labels, "score": top}
    return _("{metric} on the validation part, best so far: {labels}, {score}", **words)


def _by_step(
    steps: Mapping[str, Sequence[Step]],
    names: Sequence[str],
    drawn: Sequence[CurveLine],
    view: View,
    title: str,
    flags: Mapping[str, Flag],
    columns: int | None,
) -> Spec:
    shared = view.quantity == "score"
    panels = Panels([label(name) for name in names] or [""], columns, gap=0.06 if shared else _OWN_TICKS)
    axes: Spec = {}
    for place, name in enumerate(names):
        x = _step_axis(contender(name), steps[name], view, name in flags)
        y = _y_axis(view, [line for line in drawn if shared or line.place == place])
        if shared and place:
            y |= {"matches": "y", "showticklabels": panels.leftmost(place)}
        if not panels.leftmost(place):
            y |= {"title": {"text": ""}}
        axes |= panels.axes(place, x, y)
    floors = [floor for place in range(len(names)) for floor in _floors(steps, view, place)]
    parts = layout(title, headings=panels.headings(), shapes=floors, uirevision=_revision(view), **axes)
    bare = [_bare(place) for place in range(len(names)) if all(line.place != place for line in drawn)]
    return {"data": [*_key(drawn), *_traces(drawn, view), *bare], "layout": parts}


def _traces(drawn: Sequence[CurveLine], view: View) -> Iterator[Spec]:
    for line in drawn:
        yield from _behind(line, view)
        yield _trace(line, view)


def _revision(view: View) -> str:
    """Return what the visitor's zoom is kept with: it is of these axes, and of no others."""
    return f"{view.x} {view.quantity} {view.log}"


def _bare(place: int) -> Spec:
    """Return a trace of nothing: Plotly draws no axes where there is no trace."""
    return {"type": "scatter", "x": [None], "y": [None], "showlegend": False, "hoverinfo": "skip", **on(place)}


def _by_clock(
    steps: Mapping[str, Sequence[Step]],
    drawn: Sequence[CurveLine],
    view: View,
    title: str,
    flags: Mapping[str, Flag],
    *,
    large: bool,
) -> Spec:
    x = clock_axis(drawn, flags, log=view.log)
    words, hairlines, top = flagged(flags, x, large=large)
    floors = _floors(steps, view, 0)
    y = _y_axis(view, drawn) | {"domain": [0, top]}
    parts = layout(title, shapes=[*floors, *hairlines], xaxis=x, yaxis=y, uirevision=_revision(view))
    return {"data": list(_traces(drawn, view)) or [_bare(0)], "layout": parts | {"annotations": words}}


def _step_axis(info: Contender, steps: Sequence[Step], view: View, ended: bool) -> Spec:
    """Return an axis as long as the fit will be, so that a growing line does not move what is drawn."""
    total = steps[-1].total if steps and info.step_name else None
    if ended and total:
        total = steps[-1].index
    if view.log:
        reached = [step.index if info.step_name else step.cpu_seconds for step in steps]
        return axis(_x_title(info, view), type="log", tickangle=0, **log_ticks(reached))
    return (
        axis(_x_title(info, view), range=[0, total * 1.02]) if total else axis(_x_title(info, view), rangemode="tozero")
    )


def _floors(steps: Mapping[str, Sequence[Step]], view: View, place: int) -> list[Spec]:
    """Return a dashed line at each baseline's score."""
    if view.quantity == "loss":
        return []
    baselines = [name for name in steps if contender(name).baseline]
    values = {name: known(steps[name], "score", "validation")[1] for name in baselines}
    scores = {name: _drawn(of_contender[-1:], view)[0] for name, of_contender in values.items() if of_contender}
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
        "label": {"text": label(info.name), "textposition": "end", "yanchor": "bottom", "font": {"size": 11}},
    }


def _key(drawn: Sequence[CurveLine]) -> Iterator[Spec]:
    """Yield legend entries that say what solid and dotted mean, and switch all such lines."""
    looks = {"validation": (_("Validation"), "solid", 2.5), "train": (_("Training"), "dot", 1.5)}
    for part in PARTS:
        name, dash, width = looks[part]
        if any(line.part == part for line in drawn):
            yield {
                "type": "scatter",
                "mode": "lines",
                "x": [None],
                "y": [None],
                "name": name,
                "legendgroup": part,
                "line": {"color": GREY, "dash": dash, "width": width},
            }
