"""A lab's run as it plays, pauses and steps, with what is told of it: what commands act upon."""

import time
from collections.abc import Callable

from bakeoff.network.display import Display
from bakeoff.network.measures import Measures
from bakeoff.network.messages import Trouble
from bakeoff.network.pace import Pace
from bakeoff.network.run import LabRun
from bakeoff.network.settings import LabSettings
from bakeoff.text import _


class Playback:
    """Plays a run.

    Parameters
    ----------
    emit : callable
        Sends what the job has to say.

    Attributes
    ----------
    playing : bool
        Whether it trains on and on.
    ended : bool
        Whether nothing more is to be done.
    trouble : str
        What went wrong, in one sentence, or empty.
    pace : Pace
    """

    def __init__(self, run: LabRun, display: Display, emit: Callable[[object], None]) -> None:
        self.run = run
        self.display = display
        self.emit = emit
        self.playing = self.ended = False
        self.trouble = ""
        self.pace = Pace()
        self._goal: int | None = None  # the epoch at which it waits for the next picture
        self._met: set[str] = set()  # stop conditions that held when the run was last started: they have had their say

    @property
    def epochs_per_second(self) -> float:
        """Speed of the playback; 0 while paused."""
        return self.pace.epochs_per_second if self.playing else 0.0

    @property
    def held(self) -> bool:
        """True if the pace allows no more epochs before the next picture."""
        return self._goal is not None and self.run.trainer.epoch >= self._goal

    @property
    def complete(self) -> bool:
        """True once all epochs of the pace between two pictures are done."""
        return self._goal is None or self.held

    def shown(self) -> None:
        """Note that there is a picture of the network as it is: the epochs up to the next begin."""
        epochs = self.run.settings.epochs_a_picture
        self._goal = None if epochs is None else self.run.trainer.epoch + epochs

    def play(self) -> None:
        """Train on and on, from the moment on show."""
        self.run.forget_future()
        self.pace.restart()
        self._met = self._good_enough(self.run.trainer.measure())
        self.playing = True
        self.shown()
        self.display.hasten()

    def pause(self) -> None:
        """Stop training."""
        self.playing = False
        self.display.changed = True
        self.run.remember()

    def step(self, n_batches: int) -> None:
        """Train so many batches, and pause."""
        self.playing = False
        self.run.forget_future()
        while n_batches > 0 and self.run.finite:
            count = min(n_batches, self.run.trainer.most_batches)
            self._train(count)
            n_batches -= count

    def go_on(self) -> None:
        """Train for the length of one call."""
        started, count = time.perf_counter(), self._next_count()
        self._train(count)
        self.pace.note(count, time.perf_counter() - started, self.run.position)

    def restart(self, settings: LabSettings) -> None:
        """Leave the run for a new one from the initial weights, and pause."""
        self.run.restart(settings)
        self.playing = False

    def rewind(self, epoch: float) -> None:
        """Pause, and go to an epoch."""
        self.pause()
        self.run.rewind(epoch)

    def branch(self, epoch: float, settings: LabSettings) -> None:
        """Leave the run for one that begins at a moment of it, and play that."""
        self.run.branch(epoch, settings)
        self.play()

    def tell(self, sentence: str) -> None:
        """Say at once what went wrong."""
        self.trouble = sentence
        self.emit(Trouble(sentence))

    def _next_count(self) -> int:
        """Return how many batches to train in one call: whole epochs if possible, few at first, and not past a stop."""
        trainer, settings = self.run.trainer, self.run.settings
        whole, batch, epoch = trainer.batches_an_epoch, trainer.batch, trainer.epoch
        count = min(self.pace.batches_a_call, max(epoch * whole + batch, whole), trainer.most_batches)
        if self._goal is not None:
            count = min(max(count, whole), (self._goal - epoch) * whole, trainer.most_batches)
        if count >= whole:
            count = count // whole * whole - batch
        stop = settings.stop_epoch
        if stop is not None and epoch < stop:
            count = min(count, (stop - epoch) * whole - batch)
        if settings.stop_loss is not None or settings.stop_accuracy is not None:
            count = min(count, whole - batch)
        return max(1, count)

    def _train(self, count: int) -> None:
        measures = self.run.train(count)
        self.display.changed = True
        if measures is None:
            self.playing = False
            self.tell(
                _(
                    "The weights grew beyond all numbers at epoch {n}; rewind, and try a smaller learning rate.",
                    n=self.run.trainer.epoch,
                )
            )
        elif self.playing and self._stops_here(measures):
            self.pause()

    def _stops_here(self, measures: Measures) -> bool:
        trainer = self.run.trainer
        if trainer.batch:
            return False
        return trainer.epoch == self.run.settings.stop_epoch or bool(self._good_enough(measures) - self._met)

    def _good_enough(self, measures: Measures) -> set[str]:
        """Return the names of the stop conditions that hold."""
        loss, accuracy = self.run.settings.stop_loss, self.run.settings.stop_accuracy
        low = loss is not None and measures.test_loss <= loss
        right = accuracy is not None and self.run.points.n_classes > 0 and measures.test_score >= accuracy
        return {name for name, holds in (("stop_loss", low), ("stop_accuracy", right)) if holds}
