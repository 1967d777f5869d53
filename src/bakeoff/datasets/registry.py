"""Finds the data sets by walking the modules beside this file, and in other packages that are installed."""

import contextlib
import functools
import importlib
import pkgutil
import sys
import warnings
from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib.metadata import entry_points
from types import MappingProxyType
from typing import Any, get_args

import numpy as np

from bakeoff.datasets.base import Dataset, DatasetInfo, DatasetKind, TableSource
from bakeoff.errors import BakeoffError, DatasetError, reason
from bakeoff.fields import Settings, Task
from bakeoff.refusals import unknown
from bakeoff.text import _

GROUP = "bakeoff.datasets"
"""Group of entry points, ``name = "module:RECORD"``, by which another package brings data sets."""


@functools.cache
def datasets() -> Mapping[str, DatasetInfo]:
    """Return every data set that anyone can choose, by name: ours as the modules declare them, then other packages'.

    One of another package that can not be imported, or that has no name of its own, is left out, and a
    `RuntimeWarning` names it.

    Raises
    ------
    ValueError
        If two of ours have one name.
    """
    by_name = dict(_declared("DATASETS"))
    for point in entry_points(group=GROUP):
        try:
            info = point.load()
            if not isinstance(info, DatasetInfo) or info.name != point.name or info.name in {*by_name, *brought()}:
                raise ValueError(_("it must be a DatasetInfo of this name, which no other has"))
            _check_record(info)
            by_name[point.name] = _guarded(info)
        except Exception as error:  # whatever a module may raise as it is imported
            words = {"place": point.value, "kind": type(error).__name__, "error": error}
            left_out = _("The data set {place} is left out: {kind}: {error}", **words)
            warnings.warn(left_out, RuntimeWarning, stacklevel=2)
    return MappingProxyType(by_name)


@functools.cache
def brought() -> Mapping[str, DatasetInfo]:
    """Return, by name, the sources of data that somebody has to bring first; raises as `datasets`."""
    return _declared("BROUGHT")


def table_source(table: str) -> TableSource | None:
    """Return the source whose tables have such an id; None if this is the name of a data set, or of none."""
    sources = (info.tables for info in brought().values())
    return next((source for source in sources if source is not None and source.has(table)), None)


def _check_record(info: DatasetInfo) -> None:
    """Raise if a page could not show a record, or not offer it with the defaults of its options."""
    texts, sizes = (info.title, info.summary), (info.rows, info.features, info.classes)
    fits = info.task in get_args(Task) and info.kind in get_args(DatasetKind)
    if not fits or not all(isinstance(text, str) for text in texts) or not all(isinstance(n, int) for n in sizes):
        raise ValueError(_("its title, summary, task, kind or size is none that a page can show"))
    if not issubclass(info.options, Settings):
        raise ValueError(_("its options are no Settings"))
    info.options()


def _guarded(info: DatasetInfo) -> DatasetInfo:
    """Return the record of another package so that whatever it raises is a DatasetError, and its data fit it."""

    def refusal(error: Exception) -> DatasetError:
        why = reason(error, f"the data set {info.name} failed")
        return DatasetError(_("{title} cannot be used: {reason}.", title=info.title, reason=why))

    def guarded(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(call)
        def guard(*values: Any) -> Any:
            try:
                return _checked(call(*values), info) if name in ("load", "sample") else call(*values)
            except (BakeoffError, MemoryError):
                raise
            except Exception as error:
                raise refusal(error) from error

        return guard

    def missing() -> str:
        try:
            info.present()
            return info.missing()
        except Exception as error:
            return str(refusal(error))

    def present() -> bool:
        with contextlib.suppress(Exception):  # which `missing` tells
            return info.present()
        return False

    calls = {name: getattr(info, name) for name in ("load", "sample", "fetch", "described")}
    safe: dict[str, Any] = {name: guarded(name, call) for name, call in calls.items() if call is not None}
    return replace(info, missing=missing, present=present, **safe)


def _checked(data: Dataset, info: DatasetInfo) -> Dataset:
    """Return loaded data; raises ValueError if they are not what `Dataset` documents."""
    if not isinstance(data, Dataset):
        raise ValueError(_("what is loaded must be a Dataset"))
    y, names, classes = data.y, list(data.feature_names), data.task == "classification"
    if np.shape(data.X) != (len(y), len(names)) or list(getattr(data.X, "columns", names)) != names:
        raise ValueError(_("X must have a row for each value of y and a column for each of feature_names"))
    kinds = "iu" if classes else "iuf"
    if not isinstance(y, np.ndarray) or y.ndim != 1 or y.dtype.kind not in kinds or data.task != info.task:
        raise ValueError(_("y must be an array of class codes or of numbers, as the task says"))
    if bool(data.class_names) != classes or (classes and not 0 <= y.min() <= y.max() < len(data.class_names)):
        raise ValueError(_("class_names must have a name for each class code in y, and none for a number"))
    return data


def _declared(tuple_name: str) -> Mapping[str, DatasetInfo]:
    by_name: dict[str, DatasetInfo] = {}
    for module in pkgutil.iter_modules(sys.modules[__package__].__path__):
        try:
            declared = getattr(importlib.import_module(f"{__package__}.{module.name}"), tuple_name, ())
        except Exception as error:  # whatever a module may raise as it is imported
            reason(error, f"datasets/{module.name} is left out")
            continue
        for info in declared:
            if info.name in by_name:
                raise ValueError(f"two data sets are called {info.name!r}")
            by_name[info.name] = info
    return MappingProxyType(by_name)


def dataset(name: str) -> DatasetInfo:
    """Return the data set, or the source of brought data, that is called `name`.

    Raises
    ------
    SettingError
        If there is none; the nearest name is suggested.
    """
    if name in brought():
        return brought()[name]
    if name not in datasets():
        raise unknown(name, datasets(), _("data set"))
    return datasets()[name]
