"""Calculations of a chapter, done in a job: a function of the chapter, called with the visitor's choices."""

import importlib
import inspect
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, Self

from bakeoff.engine.base import Channel

Tell = Callable[[float], None]
"""Takes what share of a work is done; a function that has a parameter ``tell`` is given one."""
_TOLD_EACH = 0.02


def untold(_share: float) -> None:
    """Tell nobody."""


@dataclass(frozen=True)
class ChapterCall:
    """A call, equal to any other that comes to the same."""

    function: str  # as ``package.module:function``
    args: tuple[Hashable, ...] = ()  # hashable and picklable, as is what the function returns picklable

    @classmethod
    def of(cls, function: Callable[..., Any], *args: Hashable) -> Self:
        """Return the call of a function that stands at the top of its module."""
        return cls(f"{function.__module__}:{function.__name__}", args)


def answer(asked: ChapterCall, channel: Channel) -> Any:
    """Return what a call comes to; what a job does."""
    module, _, name = asked.function.partition(":")
    function: Callable[..., Any] = getattr(importlib.import_module(module), name)
    told = {"tell": _teller(channel)} if "tell" in inspect.signature(function).parameters else {}
    return function(*asked.args, **told)


def _teller(channel: Channel) -> Tell:
    """Return what passes shares on, not more often than a picture of them shows."""
    last = 0.0

    def tell(share: float) -> None:
        nonlocal last
        if share - last >= _TOLD_EACH:
            last = share
            channel.emit(share)

    return tell
