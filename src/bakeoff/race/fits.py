"""One fit of a race's contender, measured; and several of them, with other seeds, put together."""

import pickle
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bakeoff.contenders import contender
from bakeoff.contenders.plain import within
from bakeoff.evaluation.base import Estimate, Plane, Prediction, Regions
from bakeoff.evaluation.metrics import Metric, evaluate
from bakeoff.evaluation.over_seeds import mean_estimate
from bakeoff.preparation.prepared import Prepared
from bakeoff.race.outcome import Answers, Costs, Outcome, SeedRun
from bakeoff.race.predicting import predict, timed_prediction
from bakeoff.race.regions import regions

SPENT = ("fit_cpu_seconds", "fit_wall_seconds", "startup_cpu_seconds", "calibration_cpu_seconds", "scoring_cpu_seconds")
"""The costs that each fit has of its own, as estimators name them."""


@dataclass(frozen=True)
class First:
    """Measurements of the first seed's model alone, which is the one that is stored.

    Attributes
    ----------
    validation_errors : ndarray of shape (n_validation,) or None
    """

    costs: Costs
    regions: Regions | None
    validation_errors: NDArray[np.float64] | None


@dataclass(frozen=True)
class Fit:
    """One fitted and measured model.

    Attributes
    ----------
    prediction : Prediction
        Of the test part.
    spent : mapping of str to float
        By name of `Costs`, what training and all around it has taken.
    first : First or None
        None for all but the first seed's.
    """

    seed: int
    prediction: Prediction
    metrics: dict[str, Estimate]
    spent: dict[str, Any]
    first: First | None


@dataclass(frozen=True)
class Measurer:
    """Scores the fitted models of one contender on the test part.

    Attributes
    ----------
    name : str
        The contender.
    plane : Plane
        What the first seed's regions are drawn on.
    keep : callable
        Takes the first seed's pickled model.
    """

    name: str
    prepared: Prepared
    plane: Plane
    keep: Callable[[bytes], None]
    bootstrap_seed: int
    decides: Metric

    def first(self, estimator: Any, seed: int) -> Fit:
        """Measure all that is known of the first seed's model."""
        prediction, timing = timed_prediction(estimator, self.prepared)
        pickled = pickle.dumps(estimator)
        self.keep(pickled)
        costs = Costs(
            **_spent(estimator),
            predict_ms_per_1000=timing.median,
            model_bytes=len(pickled),
            sizes=contender(self.name).sizes_of(within(estimator)),
            predict_ms_low=timing.low,
            predict_ms_high=timing.high,
            predict_rows=timing.rows,
        )
        own = First(costs, regions(estimator, self.prepared, self.plane), _validation_errors(estimator, self.prepared))
        return self._fit(estimator, seed, prediction, own)

    def further(self, estimator: Any, seed: int) -> Fit:
        """Measure the scores alone of another seed's model."""
        return self._fit(estimator, seed, predict(estimator, self.prepared.X_test, self.prepared), None)

    def _fit(self, estimator: Any, seed: int, prediction: Prediction, first: First | None) -> Fit:
        prepared = self.prepared
        metrics = evaluate(
            prepared.y_test,
            prediction,
            task=prepared.task,
            n_classes=len(prepared.class_names),
            seed=self.bootstrap_seed,
            units=prepared.units,
            decides=self.decides,
        )
        return Fit(seed, prediction, metrics, _spent(estimator), first)


def put_together(fits: Sequence[Fit], *, unfinished: bool) -> tuple[Outcome, Answers]:
    """Return what the fits of one contender, the first seed's first, have come to, in numbers and by row.

    Parameters
    ----------
    unfinished : bool
        Whether it was ended before it had done all.
    """
    first = fits[0].first
    if first is None:
        raise ValueError("the first fit must be measured as such")
    outcome = Outcome(
        {name: mean_estimate([fit.metrics[name] for fit in fits]) for name in fits[0].metrics},
        _mean_costs(first.costs, fits),
        unfinished=unfinished,
        seeds=tuple(map(_seed_run, fits)),
    )
    further = tuple(_lighter(fit.prediction) for fit in fits[1:])
    return outcome, Answers(fits[0].prediction, first.regions, first.validation_errors, further)


def _spent(estimator: Any) -> dict[str, Any]:
    return {name: getattr(estimator, f"{name}_") for name in SPENT}


def _mean_costs(first: Costs, fits: Sequence[Fit]) -> Costs:
    """Return the costs with what training took as the mean per seed; the rest is the first model's."""
    means: dict[str, Any] = {name: float(np.mean([fit.spent[name] for fit in fits])) for name in SPENT}
    return replace(first, **means)


def _seed_run(fit: Fit) -> SeedRun:
    metrics = {name: estimate.value for name, estimate in fit.metrics.items()}
    return SeedRun(fit.seed, metrics, fit.spent["fit_cpu_seconds"])


def _lighter(prediction: Prediction) -> Prediction:
    """Return a prediction whose probabilities are in single precision: thirty of them are kept in memory."""
    if prediction.probabilities is None:
        return prediction
    return replace(prediction, probabilities=prediction.probabilities.astype(np.float32))


def _validation_errors(estimator: Any, prepared: Prepared) -> NDArray[np.float64] | None:
    if prepared.task != "regression" or prepared.X_validation is None:
        return None
    answers = predict(estimator, prepared.X_validation, prepared).values
    return np.asarray(answers - prepared.y_validation, dtype=np.float64)
