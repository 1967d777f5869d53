"""What came out of a race: one immutable record, complete enough to draw every figure from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from bakeoff.contenders import Step
from bakeoff.evaluation.base import Estimate, Plane, Prediction, Regions
from bakeoff.fields import Task
from bakeoff.spec import BakeoffSpec

Status = Literal["waiting", "training", "done", "failed", "stopped"]


@dataclass(frozen=True)
class HeldOut:
    """The test part, the same for every contender.

    Attributes
    ----------
    rows : ndarray of shape (n_test,)
        Row numbers in the data set, from 0.
    target : ndarray of shape (n_test,)
        Class codes (int64) or numbers (float64).
    """

    rows: NDArray[np.int64]
    target: NDArray[Any]


@dataclass(frozen=True)
class Setting:
    """What the race was run on, as every contender's job saw it.

    Attributes
    ----------
    task : {"classification", "regression"}
    class_names : tuple of str
        One per class code; empty for regression.
    target_name : str
    n_train, n_validation, n_test, n_features : int
    steps : tuple of str
        One sentence per preprocessing step.
    held_out : HeldOut
    plane : Plane
    """

    task: Task
    class_names: tuple[str, ...]
    target_name: str
    n_train: int
    n_validation: int
    n_test: int
    n_features: int
    steps: tuple[str, ...]
    held_out: HeldOut
    plane: Plane


@dataclass(frozen=True)
class Costs:
    """What a fitted contender took and takes.

    Attributes
    ----------
    fit_cpu_seconds, fit_wall_seconds : float
        Training alone, on one core, without scoring for the live curves.
    predict_ms_per_1000 : float
        Wall milliseconds to predict 1,000 rows of the test part.
    model_bytes : int
        Size of the pickled estimator.
    sizes : mapping of str to int
        Parameters, nodes, support vectors: by plural noun.
    """

    fit_cpu_seconds: float
    fit_wall_seconds: float
    predict_ms_per_1000: float
    model_bytes: int
    sizes: Mapping[str, int]


@dataclass(frozen=True)
class Outcome:
    """What a contender that finished has achieved on the test part."""

    metrics: Mapping[str, Estimate]
    costs: Costs
    prediction: Prediction
    regions: Regions
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Result:
    """One contender's part of the report.

    Attributes
    ----------
    name : str
        The contender.
    status : {"waiting", "training", "done", "failed", "stopped"}
    message : str
        Why it failed or was stopped, in one sentence; empty otherwise.
    steps : tuple of Step
        All that it reported while it trained, whatever became of it.
    outcome : Outcome or None
        None unless it is done.
    """

    name: str
    status: Status
    message: str
    steps: tuple[Step, ...]
    outcome: Outcome | None


@dataclass(frozen=True)
class Report:
    """A race and what came of it.

    Attributes
    ----------
    spec : BakeoffSpec
    environment : mapping of str to str
        Versions and processor.
    setting : Setting or None
        None if no contender got as far as loading the data.
    results : mapping of str to Result
        By contender, in the order of the spec.
    """

    spec: BakeoffSpec
    environment: Mapping[str, str]
    setting: Setting | None
    results: Mapping[str, Result]

    def finished(self) -> dict[str, Outcome]:
        """Return the outcomes of the contenders that are done, in order."""
        return {name: result.outcome for name, result in self.results.items() if result.outcome is not None}
