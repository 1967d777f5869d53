"""Administrator's view and controls: running work, memory and disk."""

import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import psutil

from bakeoff.datasets.home import data_home
from bakeoff.service.kernel import added, collected
from bakeoff.service.metrics import memory_bytes
from bakeoff.service.retention import tidy_up
from bakeoff.service.slots import Activities, Activity, AdministrationSection

FOLDERS = ("models", "uploads", "openml", "unpacked")
"""Those of the data home that grow with what visitors do."""


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


def activities() -> tuple[Activity, ...]:
    """Return all that goes on, by kind."""
    return tuple(collected(Activities, lambda kind: kind.going_on()))


def clear() -> tuple[int, int]:
    """Forget what has ended and is stored, end what nobody uses, and delete what has expired.

    Returns
    -------
    forgotten, freed : int, int
        Number of races and studies that are no longer held in memory, and bytes on the disk.

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
    return sum(collected(Activities, lambda kind: (kind.forget_ended(),))), freed


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
