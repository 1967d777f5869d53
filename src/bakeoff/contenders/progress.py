"""How an estimator reports while it fits, over scikit-learn's public callback protocol."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sklearn.callback import CallbackContext, CallbackSupportMixin


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


class Stopwatch:
    """Counts CPU seconds of this process and wall seconds, and can be paused."""

    def __init__(self) -> None:
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

    def leave_out(self, seconds: float) -> None:
        """Take `seconds` of work on one core, measured elsewhere, out of the count."""
        self._cpu -= seconds
        self._wall -= seconds

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Leave what happens inside out of the count."""
        cpu, wall = time.process_time(), time.perf_counter()
        try:
            yield
        finally:
            self._cpu -= time.process_time() - cpu
            self._wall -= time.perf_counter() - wall


class ReportingMixin(CallbackSupportMixin):
    """Gives an estimator a training clock and steps that callbacks can see.

    An estimator's ``fit``, decorated with `sklearn.callback.with_callbacks`, runs its work inside
    ``with self._training(total):`` and calls ``self._report(...)`` after each step. Scoring that is only
    there for the report goes inside ``with self._stopwatch.paused():``. A callback finds the `Step` in
    ``metadata["step"]`` of ``on_fit_task_end``; if one returns true, ``_report`` does too and the
    estimator ends its fit early, as a finished one.

    Attributes
    ----------
    fit_cpu_seconds_, fit_wall_seconds_ : float
        What the fit took, scoring for reports left out.
    """

    _stopwatch: Stopwatch
    _root_context: CallbackContext
    _total: int | None

    @contextmanager
    def _training(self, total: int | None) -> Iterator[None]:
        self._total = total
        self._root_context = self._init_callback_context(max_subtasks=total)
        self._root_context.call_on_fit_task_begin(estimator=self)
        self._stopwatch = Stopwatch()
        try:
            yield
            self.fit_cpu_seconds_ = self._stopwatch.cpu_seconds
            self.fit_wall_seconds_ = self._stopwatch.wall_seconds
            self._root_context.call_on_fit_task_end(estimator=self)
        finally:
            del self._stopwatch, self._root_context, self._total

    @property
    def _followed(self) -> bool:
        """Whether a callback listens: without one, scoring for reports can be left out."""
        return bool(getattr(self, "_skl_callbacks", ()))

    def _report(
        self,
        index: int,
        *,
        train_loss: float | None = None,
        train_score: float | None = None,
        validation_loss: float | None = None,
        validation_score: float | None = None,
    ) -> bool:
        """Tell the callbacks of one step; return whether one of them asks to stop."""
        watch = self._stopwatch
        step = Step(
            index,
            self._total,
            watch.cpu_seconds,
            watch.wall_seconds,
            train_loss,
            train_score,
            validation_loss,
            validation_score,
        )
        with watch.paused():
            context = self._root_context.subcontext(task_name="step")
            context.call_on_fit_task_begin(estimator=self)
            return bool(context.call_on_fit_task_end(estimator=self, metadata={"step": step}))
