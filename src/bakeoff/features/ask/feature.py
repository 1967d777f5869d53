"""Registration of questions to contenders with the server."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from bakeoff.features.ask.service import asks
from bakeoff.features.ask.settings import AskLimits
from bakeoff.race.finished import FinishedRace
from bakeoff.race.models import can_be_asked
from bakeoff.race.race import Race
from bakeoff.race.slots import (
    ButtonKind,
    Experiment,
    Experiments,
    LeftOpen,
    NextStep,
    PresentStep,
    RaceLink,
    RaceView,
    RaceViews,
    RowView,
)
from bakeoff.race.snapshot import Run
from bakeoff.records.service import history
from bakeoff.service.kernel import Feature, Personal
from bakeoff.service.slots import Page
from bakeoff.text import _, counted


def _amounts(owner: str, _rows: Mapping[str, int]) -> Iterator[tuple[int, str]]:
    n = sum(map(can_be_asked, history().ids(owner)))
    yield n, counted("the trained models of {n} race", "the trained models of {n} races", n)


def _forget(_owner: str, ids: Collection[str]) -> None:
    asks().forget(ids)


def _views(run: Run, race: FinishedRace) -> Iterator[RaceView]:
    def show() -> None:
        from bakeoff.features.ask.page.row_why import why_view

        why_view(run, race)

    yield RaceView("why", "why", _("One row"), show, 10)


def _row(run: Run, place: int) -> None:
    from bakeoff.features.ask.page.row_why import row_dialog

    row_dialog(run, place)


def _link(run: Run, _race: FinishedRace) -> None:
    from bakeoff.features.ask.page.after_race import link

    link(run)


def _next_step(race: Race, left_open: LeftOpen, kind: ButtonKind) -> None:
    from bakeoff.features.ask.page.after_race import next_step

    next_step(race, left_open, kind)


def _experiments(run: Run, race: FinishedRace) -> Iterable[Experiment]:
    from bakeoff.features.ask.page.experiment import experiments

    return experiments(run, race)


def _present(run: Run, race: FinishedRace) -> None:
    from bakeoff.features.ask.page.present import present_why

    present_why(run, race)


FEATURE = Feature(
    order=30,
    settings=(AskLimits,),
    style=Path(__file__).with_name("style.css"),
    preload=("bakeoff.features.ask.job",),
    slots=lambda: AskLimits.read().asks,
    personal=Personal(_amounts, forget=_forget),
    adds=(
        Page("ask", "Ask", "pages/ask/ask.py", ":material/question_answer:", 30),
        RaceViews(_views),
        RowView(_row),
        RaceLink("why", _link),
        NextStep(_next_step, 10),
        Experiments(_experiments),
        PresentStep("Why", _present),
    ),
)
