"""Finds the contenders by walking the folders beside this file."""

import functools
import importlib
import pkgutil
from collections.abc import Mapping
from types import MappingProxyType

import bakeoff.contenders
from bakeoff.contenders.base import Contender
from bakeoff.fields import unknown


@functools.cache
def contenders() -> Mapping[str, Contender]:
    """Return every contender by name, in the order of the page.

    Raises
    ------
    ValueError
        If a folder's name and its contender's differ, or two claim one place: a mistake of ours.
    """
    found = []
    for module in pkgutil.iter_modules(bakeoff.contenders.__path__):
        if module.ispkg:
            info = importlib.import_module(f"bakeoff.contenders.{module.name}.info")
            if info.CONTENDER.name != module.name:
                raise ValueError(f"contenders/{module.name}/info.py declares the name {info.CONTENDER.name!r}")
            found.append(info.CONTENDER)
    if len({one.order for one in found}) != len(found):
        raise ValueError("two contenders declare the same order")
    return MappingProxyType({one.name: one for one in sorted(found, key=lambda one: one.order)})


def contender(name: str) -> Contender:
    """Return the contender called `name`.

    Raises
    ------
    SettingError
        If there is none; the nearest name is suggested.
    """
    if name not in contenders():
        raise unknown(name, contenders(), "contender")
    return contenders()[name]
