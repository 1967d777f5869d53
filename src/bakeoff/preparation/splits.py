"""Splits the rows of a data set into a training, a validation and a test part: at random, by time or by group."""

import math
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.model_selection import train_test_split
from sklearn.utils import resample

from bakeoff.datasets import Dataset
from bakeoff.errors import DatasetError
from bakeoff.preparation import cuts
from bakeoff.preparation.repeated_rows import usable_rows
from bakeoff.preparation.split_keys import Times, groups_of, times_of
from bakeoff.rules import Rules
from bakeoff.text import _

Rows = NDArray[np.int64]


class Parts(NamedTuple):
    """The row numbers of the training, the validation and the test part; the second may be empty."""

    train: Rows
    validation: Rows
    test: Rows


def split(data: Dataset, rules: Rules, title: str) -> Parts:
    """Return the row numbers of the training, the validation and the test part.

    The test part is cut off first (or is the official one), then `rules.rows` limits what remains, then
    the validation part is cut off. Each cut is the one of scikit-learn's ``train_test_split``; by time the latest rows
    are cut off, those of one moment together; by group whole groups are.

    Raises
    ------
    DatasetError
        If some part would be empty or lack a class, or the rows cannot be split by the column that the rules name;
        `title` names the data set.
    """
    splitter = _Splitter.of(data, rules, title)
    rest, test = splitter.test_part(usable_rows(data, rules, title), rules.test_share)
    return Parts(*_share_out(splitter, rest, rules), test)


def split_rest(data: Dataset, rules: Rules, title: str, rest: Rows) -> tuple[Rows, Rows]:
    """Return the training and the validation part of the rows that no test part needs; as `split` does, and raises."""
    return _share_out(_Splitter.of(data, rules, title), rest, rules)


def split_seed(rules: Rules) -> int:
    """Return the seed that rows are parted by."""
    return rules.seed if rules.split_seed is None else rules.split_seed


def part_of(data: Dataset, rows: Rows) -> Dataset:
    """Return some rows of a data set as one of their own, without an official test part."""
    aside = None if data.aside is None else take(data.aside, rows)
    return replace(data, X=take(data.X, rows), y=take(data.y, rows), aside=aside, official_test_rows=0)


def _share_out(splitter: "_Splitter", rest: Rows, rules: Rules) -> tuple[Rows, Rows]:
    if rules.rows is not None:
        rest = splitter.sample(rest, rules.rows)
    train, validation = rest, rest[:0]
    if rules.validation_share:
        train, validation = splitter.cut(rest, rules.validation_share, _("Validation part"))
    splitter.check_training_part(train)
    return train, validation


def take(values: Any, rows: Rows) -> Any:
    """Return these rows of an array or data frame, without a copy where they follow one another."""
    source = values.iloc if isinstance(values, pd.DataFrame) else values
    if len(rows) and (np.diff(rows) == 1).all():
        return source[rows[0] : rows[-1] + 1]
    return source[rows]


@dataclass(frozen=True)
class _Splitter:
    data: Dataset
    title: str
    seed: int
    stratify: bool
    groups: NDArray[np.int64] | None
    times: Times | None

    @classmethod
    def of(cls, data: Dataset, rules: Rules, title: str) -> "_Splitter":
        stratify = rules.stratify and data.task == "classification" and rules.split != "time"
        groups, times = groups_of(data, rules, title), times_of(data, rules, title)
        return cls(data, title, split_seed(rules), stratify, groups, times)

    def test_part(self, rows: Rows, share: float) -> tuple[Rows, Rows]:
        """Return of all usable `rows` the others, and those of the test part."""
        official = self.data.official_test_rows
        if official:
            first = np.searchsorted(rows, len(self.data.y) - official)
            return rows[:first], rows[first:]
        return self.cut(rows, share, _("Test part"))

    def sample(self, rows: Rows, size: int) -> Rows:
        """Return a random part of `rows`, `size` of them or all."""
        if size >= len(rows):
            return rows
        classes = len(self.data.class_names)
        if size < classes:
            raise DatasetError(
                _(
                    "{title} has {classes} classes, so {size} rows to train on are too few; allow more.",
                    title=self.title,
                    classes=classes,
                    size=size,
                )
            )
        chosen: Rows = resample(
            rows, replace=False, n_samples=size, random_state=self.seed, stratify=self._strata(rows)
        )
        return chosen

    def cut(self, rows: Rows, share: float, label: str) -> tuple[Rows, Rows]:
        """Cut a `share` off `rows`, at random, the latest or some groups, for the setting called `label`."""
        size = math.ceil(share * len(rows))
        if size >= len(rows):
            raise DatasetError(
                _(
                    "{title}: “{label}” at {share:.0f} % of {rows} rows leaves nothing to train on; make it smaller.",
                    title=self.title,
                    label=label,
                    share=100 * share,
                    rows=len(rows),
                )
            )
        if self.times is not None:
            return self._cut_by(cuts.latest(self.times[rows], size), rows, label)
        if self.groups is not None:
            classes = self._strata(rows)
            return self._cut_by(cuts.whole_groups(self.groups[rows], classes, share, self.seed), rows, label)
        if self.stratify:
            self._check_strata(rows, min(size, len(rows) - size), label)
        kept, cut_off = train_test_split(rows, test_size=share, random_state=self.seed, stratify=self._strata(rows))
        return kept, cut_off

    def _cut_by(self, places: tuple[Rows, Rows] | None, rows: Rows, label: str) -> tuple[Rows, Rows]:
        if places is None:
            raise DatasetError(
                _(
                    "{title}: “{label}” needs at least two groups, but all {rows} rows share one value of the split "
                    "column. Make it 0, add rows, or split at random.",
                    title=self.title,
                    label=label,
                    rows=len(rows),
                )
            )
        return rows[places[0]], rows[places[1]]

    def check_training_part(self, rows: Rows) -> None:
        if self.data.task == "classification" and len(np.unique(self.data.y[rows])) < 2:
            if self.times is None:
                raise DatasetError(
                    _(
                        "{title}: the training part has rows of one class only; add rows of another or change the "
                        "seed.",
                        title=self.title,
                    )
                )
            raise DatasetError(
                _(
                    "{title}: all rows of the training part, the earliest, are of one class; split at random.",
                    title=self.title,
                )
            )

    def _strata(self, rows: Rows) -> NDArray[Any] | None:
        return self.data.y[rows] if self.stratify else None

    def _check_strata(self, rows: Rows, smaller: int, label: str) -> None:
        """Refuse a class with one row, and a cut with fewer rows on one side than there are classes."""
        codes, counts = np.unique(self.data.y[rows], return_counts=True)
        if counts.min() < 2:
            raise DatasetError(
                _(
                    "{title}: class “{name}” has only one row left to share between “{label}” and the rest. Add rows "
                    "of it, leave the class out or switch “Stratify” off.",
                    title=self.title,
                    name=self.data.class_names[codes[counts.argmin()]],
                    label=label,
                )
            )
        if smaller < len(codes):
            raise DatasetError(
                _(
                    "{title}: “{label}” would split {rows} rows so that one side has {smaller}, too few for "
                    "{classes} classes. Change its share, add rows or switch “Stratify” off.",
                    title=self.title,
                    label=label,
                    rows=len(rows),
                    smaller=smaller,
                    classes=len(codes),
                )
            )
