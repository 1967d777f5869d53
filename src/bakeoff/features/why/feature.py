"""Registration of the differences of contenders with the server: the search for them, and their views of a race."""

from collections.abc import Iterable
from pathlib import Path

from bakeoff.race.finished import FinishedRace
from bakeoff.race.slots import Experiment, Experiments, RaceView, RaceViews, UnderVerdict
from bakeoff.race.snapshot import Run
from bakeoff.service.kernel import Feature


def _views(run: Run, race: FinishedRace) -> Iterable[RaceView]:
    from bakeoff.features.why.page.views import views

    return views(run, race)


def _experiments(run: Run, race: FinishedRace) -> Iterable[Experiment]:
    from bakeoff.features.why.page.experiment import experiments

    return experiments(run, race)


def _reasons(run: Run, race: FinishedRace) -> None:
    from bakeoff.features.why.page.reasons import reasons_block

    reasons_block(run, race)


FEATURE = Feature(
    order=55,
    style=Path(__file__).with_name("style.css"),
    preload=("bakeoff.study.differences.job", "bakeoff.study.reasons.job"),
    adds=(RaceViews(_views), Experiments(_experiments), UnderVerdict(_reasons)),
)
