"""Finds the contenders by walking the folders beside this file, and in other packages that are installed."""

import functools
import importlib
import logging
import pkgutil
import sys
from bisect import insort
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.metadata import entry_points
from types import MappingProxyType
from typing import Any, get_args

from bakeoff.contenders.base import Contender
from bakeoff.contenders.own import OWN
from bakeoff.errors import BakeoffError, SettingError
from bakeoff.fields import Settings, Task
from bakeoff.refusals import unknown
from bakeoff.text import _, listed

GROUP = "bakeoff.contenders"
"""Group of entry points, ``name = "module:CONTENDER"``, by which another package brings contenders."""


_left_out: dict[str, str] = {}
"""Sentences on the contenders that were found and cannot race, by name."""
_log = logging.getLogger(__name__)


@functools.cache
def contenders() -> Mapping[str, Contender]:
    """Return every contender by name, in the order of the page.

    One that cannot be imported, or whose record cannot stand beside the others, is left out. The log says why.
    """
    accepted: list[Contender] = []
    for place, name, load in _places():
        try:
            candidate = load()
            _refuse(candidate, name, accepted)
            insort(accepted, candidate, key=lambda info: (info.order, info.name))
        except Exception as error:  # whatever a module may raise as it is imported
            why = error if isinstance(error, BakeoffError) else f"{type(error).__name__}: {error}"
            _left_out[name] = _("The contender “{name}” of {place} is left out: {why}", name=name, place=place, why=why)
            _log.warning(_left_out[name])
    return MappingProxyType({info.name: info for info in accepted})


def contender(name: str) -> Contender:
    """Return the contender called `name`, be it one that this program has brought itself.

    Raises
    ------
    SettingError
        If there is none: the nearest name is suggested, or the reason told why one of this name is left out.
    """
    if name in OWN:
        return OWN[name]
    if name not in contenders():
        if name in _left_out:
            raise SettingError(_left_out[name])
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
        yield point.dist.name if point.dist else point.value, point.name, point.load


def _own(folder: str) -> Any:
    return importlib.import_module(f"bakeoff.contenders.{folder}.info").CONTENDER


def _refuse(candidate: Any, name: str, accepted: Sequence[Contender]) -> None:
    """Raise SettingError if a record is none, has another name, or takes the name of an accepted one."""
    if not isinstance(candidate, Contender):
        raise SettingError(_("its entry is no Contender."))
    if candidate.name != name:
        raise SettingError(_("its record has the name “{name}”.", name=candidate.name))
    if name in {other.name for other in accepted}:
        raise SettingError(_("another contender has this name."))
    _try_out(candidate)


def _try_out(candidate: Contender) -> None:
    """Raise if a record cannot answer what pages ask of it before it has raced."""
    if not issubclass(candidate.hyperparameters, Settings):
        raise SettingError(_("its hyperparameters must be Settings."))
    defaults = candidate.hyperparameters()
    for task in get_args(Task):
        for preset in candidate.presets_for(task):
            candidate.preset(preset, task)
        candidate.seeded(defaults, task)
    for ask in (candidate.takes_weights, candidate.goes_back):
        ask(defaults)
    candidate.step(1)
