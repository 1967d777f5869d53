"""Published results that can be run again: data files, and their one loader.

A ``.toml`` file here is one published table; adding a row to it, or a file, is all that it takes. A file says:

- ``title``, ``source`` (link), ``protocol`` (how they measured), ``theirs`` (what they used);
- ``within``, how far off ours may be, by contender, or in a row: as far as other seeds and versions reach; 0 where the
  very split is known, and asks for the same in six digits, the most that were published. A row with ``tested``, the
  test rows by data set, may be off by three standard errors of a share of so many;
- ``rules`` of the races, also in a row; ``folds``, if the number comes from folds (`job.FOLDS`);
- a ``[[row]]`` for each line of the table: ``name``, ``title``, ``contender`` with its ``settings``, the ``metric``, if
  it is not accuracy, the published ``values`` by data set, and ``seconds`` by data set: what the whole run took on one
  core, if it has been measured. ``against`` is another with its settings; the ``values`` of such a row are by data
  set and by statistic (`job.STATISTICS`). ``handicap`` says what held their model back: such a row has their number
  beside ours without it. ``differs`` says why ours is another, as far as that was
  tried.

A row on a data set of Bakeoff's is a race. One on a table of `tables` is a job, which fits and scores as a race does.
"""

import functools
import math
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType
from typing import Any, Literal

from bakeoff.datasets import dataset
from bakeoff.evaluation.base import Estimate
from bakeoff.evaluation.metrics import metric_named
from bakeoff.evaluation.notation import Scale
from bakeoff.features.published.job import STATISTICS, Remeasured
from bakeoff.features.published.tables import TABLES
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
    """A published number, and the race or the job that is to give it again.

    Attributes
    ----------
    dataset : str
        Name of Bakeoff's data set, or of one of `tables.TABLES`.
    metric : str
        Name of the metric.
    statistic : str
        Statistic of two contenders' folds, if the number is one; else empty.
    value : float
        As published: shares from 0 to 1.
    within : float
        How far off ours may be.
    seconds : float or None
        How long the whole run took on one core of `MEASURED_ON`; None if that has not been measured.
    handicap : str
        What held their model back and is repaired here, so that ours is to differ; mostly empty.
    differs : str
        Why ours is another, as was tried; mostly empty.
    run : BakeoffSpec or Remeasured
        Race of this contender alone, or what a job is to measure.
    """

    name: str
    title: str
    table: Table
    dataset: str
    contender: str
    metric: str
    statistic: str
    value: float
    within: float
    seconds: float | None
    handicap: str
    differs: str
    run: BakeoffSpec | Remeasured

    def __post_init__(self) -> None:
        declare(self, "title", "handicap", "differs")

    @property
    def scale(self) -> Scale:
        """Number format: of the metric, or of the statistic."""
        return STATISTICS[self.statistic] if self.statistic else metric_named(self.metric)

    @property
    def label(self) -> str:
        """Name of what is measured."""
        return _(STATISTICS[self.statistic].label if self.statistic else metric_named(self.metric).noun)

    @property
    def seed(self) -> int:
        """Seed of the race or of the job."""
        return self.run.rules.seed if isinstance(self.run, BakeoffSpec) else int(dict(self.run.rules).get("seed", 0))

    @property
    def missing(self) -> str:
        """Sentence that says how to get the data, or empty when they are here."""
        return TABLES[self.dataset].missing if self.dataset in TABLES else dataset(self.dataset).missing()

    def agreement(self, ours: Estimate) -> Agreement:
        """Return whether ours is as near as it must be, or at least its interval holds theirs; unsure without one."""
        if round(abs(ours.value - self.value), 6) <= self.within:
            return "same"
        if math.isnan(ours.low):
            return "unsure"
        return "near" if ours.low <= self.value <= ours.high else "differs"


def titled(name: str) -> str:
    """Return the title of a data set of `Published`."""
    return _(TABLES[name].title if name in TABLES else dataset(name).title)


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
    """Return a run for each row and each data set and statistic that it has a number on."""
    table = Table(**{key: values[key] for key in ("title", "source", "protocol", "theirs")})
    for row in values["row"]:
        for data, number in row["values"].items():
            for statistic, value in (number if isinstance(number, dict) else {"": number}).items():
                yield Published(
                    name="_".join(filter(None, (data, row["name"], statistic))),
                    title=row["title"],
                    table=table,
                    dataset=data,
                    contender=row["contender"],
                    metric=row.get("metric", "accuracy"),
                    statistic=statistic,
                    value=value,
                    within=_within(row, data, value, values),
                    seconds=row.get("seconds", {}).get(data),
                    handicap=row.get("handicap", ""),
                    differs=row.get("differs", ""),
                    run=_run(row, data, statistic, values),
                )


def _run(row: Mapping[str, Any], data: str, statistic: str, values: Mapping[str, Any]) -> BakeoffSpec | Remeasured:
    rules = values["rules"] | row.get("rules", {})
    racing = {row["contender"]: row.get("settings", {})}
    if data not in TABLES:
        return BakeoffSpec(dataset=data, contenders=racing, rules=rules)
    models = tuple((name, tuple(own.items())) for name, own in (*racing.items(), *row.get("against", {}).items()))
    metric, folds = row.get("metric", "accuracy"), values.get("folds", "")
    return Remeasured(data, models, tuple(rules.items()), metric, folds, statistic)


def _within(row: Mapping[str, Any], data: str, value: float, values: Mapping[str, Any]) -> float:
    """Return how far off ours may be; with ``tested`` three standard errors of a share of so many rows."""
    if data in row.get("tested", {}):
        return 3 * math.sqrt(value * (1 - value) / row["tested"][data])
    return float(row["within"] if "within" in row else values["within"][row["contender"]])
