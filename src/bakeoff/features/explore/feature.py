"""Registration of views of a training set with the server."""

from pathlib import Path

from bakeoff.race.race import Race
from bakeoff.race.slots import ButtonKind, LeftOpen, NextStep
from bakeoff.service.events import TableDeleted
from bakeoff.service.kernel import Feature
from bakeoff.service.slots import Page


def _stop(_event: TableDeleted) -> None:
    from bakeoff.features.explore.page.draft import stop_exploring

    stop_exploring()


def _next_step(race: Race, left_open: LeftOpen, kind: ButtonKind) -> None:
    from bakeoff.features.explore.page.next_step import next_step

    next_step(race, left_open, kind)


FEATURE = Feature(
    order=50,
    style=Path(__file__).with_name("style.css"),
    preload=("bakeoff.features.explore.job",),
    on={TableDeleted: _stop},
    adds=(
        Page("explore", "Explore", "pages/explore/explore.py", ":material/query_stats:", 90, group="Data"),
        NextStep(_next_step, 10),
    ),
)
