"""Finds the contenders by walking the folders beside this file, and in other packages that are installed."""

import functools
import importlib
import pkgutil
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.metadata import entry_points
from types import MappingProxyType
from typing import Any

from bakeoff.contenders.base import Contender
from bakeoff.contenders.own import OWN
from bakeoff.refusals import unknown
from bakeoff.text import _, listed

GROUP = "bakeoff.contenders"
"""Group of entry points, ``name = "module:CONTENDER"``, by which another package brings contenders."""


@functools.cache
def contenders() -> Mapping[str, Contender]:
    """Return every contender by name, in the order of the page.

    One that can not be imported, or whose record can not stand beside the others, is left out, and a `RuntimeWarning`
    names it: the others race on.
    """
    by_name: dict[str, Contender] = {}
    for place, name, load in _places():
        try:
            contender = load()
            _refuse(contender, name, by_name)
        except Exception as error:  # whatever a module may raise as it is imported
            warnings.warn(_left_out(place, error), RuntimeWarning, stacklevel=2)
        else:
            by_name[name] = contender
    return MappingProxyType(dict(sorted(by_name.items(), key=lambda item: item[1].order)))


def contender(name: str) -> Contender:
    """Return the contender called `name`, be it one that this program has brought itself.

    Raises
    ------
    SettingError
        If there is none; the nearest name is suggested.
    """
    if name in OWN:
        return OWN[name]
    if name not in contenders():
        raise unknown(name, contenders(), _("contender"))
    return contenders()[name]


def joined(names: Sequence[str]) -> str:
    """Return contenders' labels as a list in a sentence: "A", "A and B", "A, B and C"."""
    return listed([contender(name).label for name in names])


def _places() -> Iterator[tuple[str, str, Callable[[], Any]]]:
    """Yield where a contender is, what it must be called, and what loads its record; our own first."""
    for module in pkgutil.iter_modules(sys.modules[__package__].__path__):
        if module.ispkg:
            yield f"contenders/{module.name}", module.name, functools.partial(_own, module.name)
    for point in entry_points(group=GROUP):
        yield point.value, point.name, point.load


def _own(folder: str) -> Any:
    return importlib.import_module(f"bakeoff.contenders.{folder}.info").CONTENDER


def _refuse(candidate: Any, name: str, by_name: Mapping[str, Contender]) -> None:
    """Raise ValueError if a record is none, has another name, or takes the name or the place of one that was found."""
    if not isinstance(candidate, Contender):
        raise ValueError(_("it is no Contender"))
    if candidate.name != name:
        raise ValueError(_("it declares the name {name}", name=candidate.name))
    taken = [other.name for other in by_name.values() if other.name == name or other.order == candidate.order]
    if taken:
        raise ValueError(_("{name} has the same name or order", name=taken[0]))


def _left_out(place: str, error: Exception) -> str:
    return _("The contender {place} is left out: {kind}: {error}", place=place, kind=type(error).__name__, error=error)
