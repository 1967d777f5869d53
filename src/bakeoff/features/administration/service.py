"""Administrator's view and controls: running work by visitor, the queue, memory and disk."""

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import psutil

from bakeoff.datasets.home import data_home
from bakeoff.datasets.upload import UPLOAD
from bakeoff.features.lab.service import Labs, labs
from bakeoff.network.session import LabSession
from bakeoff.race.race import Race
from bakeoff.runs.races import Races, races
from bakeoff.runs.studies import Studies, studies
from bakeoff.service.kernel import added
from bakeoff.service.metrics import memory_bytes
from bakeoff.service.retention import tidy_up
from bakeoff.service.slots import AdministrationSection
from bakeoff.service.visitor import pseudonym
from bakeoff.spec import BakeoffSpec
from bakeoff.study.study import Study
from bakeoff.text import _

Kind = Literal["race", "study", "lab"]
FOLDERS = ("models", "uploads", "openml", "unpacked")
"""Those of the data home that grow with what visitors do."""


@dataclass(frozen=True)
class Activity:
    """Something that a visitor has going on.

    Attributes
    ----------
    kind : {"race", "study", "lab"}
    who : str
        A pseudonym: the same for all of a visitor's, as long as they are the same visitor.
    data : str
        What it is on; empty for a lab, and for what a visitor has brought, whose title is theirs.
    training : int
        How many of its jobs run, as far as it knows them.
    waiting : int
        How many of them wait, or are held back while others have their turn.
    held : bool
        Whether the next one of these has begun and is held back.
    place : int
        The next one's place in the queue; 0 where none has one.
    wait_seconds : float or None
        About how long that one will wait, where it is known.
    memory_bytes : int
        What it has in memory, where that is weighed: a lab's.
    """

    kind: Kind
    id: str
    who: str
    data: str = ""
    training: int = 0
    waiting: int = 0
    held: bool = False
    place: int = 0
    wait_seconds: float | None = None
    memory_bytes: int = 0


@dataclass(frozen=True)
class Memory:
    """Memory of all processes of the server together, and of the machine, in bytes."""

    used: int
    free: int
    total: int


@dataclass(frozen=True)
class Disk:
    """Disk space of the data home by folder, and free space, in bytes; files outside these folders count as ""."""

    used: Mapping[str, int]
    free: int


class Administration:
    """Running work on a server, and its end."""

    def __init__(self, races: Races, studies: Studies, labs: Labs) -> None:
        self._races = races
        self._studies = studies
        self._labs = labs

    def activities(self) -> tuple[Activity, ...]:
        """Return all that goes on, of each kind what began first: turns change, and no row may move under a hand."""
        return (
            *(_of_race(race, owner) for race, owner in self._races.going_on()),
            *(_of_study(study, owner) for study, owner in self._studies.going_on()),
            *(_of_lab(lab, owner) for lab, owner in self._labs.going_on()),
        )

    def stop(self, activity: Activity) -> None:
        """End a race or a study, which says why, or put a lab to sleep; what has ended meanwhile is let alone."""
        why = _("Stopped by the server’s operator.")
        match activity.kind:
            case "race" if (race := self._races.get(activity.id)) is not None:
                race.stop(why=why)
            case "study" if (study := self._studies.get(activity.id)) is not None:
                study.stop(why=why)
            case "lab" if (lab := self._labs.get(activity.id)) is not None:
                lab.sleep()

    def clear(self) -> tuple[int, int]:
        """Forget what has ended, which the history has, and delete what its time is over of.

        Returns
        -------
        forgotten, freed : int, int
            Races and studies that are no longer held in memory, and bytes on the disk.

        Raises
        ------
        HistoryError
            If the database can not do it.
        """
        for section in added(AdministrationSection):
            section.clear()
        before = sum(disk().used.values())
        tidy_up()
        freed = max(0, before - sum(disk().used.values()))
        return self._races.forget_ended() + self._studies.forget_ended(), freed


def memory() -> Memory:
    """Return what is taken, and what there is."""
    machine = psutil.virtual_memory()
    return Memory(memory_bytes(), machine.available, machine.total)


def disk() -> Disk:
    """Return what the data home takes, and what is left."""
    home = data_home()
    used = {name: _bytes_in(home / name) for name in FOLDERS}
    used[""] = max(0, _bytes_in(home) - sum(used.values()))
    there = next(folder for folder in (home, *home.absolute().parents) if folder.exists())
    return Disk(used, shutil.disk_usage(there).free)


def _bytes_in(folder: Path) -> int:
    return sum(_sizes(folder))


def _sizes(folder: Path) -> Iterator[int]:
    """Yield what each file takes; one that is just deleted takes nothing."""
    for path, _folders, names in os.walk(folder):
        for name in names:
            try:
                yield (Path(path) / name).lstat().st_size
            except OSError:
                continue


def _data(spec: BakeoffSpec) -> str:
    return "" if spec.dataset.name == UPLOAD.name else spec.dataset.info.title


def _of_race(race: Race, owner: str) -> Activity:
    lanes = [lane for lane in race.run.lanes.values() if lane.active]
    waits = (lane for lane in lanes if lane.status == "waiting" or lane.held)
    waiting = sorted(waits, key=lambda lane: lane.place or sys.maxsize)
    return Activity(
        "race",
        race.id,
        pseudonym(owner),
        _data(race.run.spec),
        training=len(lanes) - len(waiting),
        waiting=len(waiting),
        held=bool(waiting) and waiting[0].held,
        place=waiting[0].place if waiting else 0,
        wait_seconds=waiting[0].wait_seconds if waiting else None,
    )


def _of_study(study: Study, owner: str) -> Activity:
    record = study.record
    return Activity(
        "study",
        study.id,
        pseudonym(owner),
        _data(record.spec),
        training=0 if record.place else 1,
        waiting=1 if record.place else 0,
        place=record.place,
        wait_seconds=record.wait_seconds,
    )


def _of_lab(lab: LabSession, owner: str) -> Activity:
    state = lab.state
    waits = state.status == "starting"
    return Activity(
        "lab",
        lab.id,
        pseudonym(owner),
        training=0 if waits else 1,
        waiting=1 if waits else 0,
        place=state.place,
        memory_bytes=state.memory_bytes,
    )


def administration() -> Administration:
    """Return the administration of this server."""
    return Administration(races(), studies(), labs())
