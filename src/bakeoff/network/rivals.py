"""Tree, SVM and forest on the same points as the network: what each answers over the plane."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bakeoff.contenders import contender, contenders
from bakeoff.engine.base import Channel
from bakeoff.fields import Settings, Task
from bakeoff.network.features import plane_grid
from bakeoff.network.messages import OUTPUT_RESOLUTION
from bakeoff.network.pictures import output_picture
from bakeoff.network.points import Points

NETWORK = "keras_mlp"
"""The contender whose network the lab takes apart."""

RIVALS = tuple(name for name, record in contenders().items() if record.rival)


@dataclass(frozen=True, eq=False)
class Request:
    """A rival's job: its name, the points, and its hyperparameters (default: as declared).

    All rivals learn from the raw coordinates, on the plane that is drawn.
    """

    contender: str
    points: Points
    settings: Settings | None = None
    seed: int = 0


@dataclass(frozen=True, eq=False)
class Drawn:
    """Predictions of a fitted rival.

    Attributes
    ----------
    output : ndarray of shape (80, 80) or (2, 80, 80), uint8
        As `Snapshot.output`.
    train_score, test_score : float
        Accuracy, or R²; NaN where it has no meaning.
    cpu_seconds : float
        Duration of the fit.
    sizes : dict
        Size of the model, by plural noun.
    """

    contender: str
    output: NDArray[np.uint8]
    train_score: float
    test_score: float
    cpu_seconds: float
    sizes: dict[str, int] = field(default_factory=dict)


def draw(request: Request, channel: Channel) -> Drawn:
    """Fit one rival; what a job returns."""
    return fit(request)


def fit(request: Request) -> Drawn:
    """Fit one rival on the training points, score it, and ask it all over the plane."""
    info, points = contender(request.contender), request.points
    task: Task = "classification" if points.n_classes else "regression"
    estimator = info.build(request.settings or info.hyperparameters(), task, request.seed)
    estimator.fit(points.X[points.train], points.target[points.train])
    answers = _answers(estimator, plane_grid(OUTPUT_RESOLUTION), points.n_classes)
    return Drawn(
        request.contender,
        output_picture(answers, OUTPUT_RESOLUTION),
        _score(estimator, points, points.train),
        _score(estimator, points, ~points.train),
        estimator.fit_cpu_seconds_,
        info.sizes_of(estimator),
    )


def disagreement(outputs: Sequence[NDArray[np.uint8]], n_classes: int) -> NDArray[np.uint8]:
    """Return where contenders, three or more, do not all answer the same, and whether one of them stands alone.

    Parameters
    ----------
    outputs : sequence of ndarray
        As `Snapshot.output`.
    n_classes : int
        0 for regression: then a contender disagrees where its number has the other sign.

    Returns
    -------
    ndarray of shape (80, 80), uint8
        0 where all agree, i where all but the i-th (from 1) do, else one more than there are contenders.
    """
    codes = np.stack([answered(output, n_classes) for output in outputs])
    alone = [_agree(np.delete(codes, place, axis=0)) for place in range(len(codes))]
    return np.select([_agree(codes), *alone], range(len(codes) + 1), len(codes) + 1).astype(np.uint8)


def _agree(codes: NDArray[np.uint8]) -> NDArray[np.bool_]:
    agree: NDArray[np.bool_] = (codes == codes[0]).all(axis=0)
    return agree


def answered(output: NDArray[np.uint8], n_classes: int) -> NDArray[np.uint8]:
    """Return the class that an output plane answers (for regression the sign), shape (80, 80)."""
    code: NDArray[np.uint8] = output[0] if n_classes > 2 else (output >= 128).astype(np.uint8)
    return code


def _answers(estimator: Any, X: NDArray[np.float32], n_classes: int) -> NDArray[np.float64]:
    if not n_classes:
        return np.asarray(estimator.predict(X), np.float64)[:, None]
    probabilities = np.zeros((len(X), n_classes))
    probabilities[:, estimator.classes_] = estimator.predict_proba(X)  # a class may have no training point
    return probabilities


def _score(estimator: Any, points: Points, part: NDArray[np.bool_]) -> float:
    target = points.target[part]
    if not len(target):
        return float("nan")
    answers = _answers(estimator, points.X[part], points.n_classes)
    if points.n_classes:
        return float((answers.argmax(axis=1) == target).mean())
    variance = float(target.var())
    return 1 - float(np.mean((answers[:, 0] - target) ** 2)) / variance if variance > 0 else float("nan")
