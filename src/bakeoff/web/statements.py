"""Statements of the experiments on why a contender won, kept with the race that they are of."""

import contextlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from bakeoff.errors import HistoryError
from bakeoff.race.finished import FinishedRace
from bakeoff.race.outcome import EXPERIMENTS, WhyStatement
from bakeoff.race.slots import Experiment, Experiments
from bakeoff.race.snapshot import Run
from bakeoff.records.service import history
from bakeoff.runs.races import races
from bakeoff.service.kernel import collected
from bakeoff.text import written
from bakeoff.web.visitor import visitor


def experiments(run: Run, race: FinishedRace) -> list[Experiment]:
    """Return all experiments on an ended race, in order."""
    tried = collected(Experiments, lambda added: added.of(run, race))
    return sorted(tried, key=lambda experiment: _place(experiment.name))


def explained(run: Run) -> Run:
    """Return an ended race with all that experiments say of it, as far as this visitor knows."""
    race = run.report.finished_race
    if race is None:
        return run
    return with_statements(run, [experiment.statement for experiment in experiments(run, race)])


def keep_statement(race_id: str, statement: Callable[[Run, FinishedRace], WhyStatement | None]) -> None:
    """Keep with an ended race what an experiment that this visitor has just seen says of it."""
    kept = races().get(race_id)
    race = None if kept is None else kept.run.report.finished_race
    if kept is not None and race is not None:
        with_statements(kept.run, [statement(kept.run, race)])


def with_statements(run: Run, latest: Iterable[WhyStatement | None]) -> Run:
    """Return an ended race with what experiments say of it; one of this visitor's keeps that, here and in history."""
    now = {statement.experiment: statement for statement in (*run.why, *latest) if statement is not None}
    why, owner = tuple(now[name] for name in sorted(now, key=_place)), visitor().owner
    if _words(why) == _words(run.why):
        return run
    kept = races().get(run.id)
    if kept is None or not races().is_of(run.id, owner):
        return replace(run, why=why)
    kept.explain(why)
    with contextlib.suppress(HistoryError):  # the page says elsewhere that the history cannot be written
        history().explain(run.id, owner, kept.run.report)
    return kept.run


def _place(experiment: str) -> int:
    return EXPERIMENTS.index(experiment) if experiment in EXPERIMENTS else len(EXPERIMENTS)


def _words(why: Sequence[WhyStatement]) -> list[object]:
    """Return statements such that the same one in two languages is equal."""
    return [(statement.experiment, written(statement.text), statement.explains) for statement in why]
