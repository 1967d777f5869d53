"""Registration of studies of the judge with the server."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from bakeoff.features.judge.activities import ACTIVITIES
from bakeoff.race.finished import FinishedRace
from bakeoff.race.race import Race
from bakeoff.race.slots import ButtonKind, Experiment, Experiments, LeftOpen, NextStep
from bakeoff.race.snapshot import Run
from bakeoff.records.service import history
from bakeoff.records.slots import StoredStudyView
from bakeoff.runs.studies import studies
from bakeoff.service import personal_data
from bakeoff.service.kernel import Feature, Personal
from bakeoff.service.registry import wait_for_all
from bakeoff.service.slots import Page
from bakeoff.study.record import Record
from bakeoff.text import counted


def _amounts(owner: str, _rows: Mapping[str, int]) -> Iterator[tuple[int, str]]:
    _races, n = history().counts(owner)
    yield n, counted("{n} study", "{n} studies", n)


def _end(owner: str) -> list[str]:
    going_on = studies().let_go(owner)
    for study in going_on:
        study.stop()
    wait_for_all(going_on, personal_data.STOPPING_SECONDS)
    return [study.id for study in going_on]


def _decide(race: Race, left_open: LeftOpen, kind: ButtonKind) -> None:
    from bakeoff.features.judge.page.after_race import decide

    decide(race, left_open, kind)


def _experiments(run: Run, race: FinishedRace) -> Iterable[Experiment]:
    from bakeoff.features.judge.page.experiments import experiments

    return experiments(run, race)


def _show(record: Record) -> None:
    from bakeoff.features.judge.page.board import finished

    finished(record)


def _restore(record: Record) -> None:
    from bakeoff.features.judge.page.draft import ask_again

    ask_again(record)


FEATURE = Feature(
    order=20,
    style=Path(__file__).with_name("style.css"),
    runs=studies,
    personal=Personal(_amounts, _end),
    adds=(
        ACTIVITIES,
        Page("judge", "Judge", "pages/judge/judge.py", ":material/gavel:", 20),
        NextStep(_decide, 10),
        Experiments(_experiments),
        StoredStudyView(_show, "Restore set-up and question", _restore),
    ),
)
