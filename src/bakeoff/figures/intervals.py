"""Coverage of prediction intervals: the share of test rows inside, against the stated level."""

import math

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from bakeoff.contenders import contender
from bakeoff.evaluation.conformal import Coverage, coverage
from bakeoff.evaluation.metrics import metric_named
from bakeoff.evaluation.notation import percent, quantity, with_interval
from bakeoff.evaluation.units import in_units
from bakeoff.figures.style import GREY, Spec, axis, empty, figure, label, layout, percent_ticks
from bakeoff.race.finished import FinishedRace
from bakeoff.text import _

LEVELS = (0.8, 0.9, 0.95)


def interval_coverage(race: FinishedRace, level: float = LEVELS[1]) -> go.Figure:
    """Draw for which share of the test rows "prediction ± so much" holds; the dotted line is what it was made for.

    How much that is, split conformal prediction takes from the errors on the validation part.
    """
    coverages = _coverages(race, level)
    if not coverages:
        return empty(_("There is no validation part whose errors could tell how far predictions are off."))
    frame = interval_coverage_frame(race, level)
    x = axis(_("Share of test rows inside the interval"), **percent_ticks())
    y = axis(
        type="category", categoryorder="array", categoryarray=frame["label"].tolist()[::-1], range=[-0.5, len(frame)]
    )
    asked = {"type": "line", "xref": "x", "x0": 100 * level, "x1": 100 * level, "yref": "paper", "y0": 0, "y1": 1}
    asked |= {"line": {"color": GREY, "dash": "dot", "width": 1.5}}
    traces = [_covered(name, covered) for name, covered in coverages.items()]
    title = _title(frame, race, level)
    return figure({"data": traces, "layout": layout(title, xaxis=x, yaxis=y, shapes=[asked], showlegend=False)})


def interval_coverage_frame(race: FinishedRace, level: float = LEVELS[1]) -> pd.DataFrame:
    """Return what `interval_coverage` draws: a row per contender, the narrowest interval first.

    Columns are contender, label, half_width (in the target's unit, infinite if there are too few validation rows),
    covered, low and high.
    """
    rows = [
        (name, label(name), covered.half_width, covered.covered.value, covered.covered.low, covered.covered.high)
        for name, covered in _coverages(race, level).items()
    ]
    frame = pd.DataFrame(rows, columns=["contender", "label", "half_width", "covered", "low", "high"])
    return frame.sort_values("half_width", kind="stable", ignore_index=True)


def _coverages(race: FinishedRace, level: float) -> dict[str, Coverage]:
    if race.is_classification:
        return {}
    units, validated = race.units(race.metric), race.held_out.validation_units
    target = race.held_out.target
    return {
        name: coverage(errors, rival.prediction.values - target, level, units, in_units(validated, np.abs(errors)))
        for name, rival in race.rivals.items()
        if (errors := rival.validation_errors) is not None
    }


def _covered(name: str, coverage: Coverage) -> Spec:
    identity = contender(name).identity
    covered = coverage.covered
    width = _("± {width}", width=quantity(coverage.half_width)) if math.isfinite(coverage.half_width) else _("no bound")
    return {
        "type": "scatter",
        "mode": "markers+text",
        "text": [_("{covered} % inside {width}", covered=percent(covered.value), width=width)],
        "textposition": "top center",
        "name": label(name),
        "x": [100 * covered.value],
        "y": [label(name)],
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [100 * (covered.high - covered.value)],
            "arrayminus": [100 * (covered.value - covered.low)],
            "color": identity.colour,
            "thickness": 2,
            "width": 6,
        },
        "marker": {"symbol": identity.marker, "color": identity.colour, "size": 13},
        "hovertext": [_("{label}: {share}", label=label(name), share=with_interval(covered, metric_named("accuracy")))],
        "hoverinfo": "text",
    }


def _title(frame: pd.DataFrame, race: FinishedRace, level: float) -> str:
    said = {"target": race.setting.target_name, "level": f"{100 * level:g}"}
    if math.isfinite(frame["half_width"].min()):
        return _("{target}: how often {level} % intervals hold on the test part", **said)
    if race.held_out.validation_units is None:
        return _("Too few validation rows for intervals that hold {level} % of the time", **said)
    return _(
        "Too few validation groups or blocks of time for intervals that hold {level} % of the time: {least} are needed",
        **said,
        least=math.ceil(level / (1 - level) - 1e-9),
    )
