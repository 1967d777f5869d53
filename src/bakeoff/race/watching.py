"""Answers of contenders while they learn: each gets the same questions again and again.

For points in a plane the questions are a grid all over it, otherwise some validation rows. They must not be from the
test set. The answers are off every contender's clock, and limited to a small share of its job's time.
"""

import time
import zlib
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import issparse

from bakeoff.contenders.progress import Answering, Step, answering
from bakeoff.evaluation.base import Plane, Regions
from bakeoff.evaluation.regions import grid
from bakeoff.preparation.prepared import Prepared
from bakeoff.preparation.projection import some
from bakeoff.preparation.splits import take
from bakeoff.race.stage import LEVELS, SHOWN_PICTURES, Kind, RaceMoment, RaceStage

RASTER_STEP = 2
"""The raster takes every second point of the `Plane`'s: the picture on the page draws what is between."""
SHOWN_POINTS = 300
SHOWN_ROWS = 120
CANDIDATES = 400
SEEN_ROWS = 1000

FREE_SECONDS = 0.03
SHARE = 0.03
"""Asking takes so many seconds at most, and beyond them this share of the time since the fit began."""
GAP_SECONDS = 0.05
EAGER = 24
"""So many moments are taken as they come; from then on they are this far apart."""
END = 0


@dataclass(frozen=True, eq=False)
class Questions:
    """A stage, and the rows to ask as contenders take them.

    Attributes
    ----------
    rows : ndarray or sparse matrix of shape (n_asked, n_features_out)
    classes : ndarray of int
        The class codes that the training part has: what the columns of probabilities are of.
    """

    stage: RaceStage
    rows: Any
    classes: NDArray[Any]

    def moment(self, step: Step, answers: NDArray[Any]) -> RaceMoment:
        """Return what was answered at a step, ready to be sent."""
        told = self.told(answers).tobytes()
        score = step.train_score if step.validation_score is None else step.validation_score
        return RaceMoment(step.index, step.cpu_seconds, zlib.compress(told, 1), score)

    def end(self, estimator: Any, regions: Regions | None, score: float | None = None) -> RaceMoment:
        """Return the last moment: what the fitted contender answers, with its regions where these are known.

        Its score is None where it is that of the last step.
        """
        if regions is not None:
            told = _regions_told(regions, self.stage)
        else:
            told = self.told(np.asarray(answering(estimator)(self.rows)))
        return RaceMoment(END, float(estimator.fit_cpu_seconds_), zlib.compress(told.tobytes(), 1), score)

    def told(self, answers: NDArray[Any]) -> NDArray[np.uint8]:
        """Return answers, probabilities or numbers, as bytes."""
        if self.stage.task == "regression":
            return _placed(np.ravel(answers), self.stage)
        codes = self.classes[answers.argmax(axis=1)]
        return _coded(codes, answers.max(axis=1), self.stage)


def questions(prepared: Prepared, plane: Plane) -> Questions | None:
    """Return what to ask contenders of a race while they learn; None if there is nothing that may be asked.

    Parameters
    ----------
    plane : Plane
        Of `plane_of`; every second point of it is asked if it is not projected.
    """
    classes = np.unique(prepared.y_train)
    if not plane.projected:
        raster = _raster(plane)
        return Questions(_plane_stage(prepared, raster), grid(prepared, raster), classes)
    if prepared.X_validation is None or prepared.y_validation is None or not len(prepared.y_validation):
        return None
    chosen = _chosen(prepared, prepared.X_validation, prepared.y_validation)
    stage = _rows_stage(prepared, prepared.y_validation[chosen], chosen)
    return Questions(stage, prepared.X_validation[chosen], classes)


def _regions_told(regions: Regions, stage: RaceStage) -> NDArray[np.uint8]:
    """Return what a fitted contender answers all over the plane as it is told of a moment; one byte a point asked."""
    answer = regions.answer[::RASTER_STEP, ::RASTER_STEP].ravel()
    if regions.confidence is None:
        return _placed(answer, stage)
    return _coded(answer, regions.confidence[::RASTER_STEP, ::RASTER_STEP].ravel(), stage)


class Watcher:
    """Asks one fit after some of its steps."""

    def __init__(self, asked: Questions) -> None:
        self.asked = asked
        self._began = self._latest = time.monotonic()
        self._spent = 0.0  # CPU seconds: others may have the core meanwhile
        self._n_taken = 0

    def look(self, step: Step, answers: Answering | None) -> RaceMoment | None:
        """Return what is answered now; None if it cannot be asked, or it is too soon, or would cost too much."""
        if answers is None or not self._may_ask(time.monotonic()):
            return None
        began = time.process_time()
        moment = self.asked.moment(step, answers(self.asked.rows))
        self._spent += time.process_time() - began
        self._latest = time.monotonic()
        self._n_taken += 1
        return moment

    def _may_ask(self, now: float) -> bool:
        if self._n_taken >= EAGER and now - self._latest < GAP_SECONDS:
            return False
        return self._spent < FREE_SECONDS + SHARE * (now - self._began)


def _raster(plane: Plane) -> Plane:
    """Return the plane with every second point of its grid."""
    return Plane(
        plane.x[::RASTER_STEP],
        plane.y[::RASTER_STEP],
        plane.axis_names,
        plane.rows_x,
        plane.rows_y,
        plane.rows_target,
        plane.projected,
        plane.rows,
    )


def _plane_stage(prepared: Prepared, plane: Plane) -> RaceStage:
    low, high = _reach(prepared)
    return RaceStage(
        "plane",
        prepared.task,
        prepared.class_names,
        np.empty(0),
        side=len(plane.x),
        x=(float(plane.x[0]), float(plane.x[-1])),
        y=(float(plane.y[0]), float(plane.y[-1])),
        axis_names=plane.axis_names,
        points=_points(prepared),
        low=low,
        high=high,
    )


def _points(prepared: Prepared) -> NDArray[np.float32]:
    """Return some training and some validation rows, where they lie on the plane of the data's own two features."""
    training = _placed_rows(prepared, prepared.rows_train, prepared.y_train, held_out=0)
    if prepared.y_validation is None:
        return training
    return np.concatenate(
        [training, _placed_rows(prepared, prepared.rows_validation, prepared.y_validation, held_out=1)]
    )


def _placed_rows(prepared: Prepared, rows: NDArray[Any], target: NDArray[Any], held_out: int) -> NDArray[np.float32]:
    shown = some(len(rows), SHOWN_POINTS, 0)
    places = np.asarray(take(prepared.data.X, rows[shown]), dtype=np.float64)
    return np.column_stack([places, target[shown], np.full(len(shown), held_out)]).astype(np.float32)


def _rows_stage(prepared: Prepared, target: NDArray[Any], chosen: NDArray[np.intp]) -> RaceStage:
    low, high = _reach(prepared)
    pictures = None
    if prepared.data.image_shape is not None:
        pictures = _shades(prepared.data.pictures[prepared.rows_validation[chosen]])
    kind: Kind = "rows" if pictures is None else "pictures"
    return RaceStage(kind, prepared.task, prepared.class_names, target, pictures, low=low, high=high)


def _shades(pictures: NDArray[Any]) -> NDArray[np.uint8]:
    """Return pictures with their ink from 0 to 255."""
    return np.asarray(255.0 * pictures / max(1.0, float(pictures.max(initial=0.0))), dtype=np.uint8)


def _chosen(prepared: Prepared, X: Any, y: NDArray[Any]) -> NDArray[np.intp]:
    """Return which validation rows are asked: numbers in their order; of classes the hard ones and some of the rest.

    Hard are those that lie nearer to a training row of another class, for how far the next of their own is: there
    answers change while contenders learn.
    """
    most = SHOWN_PICTURES if prepared.data.image_shape is not None else SHOWN_ROWS
    if prepared.task == "regression":
        rows = some(len(y), most, 0)
        return rows[np.argsort(y[rows], kind="stable")]
    candidates = some(len(y), CANDIDATES, 0)
    if len(candidates) <= most or issparse(X):
        chosen = candidates[:most]
    else:
        by_hardness = candidates[np.argsort(-_hardness(prepared, X[candidates], y[candidates]), kind="stable")]
        rest = by_hardness[most // 2 :]
        chosen = np.concatenate([by_hardness[: most // 2], rest[some(len(rest), most - most // 2, 0)]])
    return chosen[np.argsort(y[chosen], kind="stable")]


def _hardness(prepared: Prepared, X: NDArray[Any], y: NDArray[Any]) -> NDArray[np.float64]:
    """Return how far each row is from its own class, for how far from any other; shape (n_rows,)."""
    seen = some(len(prepared.rows_train), SEEN_ROWS, 0)
    others = np.asarray(prepared.X_train[seen], dtype=np.float32)
    rows = np.asarray(X, dtype=np.float32)
    apart = (rows**2).sum(axis=1)[:, None] - 2 * rows @ others.T + (others**2).sum(axis=1)
    same = y[:, None] == prepared.y_train[seen]
    own = np.where(same, apart, np.inf).min(axis=1)
    foreign = np.where(same, np.inf, apart).min(axis=1)
    return np.asarray(np.minimum(own, 1e12) / np.maximum(foreign, 1e-12))


def _reach(prepared: Prepared) -> tuple[float, float]:
    """Return the least and the most number of the training part, and a twentieth beyond; 0 and 1 of classes."""
    if prepared.task != "regression":
        return 0.0, 1.0
    low, high = float(prepared.y_train.min()), float(prepared.y_train.max())
    room = 0.05 * (high - low) or 1.0
    return low - room, high + room


def _placed(numbers: NDArray[Any], stage: RaceStage) -> NDArray[np.uint8]:
    share = (np.asarray(numbers, dtype=np.float64) - stage.low) / (stage.high - stage.low)
    return np.round((LEVELS - 1) * np.clip(np.nan_to_num(share), 0, 1)).astype(np.uint8)


def _coded(codes: NDArray[Any], probabilities: NDArray[Any], stage: RaceStage) -> NDArray[np.uint8]:
    chance = 1 / max(2, len(stage.class_names))
    sure = np.clip((np.asarray(probabilities, dtype=np.float64) - chance) / (1 - chance), 0, 1)
    degrees = np.minimum(sure * stage.levels, stage.levels - 1).astype(np.uint8)
    return (np.asarray(codes, dtype=np.uint8) * stage.levels + degrees).astype(np.uint8)
