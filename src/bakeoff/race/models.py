"""The fitted contenders of the latest races, kept in the data home to be asked and taken home.

Where servers share them by an object store, that has them, and the data home copies; see `datasets.object_store`.

A file is a pickle. Only jobs write here; only jobs and a person's own Python program read, under names that this server
or program has made: nothing that a visitor brings comes near.
"""

import contextlib
import functools
import json
import pickle
import time
from collections.abc import Callable, Container, Iterable
from pathlib import Path
from typing import Any

from bakeoff.datasets import object_store
from bakeoff.datasets.home import data_home
from bakeoff.datasets.upload import UPLOAD, store
from bakeoff.errors import HistoryError
from bakeoff.settings import ServerSettings
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _

_SPEC, _FITTED = "spec.json", ".pickle"


def models_folder(race_id: str) -> Path:
    """Return the folder of a race's fitted contenders, which may not exist.

    Raises
    ------
    ValueError
        If the id is none that a race can have.
    """
    if not race_id.replace("-", "").replace("_", "").isalnum():
        raise ValueError(race_id)
    return _home() / race_id


def begin(race_id: str, spec: BakeoffSpec) -> Path:
    """Make room, and a folder for a race's models that says what they are of; where the disk refuses, there is none."""
    if not object_store.in_use():  # which takes longer to look through than a race should wait
        make_room()
    folder = models_folder(race_id)
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True)
        (folder / _SPEC).write_text(spec.to_json(), encoding="utf-8")
        object_store.give(folder / _SPEC)
    return folder


def saved_contenders(folder: Path) -> tuple[str, ...]:
    """Return the names of the contenders whose fitted model is in a race's folder."""
    with contextlib.suppress(OSError):
        return tuple(sorted(Path(name).stem for name in object_store.names(folder) if name.endswith(_FITTED)))
    return ()


def can_be_asked(race_id: str) -> bool:
    """Tell whether any fitted contender of a race is kept."""
    return bool(saved_contenders(models_folder(race_id)))


def keep(folder: Path, name: str, content: bytes) -> None:
    """Put the pickled contender `name` into a race's folder; where the disk refuses it, the race goes on without."""
    with contextlib.suppress(OSError):
        if object_store.in_use():
            folder.mkdir(parents=True, exist_ok=True)  # it was begun on another machine
        unfinished = folder / f"{name}.part"
        unfinished.write_bytes(content)
        object_store.give(unfinished.replace(folder / f"{name}{_FITTED}"))


def copy(race_id: str, folder: Path, names: Iterable[str]) -> None:
    """Put what is kept of a race's fitted contenders into another race's folder, unopened."""
    before = models_folder(race_id)
    for name in {*names} & {*saved_contenders(before)}:
        with contextlib.suppress(OSError):
            keep(folder, name, object_store.bring(before / f"{name}{_FITTED}").read_bytes())


def load(folder: Path, name: str) -> Any:
    """Return a fitted contender; a server calls it in a job, since it imports what the contender is made with.

    Raises
    ------
    HistoryError
        If it is no longer kept.
    """
    try:
        return pickle.loads(object_store.bring(folder / f"{name}{_FITTED}").read_bytes())
    except FileNotFoundError:
        raise HistoryError(_("The trained models of this race are no longer kept; run the race again.")) from None


def delete(race_id: str) -> None:
    """Remove the fitted contenders of a race."""
    with contextlib.suppress(OSError):
        object_store.remove(models_folder(race_id))


def make_room() -> None:
    """Remove what was learnt from a table that its visitor has deleted, and the oldest races' models.

    Of those as many as it takes for the rest to need no more than ``BAKEOFF_MODELS_MB``.
    """
    left = ServerSettings.read().models_mb * 2**20
    with contextlib.suppress(OSError):
        races = sorted(object_store.folders(_home(), anew=True), key=lambda race: race.when, reverse=True)

        @functools.cache
        def tables() -> frozenset[str]:
            """Return what is there later than the races, so that the data of each are among it unless deleted."""
            return frozenset(kept.folder.name for kept in object_store.folders(store.uploads(), anew=True))

        for race in races:
            left -= sum(race.sizes.values())
            if left < 0 or not _has_data(race, tables):
                object_store.remove(race.folder)
        object_store.tidy(_home())


def _home() -> Path:
    return data_home() / "models"


def _has_data(race: object_store.Kept, tables: Callable[[], Container[str]]) -> bool:
    """Tell whether the data are still there that a race was on: some models hold rows of them."""
    if _SPEC not in race.sizes:  # another process may be about to write it
        return time.time() - race.when < object_store.MAKING_SECONDS
    try:
        spec = object_store.bring(race.folder / _SPEC).read_text(encoding="utf-8")
        if f'"{UPLOAD.name}"' not in spec:  # quickly told, of hundreds, whenever a race begins
            return True
        choice = json.loads(spec)["dataset"]  # the rest may name estimators that another process alone has
        return choice["name"] != UPLOAD.name or choice["options"]["table"] in tables()
    except (FileNotFoundError, ValueError, LookupError, TypeError):
        return False
