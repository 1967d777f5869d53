"""The ways to look closer at a finished race, under the questions that they answer.

To show one way more, add it to its question in `groups`.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import streamlit as st

from bakeoff.evaluation.costs import DRAWN
from bakeoff.race import FinishedRace, Run
from bakeoff.text import _
from bakeoff.ui.components import Clicked
from bakeoff.ui.race.code import code
from bakeoff.ui.race.confused import confused
from bakeoff.ui.race.differences import differences
from bakeoff.ui.race.downloads import take_home
from bakeoff.ui.race.drawn import drawn
from bakeoff.ui.race.predictions import predictions
from bakeoff.ui.race.row_why import open_row, why_view
from bakeoff.ui.race.trust import trust

NEAR = 0.03
"""How far a click may be from a row, in shares of the plane."""


@dataclass(frozen=True)
class RaceView:
    """One way to look closer.

    Attributes
    ----------
    key : str
        Name that stays the same whatever the language.
    title : str
    show : callable
        Draws it; called only while it is the one that is open.
    """

    key: str
    title: str
    show: Callable[[], None]


@dataclass(frozen=True)
class RaceQuestion:
    """The views that answer one question.

    Attributes
    ----------
    key : str
    question : str
        The title of its tab.
    views : tuple of RaceView
        The first is open unless the visitor chooses another.
    """

    key: str
    question: str
    views: tuple[RaceView, ...]


def groups(run: Run, race: FinishedRace) -> tuple[RaceQuestion, ...]:
    """Return the questions that can be asked of a finished race, and what answers each."""
    trusted = [RaceView("trust", _("Probabilities") if race.is_classification else _("Intervals"), _shown(trust, race))]
    if race.is_classification:
        trusted.append(RaceView("ranking", _("ROC and PR"), _shown(_ranking, race)))
    home = (RaceView("files", _("Files"), _shown(take_home, run)), RaceView("code", _("Code"), _shown(code, race.spec)))
    return (
        RaceQuestion(
            "won",
            _("Who won?"),
            (_figure("scores", _("Scores"), race), RaceView("cost", _("Cost"), _shown(_cost, race))),
        ),
        RaceQuestion("err", _("Where do they err?"), tuple(_errors(run, race))),
        RaceQuestion("trust", _("Can they be trusted?"), tuple(trusted)),
        RaceQuestion("why", _("Why this answer?"), (RaceView("why", _("One row"), _shown(why_view, run, race)),)),
        RaceQuestion("home", _("Take it home"), home),
    )


def _errors(run: Run, race: FinishedRace) -> list[RaceView]:
    plane = RaceView("regions", _("Map") if race.held_out.plane.projected else _("Regions"), _shown(_plane, race))
    told = (
        [RaceView("confusion", _("Confusion"), _shown(confused, race))]
        if race.is_classification
        else [_figure("predicted", _("Predicted"), race), _figure("residuals", _("Residuals"), race)]
    )
    return [
        plane,
        *told,
        RaceView("differences", _("Differences"), _shown(differences, race, run.id)),
        RaceView("predictions", _("Predictions"), _shown(predictions, race)),
    ]


def _shown(show: Callable[..., None], *what: object) -> Callable[[], None]:
    return functools.partial(show, *what)


def _figure(name: str, title: str, race: FinishedRace) -> RaceView:
    """Return a view of one figure."""
    return RaceView(name, title, functools.partial(drawn, name, race))


def _plane(race: FinishedRace) -> None:
    plane = race.held_out.plane
    spans = [np.ptp(ends) or 1.0 for ends in (plane.x, plane.y)]

    def clicked(at: Clicked) -> None:
        """Open the row that is nearest to what was clicked, if any is near."""
        if isinstance(at.x, str) or isinstance(at.y, str):
            return
        away = np.hypot((plane.rows_x - at.x) / spans[0], (plane.rows_y - at.y) / spans[1])
        if len(away) and away.min() < NEAR:
            open_row(int(plane.rows[away.argmin()]))

    drawn("regions", race, on_click=clicked)
    st.caption(_("Click a row to see why it is answered so."))


def _cost(race: FinishedRace) -> None:
    cost = st.segmented_control(
        _("Against"),
        list(DRAWN),
        format_func=lambda cost: _(DRAWN[cost].axis),
        default="fit_cpu_seconds",
        required=True,
        key="race-cost",
    )
    drawn("cost", race, cost)
    st.caption(
        _(
            "Grey: by the verdict's test another is better and costs no more, or it is not better than the baseline, "
            "the dashed line. Bars are 95 % intervals; a lead that no test can tell makes nobody grey."
        )
    )


def _ranking(race: FinishedRace) -> None:
    cells = [*st.columns(2), *st.columns(2)]
    for cell, name in zip(cells, ("roc", "precision-recall", "gains"), strict=False):
        with cell:
            drawn(name, race)
    cells[-1].caption(
        _(
            "Cumulative gains: look at the likeliest rows first, and how soon is the class found? "
            "If 80 % are found in 40 % of the rows, the lift there is 80 / 40 = 2."
        )
    )
