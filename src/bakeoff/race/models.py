"""The fitted contenders of the latest races, kept in the data home to be asked and taken home.

A file is a pickle. Only jobs write here and only jobs read, under names that this server has made: nothing that a
visitor brings comes near.
"""

import contextlib
import pickle
import shutil
import threading
from pathlib import Path
from typing import Any

from bakeoff.datasets.home import data_home
from bakeoff.datasets.upload import UPLOAD, store
from bakeoff.errors import HistoryError, SettingError
from bakeoff.settings import ServerSettings
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _

_SPEC = "spec.json"
_CHANGING = threading.Lock()
"""A folder that is just being made has no spec yet, as one has whose data are gone."""


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
    make_room()
    folder = models_folder(race_id)
    with _CHANGING, contextlib.suppress(OSError):
        folder.mkdir(parents=True)
        (folder / _SPEC).write_text(spec.to_json(), encoding="utf-8")
    return folder


def kept(folder: Path) -> tuple[str, ...]:
    """Return the names of the contenders whose fitted model is in a race's folder."""
    return tuple(sorted(path.stem for path in folder.glob("*.pickle")))


def keep(folder: Path, name: str, content: bytes) -> None:
    """Put the pickled contender `name` into a race's folder; where the disk refuses it, the race goes on without."""
    with contextlib.suppress(OSError):
        unfinished = folder / f"{name}.part"
        unfinished.write_bytes(content)
        unfinished.replace(folder / f"{name}.pickle")


def load(folder: Path, name: str) -> Any:
    """Return a fitted contender; call it in a job, since it imports what the contender is made with.

    Raises
    ------
    HistoryError
        If it is no longer kept.
    """
    try:
        return pickle.loads((folder / f"{name}.pickle").read_bytes())
    except FileNotFoundError:
        raise HistoryError(_("The trained models of this race are no longer kept; run the race again.")) from None


def delete(race_id: str) -> None:
    """Remove the fitted contenders of a race."""
    shutil.rmtree(models_folder(race_id), ignore_errors=True)


def make_room() -> None:
    """Remove what was learnt from a table that its visitor has deleted, and the oldest races' models.

    Of those as many as it takes for the rest to need no more than ``BAKEOFF_MODELS_MB``.
    """
    left = ServerSettings.read().models_mb * 2**20
    with _CHANGING:
        for folder in sorted(_home().glob("*"), key=_age, reverse=True):
            left -= _size(folder)
            if left < 0 or not _has_data(folder):
                shutil.rmtree(folder, ignore_errors=True)


def _home() -> Path:
    return data_home() / "models"


def _has_data(folder: Path) -> bool:
    """Tell whether the data are still there that a race was on: some models hold rows of them."""
    try:
        spec = (folder / _SPEC).read_text(encoding="utf-8")
        if f'"{UPLOAD.name}"' not in spec:  # quickly told, of hundreds, whenever a race begins
            return True
        choice = BakeoffSpec.from_json(spec).dataset
    except (OSError, SettingError):
        return False
    return choice.name != UPLOAD.name or store.find(choice.options.model_dump()["table"]) is not None


def _age(folder: Path) -> float:
    """Return when something was last put in; 0 for a folder that has just been removed."""
    try:
        return folder.stat().st_mtime
    except OSError:
        return 0.0


def _size(folder: Path) -> int:
    total = 0
    for path in folder.glob("*"):
        with contextlib.suppress(OSError):
            total += path.stat().st_size
    return total
