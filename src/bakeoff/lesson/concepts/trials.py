"""Contenders trained and scored in this process as a race does it, for experiments."""

from typing import Any, Literal

from bakeoff.contenders import contender
from bakeoff.evaluation.metrics import metric_named, score
from bakeoff.preparation.prepared import Prepared
from bakeoff.race.fitting import fit
from bakeoff.race.predicting import predict
from bakeoff.rules import Rules

Part = Literal["train", "validation", "test"]


def trained(name: str, prepared: Prepared, seed: int, **settings: Any) -> Any:
    """Return a contender with these settings, fitted to the training part."""
    record = contender(name)
    estimator = record.estimator(record.hyperparameters.parse(settings), prepared.task, seed)
    fit(estimator, prepared, Rules())
    return estimator


def percent(estimator: Any, prepared: Prepared, part: Part = "test", metric: str = "accuracy") -> float:
    """Return its score on a part, times 100."""
    X, y = (getattr(prepared, f"{array}_{part}") for array in "Xy")
    return 100 * score(y, predict(estimator, X, prepared), metric_named(metric), len(prepared.class_names))
