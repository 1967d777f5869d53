"""From a data set of OpenML to a table that is kept as a visitor's own."""

import contextlib
import hashlib
import warnings
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from bakeoff.datasets.home import writable_data_home
from bakeoff.datasets.openml.answers import Described, Description, Feature, Features, Qualities, measured
from bakeoff.datasets.openml.catalogue import Match
from bakeoff.datasets.openml.server import Server
from bakeoff.datasets.upload import store
from bakeoff.datasets.upload.formats import Origin, Raw, Understood
from bakeoff.datasets.upload.limits import MB, Bounds
from bakeoff.datasets.upload.reading import understood
from bakeoff.datasets.upload.roles import Column
from bakeoff.datasets.upload.store import About
from bakeoff.datasets.upload.values import clean, names_of, tidied
from bakeoff.errors import DatasetError
from bakeoff.fields import Task
from bakeoff.text import _


def bring(id: int, owner: str, bounds: Bounds, server: Server, cache_megabytes: int) -> str:
    """Fetch a data set unless it was fetched before, and keep its table; return the name it is kept under.

    Parameters
    ----------
    id : int
    owner : str
        Hash of the visitor's secret.
    bounds : Bounds
        Looked after before the data is fetched, as far as OpenML tells its size.
    server : Server
    cache_megabytes : int
        What was fetched longest ago is removed until the rest takes no more.

    Raises
    ------
    DatasetError
        If it cannot be fetched, or is no table that can be raced on: one sentence.
    """
    described = server.told(f"data/{id}", Described).data_set_description
    server.here(described.url)
    features = server.told(f"data/features/{id}", Features).data_features.feature
    Match(id, described.name, described.version, described.format, 0, _rows(id, server), len(features)).check(bounds)
    frame = _fetched(id, server, cache_megabytes)
    bounds.check_table(*frame.shape)
    told = {one.name: one for one in features}
    origin = Origin(id=id, version=described.version, licence=clean(described.licence))
    as_it_came = Raw(frame.set_axis(names_of(list(frame.columns)), axis=1), Understood(format="openml", origin=origin))
    raw = tidied(as_it_came, None)
    about = understood(raw, f"{described.name}.arff", owner, _digest(described))
    return store.keep(_as_told(about, [told[name] for name in frame.columns]), raw.frame)


def _rows(id: int, server: Server) -> int | None:
    try:
        told = server.told(f"data/qualities/{id}", Qualities)
    except DatasetError:  # nothing has been measured; scikit-learn does without, too
        return None
    return measured(told.data_qualities.quality, "NumberOfInstances")


def _fetched(id: int, server: Server, cache_megabytes: int) -> pd.DataFrame:
    """Return all columns but those that OpenML says are to be left out, from the data home if they are there."""
    from sklearn.datasets import fetch_openml

    cache = writable_data_home() / "openml"
    for kind in ("", "features/", "qualities/"):  # only the file itself is kept: what is told of it may have changed
        (cache / f"openml.org/api/v1/json/data/{kind}{id}.gz").unlink(missing_ok=True)
    try:
        # Of what it warns of, the one is an old version, which was asked for, and the other is tried again.
        with server.installed(), warnings.catch_warnings(action="ignore"):
            # The other parser, pandas', cannot read categories that are numbers.
            frame: pd.DataFrame = fetch_openml(
                data_id=id, target_column=None, as_frame=True, parser="liac-arff", data_home=str(cache.parent)
            ).frame
    except DatasetError:
        raise
    except MemoryError:
        raise too_much() from None
    except Exception:  # whatever scikit-learn and pandas raise on a file that nobody has looked at
        raise DatasetError(
            _("The data set came damaged, or is not what OpenML says of it; try again, or choose another.")
        ) from None
    _make_room(cache, cache_megabytes * MB)
    return frame


def too_much() -> DatasetError:
    """Return the error for a data set that takes more memory than there is."""
    return DatasetError(_("Reading the data set takes more memory than there is for one; choose a smaller one."))


def _make_room(cache: Path, most_bytes: int) -> None:
    """Remove what was fetched longest ago until the rest takes no more than `most_bytes`."""
    with contextlib.suppress(OSError):  # another process may be at the same
        files = [(path.stat().st_mtime, path.stat().st_size, path) for path in cache.rglob("*.gz")]
        for _when, size, path in sorted(files, reverse=True):
            most_bytes -= size
            if most_bytes < 0:
                path.unlink(missing_ok=True)


def _as_told(about: About, told: Sequence[Feature]) -> About:
    """Return it with the target, and with columns as categories, where OpenML tells so."""
    pairs = list(zip(about.columns, told, strict=True))
    target, *others = [one.name for one, feature in pairs if feature.is_target == "true"] or [about.target]
    tasks: dict[str, Task] = {
        **about.tasks,
        **{one.name: "classification" for one, feature in pairs if feature.nominal},
    }
    if any(one.name == target and one.low and not feature.nominal for one, feature in pairs):
        tasks[target] = "regression"
    columns = tuple(_column(one, feature.nominal, one.name in others) for one, feature in pairs)
    return about.model_copy(update={"target": target, "task": tasks[target], "tasks": tasks, "columns": columns})


def _column(column: Column, nominal: bool, another_target: bool) -> Column:
    if another_target:
        return column.model_copy(update={"role": "ignore", "note": "target"})
    return column.model_copy(update={"role": "category"}) if nominal and column.role == "number" else column


def _digest(described: Description) -> str:
    return hashlib.sha256(f"OpenML {described.id} {described.md5_checksum}".encode()).hexdigest()
