"""Finds the chapters by walking the folders beside this file."""

import functools
import importlib
import importlib.util
import pkgutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from bakeoff.errors import reason
from bakeoff.lesson.chapter import Chapter
from bakeoff.refusals import unknown
from bakeoff.text import _


@functools.cache
def chapters() -> Mapping[str, Chapter]:
    """Return every chapter by name, in their order."""
    here = sys.modules[__package__].__path__
    records: list[Chapter] = []
    for module in _folders(here):
        try:
            records.append(importlib.import_module(f"{module.name}.info").CHAPTER)
        except Exception as error:  # whatever a module may raise as it is imported
            reason(error, f"the chapter {module.name} is left out")
    return MappingProxyType({record.name: record for record in sorted(records, key=lambda record: record.number)})


def _folders(here: Iterable[str]) -> Iterator[pkgutil.ModuleInfo]:
    """Yield the packages that declare a chapter."""
    for module in pkgutil.iter_modules(here, f"{__package__}."):
        if module.ispkg and importlib.util.find_spec(f"{module.name}.info") is not None:
            yield module


def chapter(name: str) -> Chapter:
    """Return the chapter called `name`; raises SettingError, with the nearest name, if there is none."""
    if name not in chapters():
        raise unknown(name, chapters(), _("chapter"))
    return chapters()[name]
