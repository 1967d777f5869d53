"""The records that a race's jobs tell: what it was run on, and what each contender has achieved."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from bakeoff.contenders import Step
from bakeoff.evaluation.base import Estimate, Finding, Plane, Prediction, Regions
from bakeoff.fields import Task
from bakeoff.preparation.split_keys import Units
from bakeoff.text import _

Status = Literal["waiting", "training", "done", "failed", "stopped"]


def status_text(status: Status) -> str:
    """Return what a contender's status is called."""
    names: dict[Status, str] = {
        "waiting": _("waiting"),
        "training": _("training"),
        "done": _("done"),
        "failed": _("failed"),
        "stopped": _("stopped"),
    }
    return names[status]


EXPERIMENTS = ("reasons", "differences", "turn", "fair", "imitation")
"""Experiments on why a contender won, in the order in which their statements are read; others come after them."""


@dataclass(frozen=True)
class WhyStatement:
    """Statement of an experiment on why a contender won.

    Attributes
    ----------
    experiment : str
        One of `EXPERIMENTS`, or another.
    text : str
        Its finding, in one sentence or two.
    explains : bool
        False if it found nothing that says why.
    """

    experiment: str
    text: str
    explains: bool


@dataclass(frozen=True)
class Setting:
    """Data of the race, as every contender's job saw it.

    Attributes
    ----------
    task : {"classification", "regression"}
    class_names : tuple of str
        One per class code; empty for regression.
    steps : tuple of str
        One sentence per preprocessing step.
    findings : tuple of Finding
        Settings that may mislead, the most severe first; none until a contender has been measured. JSON has them among
        the verdict's caveats alone.
    title, fingerprint : str
        Of a visitor's own table, see `bakeoff.datasets.fingerprint`; empty for other data.
    """

    task: Task
    class_names: tuple[str, ...]
    target_name: str
    n_train: int
    n_validation: int
    n_test: int
    n_features: int
    steps: tuple[str, ...]
    findings: tuple[Finding, ...] = ()
    title: str = ""
    fingerprint: str = ""


@dataclass(frozen=True)
class HeldOut:
    """The test part, the same for every contender.

    Attributes
    ----------
    rows : ndarray of shape (n_test,)
        Row numbers in the data set, from 0.
    target : ndarray of shape (n_test,)
        Class codes (int64) or numbers (float64).
    plane : Plane
        Where its rows are shown.
    units : Units or None
        Their groups or moments; None if rows are split at random.
    validation_units : Units or None
        The same of the validation part's rows.
    """

    rows: NDArray[np.int64]
    target: NDArray[Any]
    plane: Plane
    units: Units | None = None
    validation_units: Units | None = None


@dataclass(frozen=True)
class Costs:
    """Costs of fitting a contender and of using it.

    Attributes
    ----------
    fit_cpu_seconds, fit_wall_seconds : float
        Training alone, on one core: the work that the library's own fit does.
    predict_ms_per_1000 : float
        CPU milliseconds to predict 1,000 rows of the test set, the median of several times.
    model_bytes : int
        Size of the pickled estimator.
    sizes : mapping of str to int
        Parameters, nodes, support vectors: by plural noun.
    startup_cpu_seconds : float or None
        Loading, building and compiling before training. This and the following are None in reports of earlier versions.
    calibration_cpu_seconds : float or None
        Calibration of the probabilities.
    scoring_cpu_seconds : float or None
        Scores for the live curves, which a fit without an onlooker does without.
    predict_ms_low, predict_ms_high : float or None
        Minimum and maximum of the prediction's measurements.
    predict_rows : int or None
        Rows that were timed, fewer than 1,000 for a slow model.
    """

    fit_cpu_seconds: float
    fit_wall_seconds: float
    predict_ms_per_1000: float
    model_bytes: int
    sizes: Mapping[str, int]
    startup_cpu_seconds: float | None = None
    calibration_cpu_seconds: float | None = None
    scoring_cpu_seconds: float | None = None
    predict_ms_low: float | None = None
    predict_ms_high: float | None = None
    predict_rows: int | None = None

    @property
    def cpu_seconds(self) -> float:
        """What a fit takes with all that belongs to it, as far as it was measured."""
        parts = (self.startup_cpu_seconds, self.fit_cpu_seconds, self.calibration_cpu_seconds)
        return sum(part for part in parts if part is not None and math.isfinite(part))


@dataclass(frozen=True)
class SeedRun:
    """Test result of a contender with one seed.

    Attributes
    ----------
    seed : int
        Seed of its training.
    """

    seed: int
    metrics: Mapping[str, float]
    fit_cpu_seconds: float


@dataclass(frozen=True)
class Outcome:
    """Test result of a contender, in numbers.

    Attributes
    ----------
    metrics : mapping of str to Estimate
        With several seeds their means, with intervals for other rows and other seeds.
    costs : Costs
        Training costs are means per seed.
    unfinished : bool
        True if it was ended early, and is scored in that state.
    seeds : tuple of SeedRun
        One for each seed that it was trained with; none in reports of versions that had only one seed.
    """

    metrics: Mapping[str, Estimate]
    costs: Costs
    unfinished: bool = False
    seeds: tuple[SeedRun, ...] = ()


@dataclass(frozen=True)
class Answers:
    """Predictions of a contender, row by row.

    Attributes
    ----------
    prediction : Prediction
        For the test set; with several seeds the first one's, as the regions and the stored model.
    regions : Regions or None
        None where the rows have more features than a plane can show.
    validation_errors : ndarray of shape (n_validation,) or None
        Prediction minus truth on the validation set, from which intervals for new rows are made. None for
        classification, or without that set.
    further : tuple of Prediction
        For the test set, by the models of the other seeds; probabilities are in single precision.
    """

    prediction: Prediction
    regions: Regions | None = None
    validation_errors: NDArray[np.float64] | None = None
    further: tuple[Prediction, ...] = ()

    @property
    def of_seeds(self) -> tuple[Prediction, ...]:
        """Predictions of each seed's model for the test set."""
        return self.prediction, *self.further


@dataclass(frozen=True)
class Result:
    """One contender's part of the report.

    Attributes
    ----------
    name : str
        The contender.
    status : {"waiting", "training", "done", "failed", "stopped"}
    message : str
        Why it failed or was stopped, in one sentence or two; empty otherwise.
    steps : tuple of Step
        All that it reported while it trained, whatever became of it.
    outcome : Outcome or None
        None unless it is done, or was stopped and could be scored as it stood.
    """

    name: str
    status: Status
    message: str
    steps: tuple[Step, ...]
    outcome: Outcome | None
