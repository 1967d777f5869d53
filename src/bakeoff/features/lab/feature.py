"""Registration of the network lab with the server."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from bakeoff.features.lab.activities import ACTIVITIES
from bakeoff.features.lab.service import labs, most_labs
from bakeoff.features.lab.settings import LabLimits
from bakeoff.network.messages import Snapshot
from bakeoff.network.session import PRELOAD
from bakeoff.network.settings import LabSettings
from bakeoff.network.slots import ShownNetwork
from bakeoff.race.slots import DataLink
from bakeoff.service.events import TableDeleted
from bakeoff.service.kernel import Feature, Personal
from bakeoff.service.slots import Page
from bakeoff.spec import BakeoffSpec
from bakeoff.text import counted


def _amounts(owner: str, _rows: Mapping[str, int]) -> Iterator[tuple[int, str]]:
    n = len(labs().of(owner))
    yield n, counted("{n} network lab", "{n} network labs", n)


def _end(owner: str) -> tuple[str, ...]:
    for lab in labs().let_go(owner):
        lab.close()
    return ()


def _shown_network() -> tuple[LabSettings, Snapshot] | None:
    from bakeoff.features.lab.page.handed import shown_network

    return shown_network()


def _link(spec: BakeoffSpec) -> None:
    from bakeoff.features.lab.page.from_race import link

    link(spec)


FEATURE = Feature(
    order=60,
    settings=(LabLimits,),
    style=Path(__file__).with_name("style.css"),
    preload=PRELOAD,
    slots=lambda: most_labs(LabLimits.read().labs_bytes),
    personal=Personal(_amounts, _end),
    on={TableDeleted: lambda _event: labs().forget_deleted()},
    adds=(
        ACTIVITIES,
        Page("lab", "Network lab", "pages/lab/lab.py", ":material/hub:", 40),
        ShownNetwork(_shown_network),
        DataLink(_link),
    ),
)
