"""Held-out rows of many features on a plane, each with the contender's own answer; wrong ones are ringed."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bakeoff.evaluation.notation import percent
from bakeoff.figures.style import HALO, Spec, class_colour, class_marker, colour_bar, label, on, rivals
from bakeoff.race.report import Outcome, Report, Setting
from bakeoff.text import _

RING = "#D00000"


def answers_frame(report: Report) -> pd.DataFrame:
    """Return what the map shows: a row per contender and held-out row that is shown.

    Columns are contender, label, row, x, y, target, answer (class names or numbers) and confidence.
    """
    columns = ["contender", "label", "row", "x", "y", "target", "answer", "confidence"]
    if report.setting is None:
        return pd.DataFrame(columns=columns)
    parts = [_rows_of(name, outcome, report.setting) for name, outcome in rivals(report).items()]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)


def map_title(setting: Setting) -> str:
    """Return what the plane is, and how much of the data it holds."""
    share = percent(setting.plane.share)
    if setting.task == "regression":
        return _(
            "How far answers are off, on the first two principal components, which hold {share} % of the variance",
            share=share,
        )
    return _(
        "Answers to held-out rows, on the plane that parts the classes best; it holds {share} % of the variance",
        share=share,
    )


def answered_classes(setting: Setting, outcome: Outcome, place: int) -> list[Spec]:
    """Return a contender's answers: colour is the answer, shape the truth, a ring says that they differ."""
    plane, answer = setting.plane, outcome.prediction.values[setting.plane.rows]
    words = _words(setting, outcome)
    wrong = answer != plane.rows_target
    drawn = [_points(setting, code, answer == code, words, place) for code in range(len(setting.class_names))]
    return [*drawn, _rings(setting, wrong, place)]


def errors(setting: Setting, outcome: Outcome, place: int) -> list[Spec]:
    """Return how far a contender's numbers are off: blue where they are too high, red where too low."""
    plane, answer = setting.plane, outcome.prediction.values[setting.plane.rows]
    return [
        {
            **_at(setting, np.ones(len(answer), dtype=bool)),
            "name": _("Error"),
            "marker": {
                "color": answer - plane.rows_target,
                "coloraxis": "coloraxis",
                "size": 7,
                "line": {"color": "#808080", "width": 0.6},
            },
            "customdata": np.column_stack([answer, plane.rows_target]),
            "showlegend": False,
            "hovertemplate": _(
                "Answer %{customdata[0]:.4g}<br>Truth %{customdata[1]:.4g}<br>Off by %{marker.color:.4g}"
            )
            + "<extra></extra>",
            **on(place),
        }
    ]


def error_scale(setting: Setting, outcomes: list[Outcome]) -> Spec:
    """Return one scale for all, around 0; what is further off than 98 of 100 is as strong as these."""
    off = [one.prediction.values[setting.plane.rows] - setting.plane.rows_target for one in outcomes]
    reach = float(np.quantile(np.abs(np.concatenate(off)), 0.98)) or 1.0
    return {"colorscale": "RdBu", "cmin": -reach, "cmax": reach, "colorbar": colour_bar(_("Answer less truth"))}


def _rows_of(name: str, outcome: Outcome, setting: Setting) -> pd.DataFrame:
    plane, names = setting.plane, np.array(setting.class_names)
    answer, given = outcome.prediction.values[plane.rows], outcome.prediction.probabilities
    return pd.DataFrame(
        {
            "contender": name,
            "label": label(name),
            "row": setting.held_out.rows[plane.rows],
            "x": plane.rows_x,
            "y": plane.rows_y,
            "target": names[plane.rows_target] if len(names) else plane.rows_target,
            "answer": names[answer] if len(names) else answer,
            "confidence": np.nan if given is None else given[plane.rows].max(axis=1),
        }
    )


def _words(setting: Setting, outcome: Outcome) -> NDArray[Any]:
    """Return what the pointer reads at each row."""
    names, rows, given = setting.class_names, setting.plane.rows, outcome.prediction.probabilities
    sure = np.full(len(rows), np.nan) if given is None else given[rows].max(axis=1)
    answers = outcome.prediction.values[rows]
    told = zip(setting.held_out.rows[rows], answers, setting.plane.rows_target, sure, strict=True)
    return np.array([_word(row, names[answer], names[truth], float(one)) for row, answer, truth, one in told])


def _word(row: int, answer: str, truth: str, certainty: float) -> str:
    words = {"row": row, "answer": answer, "truth": truth}
    if np.isnan(certainty):
        return _("Row {row}<br>Answer {answer}<br>Truth {truth}", **words)
    return _("Row {row}<br>Answer {answer}, {sure} %<br>Truth {truth}", **words, sure=percent(certainty))


def _points(setting: Setting, code: int, shown: NDArray[np.bool_], words: NDArray[Any], place: int) -> Spec:
    """Return the rows that get one answer; the key shows the class's own shape beside its colour."""
    shapes = [class_marker(int(truth)) for truth in setting.plane.rows_target[shown]]
    return {
        **_at(setting, shown),
        "name": setting.class_names[code],
        "marker": {
            "symbol": shapes or class_marker(code),
            "color": class_colour(code),
            "size": 7,
            "line": {"color": HALO, "width": 0.8},
        },
        "hovertext": words[shown].tolist(),
        "hoverinfo": "text",
        "legendgroup": setting.class_names[code],
        "showlegend": place == 0,
        **on(place),
    }


def _rings(setting: Setting, wrong: NDArray[np.bool_], place: int) -> Spec:
    return {
        **_at(setting, wrong),
        "name": _("Wrong"),
        "marker": {"symbol": "circle-open", "color": RING, "size": 14, "line": {"color": RING, "width": 1.8}},
        "hoverinfo": "skip",
        "legendgroup": "wrong",
        "showlegend": place == 0,
        **on(place),
    }


def _at(setting: Setting, shown: NDArray[np.bool_]) -> Spec:
    plane = setting.plane
    x, y = plane.rows_x[shown].astype(np.float32), plane.rows_y[shown].astype(np.float32)
    return {"type": "scatter", "mode": "markers", "x": x, "y": y}
