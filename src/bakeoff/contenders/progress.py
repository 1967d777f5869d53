"""Progress reports of an estimator during a fit, over scikit-learn's public callback protocol."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import is_classifier
from sklearn.callback import CallbackContext, CallbackSupportMixin

from bakeoff.contenders.scikit_learn_private import callbacks_of, fit_begins
from bakeoff.contenders.scores import measures, scored, some_of

Answering = Callable[[NDArray[Any]], NDArray[Any]]
"""Answers rows, as preprocessed, as the model stands: probabilities, shape (n_rows, n_classes), or numbers."""


@dataclass(frozen=True, slots=True)
class Step:
    """One reported step of a fit: an epoch, a grown tree, a depth.

    Attributes
    ----------
    index : int
        Steps done, from 1.
    total : int or None
        Steps there will be at most; None if unknown.
    cpu_seconds, wall_seconds : float
        Training time so far, without the time spent on scoring for the report.
    train_loss, train_score, validation_loss, validation_score : float or None
        Loss in the contender's own unit (lower is better) and score (accuracy, or R² for numbers);
        None where it was not measured.
    seed : int
        Which of a race's fits of the same contender it is of, from 0; each starts again at step 1 and 0 seconds.
    """

    index: int
    total: int | None
    cpu_seconds: float
    wall_seconds: float
    train_loss: float | None = None
    train_score: float | None = None
    validation_loss: float | None = None
    validation_score: float | None = None
    seed: int = 0


Apart = Literal["startup", "calibration", "scoring"]
"""Work of a fit besides training: build and compile a model, calibrate its probabilities, score it for the page."""


class Stopwatch:
    """Counts CPU seconds of this process and wall seconds, and can be paused.

    Attributes
    ----------
    apart : dict of str to float
        CPU seconds left out of the count, by what they went on.
    """

    def __init__(self) -> None:
        self.apart: dict[Apart, float] = dict.fromkeys(get_args(Apart), 0.0)
        self._cpu = -time.process_time()
        self._wall = -time.perf_counter()

    @property
    def cpu_seconds(self) -> float:
        """CPU seconds so far, of all threads."""
        return self._cpu + time.process_time()

    @property
    def wall_seconds(self) -> float:
        """Wall seconds so far."""
        return self._wall + time.perf_counter()

    def leave_out(self, seconds: float, what: Apart = "scoring") -> None:
        """Take `seconds` of work on one core, measured elsewhere, out of the count."""
        self._cpu -= seconds
        self._wall -= seconds
        self.apart[what] += seconds

    @contextmanager
    def paused(self, what: Apart = "scoring") -> Iterator[None]:
        """Leave what happens inside, which is `what`, out of the count; one pause may hold others."""
        cpu, wall = self.cpu_seconds, self.wall_seconds
        try:
            yield
        finally:
            spent = self.cpu_seconds - cpu
            self._cpu -= spent
            self._wall -= self.wall_seconds - wall
            self.apart[what] += spent


class ReportingMixin(CallbackSupportMixin):
    """Gives an estimator a training clock and steps that callbacks can see.

    An estimator's ``fit``, decorated with `sklearn.callback.with_callbacks`, runs its work inside
    ``with self._training(total):`` and calls ``self._report(...)`` after each step. Scoring that is only
    there for the report goes inside ``with self._stopwatch.paused():``, and what else is no training inside
    ``paused`` as well, by its name. A callback finds the `Step` in ``metadata["step"]`` of ``on_fit_task_end``, and in
    ``metadata["answers"]`` the `Answering` of the model as it is after that step, None where it cannot be asked; if one
    returns true, ``_report`` does too and the estimator ends its fit early, as a finished one. A callback with a true
    attribute ``watches`` is there to ask.

    Attributes
    ----------
    fit_cpu_seconds_, fit_wall_seconds_ : float
        What training took: the work that the library's own fit does.
    startup_cpu_seconds_, calibration_cpu_seconds_, scoring_cpu_seconds_ : float
        What went on building and compiling the model, on its probabilities, and on scores for reports.
    """

    _stopwatch: Stopwatch
    _root_context: CallbackContext
    _total: int | None

    @contextmanager
    def _training(self, total: int | None) -> Iterator[None]:
        self._total = total
        self._root_context = fit_begins(self, total)
        self._root_context.call_on_fit_task_begin(estimator=self)
        self._stopwatch = Stopwatch()
        try:
            yield
            self.fit_cpu_seconds_ = self._stopwatch.cpu_seconds
            self.fit_wall_seconds_ = self._stopwatch.wall_seconds
            for what, seconds in self._stopwatch.apart.items():
                setattr(self, f"{what}_cpu_seconds_", seconds)
            self._root_context.call_on_fit_task_end(estimator=self)
        finally:
            del self._stopwatch, self._root_context, self._total

    @property
    def _followed(self) -> bool:
        """True if a callback listens: without one, scoring for reports can be skipped."""
        return bool(callbacks_of(self))

    @property
    def _watched(self) -> bool:
        """True if a callback needs the model during the fit, and not only its scores."""
        return any(getattr(callback, "watches", False) for callback in callbacks_of(self))

    def _report_at_the_end(self, X: Any, y: ArrayLike, X_val: Any, y_val: Any) -> None:
        """Tell of the last step, mostly the only one, scored on some training and on the validation rows."""
        if self._followed:
            with self._stopwatch.paused():
                measured = measures(scored(self, *some_of(X, np.ravel(y))), scored(self, X_val, y_val))
            self._report(self._total or 1, None, answering(self), **measured)

    def _report(
        self,
        index: int,
        spent: tuple[float, float] | None = None,
        answers: Answering | None = None,
        /,
        *,
        train_loss: float | None = None,
        train_score: float | None = None,
        validation_loss: float | None = None,
        validation_score: float | None = None,
    ) -> bool:
        """Tell the callbacks of one step; return whether one of them asks to stop.

        `spent` are the CPU and wall seconds that training had taken by then, if that is not just now; `answers` is what
        the model of that step answers with, which a callback may ask before it returns.
        """
        watch = self._stopwatch
        cpu_seconds, wall_seconds = spent or (watch.cpu_seconds, watch.wall_seconds)
        step = Step(
            index,
            self._total,
            cpu_seconds,
            wall_seconds,
            train_loss,
            train_score,
            validation_loss,
            validation_score,
        )
        with watch.paused():
            context = self._root_context.subcontext(task_name="step")
            context.call_on_fit_task_begin(estimator=self)
            return bool(context.call_on_fit_task_end(estimator=self, metadata={"step": step, "answers": answers}))


def answering(model: Any) -> Answering:
    """Return what answers rows as `model` does, from now until it learns more."""
    answers: Answering = model.predict_proba if is_classifier(model) else model.predict
    return answers
