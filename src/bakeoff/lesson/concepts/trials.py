"""Contenders trained and scored in this process as a race does it, for experiments."""

from collections.abc import Mapping
from typing import Literal

from bakeoff.contenders import contender
from bakeoff.evaluation.metrics import basic_metric, score
from bakeoff.evaluation.notation import placed
from bakeoff.link import VERSION, from_query
from bakeoff.preparation.prepared import prepare
from bakeoff.race.fitting import fit
from bakeoff.race.predicting import predict


def raced(query: Mapping[str, object], seed: int, part: Literal["validation", "test"] = "test") -> dict[str, float]:
    """Return the score of each contender of a link's race, times 100."""
    spec, _notes = from_query({path: str(value) for path, value in query.items()} | {"rules.seed": str(seed)} | VERSION)
    prepared, scores = prepare(spec), {}
    X, y = (getattr(prepared, f"{array}_{part}") for array in "Xy")
    for name, settings in spec.contenders.items():
        estimator = contender(name).estimator(settings, prepared.task, seed)
        fit(estimator, prepared, spec.rules)
        scores[name] = 100 * score(y, predict(estimator, X, prepared), basic_metric(prepared.task))
    return scores


def tenths(**numbers: float) -> dict[str, str]:
    """Write numbers to one place, for the places of a sentence."""
    return {name: placed(number, 1) for name, number in numbers.items()}
