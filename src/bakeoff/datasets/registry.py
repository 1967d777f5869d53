"""Finds the data sets by walking the modules beside this file."""

import functools
import importlib
import pkgutil
import sys
from collections.abc import Mapping
from types import MappingProxyType

from bakeoff.datasets.base import DatasetInfo
from bakeoff.refusals import unknown
from bakeoff.text import _


@functools.cache
def datasets() -> Mapping[str, DatasetInfo]:
    """Return every data set that anyone can choose, by name, in the order the modules declare them.

    Raises
    ------
    ValueError
        If two have one name: a mistake of ours.
    """
    return _declared("DATASETS")


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
