"""Learning curves of several races, one over the other: a dash for each race."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import plotly.graph_objects as go

from bakeoff.contenders import Step
from bakeoff.fields import Task
from bakeoff.figures.curves import Clock
from bakeoff.figures.learning import learning_curves_spec
from bakeoff.figures.style import GREY, Spec, figure
from bakeoff.text import _

DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")


def overlaid_curves(races: Mapping[str, Mapping[str, Sequence[Step]]], *, task: Task, x: Clock = "step") -> go.Figure:
    """Draw how contenders' scores rose in several races: on the validation part or, where there is none, in training.

    Parameters
    ----------
    races : mapping of str to mapping of str to sequence of Step
        By race's title, what each contender reported. Six races have a dash of their own.
    task : {"classification", "regression"}
    x : {"step", "cpu_seconds"}
        By steps each contender has a panel of its own.
    """
    names = list(dict.fromkeys(name for steps in races.values() for name in steps))
    longest = {name: max((steps.get(name, ()) for steps in races.values()), key=_length) for name in names}
    frame = learning_curves_spec(longest, task=task, x=x)
    title = frame["layout"]["title"] | {"text": _("How the scores rose in each race")}
    traces = [trace for trace in frame["data"] if trace["x"] == [None] and "xaxis" in trace]  # panels with no line
    ends = []
    for (race, steps), dash in zip(races.items(), DASHES, strict=False):
        shown = learning_curves_spec({name: _one_part(steps.get(name, ())) for name in names}, task=task, x=x)
        lines = [trace for trace in shown["data"] if "hovertemplate" in trace]  # no empty panels, no bands over seeds
        ends.append(shown["layout"].get("xaxis", {}).get("range", [0, 0])[1])
        traces += [_key(race, dash), *(_of_race(line, race, dash) for line in lines)]
    layout = frame["layout"] | {"title": title}
    if x == "cpu_seconds":  # a race with fewer steps may have taken longer
        layout["xaxis"] |= {"range": [0, max(ends)]}
    return figure({"data": traces, "layout": layout})


def _length(steps: Sequence[Step]) -> int:
    return (steps[-1].total or steps[-1].index) if steps else 0


def _one_part(steps: Sequence[Step]) -> list[Step]:
    """Return the steps without training scores, if there are validation scores to show."""
    validated = any(step.validation_score is not None for step in steps)
    return [replace(step, train_score=None) for step in steps] if validated else list(steps)


def _of_race(line: Spec, race: str, dash: str) -> Spec:
    return line | {
        "legendgroup": race,
        "showlegend": False,
        "line": line["line"] | {"dash": dash, "width": 2},
        "hovertemplate": line["hovertemplate"].replace("<extra></extra>", f"<extra>{race}</extra>"),
    }


def _key(race: str, dash: str) -> Spec:
    """Return the legend's entry for a race, which switches all its lines."""
    line = {"color": GREY, "dash": dash, "width": 2}
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [None],
        "y": [None],
        "name": race,
        "legendgroup": race,
        "line": line,
    }
