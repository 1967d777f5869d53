"""The ways to look closer at a finished race, under the questions that they answer.

To show one way more, add it to its question in `groups`.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from bakeoff.features.lab.rivals import NETWORK
from bakeoff.features.race.page.clicked_rows import plane, predicted, residuals
from bakeoff.features.race.page.code import code
from bakeoff.features.race.page.confused import confused
from bakeoff.features.race.page.differences import differences
from bakeoff.features.race.page.downloads import take_home
from bakeoff.features.race.page.drawn import drawn
from bakeoff.features.race.page.predictions import predictions
from bakeoff.features.race.page.row_why import why_view
from bakeoff.features.race.page.trust import trust
from bakeoff.race.finished import FinishedRace
from bakeoff.race.snapshot import Run
from bakeoff.text import _
from bakeoff.web import routes
from bakeoff.web.cost_choice import cost_choice
from bakeoff.web.leaderboard import leaderboard
from bakeoff.web.parameters import CHAPTER, RACE


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
    further : callable, optional
        Shows beneath them the way to the page that goes on with the question.
    """

    key: str
    question: str
    views: tuple[RaceView, ...]
    further: Callable[[], None] | None = None


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
            (
                RaceView("cost", _("Cost"), _shown(_cost, race)),
                RaceView("numbers", _("All numbers"), _shown(leaderboard, run.report)),
            ),
        ),
        RaceQuestion("err", _("Where do they err?"), tuple(_errors(run, race))),
        RaceQuestion("trust", _("Can they be trusted?"), tuple(trusted)),
        RaceQuestion(
            "why",
            _("Why this answer?"),
            (RaceView("why", _("One row"), _shown(why_view, run, race)),),
            _shown(_to_the_models, run, race),
        ),
        RaceQuestion("home", _("Save and export"), home),
    )


def _to_the_models(run: Run, race: FinishedRace) -> None:
    routes.ASK.link(_("What if, and why? Ask the models"), query={RACE: run.id})
    if race.is_classification and NETWORK in race.spec.contenders:
        query = {CHAPTER: "forward", RACE: run.id}
        routes.LEARN.link(_("Take its network apart: every product, sum and gradient"), query=query)


def _errors(run: Run, race: FinishedRace) -> list[RaceView]:
    on_plane = RaceView("regions", _("Map") if race.held_out.plane.projected else _("Regions"), _shown(plane, race))
    told = (
        [RaceView("confusion", _("Confusion"), _shown(confused, race))]
        if race.is_classification
        else [
            RaceView("predicted", _("Predicted"), _shown(predicted, race)),
            RaceView("residuals", _("Residuals"), _shown(residuals, race)),
        ]
    )
    return [
        on_plane,
        *told,
        RaceView("differences", _("Differences"), _shown(differences, race, run.id)),
        RaceView("predictions", _("Predictions"), _shown(predictions, race)),
    ]


def _shown(show: Callable[..., None], *what: object) -> Callable[[], None]:
    return functools.partial(show, *what)


def _cost(race: FinishedRace) -> None:
    drawn("cost", race, cost_choice("race-cost"))
    st.caption(_("Grey: beaten by a contender that costs no more, or no better than the baseline."))


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
