"""Records of a reason and of the two contenders that it compares."""

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import ExtraTreesClassifier, ExtraTreesRegressor

from bakeoff.contenders import contender
from bakeoff.contenders.scores import some_rows
from bakeoff.evaluation.base import Prediction
from bakeoff.evaluation.metrics import Metric, score
from bakeoff.evaluation.units import unit_values
from bakeoff.fields import Settings
from bakeoff.matrix import Matrix
from bakeoff.preparation.prepared import Prepared, prepare
from bakeoff.race.finished import FinishedRace
from bakeoff.race.fitting import fit
from bakeoff.race.predicting import predict
from bakeoff.race.seeds import model_seeds
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _, declare

Values = NDArray[np.float64]
Effect = Literal["gap goes", "gap grows", "score goes"]

MOST_COLUMNS = 30
"""Columns up to which new ones are made of all."""
_TREES, _SHUFFLES = 100, 3


def by_questions(name: str) -> bool:
    """Tell whether a contender asks about one column at a time, so that the columns' units are all the same to it."""
    return not contender(name).needs_scaling


def telling_columns(race: FinishedRace) -> tuple[str, ...]:
    """Return the columns that give the answer away, as the checks of the set-up name them."""
    out = race.spec.rules.leave_out
    named = [each.mend_with.get("rules.leave_out", ()) for each in race.setting.findings if each.headline]
    return tuple(dict.fromkeys(column for columns in named for column in columns if column not in out))


def duellists(race: FinishedRace) -> tuple[str, str] | None:
    """Return the first of the leaders of a race and the best contender that it beats; None if there is none.

    Where columns give the answer away, those that share the first place are compared as well: there is something to say
    of their scores.
    """
    ranked = race.verdict
    finished = [name for name in ranked.rivals if name not in ranked.unfinished]
    if not ranked.leaders:
        return None
    leader = ranked.leaders[0]
    beaten = [name for name in finished if ranked.beats(leader, name)]
    others = [name for name in finished if name != leader]
    rivals = beaten or (others if telling_columns(race) else [])
    return (leader, rivals[0]) if rivals else None


@dataclass(frozen=True)
class Duel:
    """The leader of a race and the best contender that it beats, so that those who share the first place are left out.

    Attributes
    ----------
    race : FinishedRace
    leader, rival : str
        Contenders.
    prepared : Prepared
        The data that both were trained on.
    """

    race: FinishedRace
    leader: str
    rival: str
    prepared: Prepared

    @classmethod
    def of(cls, race: FinishedRace) -> "Duel | None":
        """Return the duel of a race; None if nobody beats another. Loads the data."""
        pair = duellists(race)
        return cls(race, *pair, prepare(race.spec)) if pair else None

    @property
    def metric(self) -> Metric:
        """Metric that decides the race."""
        return self.race.metric

    @property
    def labels(self) -> dict[str, str]:
        """Names of both on the page."""
        return {"leader": _(contender(self.leader).label), "rival": _(contender(self.rival).label)}

    @property
    def numbers(self) -> bool:
        """True if the columns are numbers that new ones can be made of: few, and no pictures or texts."""
        X = self.prepared.X_train
        return isinstance(X, np.ndarray) and X.ndim == 2 and 1 < X.shape[1] <= MOST_COLUMNS

    @functools.cached_property
    def useful(self) -> NDArray[np.int64]:
        """Columns that tell more than the best of shuffled ones in most of some forests (Kursa and Rudnicki 2010)."""
        rows = some_rows(len(self.prepared.y_train))
        X, y, seed = np.asarray(self.prepared.X_train)[rows], self.prepared.y_train[rows], self.race.spec.rules.seed
        rng = np.random.default_rng(seed)
        kind = ExtraTreesClassifier if self.prepared.task == "classification" else ExtraTreesRegressor
        votes = np.zeros(X.shape[1], dtype=np.int64)
        for _shuffle in range(_SHUFFLES):
            forest = kind(n_estimators=_TREES, min_samples_leaf=5, random_state=seed)
            weights = forest.fit(np.column_stack([X, rng.permuted(X, axis=0)]), y).feature_importances_
            votes += weights[: X.shape[1]] > weights[X.shape[1] :].max()
        return np.flatnonzero(votes > _SHUFFLES / 2)

    def answers(
        self,
        name: str,
        prepared: Prepared | None = None,
        settings: Settings | None = None,
        spec: BakeoffSpec | None = None,
    ) -> Prediction:
        """Train a contender anew with its first seed, and return its answers to the test rows."""
        spec, data = spec or self.race.spec, prepared or self.prepared
        made = contender(name).estimator(
            settings or spec.contenders[name],
            data.task,
            model_seeds(spec, name, data.task)[0],
            log_target=spec.rules.log_target,
        )
        fit(made, data, spec.rules)
        return predict(made, data.X_test, data)

    def with_columns(self, change: Callable[[Matrix], Matrix], *, train: Matrix | None = None) -> Prepared:
        """Return the data with other columns; those of the training part are `train`, if they are made otherwise."""
        data = self.prepared
        return replace(
            data,
            X_train=change(data.X_train) if train is None else train,
            X_validation=None if data.X_validation is None else change(data.X_validation),
            X_test=change(data.X_test),
        )

    def with_rows(self, rows: NDArray[Any]) -> Prepared:
        """Return the data with some of the training rows."""
        data = self.prepared
        weights = None if data.weights is None else data.weights[rows]
        return replace(
            data, X_train=data.X_train[rows], y_train=data.y_train[rows], groups=data.groups[rows], weights=weights
        )

    @functools.cached_property
    def gap(self) -> float:
        """Lead of the leader, in units of the metric; more is better for every metric."""
        return float(self.leads().mean())

    def leads(self, leader: Prediction | None = None, rival: Prediction | None = None) -> Values:
        """Return each unit's part in the leader's lead; an answer that is None is that of the race."""
        return self.part(self.leader, leader) - self.part(self.rival, rival)

    def score(self, name: str, prediction: Prediction | None = None) -> float:
        """Return a contender's score on the test rows; an answer that is None is that of the race."""
        own = prediction or self.race.answers[name].prediction
        return score(self.race.held_out.target, own, self.metric, len(self.race.setting.class_names))

    def part(self, name: str, prediction: Prediction | None = None) -> Values:
        """Return each unit's part in a contender's score, more being better; an answer that is None is the race's."""
        own = prediction or self.race.answers[name].prediction
        parts = self.metric.influence(self.race.held_out.target, own, len(self.race.setting.class_names))
        if parts is None:
            raise ValueError(f"{name} has no {self.metric.name}")
        return (1 if self.metric.greater_is_better else -1) * unit_values(parts, self.race.units(self.metric))


@dataclass(frozen=True)
class Altered:
    """Answers of a duel once a property of the data, or of a contender, is taken away.

    Attributes
    ----------
    leader, rival : Prediction or None
        None of one that has not been trained anew.
    words : mapping of str to object
        What the reason's sentence names.
    """

    leader: Prediction | None = None
    rival: Prediction | None = None
    words: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Reason:
    """One reason why a contender may have won; each is a module of this package, named as its code.

    Attributes
    ----------
    code : str
    title : str
        The reason in a few words.
    sentence : str
        What it says of leader and rival where it holds, at most 20 words.
    change : str
        What the experiment changes.
    order : int
        Place among reasons that explain about as much.
    refits : callable
        ``refits(duel)`` returns the contenders that the experiment trains, one as often as it does; () if the reason
        does not apply.
    alter : callable
        ``alter(duel)`` makes the experiment; None if there is nothing to take away.
    effect : {"gap goes", "gap grows", "score goes"}
        What the experiment shows where the reason holds: the gap goes away; it grows, since the property is not taken
        away but made worse; or the scores of both go, so that none of the race says much.
    """

    code: str
    title: str
    sentence: str
    change: str
    order: int
    refits: Callable[[Duel], tuple[str, ...]]
    alter: Callable[[Duel], Altered | None]
    effect: Effect = "gap goes"

    def __post_init__(self) -> None:
        declare(self, "title", "sentence", "change")
