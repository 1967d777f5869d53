"""Held-out rows of many features on a plane, each with the contender's own answer; wrong ones are ringed."""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bakeoff.evaluation.base import Plane
from bakeoff.evaluation.notation import percent
from bakeoff.figures.style import DIVERGING, HALO, Spec, class_colour, class_marker, colour_bar, on
from bakeoff.race.finished import FinishedRace
from bakeoff.race.outcome import Answers
from bakeoff.text import _, counted

RING = "#E02020"


def map_title(race: FinishedRace) -> str:
    """Return what the plane is, how much of the data it holds, and how many of its rows lie beyond it."""
    plane = race.held_out.plane
    share = percent(plane.share)
    if race.is_classification:
        said = _(
            "Answers to held-out rows, on the plane that parts the classes best; it holds {share} % of the variance",
            share=share,
        )
    else:
        said = _(
            "How far answers are off, on the first two principal components, which hold {share} % of the variance",
            share=share,
        )
    x, y = plane.drawn_at
    n = int(np.sum((x != plane.rows_x) | (y != plane.rows_y)))
    if not n:
        return said
    return counted(
        "{said}; 1 row at the edge lies further out", "{said}; {n} rows at the edge lie further out", n, said=said
    )


def answered_classes(race: FinishedRace, given: Answers, place: int) -> list[Spec]:
    """Return a contender's answers: colour is the answer, shape the truth, a ring says that they differ."""
    plane = race.held_out.plane
    answer, words = given.prediction.values[plane.rows], _words(race, given)
    codes = range(len(race.setting.class_names))
    drawn = [_points(race, code, answer == code, words, place) for code in codes]
    return [*drawn, _rings(plane, answer != plane.rows_target, place)]


def keyed(traces: Iterable[Spec]) -> Iterator[Spec]:
    """Put each group into the key once, by its first trace with points: Plotly says nothing of one without any."""
    told: set[str] = set()
    for trace in traces:
        group, drawn = trace["legendgroup"], len(trace["x"]) > 0
        yield trace | {"showlegend": drawn and group not in told}
        if drawn:
            told.add(group)


def errors(race: FinishedRace, given: Answers, place: int) -> list[Spec]:
    """Return how far a contender's numbers are off: blue where they are too high, orange where too low."""
    plane = race.held_out.plane
    answer = given.prediction.values[plane.rows]
    return [
        {
            **_at(plane, np.ones(len(answer), dtype=bool)),
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
                "Answer %{customdata[0]:,.4~r}<br>Truth %{customdata[1]:,.4~r}<br>Off by %{marker.color:,.4~r}"
            )
            + "<extra></extra>",
            **on(place),
        }
    ]


def error_scale(race: FinishedRace) -> Spec:
    """Return one scale for all, around 0; what is further off than 98 of 100 is as strong as these."""
    plane = race.held_out.plane
    off = [rival.prediction.values[plane.rows] - plane.rows_target for rival in race.rivals.values()]
    reach = float(np.quantile(np.abs(np.concatenate(off)), 0.98)) or 1.0
    return {"colorscale": DIVERGING, "cmin": -reach, "cmax": reach, "colorbar": colour_bar(_("Answer less truth"))}


def _words(race: FinishedRace, given: Answers) -> NDArray[Any]:
    """Return what the pointer reads at each row."""
    names, plane, prediction = race.setting.class_names, race.held_out.plane, given.prediction
    rows = plane.rows
    sure = np.full(len(rows), np.nan) if prediction.probabilities is None else prediction.confidence[rows]
    told = zip(race.held_out.rows[rows], prediction.values[rows], plane.rows_target, sure, strict=True)
    return np.array(
        [_word(row, names[answer], names[truth], float(confidence)) for row, answer, truth, confidence in told]
    )


def _word(row: int, answer: str, truth: str, certainty: float) -> str:
    words = {"row": row, "answer": answer, "truth": truth}
    if np.isnan(certainty):
        return _("Row {row}<br>Answer {answer}<br>Truth {truth}", **words)
    return _("Row {row}<br>Answer {answer}, {sure} %<br>Truth {truth}", **words, sure=percent(certainty))


def _points(race: FinishedRace, code: int, shown: NDArray[np.bool_], words: NDArray[Any], place: int) -> Spec:
    """Return the rows that get one answer; the key shows the class's own shape beside its colour."""
    plane, name = race.held_out.plane, race.setting.class_names[code]
    shapes = [class_marker(int(truth)) for truth in plane.rows_target[shown]]
    return {
        **_at(plane, shown),
        "name": name,
        "marker": {
            "symbol": shapes or class_marker(code),
            "color": class_colour(code),
            "size": 7,
            "line": {"color": HALO, "width": 0.8},
        },
        "hovertext": words[shown].tolist(),
        "hoverinfo": "text",
        "legendgroup": name,
        "legendrank": code,
        **on(place),
    }


def _rings(plane: Plane, wrong: NDArray[np.bool_], place: int) -> Spec:
    return {
        **_at(plane, wrong),
        "name": _("Wrong"),
        "marker": {"symbol": "circle-open", "color": RING, "size": 14, "line": {"color": RING, "width": 1.8}},
        "hoverinfo": "skip",
        "legendgroup": "wrong",
        **on(place),
    }


def _at(plane: Plane, shown: NDArray[np.bool_]) -> Spec:
    x, y = (at[shown].astype(np.float32) for at in plane.drawn_at)
    return {"type": "scatter", "mode": "markers", "cliponaxis": False, "x": x, "y": y}
