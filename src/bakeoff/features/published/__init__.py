"""Published results that can be run again: data files, and their one loader.

A ``.toml`` file here is one published table; adding a row to it, or a file, is all that it takes. A file says:

- ``title``, ``source`` (link), ``protocol`` (how they measured), ``theirs`` (what they used);
- ``within``, how far off ours may be, by contender: as far as other seeds and versions reach; 0 where the very split is
  known, and asks for the same in six digits, the most that were published;
- ``rules`` of the races;
- a ``[[row]]`` for each line of the table: ``name``, ``title``, ``contender`` with its ``settings``, the published
  ``accuracy`` by data set, and ``seconds`` by data set: what the whole run took on one core, if it has been measured.
"""

import functools
import math
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType
from typing import Any, Literal

from bakeoff.evaluation.base import Estimate
from bakeoff.refusals import unknown
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _, declare

Agreement = Literal["same", "near", "differs", "unsure"]

MEASURED_ON = "AMD EPYC"
"""The processor of which one core took the ``seconds``."""


@dataclass(frozen=True)
class Table:
    """Source of published numbers.

    Attributes
    ----------
    source : str
        Link.
    protocol : str
        Their method of measurement.
    theirs : str
        Their models and settings.
    """

    title: str
    source: str
    protocol: str
    theirs: str

    def __post_init__(self) -> None:
        declare(self, "title", "protocol", "theirs")


@dataclass(frozen=True)
class Published:
    """A published accuracy, and the race that is to give it again.

    Attributes
    ----------
    spec : BakeoffSpec
        Of this contender alone.
    accuracy : float
        On the test part, 0 to 1.
    within : float
        How far off ours may be.
    seconds : float or None
        How long the whole run took on one core of `MEASURED_ON`; None if that has not been measured.
    """

    name: str
    title: str
    table: Table
    contender: str
    spec: BakeoffSpec
    accuracy: float
    within: float
    seconds: float | None

    def __post_init__(self) -> None:
        declare(self, "title")

    def agreement(self, ours: Estimate) -> Agreement:
        """Return whether ours is as near as it must be, or at least its interval holds theirs; unsure without one."""
        if round(abs(ours.value - self.accuracy), 6) <= self.within:
            return "same"
        if math.isnan(ours.low):
            return "unsure"
        return "near" if ours.low <= self.accuracy <= ours.high else "differs"


@functools.cache
def published() -> Mapping[str, Published]:
    """Return every published run by name, in the order of the files and their rows."""
    folder = resources.files(__name__)
    files = sorted((path for path in folder.iterdir() if path.name.endswith(".toml")), key=lambda path: path.name)
    runs = [run for file in files for run in _runs(tomllib.loads(file.read_text(encoding="utf-8")))]
    return MappingProxyType({run.name: run for run in runs})


def published_run(name: str) -> Published:
    """Return the run called `name`; raises SettingError with the nearest name if there is none."""
    if name not in published():
        raise unknown(name, published(), _("published run"))
    return published()[name]


def _runs(values: Mapping[str, Any]) -> Iterator[Published]:
    """Return a run for each row and each data set that it has a number on."""
    table = Table(**{key: values[key] for key in ("title", "source", "protocol", "theirs")})
    for row in values["row"]:
        for dataset, accuracy in row["accuracy"].items():
            yield Published(
                name=f"{dataset}_{row['name']}",
                title=row["title"],
                table=table,
                contender=row["contender"],
                spec=BakeoffSpec(
                    dataset=dataset, contenders={row["contender"]: row.get("settings", {})}, rules=values["rules"]
                ),
                accuracy=accuracy,
                within=values["within"][row["contender"]],
                seconds=row.get("seconds", {}).get(dataset),
            )
