"""Finds the chapters by walking the folders beside this file."""

import functools
import importlib
import pkgutil
import sys
from collections.abc import Mapping
from types import MappingProxyType

from bakeoff.learn.chapter import Chapter
from bakeoff.refusals import unknown
from bakeoff.text import _


@functools.cache
def chapters() -> Mapping[str, Chapter]:
    """Return every chapter by name, in their order."""
    folders = [module.name for module in pkgutil.iter_modules(sys.modules[__package__].__path__) if module.ispkg]
    records = [importlib.import_module(f"{__package__}.{folder}.info").CHAPTER for folder in folders]
    return MappingProxyType({record.name: record for record in sorted(records, key=lambda record: record.number)})


def chapter(name: str) -> Chapter:
    """Return the chapter called `name`; raises SettingError, with the nearest name, if there is none."""
    if name not in chapters():
        raise unknown(name, chapters(), _("chapter"))
    return chapters()[name]
