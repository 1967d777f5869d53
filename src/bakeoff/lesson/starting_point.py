"""Starting settings of a lesson's page: a link's parameters, read as the place itself reads them."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from bakeoff import link
from bakeoff.datasets.upload import UPLOAD, store
from bakeoff.fields import Task, write
from bakeoff.lesson.chapter import chapter
from bakeoff.lesson.moment import ChapterMoment, LabMoment, Measured
from bakeoff.lesson.opened import Place
from bakeoff.network import settings as lab
from bakeoff.network.point_settings import PointSettings
from bakeoff.network.rival_settings import default_rivals, is_of_rival, rivals_to_query
from bakeoff.network.settings import LabSettings
from bakeoff.refusals import unknown
from bakeoff.spec import BakeoffSpec
from bakeoff.study.plan import Plan
from bakeoff.study.record import Record
from bakeoff.text import _

CHAPTER = "chapter"
"""Parameter of Learn's page: the name of a chapter."""
JUDGE = "judge."
"""Prefix of the judge's setting paths."""


@dataclass(frozen=True)
class StartingPoint:
    """Starting settings of a page.

    Attributes
    ----------
    place : {"lab", "race", "judge", "learn"}
    spec : BakeoffSpec
        Of a race or a study; of a lab, the settings of the network's rivals.
    plan : Plan
        Of a study.
    network : LabSettings
        Of a lab.
    chapter : str
        Name of a chapter of Learn.
    """

    place: Place
    spec: BakeoffSpec
    plan: Plan = field(default_factory=Plan)
    network: LabSettings = field(default_factory=LabSettings)
    chapter: str = ""

    @classmethod
    def read(cls, place: Place, query: Mapping[str, str]) -> Self:
        """Read a link's parameters; raises SettingError, one sentence, for the first that the place does not take."""
        if place == "learn":
            wrong = next((path for path in query if path != CHAPTER), None)
            if wrong is not None:
                raise unknown(wrong, [CHAPTER], _("setting"))
            return cls(place, BakeoffSpec(), chapter=chapter(query.get(CHAPTER, "")).name)
        start = cls(place, default_rivals() if place == "lab" else BakeoffSpec())
        values = query if place == "lab" else link.by_todays_defaults(query)
        for path in sorted(values, key=lambda path: (path not in ("dataset", "contenders"), path)):
            start = start.replace(path, values[path])
        return start

    @classmethod
    def of(cls, run: Measured) -> Self:
        """Return what a run was set to."""
        match run:
            case LabMoment(settings=settings):
                return cls("lab", default_rivals(), network=settings)
            case ChapterMoment(chapter=name):
                return cls("learn", BakeoffSpec(), chapter=name)
            case Record(spec=spec, plan=plan):
                return cls("judge", spec, plan)
        return cls("race", run.spec)

    def replace(self, path: str, value: Any) -> Self:
        """Return it with the setting at `path` changed; raises SettingError if it is not taken."""
        if self.place == "judge" and path.startswith(JUDGE):
            return replace(self, plan=self.plan.replace(path.removeprefix(JUDGE), value))
        if self.place == "lab" and not is_of_rival(path):
            return replace(self, network=self.network.replace(path, value))
        return replace(self, spec=self.spec.replace(path, value))

    def query(self) -> dict[str, str]:
        """Return the parameters that `read` turns back into it: what differs from the defaults."""
        if self.place == "learn":
            return {CHAPTER: self.chapter}
        if self.place == "lab":
            return lab.to_query(self.network) | rivals_to_query(self.spec.contenders)
        return link.to_query(self.spec) | (write(self.plan, JUDGE) if self.place == "judge" else {})

    @property
    def task(self) -> Task:
        """Task that fits its data."""
        return self.network.task if self.place == "lab" else self.spec.dataset.info.task

    @functools.cached_property
    def data(self) -> str:
        """Name of its data, and what differs from their defaults, as in a link; empty in Learn."""
        if self.place == "learn":
            return ""
        if self.place == "lab":
            points = lab.to_query(self.network)
            own = {name: value for name, value in points.items() if name in PointSettings.model_fields}
            return ", ".join([self.network.data, *(f"{n}={v}" for n, v in own.items() if n not in ("data", "painted"))])
        dataset = self.spec.dataset
        return ", ".join([dataset.name, *(f"{path}={value}" for path, value in write(dataset.options).items())])

    @property
    def seed(self) -> int:
        """Seed: of the initial weights in the lab, else of the split and the contenders."""
        return self.network.weight_seed if self.place == "lab" else self.spec.rules.seed

    @property
    def has_own_table(self) -> bool:
        """True if it uses a visitor's own table, which nobody else can see."""
        if self.place == "lab":
            return self.network.data == "table" and store.is_id(self.network.table)
        return self.spec.dataset.name == UPLOAD.name
