"""Scores during a study's fits: learning and tuning curves."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bakeoff.evaluation.metrics import basic_metric
from bakeoff.evaluation.notation import tick_time
from bakeoff.features.judge.figures.study import area, heights, line, score_axis
from bakeoff.figures.score_axis import drawn
from bakeoff.figures.style import Spec, axis, layout, log_ticks
from bakeoff.study.best import best_value, written
from bakeoff.study.record import Fitted, Record
from bakeoff.text import _

_MOMENTS = 80
"""Moments at which the curves of all folds are read off."""


def training_bands_spec(record: Record) -> Spec:
    """Return the validation score as contenders learn: mean over folds, band of one standard deviation."""
    metric = basic_metric(record.task)
    traces: list[Spec] = []
    for name, frame in training_bands_frame(record).groupby("lane", sort=False):
        lane = record.lanes[str(name)]
        mean, spread = (drawn(frame[name], metric) for name in ("mean", "spread"))
        x = frame["cpu_seconds"].tolist()
        traces.append(area(lane, x, (mean - spread).tolist(), (mean + spread).tolist()))
        marks = {"mode": "lines"} if len(x) > 1 else {}
        traces.append(line(lane, x, mean.tolist(), metric) | marks)
    x_axis = axis(_("CPU time"), type="log", **log_ticks(_spent(traces), tick_time))
    y = score_axis(_("{metric}, validation part", metric=_(metric.label)), heights(traces), metric)
    return {"data": traces, "layout": layout(_title(record), xaxis=x_axis, yaxis=y, uirevision="training")}


def training_bands_frame(record: Record) -> pd.DataFrame:
    """Return what `training_bands_spec` draws: a row per lane and moment, from the first step to the mean last one.

    At each moment a fold has the score of its last step until then; one that has ended keeps its last. So all folds
    count at every moment, however many steps each took.
    """
    shown = _shown(record)
    frames = []
    for lane in record.lanes:
        curves = [curve for fit in record.fitted if (fit.cell.lane, fit.cell.point) in shown and fit.cell.lane == lane
                  and len(curve := _curve(fit))]  # fmt: skip
        if len(curves) > 1:
            frames.append(_bands(curves).assign(lane=lane))
    columns = ["lane", "cpu_seconds", "mean", "spread"]
    return pd.concat(frames, ignore_index=True)[columns] if frames else pd.DataFrame(columns=columns)


def _curve(fitted: Fitted) -> NDArray[np.float64]:
    """Return CPU seconds and validation score of each step, shape (n_steps, 2)."""
    steps = [(s.cpu_seconds, s.validation_score) for s in fitted.steps if s.validation_score is not None]
    return np.array(steps, dtype=float).reshape(-1, 2)


def _bands(curves: list[NDArray[np.float64]]) -> pd.DataFrame:
    begin = min(curve[0, 0] for curve in curves)
    end = float(np.mean([curve[-1, 0] for curve in curves]))
    moments = np.geomspace(max(begin, 1e-6), end, _MOMENTS) if end > begin > 0 else np.array([end])
    if all(len(curve) == 1 for curve in curves):
        moments = np.array([end])
    at = [np.clip(np.searchsorted(curve[:, 0], moments * (1 + 1e-9), side="right") - 1, 0, None) for curve in curves]
    read = np.stack([curve[place, 1] for curve, place in zip(curves, at, strict=True)])
    return pd.DataFrame({"cpu_seconds": moments, "mean": read.mean(axis=0), "spread": read.std(axis=0, ddof=1)})


def _shown(record: Record) -> set[tuple[str, int]]:
    """Return which fits are drawn: of several numbers of rows the most, of several values each lane's best."""
    if record.plan.question == "rows":
        return {(lane, len(record.points) - 1) for lane in record.lanes}
    if record.plan.question == "setting" and record.fitted:
        best = best_value(record)
        return {(best.lane, best.point), *best.others.items()}
    return {(lane, 0) for lane in record.lanes}


def _spent(traces: list[Spec]) -> "pd.Series[float]":
    """Return the CPU seconds that are drawn."""
    return pd.Series([second for trace in traces for second in trace["x"] if second > 0], dtype=float)


def _title(record: Record) -> str:
    if record.plan.question == "rows":
        return _("As they learn from all rows: mean over the folds, band of one standard deviation")
    if record.plan.question == "setting" and record.fitted:
        _name, knob = record.plan.knob(record.spec)
        best = best_value(record)
        if not best.others:
            return _(
                "As it learns with “{setting}” at {value}: mean over the folds, band of one standard deviation",
                setting=_(knob.label),
                value=written(knob, record.points[best.point]),
            )
        return _(
            "As they learn, each with its best “{setting}”: mean over the folds, band of one standard deviation",
            setting=_(knob.label),
        )
    return _("As they learn: mean validation score over the folds, band of one standard deviation")


def tuning_spec(record: Record) -> Spec:
    """Return the best inner score so far against CPU seconds of tuning, the mean over folds, for each tuned lane."""
    metric, traces = record.metric, []
    for name, frame in tuning_frame(record).groupby("lane", sort=False):
        lane = record.lanes[str(name)]
        traces.append(line(lane, frame["cpu_seconds"].tolist(), drawn(frame["best"], metric).tolist(), metric))
    x = axis(_("CPU time of tuning, mean over folds"), type="log", **log_ticks(_spent(traces), tick_time))
    y = score_axis(_("Best {metric} so far, inner folds", metric=_(metric.label)), heights(traces), metric)
    title = _("Tuning: the best settings so far, by what they cost to find")
    return {"data": traces, "layout": layout(title, xaxis=x, yaxis=y, uirevision="tuning")}


def tuning_frame(record: Record) -> pd.DataFrame:
    """Return what `tuning_spec` draws: a row per lane and trial."""
    rows = [
        (trial.cell.lane, trial.trial, trial.cpu_seconds, trial.best)
        for trial in record.tried
        if np.isfinite(trial.best)
    ]
    frame = pd.DataFrame(rows, columns=["lane", "trial", "cpu_seconds", "best"])
    return frame.groupby(["lane", "trial"], sort=False).mean().reset_index()
