"""Splits the rows of a data set into a training, a validation and a test part."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.model_selection import train_test_split
from sklearn.utils import resample

from bakeoff.datasets import Dataset
from bakeoff.errors import DatasetError
from bakeoff.spec import Rules
from bakeoff.text import _

Rows = NDArray[np.int64]


def split(data: Dataset, rules: Rules, title: str) -> tuple[Rows, Rows, Rows]:
    """Return the row numbers of the training, the validation and the test part.

    The test part is cut off first (or is the official one), then `rules.rows` limits what remains, then
    the validation part is cut off. Each cut is the one of scikit-learn's ``train_test_split``.

    Raises
    ------
    DatasetError
        If some part would be empty or lack a class; `title` names the data set.
    """
    splitter = _Splitter.of(data, rules, title)
    rest, test = splitter.test_part(rules.test_share)
    return *_share_out(splitter, rest, rules), test


def split_rest(data: Dataset, rules: Rules, title: str, rest: Rows) -> tuple[Rows, Rows]:
    """Return the training and the validation part of the rows that no test part needs; as `split` does, and raises."""
    return _share_out(_Splitter.of(data, rules, title), rest, rules)


def split_seed(rules: Rules) -> int:
    """Return the seed that rows are parted by."""
    return rules.seed if rules.split_seed is None else rules.split_seed


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

    @classmethod
    def of(cls, data: Dataset, rules: Rules, title: str) -> "_Splitter":
        return cls(data, title, split_seed(rules), rules.stratify and data.task == "classification")

    def test_part(self, share: float) -> tuple[Rows, Rows]:
        """Return the other rows, and those of the test part."""
        rows = np.arange(len(self.data.y), dtype=np.int64)
        official = self.data.official_test_rows
        return (rows[:-official], rows[-official:]) if official else self.cut(rows, share, _("Test part"))

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
        """Cut a random `share` off `rows`, for the setting called `label`."""
        size = math.ceil(share * len(rows))
        if size >= len(rows):
            raise DatasetError(
                _(
                    "{title}: “{label}” at {share:.0%} of {rows} rows leaves nothing to train on; make it smaller.",
                    title=self.title,
                    label=label,
                    share=share,
                    rows=len(rows),
                )
            )
        if self.stratify:
            self._check_strata(rows, min(size, len(rows) - size), label)
        kept, cut_off = train_test_split(rows, test_size=share, random_state=self.seed, stratify=self._strata(rows))
        return kept, cut_off

    def check_training_part(self, rows: Rows) -> None:
        if self.data.task == "classification" and len(np.unique(self.data.y[rows])) < 2:
            raise DatasetError(
                _(
                    "{title}: the training part has rows of one class only; add rows of another or change the seed.",
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
                    "{title}: class “{name}” has only one row left to share between “{label}” and the rest; "
                    "add rows of it, leave the class out or switch “Stratify” off.",
                    title=self.title,
                    name=self.data.class_names[codes[counts.argmin()]],
                    label=label,
                )
            )
        if smaller < len(codes):
            raise DatasetError(
                _(
                    "{title}: “{label}” would split {rows} rows so that one side has {smaller}, too few for "
                    "{classes} classes; change its share, add rows or switch “Stratify” off.",
                    title=self.title,
                    label=label,
                    rows=len(rows),
                    smaller=smaller,
                    classes=len(codes),
                )
            )
