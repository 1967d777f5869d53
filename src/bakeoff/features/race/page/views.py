"""The ways to look closer at a finished race, under the questions that they answer.

To show one way more, yield it in `_own`; another feature adds `bakeoff.race.slots.RaceViews`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np
import streamlit as st

from bakeoff.contenders import contender
from bakeoff.evaluation.metrics import confusion
from bakeoff.features.race.page.code import code
from bakeoff.features.race.page.drawn import drawn
from bakeoff.features.race.page.predictions import predictions
from bakeoff.features.race.page.trust import trust
from bakeoff.figures.of_race import RACE_FIGURES
from bakeoff.figures.regression import regression_frame
from bakeoff.figures.titles import title_of
from bakeoff.html import plain
from bakeoff.race.finished import FinishedRace
from bakeoff.race.slots import Question, RaceView, RaceViews
from bakeoff.race.snapshot import Run
from bakeoff.service.kernel import collected
from bakeoff.text import _, counted, told
from bakeoff.web.components.chart import Clicked, chart
from bakeoff.web.cost_choice import cost_choice
from bakeoff.web.leaderboard import leaderboard
from bakeoff.web.race_views import open_row, question_titles, rows_open
from bakeoff.web.rows_table import MOST_ROWS, rows_table


@dataclass(frozen=True)
class RaceQuestion:
    """The views that answer one question.

    Attributes
    ----------
    question : str
        The title of its tab.
    views : tuple of RaceView
        The first is open unless the visitor chooses another.
    """

    key: Question
    question: str
    views: tuple[RaceView, ...]


def groups(run: Run, race: FinishedRace) -> tuple[RaceQuestion, ...]:
    """Return the questions that can be asked of a finished race, and what answers each."""
    added = collected(RaceViews, lambda every: every.views(run, race))
    views = sorted((*_own(run, race), *added), key=lambda view: view.order)
    views_of = {key: tuple(view for view in views if view.question == key) for key in question_titles()}
    return tuple(RaceQuestion(key, title, views_of[key]) for key, title in question_titles().items() if views_of[key])


def _own(run: Run, race: FinishedRace) -> Iterator[RaceView]:
    yield RaceView("won", "cost", _("Cost"), partial(_cost, race), 10)
    yield RaceView("won", "numbers", _("All numbers"), partial(leaderboard, run.report), 30)
    on_plane = _("Map") if race.held_out.plane.projected else _("Regions")
    yield RaceView("err", "regions", on_plane, partial(plane, race), 10)
    if race.is_classification:
        yield RaceView("err", "confusion", _("Confusion"), partial(confused, race), 20)
    else:
        yield RaceView("err", "predicted", _("Predicted"), partial(predicted, race), 20)
        yield RaceView("err", "residuals", _("Residuals"), partial(residuals, race), 30)
    yield RaceView("err", "predictions", _("Predictions"), partial(predictions, race), 50)
    trusted = _("Probabilities") if race.is_classification else _("Intervals")
    yield RaceView("trust", "trust", trusted, partial(trust, race), 10)
    if race.is_classification:
        yield RaceView("trust", "ranking", _("ROC and PR"), partial(_ranking, race), 20)
    yield RaceView("home", "code", _("Code"), partial(code, race.spec), 20)


def _cost(race: FinishedRace) -> None:
    words, plot = st.columns(2, gap="medium", vertical_alignment="center")
    with words:
        figure = RACE_FIGURES["cost"].draw(race, cost_choice("race-cost"))
        said = title_of(figure)
        grey = _("Grey: beaten at no more cost, or no better than the baseline.")
        st.subheader(plain(said), anchor=False, help=grey)
    with plot:
        height, _width = RACE_FIGURES["cost"].size(race)
        chart(figure.update_layout(title_text=""), alt=said, key="cost", height=height)


def _ranking(race: FinishedRace) -> None:
    cells = [*st.columns(2), *st.columns(2)]
    for cell, name in zip(cells, ("roc", "precision-recall", "gains"), strict=False):
        with cell:
            drawn(name, race)
    cells[-1].caption(
        _(
            "Cumulative gains: look at the likeliest rows first, and how soon is the class found? "
            "If 80 % are found in 40 % of the rows, the lift there is 80 / 40 = 2. "
            "In brackets: the area under each curve."
        )
    )


NEAR = 0.03
"""Largest distance of a click from a row, in shares of the plane."""


def plane(race: FinishedRace) -> None:
    """Show what is answered on the plane, to rows that can be clicked."""
    _drawn("regions", race, nearest_on_plane)


def predicted(race: FinishedRace) -> None:
    """Show what is predicted against what is true, row by row."""
    _drawn("predicted", race, lambda race, at: numbered(race, at, "actual", "predicted"))


def residuals(race: FinishedRace) -> None:
    """Show by how much each row's answer is off."""
    _drawn("residuals", race, lambda race, at: numbered(race, at, "predicted", "residual"))


def _drawn(name: str, race: FinishedRace, place_of: Callable[[FinishedRace, Clicked], int | None]) -> None:
    def clicked(at: Clicked) -> None:
        place = place_of(race, at)
        if place is not None:
            open_row(place)

    drawn(name, race, on_click=clicked if rows_open() else None)
    if rows_open():
        st.caption(_("Click a point to see why it is answered so."))


def nearest_on_plane(race: FinishedRace, at: Clicked) -> int | None:
    """Return the place in the held-out part of the row nearest to what was clicked, None if none is near."""
    plane = race.held_out.plane
    if isinstance(at.x, str) or isinstance(at.y, str) or not len(plane.rows):
        return None
    across, up = (float(np.ptp(ends)) or 1.0 for ends in (plane.x, plane.y))
    rows_x, rows_y = plane.drawn_at
    away = np.hypot((rows_x - at.x) / across, (rows_y - at.y) / up)
    return int(plane.rows[away.argmin()]) if away.min() < NEAR else None


def numbered(race: FinishedRace, at: Clicked, x: str, y: str) -> int | None:
    """Return the place in the held-out part of the row that was clicked; `x` and `y` are columns of the figure's table.

    The trace is a contender's, by its label.
    """
    frame = regression_frame(race)
    if isinstance(at.x, str) or isinstance(at.y, str):
        return None
    same = (frame["label"] == at.trace) & np.isclose(frame[x], at.x) & np.isclose(frame[y], at.y)
    rows = frame.loc[same, "row"]
    return int(np.flatnonzero(race.held_out.rows == rows.iloc[0])[0]) if len(rows) else None


_WHO, _TRUTH, _ANSWER = "confused-who", "confused-truth", "confused-answer"


def confused(race: FinishedRace) -> None:
    """Show the matrices, and beneath the rows of one cell: at first those of the most frequent mistake."""
    names, classes = list(race.rivals), race.setting.class_names
    if not names:
        drawn("confusion", race)
        return

    def clicked(cell: Clicked) -> None:
        labels, said = [_(contender(name).label) for name in names], [told(name) for name in classes]
        if cell.trace in labels and cell.y in said and cell.x in said:
            st.session_state[_WHO] = names[labels.index(cell.trace)]
            st.session_state[_TRUTH], st.session_state[_ANSWER] = said.index(str(cell.y)), said.index(str(cell.x))

    drawn("confusion", race, on_click=clicked)
    first = most_frequent(race)
    for key, value, allowed in zip((_WHO, _TRUTH, _ANSWER), first, (names, *2 * [range(len(classes))]), strict=True):
        if st.session_state.get(key) not in allowed:
            st.session_state[key] = value
    who, truth, answer = st.columns(3)
    who.selectbox(_("Contender"), names, format_func=lambda name: _(contender(name).label), key=_WHO)
    codes = range(len(classes))
    truth.selectbox(_("Truth"), codes, format_func=lambda code: told(classes[code]), key=_TRUTH)
    answer.selectbox(_("Answer"), codes, format_func=lambda code: told(classes[code]), key=_ANSWER)
    _rows(race, st.session_state[_WHO], st.session_state[_TRUTH], st.session_state[_ANSWER])


def most_frequent(race: FinishedRace) -> tuple[str, int, int]:
    """Return the contender, the truth and the answer of the most frequent mistake; the first ones if there is none."""
    n = len(race.setting.class_names)
    made = [confusion(race.held_out.target, rival.prediction.values, n) for rival in race.rivals.values()]
    mistakes = np.array(made) * (1 - np.eye(n, dtype=np.int64))
    who, truth, answer = np.unravel_index(int(mistakes.argmax()), mistakes.shape)
    return list(race.rivals)[int(who)], int(truth), int(answer)


def _rows(race: FinishedRace, name: str, truth: int, answer: int) -> None:
    behind = (race.held_out.target == truth) & (race.rivals[name].prediction.values == answer)
    n = int(behind.sum())
    st.caption(counted("{n} row is like that.", "{n} rows are like that.", n) if n else _("No row is like that."))
    if n:
        rows_table(race, race.predictions()[behind].head(MOST_ROWS), list(race.rivals), key="confused-rows")
