"""A setting that holds the rival back, its default included: the best of five values, chosen on rows held out."""

from dataclasses import replace
from typing import Any

import numpy as np
from sklearn.model_selection import GroupKFold

from bakeoff.contenders import contender
from bakeoff.errors import BakeoffError
from bakeoff.fields import Settings, knobs
from bakeoff.study.reasons.base import Altered, Duel, Reason
from bakeoff.text import _

_VALUES: dict[str, tuple[str, tuple[Any, ...]]] = {
    "svm": ("gamma_value", (0.01, 0.1, 1.0, 10.0, 100.0)),
    "k_nearest": ("n_neighbors", (1, 3, 9, 25, 75)),
    "decision_tree": ("max_depth", (2, 4, 8, 16, 32)),
    "random_forest": ("max_depth", (2, 4, 8, 16, 32)),
    "linear": ("C", (0.001, 0.01, 0.1, 10.0, 100.0)),
    "keras_mlp": ("learning_rate", (0.0003, 0.001, 0.003, 0.01, 0.03)),
}
"""Setting that matters most of each contender, and five values from one end to the other."""
_WITH = {"gamma_value": {"gamma": "value"}}
_FOLDS = 3


def _refits(duel: Duel) -> tuple[str, ...]:
    return (duel.rival,) * (2 + len(_VALUES[duel.rival][1])) if duel.rival in _VALUES else ()


def _alter(duel: Duel) -> Altered | None:
    name, values = _VALUES[duel.rival]
    as_set = duel.race.spec.contenders[duel.rival]
    tried: list[tuple[Any, Settings]] = [(None, as_set)]
    for value in values:
        tried.append((value, as_set.parse(dict(as_set) | {name: value} | _WITH.get(name, {}))))
    train, test = next(
        GroupKFold(_FOLDS, shuffle=True, random_state=0).split(duel.prepared.y_train, groups=duel.prepared.groups)
    )
    scores = [_score(duel, settings, train, test) for _value, settings in tried]
    value, best = tried[int(np.argmax(scores))]
    if value is None:
        return None
    knob = next(knob for knob in knobs(contender(duel.rival).hyperparameters) if knob.name == name)
    words = {"setting": _(knob.label), "value": knob.written(value)}
    return Altered(rival=duel.answers(duel.rival, settings=best), words=words)


def _score(duel: Duel, settings: Settings, train: Any, test: Any) -> float:
    """Return the score on rows held out; the least of all for what cannot learn from so few."""
    data = replace(duel.with_rows(train), X_test=duel.prepared.X_train[test])
    try:
        answers = duel.answers(duel.rival, data, settings)
    except (BakeoffError, ValueError):
        return -np.inf
    parts = duel.metric.influence(duel.prepared.y_train[test], answers, len(duel.race.setting.class_names))
    return -np.inf if parts is None else float(duel.metric.gain(float(parts.mean())))


REASON = Reason(
    "settings",
    "A setting of the rival",
    "{rival} is held back by a setting: with “{setting}” at {value} it does better.",
    "{rival} with that value, chosen without the test rows",
    80,
    _refits,
    _alter,
)
