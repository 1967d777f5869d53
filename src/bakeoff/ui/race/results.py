"""The right side after a race: leaderboard, and a tab for every way to look closer."""

import functools
from collections.abc import Callable

import streamlit as st

from bakeoff.evaluation.costs import DRAWN
from bakeoff.export.setup_text import first_seed_told
from bakeoff.link import to_query
from bakeoff.race import FinishedRace, Run
from bakeoff.text import _
from bakeoff.ui import routes
from bakeoff.ui.race.code import code
from bakeoff.ui.race.differences import differences
from bakeoff.ui.race.downloads import take_home
from bakeoff.ui.race.drawn import drawn
from bakeoff.ui.race.predictions import predictions
from bakeoff.ui.race.trust import trust
from bakeoff.ui.shared.address import RACE
from bakeoff.ui.shared.draft import RaceDraft
from bakeoff.ui.shared.leaderboard import leaderboard
from bakeoff.ui.shared.set_up_checks import race_notes

Tab = tuple[str, str, Callable[[], None]]
"""Key, title and content of a tab."""


def results(draft: RaceDraft) -> None:
    """Show what has come out, once nothing runs any more."""
    race = draft.race
    if race is None or race.run.active:
        return
    report = race.run.report
    if report.finished_race is None:
        return
    st.subheader(_("Leaderboard"), anchor=False)
    leaderboard(report)
    race_notes(report)
    routes.JUDGE.link(_("One split is one sample: how sure is this? Ask the judge"), query=to_query(report.spec))
    routes.ASK.link(_("What if, and why? Ask the models"), query={RACE: race.id})
    _closer(race.run, report.finished_race)


@st.fragment
def _closer(run: Run, race: FinishedRace) -> None:
    """Show the tabs; only what is in the open one is worked out."""
    if told := first_seed_told(race):
        st.caption(told)
    views = _views(run, race)
    tabs = st.tabs([title for _key, title, _show in views], on_change="rerun", key=f"views-{run.id}")
    for tab, (key, _title, show) in zip(tabs, views, strict=True):
        if tab.open:
            with tab, st.container(key=f"tab-{key}"):
                show()


def _views(run: Run, race: FinishedRace) -> list[Tab]:
    """Return key, title and content of each tab that makes sense for the task."""
    last = [
        ("trust", _("Trust"), functools.partial(trust, race)),
        ("differences", _("Differences"), functools.partial(differences, race, run.id)),
        ("predictions", _("Predictions"), functools.partial(predictions, race)),
        ("code", _("Code"), functools.partial(code, race.spec)),
        ("take-home", _("Take home"), functools.partial(take_home, run)),
    ]
    return [*_first(race), *(_of_classes(race) if race.is_classification else _of_numbers(race)), *last]


def _first(race: FinishedRace) -> list[Tab]:
    """Return scores, costs and the plane; where rows have two features alone, what is seen on it comes first."""
    projected = race.held_out.plane.projected
    scores: list[Tab] = [_view("scores", _("Scores"), race), ("cost", _("Cost"), functools.partial(_cost, race))]
    plane = _view("regions", _("Map") if projected else _("Regions"), race)
    return [*scores, plane] if projected else [plane, *scores]


def _of_classes(race: FinishedRace) -> list[Tab]:
    return [
        _view("confusion", _("Confusion"), race),
        ("ranking", _("ROC and PR"), functools.partial(_ranking, race)),
    ]


def _of_numbers(race: FinishedRace) -> list[Tab]:
    return [_view("predicted", _("Predicted"), race), _view("residuals", _("Residuals"), race)]


def _view(name: str, title: str, race: FinishedRace) -> Tab:
    """Return a tab with one figure."""
    return name, title, functools.partial(drawn, name, race)


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
