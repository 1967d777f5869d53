"""Finds the data sets by walking the modules beside this file, and in other packages that are installed."""

import functools
import importlib
import pkgutil
import sys
import warnings
from collections.abc import Mapping
from importlib.metadata import entry_points
from types import MappingProxyType

from bakeoff.datasets.base import DatasetInfo
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
            by_name[point.name] = info
        except Exception as error:  # whatever a module may raise as it is imported
            words = {"place": point.value, "kind": type(error).__name__, "error": error}
            left_out = _("The data set {place} is left out: {kind}: {error}", **words)
            warnings.warn(left_out, RuntimeWarning, stacklevel=2)
    return MappingProxyType(by_name)


@functools.cache
def brought() -> Mapping[str, DatasetInfo]:
    """Return, by name, the sources of data that somebody has to bring first; raises as `datasets`."""
    return _declared("BROUGHT")


def _declared(tuple_name: str) -> Mapping[str, DatasetInfo]:
    by_name: dict[str, DatasetInfo] = {}
    for module in pkgutil.iter_modules(sys.modules[__package__].__path__):
        for info in getattr(importlib.import_module(f"bakeoff.datasets.{module.name}"), tuple_name, ()):
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
