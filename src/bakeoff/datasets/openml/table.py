"""From a data set of OpenML to a table that is kept as a visitor's own."""

import contextlib
import gzip
import hashlib
import tempfile
import warnings
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pandas as pd

from bakeoff.datasets.home import writable_data_home
from bakeoff.datasets.openml.answers import Described, Description, Features, OpenMLFeature, Qualities, measured, read
from bakeoff.datasets.openml.catalogue import Match
from bakeoff.datasets.openml.server import API, Server
from bakeoff.datasets.upload import store
from bakeoff.datasets.upload.formats import Raw
from bakeoff.datasets.upload.limits import MB, Bounds
from bakeoff.datasets.upload.reading import understood
from bakeoff.datasets.upload.roles import TableColumn
from bakeoff.datasets.upload.store import About
from bakeoff.datasets.upload.understanding import Origin, Understood
from bakeoff.datasets.upload.values import clean, names_of, tidied
from bakeoff.errors import DatasetError
from bakeoff.fields import Task
from bakeoff.text import _


def bring(id: int, owner: str, bounds: Bounds, server: Server, cache_megabytes: int) -> str:
    """Fetch a data set unless it was fetched before, and keep its table; return the name it is kept under.

    Parameters
    ----------
    owner : str
        Hash of the visitor's secret.
    bounds : Bounds
        Looked after before the data is fetched, as far as OpenML tells its size.
    cache_megabytes : int
        What was fetched longest ago is removed until the rest takes no more.

    Raises
    ------
    DatasetError
        If it cannot be fetched, or is no table that can be raced on: one sentence.
    """
    told = _told(id, server)
    described = told.described
    Match(id, described.name, described.version, described.format, 0, told.rows, len(told.features)).check(bounds)
    frame = _frame(told, _fetched(described, server, cache_megabytes))
    bounds.check_table(*frame.shape)
    bounds.check_cells(frame)
    features = {feature.name: feature for feature in told.features}
    origin = Origin(id=id, version=described.version, licence=clean(described.licence))
    as_it_came = Raw(frame.set_axis(names_of(list(frame.columns)), axis=1), Understood(format="openml", origin=origin))
    raw = tidied(as_it_came)
    digest = hashlib.sha256(f"OpenML {described.id} {described.md5_checksum}".encode()).hexdigest()
    about = understood(raw, f"{described.name}.arff", owner, digest)
    return store.keep(_as_told(about, [features[name] for name in frame.columns]), raw.frame)


@dataclass(frozen=True)
class _Told:
    """Description of a dataset by OpenML.

    Attributes
    ----------
    rows : int or None
        None if they were not counted.
    answers : mapping of str to bytes
        The responses as received, by path below the API.
    """

    id: int
    described: Description
    features: Sequence[OpenMLFeature]
    rows: int | None
    answers: Mapping[str, bytes]


def _told(id: int, server: Server) -> _Told:
    """Ask what a data set is; raises DatasetError if that makes no sense, or its file is elsewhere."""
    description, features, qualities = f"data/{id}", f"data/features/{id}", f"data/qualities/{id}"
    answers = {description: server.told(description)}
    described = read(answers[description], Described).data_set_description
    server.here(described.url)
    answers[features] = server.told(features)
    columns = read(answers[features], Features).data_features.feature
    answers[qualities], known = _measures(qualities, server)
    return _Told(id, described, columns, measured(known.data_qualities.quality, "NumberOfInstances"), answers)


def _measures(path: str, server: Server) -> tuple[bytes, Qualities]:
    """Return what was measured of a data set, as it came and as it was understood."""
    try:
        content = server.told(path)
        return content, read(content, Qualities)
    except DatasetError:  # nothing has been measured; scikit-learn does without, too
        return b"{}", Qualities()


def _fetched(described: Description, server: Server, cache_megabytes: int) -> bytes:
    """Return a data set's file, packed, from the data home if it is there."""
    cache = writable_data_home() / "openml"
    path = _place(cache, described.url)
    if not _is_whole(path, described):
        server.save(described.url, path)
        if not _is_whole(path, described):
            path.unlink()
            raise _damaged()
    content = path.read_bytes()
    _make_room(cache, cache_megabytes * MB)
    return content


def _place(cache: Path, url: str) -> Path:
    """Return where scikit-learn looks for what it has fetched from an address."""
    return cache / "openml.org" / f"{urlsplit(url).path.lstrip('/')}.gz"


def _is_whole(path: Path, described: Description) -> bool:
    """Tell whether a file is there and is what OpenML says of it."""
    try:
        with gzip.open(path) as file:
            return hashlib.file_digest(file, "md5").hexdigest() == described.md5_checksum
    except (OSError, EOFError, zlib.error):
        return False


def _frame(told: _Told, file: bytes) -> pd.DataFrame:
    """Read all columns with scikit-learn, except those that OpenML marks to be ignored.

    The files that it would fetch lie in a temporary folder, so it opens no address itself.
    """
    from sklearn.datasets import fetch_openml

    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings(action="ignore"):
        _put(_place(Path(folder) / "openml", told.described.url), file)
        for path, content in told.answers.items():
            _put(_place(Path(folder) / "openml", f"{API}/{path}"), gzip.compress(content))
        # Else it would fetch what it cannot read once more. All else that it warns of is an old version, asked for.
        warnings.filterwarnings("error", "Invalid cache", RuntimeWarning)
        try:
            # The other parser, pandas', cannot read categories that are numbers.
            frame: pd.DataFrame = fetch_openml(
                data_id=told.id, target_column=None, as_frame=True, parser="liac-arff", data_home=folder
            ).frame
        except MemoryError:
            raise too_much() from None
        except Exception:  # whatever scikit-learn and pandas raise on a file that nobody has looked at
            raise _damaged() from None
    return frame


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _damaged() -> DatasetError:
    return DatasetError(_("The data set came damaged, or is not what OpenML says of it; try again, or choose another."))


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


def _as_told(about: About, told: Sequence[OpenMLFeature]) -> About:
    """Return it with the target, and with columns as categories, where OpenML tells so."""
    pairs = list(zip(about.columns, told, strict=True))
    target, *others = [column.name for column, feature in pairs if feature.is_target == "true"] or [about.target]
    tasks: dict[str, Task] = {
        **about.tasks,
        **{column.name: "classification" for column, feature in pairs if feature.nominal},
    }
    if any(column.name == target and column.low and not feature.nominal for column, feature in pairs):
        tasks[target] = "regression"
    columns = tuple(_column(column, feature.nominal, column.name in others) for column, feature in pairs)
    return about.model_copy(update={"target": target, "task": tasks[target], "tasks": tasks, "columns": columns})


def _column(column: TableColumn, nominal: bool, another_target: bool) -> TableColumn:
    if another_target:
        return column.model_copy(update={"role": "ignore", "note": "target"})
    return column.model_copy(update={"role": "category"}) if nominal and column.role == "number" else column
