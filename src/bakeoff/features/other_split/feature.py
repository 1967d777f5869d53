"""Registration of the other split with the server: its button behind a verdict, and the block with both splits."""

from bakeoff.race.finished import FinishedRace
from bakeoff.race.race import Race
from bakeoff.race.slots import ButtonKind, LeftOpen, NextStep, UnderVerdict
from bakeoff.race.snapshot import Run
from bakeoff.service.kernel import Feature


def _ask(race: Race, _left_open: LeftOpen, kind: ButtonKind) -> None:
    from bakeoff.features.other_split.page.block import ask

    ask(race, kind)


def _leads(race: Race) -> bool:
    from bakeoff.features.other_split.two_splits import two_splits

    finished = race.run.report.finished_race
    splits = two_splits(finished) if finished is not None else None
    return splits is not None and splits.leads


def _both(run: Run, race: FinishedRace) -> None:
    from bakeoff.features.other_split.page.block import both_splits

    both_splits(run, race)


FEATURE = Feature(
    order=22,
    preload=("bakeoff.features.other_split.job",),
    adds=(NextStep(_ask, 5, _leads), UnderVerdict(_both)),
)
