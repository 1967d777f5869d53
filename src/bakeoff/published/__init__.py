"""Published results that can be run again: a data file, and its one loader.

May import: `spec` and all below it.
"""

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType
from typing import Literal

from bakeoff.evaluation.base import Estimate
from bakeoff.fields import unknown
from bakeoff.spec import BakeoffSpec

Agreement = Literal["same", "near", "differs"]


@dataclass(frozen=True)
class Number:
    """One published accuracy.

    Attributes
    ----------
    contender : str
    accuracy : float
        On the test part, 0 to 1.
    within : float
        How far off ours may be; 0 asks for the same in six digits, the most that were published.
    """

    contender: str
    accuracy: float
    within: float

    def agreement(self, ours: Estimate) -> Agreement:
        """Return whether ours is as near as it must be, or at least its interval holds theirs."""
        if round(abs(ours.value - self.accuracy), 6) <= self.within:
            return "same"
        return "near" if ours.low <= self.accuracy <= ours.high else "differs"


@dataclass(frozen=True)
class Published:
    """A published run.

    Attributes
    ----------
    name, title : str
    protocol : str
        How they measured.
    theirs : str
        What they used.
    source : str
        Link.
    seconds : int
        A rough guess of how long it takes on one core.
    spec : BakeoffSpec
    numbers : tuple of Number
    """

    name: str
    title: str
    protocol: str
    theirs: str
    source: str
    seconds: int
    spec: BakeoffSpec
    numbers: tuple[Number, ...]


@functools.cache
def published() -> Mapping[str, Published]:
    """Return every published run by name, in the order of the file."""
    text = resources.files(__name__).joinpath("numbers.toml").read_text(encoding="utf-8")
    runs = [
        Published(
            **{key: value for key, value in run.items() if key not in ("spec", "number")},
            spec=BakeoffSpec(**run["spec"]),
            numbers=tuple(Number(**number) for number in run["number"]),
        )
        for run in tomllib.loads(text)["run"]
    ]
    return MappingProxyType({run.name: run for run in runs})


def published_run(name: str) -> Published:
    """Return the run called `name`; raises SettingError with the nearest name if there is none."""
    if name not in published():
        raise unknown(name, published(), "published run")
    return published()[name]
