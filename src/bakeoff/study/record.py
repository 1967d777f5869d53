"""State of a study at one moment: frozen records."""

import functools
import importlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, Self

import pandas as pd

from bakeoff.contenders import Step, contender
from bakeoff.evaluation.metrics import Metric, deciding
from bakeoff.spec import BakeoffSpec
from bakeoff.study.plan import CLOSER, COARSE, LOOKS, Plan
from bakeoff.study.repairs import repair_label
from bakeoff.text import _

TUNED = "+tuned"
"""Suffix of a tuned contender's lane name."""

Status = Literal["waiting", "fitting", "done", "failed", "stopped"]


class StudyFit(NamedTuple):
    """One fit of a study.

    Attributes
    ----------
    fold : int
        Counted on over all repeats.
    point : int
        Which row share, or value of the setting; 0 where only contenders are compared.
    """

    fold: int
    point: int
    lane: str


@dataclass(frozen=True)
class StudyLane:
    """One contender in a study, as it is set or tuned.

    Attributes
    ----------
    name : str
        The contender's, with ``+tuned`` behind it if it is, or ``+`` and the name of its repair.
    status : {"waiting", "fitting", "done", "failed", "stopped"}
    message : str
        Why it failed or was stopped.
    """

    name: str
    contender: str
    tuned: bool = False
    status: Status = "waiting"
    message: str = ""

    @classmethod
    def of(cls, name: str) -> Self:
        """Return the lane of this name."""
        return cls(name, name.partition("+")[0], tuned=name.endswith(TUNED))

    @property
    def repaired(self) -> bool:
        """True if a setting of it is repaired."""
        return self.name != self.contender and not self.tuned

    @property
    def label(self) -> str:
        """Its name on the page."""
        if self.repaired:
            return repair_label(self.name)
        label = _(contender(self.contender).label)
        return _("{label} (tuned)", label=label) if self.tuned else label

    @property
    def active(self) -> bool:
        """True while it waits or is fitted."""
        return self.status in ("waiting", "fitting")


@dataclass(frozen=True)
class Fitted:
    """Result of one fit.

    Attributes
    ----------
    scores : mapping of str to float
        Every metric of the task on the fold's test rows.
    predict_ms_per_1000 : float or None
        Measured in the first fold alone, as is the size.
    steps : tuple of Step
        Reports during the fit, if there is a validation set.
    chosen : mapping of str to Any
        The settings that tuning chose.
    groups : int or None
        Groups of all rows; None where rows are not split by group, or an older Bakeoff fitted it.
    """

    cell: StudyFit
    scores: Mapping[str, float]
    n_train: int
    n_test: int
    fit_cpu_seconds: float
    fit_wall_seconds: float
    predict_ms_per_1000: float | None = None
    model_bytes: int | None = None
    steps: tuple[Step, ...] = ()
    chosen: Mapping[str, Any] = field(default_factory=dict)
    groups: int | None = None


@dataclass(frozen=True)
class Tried:
    """One trial of tuning: the best inner score so far, against what it has cost.

    Attributes
    ----------
    trial : int
        From 1.
    cpu_seconds : float
        Spent on this tuning so far.
    best : float
        Best mean score of the inner folds so far.
    """

    cell: StudyFit
    trial: int
    cpu_seconds: float
    best: float


@dataclass(frozen=True)
class Record:
    """A study at one moment.

    Attributes
    ----------
    id : str
        Unguessable name; whoever has it may look at the study and stop it.
    points : tuple
        Row shares, values of the setting, names of data sets, or ``(None,)``. Those of a slider come in the order in
        which they were looked at.
    environment : mapping of str to str
        Versions and processor.
    n_folds : int
        Folds of all repeats that have been asked for so far.
    fitted : tuple of Fitted
        In the order in which they came.
    note : str
        Why the study ended before all was done, in one sentence.
    place : int
        Place of its next job in the engine's queue as long as none has begun; 0 when none waits.
    wait_seconds : float or None
        About how long that will still wait, where that is known.
    version : int
        Grows with every change.
    """

    id: str
    spec: BakeoffSpec
    plan: Plan
    lanes: Mapping[str, StudyLane]
    points: tuple[Any, ...]
    environment: Mapping[str, str]
    n_folds: int
    folds_per_repeat: int
    fitted: tuple[Fitted, ...] = ()
    tried: tuple[Tried, ...] = ()
    note: str = ""
    version: int = 0
    place: int = 0
    wait_seconds: float | None = None

    def __repr__(self) -> str:
        return str(importlib.import_module("bakeoff.study.notebook").record_text(self))  # which reads records

    def _repr_html_(self) -> str:
        return str(importlib.import_module("bakeoff.study.notebook").record_html(self))

    @property
    def active(self) -> bool:
        """True while at least one lane is active."""
        return any(lane.active for lane in self.lanes.values())

    @property
    def progress(self) -> float:
        """Share of the fits that are done, 0 to 1, of as many as there may be at most; it never goes back.

        Of a lane that failed or was stopped no more is to come, so that all of it counts as done.
        """
        each = self.most_folds * self.most_points
        over = [name for name, lane in self.lanes.items() if lane.status in ("failed", "stopped")]
        done = len(over) * each + sum(fitted.cell.lane not in over for fitted in self.fitted)
        return min(1.0, done / (each * len(self.lanes))) if each and self.active else 1.0

    @property
    def can_repeat(self) -> bool:
        """True if a second repeat splits the rows in another way than the first."""
        return self.plan.method != "leave_one_out" and self.spec.rules.split != "time"

    @property
    def most_folds(self) -> int:
        """Folds that there may be at most: those asked for, and where it goes on until decided all repeats allowed."""
        if self.plan.until_decided and self.plan.question == "which" and self.can_repeat:
            return max(self.n_folds, self.plan.repeats * self.folds_per_repeat)
        return self.n_folds

    @property
    def coarse(self) -> int:
        """Points that there were from the start."""
        return min(COARSE, len(self.points)) if self.plan.question == "turn" else len(self.points)

    @property
    def in_order(self) -> list[int]:
        """Places of the points, those of a slider from the least value."""
        places = list(range(len(self.points)))
        return sorted(places, key=self.points.__getitem__) if self.plan.question == "turn" else places

    @property
    def most_points(self) -> int:
        """Points that there may be at most: a slider is looked at closer where the winner changes."""
        closer = self.plan.question == "turn" and self.active
        return max(len(self.points), COARSE + LOOKS * CLOSER) if closer else len(self.points)

    @functools.cached_property
    def frame(self) -> pd.DataFrame:
        """Return a row per fit, sorted by lane, point (of a slider its value) and fold.

        Columns are ``lane``, ``point`` (its place in `points`), ``fold``, ``n_train``, ``n_test``, each metric,
        ``fit_cpu_seconds`` and ``fit_wall_seconds``.
        """
        rows = [
            {
                "lane": fitted.cell.lane,
                "point": fitted.cell.point,
                "fold": fitted.cell.fold,
                "n_train": fitted.n_train,
                "n_test": fitted.n_test,
                **fitted.scores,
                "fit_cpu_seconds": fitted.fit_cpu_seconds,
                "fit_wall_seconds": fitted.fit_wall_seconds,
            }
            for fitted in self.fitted
        ]
        if not rows:
            return pd.DataFrame(columns=["lane", "point", "fold", "n_train", "n_test", self.metric.name])
        ranks: dict[str, dict[Any, int]] = {
            "lane": {name: place for place, name in enumerate(self.lanes)},
            "point": {point: place for place, point in enumerate(self.in_order)},
        }
        frame = pd.DataFrame(rows)
        return frame.sort_values(
            ["lane", "point", "fold"],
            key=lambda column: column.map(ranks[str(column.name)]) if column.name in ranks else column,
            ignore_index=True,
        )

    @property
    def task(self) -> Literal["classification", "regression"]:
        """Task that fits the data."""
        return self.spec.dataset.info.task

    @property
    def metric(self) -> Metric:
        """Metric that decides the study."""
        return deciding(self.spec.rules.metric, self.task, self.spec.rules.costs)
