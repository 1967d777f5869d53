"""Differences of two contenders of a race as rules in the table's own words."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bakeoff.contenders import contender
from bakeoff.datasets import Dataset
from bakeoff.errors import SettingError
from bakeoff.evaluation.base import Estimate
from bakeoff.evaluation.metrics import basic_metric, metric_named
from bakeoff.evaluation.notation import difference_interval
from bakeoff.evaluation.units import Codes
from bakeoff.race.finished import FinishedRace
from bakeoff.race.notebook import Column, result, table
from bakeoff.race.report import Report
from bakeoff.spec import DatasetChoice
from bakeoff.study.differences.columns import columns_of, words
from bakeoff.study.differences.search import BOTH, FIRST, MOST_ROWS, NEITHER, SECOND, Outcomes, search
from bakeoff.text import _, clauses, counted, enumerated

ROPE = 0.01
"""Numbers: errors that differ by less than this share of the target's standard deviation count as alike."""


@dataclass(frozen=True)
class PairOutcomes:
    """A payload: two contenders' outcomes on the test rows of a race.

    Attributes
    ----------
    rows : ndarray of int64 of shape (n_rows,)
        Row numbers in the data set.
    outcomes : ndarray of int64 of shape (n_rows,)
        As in `bakeoff.study.differences.search`.
    units : ndarray of int64 of shape (n_rows,) or None
        Unit of each row, if rows are not independent.
    """

    dataset: DatasetChoice
    rows: NDArray[np.int64]
    outcomes: Outcomes
    units: Codes | None


@dataclass(frozen=True)
class DifferenceRule:
    """A part of the test rows where one of two contenders is clearly better.

    Attributes
    ----------
    where : tuple of str
        Conditions that all hold; none for all rows.
    rows : ndarray of int64 of shape (n_rows,)
        Places in the test part; first those where one alone is right.
    first, second : int
        Rows on which each is right; of numbers, on which each alone is closer.
    difference : Estimate
        Share of rows where the first alone is right, less that where the second is, with its interval.
    """

    where: tuple[str, ...]
    rows: NDArray[np.int64]
    first: int
    second: int
    difference: Estimate


@dataclass(frozen=True)
class Differences:
    """Rules that tell two contenders apart.

    Attributes
    ----------
    rules : tuple of DifferenceRule
        The surest first; none if no part is clear.
    n_rows : int
        Test rows that were searched.
    decisive : int
        Of these, rows on which one alone is right.
    fewest : int
        Fewest such rows, or their groups, that a rule must have.
    names : (str, str)
        The two contenders, if they are named.
    """

    rules: tuple[DifferenceRule, ...]
    n_rows: int
    decisive: int
    fewest: int
    names: tuple[str, str] = ("", "")

    def __repr__(self) -> str:
        frame = self.to_frame().to_string(index=False, float_format="{:.3g}".format)
        return "\n".join([self.text, frame] if self.rules else [self.text])

    def _repr_html_(self) -> str:
        first, second = self._labels
        columns: list[Column] = [
            (_("Rows where"), [clauses(rule.where) or _("all rows") for rule in self.rules]),
            (_("Rows"), [len(rule.rows) for rule in self.rules]),
            (first, [rule.first for rule in self.rules]),
            (second, [rule.second for rule in self.rules]),
            (
                _("95 % interval"),
                [difference_interval(rule.difference, metric_named("accuracy")) for rule in self.rules],
            ),
        ]
        return result(self.text, [], [table(columns)] if self.rules else [])

    @property
    def _labels(self) -> tuple[str, str]:
        first, second = (_(contender(name).label) if name else _("a contender") for name in self.names)
        return first, second

    @property
    def text(self) -> str:
        """The result in a sentence."""
        first, second = self._labels
        if not self.rules:
            return _("Nowhere in the test rows is {first} or {second} clearly better.", first=first, second=second)
        return counted(
            "{first} or {second} is clearly better in {n} part of the test rows.",
            "{first} or {second} is clearly better in {n} parts of the test rows.",
            len(self.rules),
            first=first,
            second=second,
        )

    def to_frame(self) -> pd.DataFrame:
        """Return a row per rule, with its words, its numbers and their interval."""
        columns = ["rule", "n", "share", "first", "second", "difference", "low", "high"]
        rows = [
            (
                clauses(rule.where),
                len(rule.rows),
                len(rule.rows) / self.n_rows,
                rule.first,
                rule.second,
                rule.difference.value,
                rule.difference.low,
                rule.difference.high,
            )
            for rule in self.rules
        ]
        return pd.DataFrame(rows, columns=columns)


def differences(report: Report, first: str, second: str) -> Differences:
    """Find the parts of a race's test rows where one of two contenders is clearly better.

    Parameters
    ----------
    report : Report
        Of a finished race, as `bakeoff.run` returns it.
    first, second : str
        Names of contenders.

    Raises
    ------
    SettingError
        If the report has no answers of one of them.
    """
    race = report.finished_race
    answered = [] if race is None else list(race.answers)
    if race is not None and first in answered and second in answered:
        return replace(answer(question(race, first, second)), names=(first, second))
    raise SettingError(
        _(
            "There are no answers of both “{first}” and “{second}” in the report; it has those of: {names}.",
            first=first,
            second=second,
            names=enumerated(answered) or "–",
        )
    )


def question(race: FinishedRace, first: str, second: str) -> PairOutcomes:
    """Return what is asked about two contenders of a race."""
    outcomes = outcomes_of(race, first, second)
    return PairOutcomes(race.spec.dataset, race.held_out.rows, outcomes, race.units(basic_metric(race.setting.task)))


def outcomes_of(race: FinishedRace, first: str, second: str) -> Outcomes:
    """Return who is right on each test row, or closer by more than the rope."""
    target = race.held_out.target
    own, other = (race.answers[name].prediction.values for name in (first, second))
    if race.is_classification:
        return np.where(own == target, FIRST, NEITHER) + np.where(other == target, SECOND, NEITHER)
    gain = np.abs(other - target) - np.abs(own - target)
    return np.select([gain > rope(target), -gain > rope(target)], [FIRST, SECOND], NEITHER)


def rope(target: NDArray[Any]) -> float:
    """Return the difference of two errors up to which they count as alike."""
    return ROPE * float(np.std(target))


def answer(asked: PairOutcomes, tell: Callable[[float], None] = lambda _share: None) -> Differences:
    """Return the rules; loads the data.

    Raises
    ------
    DatasetError
        If the data cannot be loaded.
    """
    return rules_of(asked.dataset.info.load(asked.dataset.options), asked, tell)


def rules_of(data: Dataset, asked: PairOutcomes, tell: Callable[[float], None] = lambda _share: None) -> Differences:
    """Return the rules of a question about these data."""
    places = np.arange(len(asked.rows))
    if len(places) > MOST_ROWS:
        places = np.sort(np.random.default_rng(0).choice(places, MOST_ROWS, replace=False))
    outcomes, units = asked.outcomes[places], None if asked.units is None else asked.units[places]
    columns = columns_of(data, asked.rows[places])
    codes = [column.codes for column in columns]
    by = np.stack(codes, axis=1) if codes else np.zeros((len(places), 0), dtype=np.float32)
    wordless = [place for place, column in enumerate(columns) if not column.name]
    outcome, decides = search(by, outcomes, units, tell, wordless), np.isin(outcomes, (FIRST, SECOND))
    rules = [
        DifferenceRule(
            words(columns, part.spans),
            np.concatenate([places[part.rows & decides], places[part.rows & ~decides]]),
            int(np.isin(outcomes[part.rows], (FIRST, BOTH)).sum()),
            int(np.isin(outcomes[part.rows], (SECOND, BOTH)).sum()),
            part.difference,
        )
        for part in outcome.parts
    ]
    return Differences(tuple(rules), len(places), int(decides.sum()), fewest(outcome.critical))


def fewest(critical: float) -> int:
    """Return how many rows, all for the same contender, reach a critical value.

    Examples
    --------
    >>> fewest(2.7), fewest(3.5)
    (9, 15)
    """
    square = critical**2
    return math.floor((square + math.sqrt(square**2 + 8 * square)) / 2) + 1
