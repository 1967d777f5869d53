"""Answers of contenders while they learn: each gets the same questions again and again.

The questions are a grid all over a plane of two features, hard validation images to look at, and a random sample of
validation rows. They must not be from the test set. The answers are off every contender's clock, and limited to a small
share of its job's time.
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
from bakeoff.preparation.prepared import Prepared
from bakeoff.preparation.projection import some
from bakeoff.preparation.splits import take
from bakeoff.race.predicting import answered
from bakeoff.race.regions import Placing, grid
from bakeoff.race.stage import END, LEVELS, SHOWN_PICTURES, RaceMoment, RaceStage

RASTER_STEP = 2
"""The raster takes every second point of the `Plane`'s: the picture on the page draws what is between."""
SHOWN_POINTS = 300
SAMPLED_ROWS = 120
"""Rows of the random sample; of images so many that the hard ones leave room for."""
CANDIDATES = 400
SEEN_ROWS = 1000

FREE_SECONDS = 0.03
SHARE = 0.03
"""Asking takes so many seconds at most, and beyond them this share of the time since the fit began."""
GAP_SECONDS = 0.05
EAGER = 24
"""So many moments are taken as they come; from then on they are this far apart."""


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
    prepared: Prepared

    def moment(self, step: Step, answers: NDArray[Any]) -> RaceMoment:
        """Return what was answered at a step, ready to be sent."""
        told = self.told(answers).tobytes()
        score = step.train_score if step.validation_score is None else step.validation_score
        return RaceMoment(step.index, step.cpu_seconds, zlib.compress(told, 1), score)

    def end(self, estimator: Any, regions: Regions | None, score: float | None = None) -> RaceMoment:
        """Return the last moment: what the fitted contender answers, with its regions where these are known.

        Its score is None where it is that of the last step.
        """
        ask = answering(estimator)
        if regions is None:
            told = self.told(np.asarray(ask(self.rows)))
        else:
            rows = self.rows[self.stage.side**2 :]
            answers = self.told(np.asarray(ask(rows))) if len(rows) else np.empty(0, np.uint8)
            told = np.concatenate([_regions_told(regions, self.stage), answers])
        return RaceMoment(END, float(estimator.fit_cpu_seconds_), zlib.compress(told.tobytes(), 1), score)

    def told(self, answers: NDArray[Any]) -> NDArray[np.uint8]:
        """Return answers, probabilities or numbers, as bytes."""
        if self.stage.task == "regression":
            return _placed(np.ravel(answers), self.stage)
        prediction = answered(answers, self.classes, self.prepared)
        return _coded(prediction.values, prediction.confidence, self.stage)


def questions(prepared: Prepared, plane: Plane, place: Placing) -> Questions | None:
    """Return what to ask contenders of a race while they learn; None if there is nothing that may be asked.

    Parameters
    ----------
    plane, place : Plane, callable
        Of `placed_on`; every second point of a plane is asked that is not projected.
    """
    classes = np.unique(prepared.y_train)
    X, y = prepared.X_validation, prepared.y_validation
    if not plane.projected:
        raster = _raster(plane)
        stage, rows = _plane_stage(prepared, raster), grid(prepared, raster)
        return Questions(stage, rows if X is None else np.concatenate([rows, X[_sampled(len(X))]]), classes, prepared)
    if X is None or y is None or not len(y):
        return None
    chosen = _chosen(prepared, X, y)
    points = _points(place(X[chosen]), y[chosen], held_out=1)
    return Questions(_rows_stage(prepared, plane, y[chosen], chosen, points), X[chosen], classes, prepared)


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
    target = np.empty(0, prepared.y_train.dtype)
    shown = some(len(prepared.rows_train), SHOWN_POINTS, 0)
    points = _placed_rows(prepared, prepared.rows_train[shown], prepared.y_train[shown], held_out=0)
    if prepared.y_validation is not None:
        sampled = _sampled(len(prepared.y_validation))
        target = prepared.y_validation[sampled]
        held_out = _placed_rows(prepared, prepared.rows_validation[sampled], target, held_out=1)
        points = np.concatenate([points, held_out])
    return RaceStage(
        "plane",
        prepared.task,
        prepared.class_names,
        target,
        side=len(plane.x),
        x=(float(plane.x[0]), float(plane.x[-1])),
        y=(float(plane.y[0]), float(plane.y[-1])),
        axis_names=plane.axis_names,
        points=points,
        low=low,
        high=high,
    )


def _sampled(n: int) -> NDArray[np.intp]:
    """Return which validation rows are drawn on a plane of two features, and asked."""
    return some(n, SHOWN_POINTS, 0)


def _placed_rows(prepared: Prepared, rows: NDArray[Any], target: NDArray[Any], held_out: int) -> NDArray[np.float32]:
    """Return rows where they lie on the plane of the data's own two features."""
    return _points(np.asarray(take(prepared.data.X, rows), dtype=np.float64), target, held_out)


def _points(places: NDArray[Any], target: NDArray[Any], held_out: int) -> NDArray[np.float32]:
    return np.column_stack([places, target, np.full(len(target), held_out)]).astype(np.float32)


def _rows_stage(
    prepared: Prepared, plane: Plane, target: NDArray[Any], chosen: NDArray[np.intp], points: NDArray[np.float32]
) -> RaceStage:
    """Return the stage of the validation rows `chosen`, of which images come first."""
    low, high = _reach(prepared)
    pictures = None
    if prepared.data.image_shape is not None:
        ink = prepared.data.pictures[prepared.rows_validation[chosen[:SHOWN_PICTURES]]]
        pictures = np.asarray(255.0 * ink / max(1.0, float(ink.max(initial=0.0))), dtype=np.uint8)
    return RaceStage(
        "rows" if pictures is None else "pictures",
        prepared.task,
        prepared.class_names,
        target,
        pictures,
        x=(float(plane.x[0]), float(plane.x[-1])),
        y=(float(plane.y[0]), float(plane.y[-1])),
        axis_names=plane.axis_names,
        points=points if pictures is None else None,
        low=low,
        high=high,
    )


def _chosen(prepared: Prepared, X: Any, y: NDArray[Any]) -> NDArray[np.intp]:
    """Return which validation rows are asked: a random sample, by class or number; of images hard ones before it.

    Hard are those that lie nearer to a training row of another class, for how far the next of their own is: there
    answers change while contenders learn.
    """
    images = prepared.data.image_shape is not None
    sample = some(len(y), SAMPLED_ROWS - SHOWN_PICTURES if images else SAMPLED_ROWS, 0)
    sample = sample[np.argsort(y[sample], kind="stable")]
    if not images:
        return sample
    candidates = some(len(y), CANDIDATES, 0)
    if prepared.task == "regression" or len(candidates) <= SHOWN_PICTURES or issparse(X):
        drawn = candidates[:SHOWN_PICTURES]
    else:
        by_hardness = candidates[np.argsort(-_hardness(prepared, X[candidates], y[candidates]), kind="stable")]
        rest = by_hardness[SHOWN_PICTURES // 2 :]
        half = some(len(rest), SHOWN_PICTURES - SHOWN_PICTURES // 2, 0)
        drawn = np.concatenate([by_hardness[: SHOWN_PICTURES // 2], rest[half]])
    return np.concatenate([drawn[np.argsort(y[drawn], kind="stable")], sample])


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
