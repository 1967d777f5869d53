"""Records of a check and of its subjects: a race's settings, settings tried before, a race that has ended."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Generic, TypeVar

import numpy as np
import pandas as pd

from bakeoff.checks.encoded import answer_means
from bakeoff.checks.grouping import FEWEST_GROUPS, Group, called_group, grouped
from bakeoff.checks.telling import telltale_columns
from bakeoff.contenders import Step
from bakeoff.datasets import Dataset
from bakeoff.evaluation.base import Finding
from bakeoff.evaluation.metrics import Metric
from bakeoff.evaluation.standings import Standings
from bakeoff.fields import Settings, Task
from bakeoff.preparation.prepared import Prepared
from bakeoff.preparation.repeated_rows import row_keys
from bakeoff.preparation.splits import Rows, take
from bakeoff.rules import Rules
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _, counted, declare, enumerated

SubjectT = TypeVar("SubjectT")
MOST_NAMED = 4


class DoesNotApply(Exception):
    """Raised by a check that has nothing to look at; its message says why, in one sentence."""


@dataclass(frozen=True)
class Check(Generic[SubjectT]):
    """One thing that may take the meaning from a race; each is a module of this package, named as its code.

    Attributes
    ----------
    code : str
        What kind of finding it makes, in one word for programs.
    title : str
        What it looks for, as a list of checks has it.
    gravity : int
        The higher, the sooner it is told among others of its level.
    looks_at : type
        `SetUp`, `Tries` or `EndedRace`.
    find : callable
        ``find(subject)`` returns what it finds; it may raise `DoesNotApply`.
    mutable : bool
        Whether a person may say that it does not matter; what has happened can not be muted.
    """

    code: str
    title: str
    gravity: int
    looks_at: type[SubjectT]
    find: Callable[[SubjectT], Iterable[Finding]]
    mutable: bool = True

    def __post_init__(self) -> None:
        declare(self, "title")


@dataclass(frozen=True)
class SetUp:
    """A race before it starts, its data prepared.

    Attributes
    ----------
    prepared : Prepared
        Its data, split.
    folds : int, optional
        Into how many folds the rows are to be split, if they are.
    """

    spec: BakeoffSpec
    prepared: Prepared
    folds: int | None = None

    @property
    def data(self) -> Dataset:
        """The data set, without the columns that are left out."""
        return self.prepared.data

    @property
    def rules(self) -> Rules:
        """Rules that hold for every contender alike."""
        return self.spec.rules

    @property
    def target(self) -> str:
        """Name of the target for a sentence: a column’s name may be any word."""
        return _("“{name}”", name=self.data.target_name) if self.data.target_name else _("the target")

    @cached_property
    def learnt(self) -> Rows:
        """Rows that are learnt from, validation part included."""
        return np.concatenate([self.prepared.rows_train, self.prepared.rows_validation])

    @cached_property
    def table(self) -> pd.DataFrame:
        """All features, raw."""
        self._has_columns()
        return self.data.table

    @cached_property
    def class_counts(self) -> Rows:
        """Rows of each class."""
        if self.data.task != "classification":
            raise DoesNotApply(_("Numbers are predicted, not classes."))
        return np.bincount(self.data.y.astype(np.int64), minlength=len(self.data.class_names))

    def split_by_chance(self) -> None:
        """Go on only if chance alone says which rows are tested."""
        if self.data.official_test_rows:
            raise DoesNotApply(_("The data set has a test part of its own."))
        if self.rules.split != "random":
            raise DoesNotApply(_("The rows are not split by chance."))

    @cached_property
    def group(self) -> Group | None:
        """The column that says which rows belong together; rows that repeat others do so by more than a group."""
        self._has_columns()
        first = ~pd.Series(row_keys(self.data.X, self.data.y)).duplicated().to_numpy()
        test = self.prepared.rows_test
        return grouped(self.data, self.learnt[first[self.learnt]], test[first[test]], self.telltales)

    @cached_property
    def own_columns(self) -> pd.DataFrame:
        """The table without the column of groups whose rows have answers alike: it tells of rows, not of the answer."""
        try:
            self.split_by_chance()
        except DoesNotApply:
            return self.table
        group = self.group
        alike = group.column if group is not None and group.alike else None
        return self.table[[name for name in self.table.columns if name != alike]]

    def _has_columns(self) -> None:
        if self.data.image_shape:
            raise DoesNotApply(_("Pictures have no columns that mean something by themselves."))

    @cached_property
    def telltales(self) -> tuple[str, ...]:
        """Columns that tell the answer all by themselves, among the training rows."""
        try:
            self.split_by_chance()
            names = [name for name in self.data.feature_names if called_group(name)]
            groups = [name for name in names if self.data.column(name).nunique() >= FEWEST_GROUPS]
        except DoesNotApply:
            groups = []
        known = take(self.table, self.prepared.rows_train)
        y = take(self.data.y, self.prepared.rows_train)
        return self.data.as_named(telltale_columns(known, y, self.data.task, groups))

    @cached_property
    def means(self) -> tuple[str, ...]:
        """Columns that were worked out from the answers of all rows."""
        return self.data.as_named(answer_means(self.own_columns, self.data.y, self.data.task))


@dataclass(frozen=True)
class Tries:
    """A set-up, and what the same person has raced before on the same data set.

    Attributes
    ----------
    spec : BakeoffSpec
        What is to be raced next.
    raced : sequence of BakeoffSpec
        What has been, of which every contender's score was seen.
    """

    spec: BakeoffSpec
    raced: Sequence[BakeoffSpec]


@dataclass(frozen=True)
class EndedRace:
    """A race that has come to its end.

    Attributes
    ----------
    metric : Metric
        The one that steps are scored by: accuracy, or R².
    done : mapping of str to sequence of Step
        What each contender that came to its end reported while it trained; of several seeds the last.
    scored : mapping of str to (sequence of Step, float)
        What each that was scored on test rows reported, and its score in `metric`; baselines left out.
    failed, stopped, unfinished : tuple of str
        Contenders that failed, that were stopped and could not answer, and that were stopped and could.
    split : {"random", "time", "group"}
        How test rows were held out.
    validated : mapping of str to float
        Score in `metric` of each that was scored on the validation part, as its fit ended; the mean over seeds.
    n_validation, n_test : int
        Rows of these parts.
    standings : Standings or None
        Scores and decided pairs, in the metric that decides; None if nothing was compared.
    cpu_seconds : mapping of str to float
        Training of each that was scored.
    changed : frozenset of str
        Contenders whose settings are not the default ones.
    """

    metric: Metric
    done: Mapping[str, Sequence[Step]] = field(default_factory=dict)
    scored: Mapping[str, tuple[Sequence[Step], float]] = field(default_factory=dict)
    failed: tuple[str, ...] = ()
    stopped: tuple[str, ...] = ()
    unfinished: tuple[str, ...] = ()
    split: str = "random"
    validated: Mapping[str, float] = field(default_factory=dict)
    n_validation: int = 0
    n_test: int = 0
    standings: Standings | None = None
    cpu_seconds: Mapping[str, float] = field(default_factory=dict)
    changed: frozenset[str] = frozenset()

    @property
    def compared(self) -> Standings:
        """The standings; `DoesNotApply` if nothing was compared."""
        if self.standings is None:
            raise DoesNotApply(_("No two contenders were compared."))
        return self.standings


@dataclass(frozen=True)
class Searched:
    """Settings that the judge's tuning chose.

    Attributes
    ----------
    task : {"classification", "regression"}
    chosen : mapping of str to sequence of Settings
        By contender, those of each fold.
    """

    task: Task
    chosen: Mapping[str, Sequence[Settings]]


def leaving_out(names: Iterable[str], rules: Rules) -> dict[str, Any]:
    """Return the setting that leaves columns out, beside those that are left out already."""
    return {"rules.leave_out": tuple(dict.fromkeys([*rules.leave_out, *names]))}


def leave_out_button(names: Sequence[str]) -> str:
    """Return what the button says that leaves columns out."""
    return counted("Leave this column out", "Leave these {n} columns out", len(names))


def listed(names: Sequence[str]) -> str:
    """Return names in quotation marks, the first few of many."""
    return enumerated([_("“{name}”", name=name) for name in names], MOST_NAMED)
