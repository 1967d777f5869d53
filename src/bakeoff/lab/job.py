"""What a lab's process does: train while told to, and show the server how the network looks.

A snapshot is sent only when the last one has been acknowledged, and seldom enough that nobody is drowned;
a slow browser sees fewer pictures and holds nothing up. When nobody acknowledges for long, nobody is looking:
the job pauses, and later ends with the run saved.
"""

import collections
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from bakeoff.engine import Channel
from bakeoff.errors import BakeoffError
from bakeoff.lab import messages
from bakeoff.lab.history import History, Moment, Thinned
from bakeoff.lab.messages import Ended, ModelFile, Saved, Snapshot, Trouble
from bakeoff.lab.points import Points
from bakeoff.lab.settings import LIVE, VIEW, LabSettings
from bakeoff.text import _

if TYPE_CHECKING:
    from bakeoff.lab.trainer import Measures, Trainer

CURVE_POINTS = 300
CALL_SECONDS = 0.03
"""How long one call of the graph should take: a command waits no longer."""
SNAPSHOT_SECONDS = 1 / 12
_PACE_SECONDS = 1.0

Row = tuple[float, float, float, float, float]


@dataclass(frozen=True)
class Idleness:
    """How long nobody may look before the job pauses, and how long it may pause before it ends; seconds."""

    pause: float = 8.0
    end: float = 600.0


@dataclass(frozen=True, eq=False)
class Start:
    """A lab job's payload.

    Attributes
    ----------
    settings : LabSettings
    points : Points
    saved : Saved or None
        A run to go on with; its settings must be those of this job but for the rates.
    idleness : Idleness
    """

    settings: LabSettings
    points: Points
    saved: Saved | None = None
    idleness: Idleness = field(default_factory=Idleness)


def play(start: Start, channel: Channel) -> Ended:
    """Obey commands until told to end; emits `Snapshot`, `Trouble`, `ModelFile`, and `Saved` for each run left."""
    from bakeoff.contenders.keras_mlp.estimator import limit_threads

    limit_threads()
    return _Lab(start, channel).run()


class _Lab:
    """One lab: a trainer, its history, and what has been shown of it."""

    def __init__(self, start: Start, channel: Channel) -> None:
        self._settings = start.settings
        self._points = start.points
        self._idleness = start.idleness
        self._channel = channel
        self._playing = self._ended = False
        self._met: set[str] = set()  # stop conditions that held when the run was last started: they have had their say
        self._finite = True
        self._trouble = ""
        self._changed = True
        self._serial = self._acknowledged = self._obeyed = 0
        self._sent = self._heard = time.monotonic()
        self._pace: collections.deque[tuple[float, float]] = collections.deque()
        self._batches_a_second = 0.0
        self._trainer = self._new_trainer(start.settings)
        self._begin()
        if start.saved is not None:
            self._resume(start.saved)

    def run(self) -> Ended:
        """Show the network, compile, and then train and obey."""
        self._show()
        self._trainer.compile()
        self._heard = time.monotonic()
        while not self._ended:
            command = self._channel.poll(self._patience())
            if command is not None:
                self._hear(command)
            elif self._playing:
                self._train()
            self._mind_idleness()
            self._show()
        return Ended(self._saved(), self._obeyed)

    def _patience(self) -> float:
        """How long to wait for a command, in seconds."""
        if self._playing:
            return 0.0
        return max(0.001, self._heard + self._idleness.end - time.monotonic())

    def _mind_idleness(self) -> None:
        silent = time.monotonic() - self._heard
        if self._playing and silent > self._idleness.pause:
            self._pause()
        self._ended = self._ended or (not self._playing and silent > self._idleness.end)

    # Commands

    def _hear(self, command: Any) -> None:
        self._heard = time.monotonic()
        if isinstance(command, messages.Acknowledge):
            self._acknowledged = command.serial
            return
        self._obeyed += 1
        trouble, self._trouble = self._trouble, ""
        try:
            self._obey(command)
        except BakeoffError as error:
            self._tell(str(error))
        if not self._finite and not self._trouble:
            self._trouble = trouble
        self._changed = True

    def _obey(self, command: Any) -> None:
        match command:
            case messages.Play():
                self._play()
            case messages.Pause():
                self._pause()
            case messages.StepEpoch():
                self._step(self._trainer.batches_an_epoch - self._trainer.batch)
            case messages.StepBatch():
                self._step(1)
            case messages.Reset():
                self._restart(self._settings)
            case messages.NewWeights(seed=seed):
                self._restart(self._settings.replace("weight_seed", seed))
            case messages.SetRates(learning_rate=rate, regularisation_rate=penalty):
                changed = self._settings.replace("learning_rate", rate)
                self._settings = changed.replace("regularisation_rate", penalty)
                self._trainer.set_rates(self._settings)
            case messages.SetStops(loss=loss, accuracy=accuracy, epoch=epoch):
                changed = self._settings.replace("stop_loss", loss).replace("stop_accuracy", accuracy)
                self._settings = changed.replace("stop_epoch", epoch)
            case messages.EditWeight(layer=layer, source=source, target=target, value=value):
                self._trainer.edit(layer, source, target, value)
                self._forget_future()
                self._curve.append(self._row(self._trainer.measure()), keep=True)
                self._remember(keep=True)
            case messages.Rewind(epoch=epoch):
                self._rewind(epoch)
            case messages.Branch(epoch=epoch, settings=settings):
                self._branch(epoch, settings)
            case messages.SaveModel(ticket=ticket):
                self._channel.emit(ModelFile(ticket, self._trainer.keras_file()))
            case messages.End():
                self._ended = True
            case messages.SnapshotNow():
                pass  # every command is followed by one

    def _play(self) -> None:
        self._forget_future()
        self._pace.clear()
        self._met = self._good_enough(self._trainer.measure())
        self._playing = True
        self._sent = time.monotonic() - SNAPSHOT_SECONDS + CALL_SECONDS  # the next picture shows that it moves

    def _pause(self) -> None:
        self._playing = False
        self._changed = True
        self._remember(keep=True)

    def _step(self, n_batches: int) -> None:
        self._playing = False
        self._forget_future()
        while n_batches > 0 and self._finite:
            count = min(n_batches, self._trainer.most_batches)
            self._advance(count)
            n_batches -= count

    def _restart(self, settings: LabSettings) -> None:
        """Leave this run for a new one from the initial weights."""
        self._leave()
        self._playing, self._settings, self._finite = False, settings, True
        self._trainer.reseed(settings)
        self._begin()

    def _rewind(self, epoch: float) -> None:
        self._pause()
        self._trainer.restore(*self._history.nearest(epoch, self._trainer.batches_an_epoch))
        self._finite = True

    def _branch(self, epoch: float, settings: LabSettings) -> None:
        """Leave this run for one that begins at a moment of it; refused before anything is lost."""
        self._settings.check_branch(settings)
        graph_stays = set(self._settings.differences(settings)) <= {*LIVE, *VIEW}
        trainer = None if graph_stays else self._new_trainer(settings)
        self._leave()
        self._rewind(epoch)
        self._forget_future()
        if trainer is None:
            self._trainer.set_rates(settings)
        else:
            trainer.adopt(self._trainer)
            trainer.compile()
            self._trainer = trainer
        self._settings, self._history = settings, History(self._moment())
        self._play()

    # Training

    def _new_trainer(self, settings: LabSettings) -> "Trainer":
        from bakeoff.lab.trainer import Trainer

        return Trainer(settings, self._points)

    def _train(self) -> None:
        started, count = time.perf_counter(), self._next_count()
        self._advance(count)
        self._batches_a_second = count / (time.perf_counter() - started)
        self._pace.append((time.monotonic(), self._position()))
        while self._pace[-1][0] - self._pace[0][0] > _PACE_SECONDS:
            self._pace.popleft()

    def _next_count(self) -> int:
        """Return how many batches to train in one call: whole epochs if possible, few at first, and not past a stop."""
        whole, batch, epoch = self._trainer.batches_an_epoch, self._trainer.batch, self._trainer.epoch
        trained = epoch * whole + batch
        count = min(int(CALL_SECONDS * self._batches_a_second), max(trained, whole), self._trainer.most_batches)
        if count >= whole:
            count = count // whole * whole - batch
        stop = self._settings.stop_epoch
        if stop is not None and epoch < stop:
            count = min(count, (stop - epoch) * whole - batch)
        if self._settings.stop_loss is not None or self._settings.stop_accuracy is not None:
            count = min(count, whole - batch)
        return max(1, count)

    def _advance(self, count: int) -> None:
        self._finite = self._trainer.advance(count)
        self._changed = True
        if not self._finite:
            self._playing = False
            self._tell(
                _(
                    "The weights grew beyond all numbers at epoch {n}; rewind, and try a smaller learning rate.",
                    n=self._trainer.epoch,
                )
            )
            return
        measures = self._trainer.measure()
        self._curve.append(self._row(measures))
        self._remember()
        if self._playing and self._stops_here(measures):
            self._pause()

    def _stops_here(self, measures: "Measures") -> bool:
        if self._trainer.batch:
            return False
        return self._trainer.epoch == self._settings.stop_epoch or bool(self._good_enough(measures) - self._met)

    def _good_enough(self, measures: "Measures") -> set[str]:
        """Return the names of the stop conditions that hold."""
        loss, accuracy = self._settings.stop_loss, self._settings.stop_accuracy
        low = loss is not None and measures.test_loss <= loss
        right = accuracy is not None and self._points.n_classes > 0 and measures.test_score >= accuracy
        return {name for name, holds in (("stop_loss", low), ("stop_accuracy", right)) if holds}

    # The run so far

    def _begin(self) -> None:
        self._history = History(self._moment())
        self._curve: Thinned[Row] = Thinned(CURVE_POINTS - 1, [self._row(self._trainer.measure())])

    def _resume(self, saved: Saved) -> None:
        self._trainer.restore(saved.state, saved.epoch, saved.batch)
        self._trainer.cpu_seconds = saved.cpu_seconds
        self._history.add(self._moment(), keep=True)
        self._curve = Thinned(CURVE_POINTS - 1, [_as_row(row) for row in saved.curve])

    def _moment(self) -> Moment:
        return Moment(self._trainer.state(), self._trainer.epoch, self._trainer.batch)

    def _remember(self, keep: bool = False) -> None:
        if self._finite:
            self._history.add(self._moment(), keep)

    def _forget_future(self) -> None:
        """Drop what came after the moment that the run was rewound to: it now goes on from there."""
        self._history.forget_after(self._trainer.epoch, self._trainer.batch)
        here = self._position()
        self._curve.cut(sum(1 for row in self._curve if row[0] <= here))

    def _leave(self) -> None:
        """Send the run that is left, if it went anywhere."""
        self._remember(keep=True)
        if self._history.last.position > self._history.first.position:
            self._channel.emit(self._saved())

    def _saved(self) -> Saved:
        """Return the run at its furthest moment."""
        self._remember(keep=True)
        state, epoch, batch = self._history.last
        return Saved(self._settings, epoch, batch, state, self._drawn_curve(), self._trainer.cpu_seconds)

    def _position(self) -> float:
        return self._trainer.epoch + self._trainer.batch / self._trainer.batches_an_epoch

    def _row(self, measures: "Measures") -> Row:
        return (self._position(), *measures[:4])

    def _drawn_curve(self) -> NDArray[np.float32]:
        return np.array(list(self._curve), np.float32).reshape(-1, 5)

    # Showing

    def _tell(self, sentence: str) -> None:
        self._trouble = sentence
        self._channel.emit(Trouble(sentence))

    def _show(self) -> None:
        """Send a snapshot, if there is something new and someone ready for it."""
        due = not self._playing or time.monotonic() - self._sent >= SNAPSHOT_SECONDS
        if self._changed and due and self._acknowledged == self._serial:
            self._serial += 1
            self._channel.emit(self._snapshot())
            self._changed, self._sent = False, time.monotonic()

    def _snapshot(self) -> Snapshot:
        look, trainer = self._trainer.look(), self._trainer
        return Snapshot(
            serial=self._serial,
            epoch=trainer.epoch,
            batch=trainer.batch,
            first_epoch=self._history.first.epoch,
            last_epoch=self._history.last.epoch + bool(self._history.last.batch),
            obeyed=self._obeyed,
            playing=self._playing,
            epochs_per_second=self._epochs_per_second(),
            cpu_seconds=trainer.cpu_seconds,
            n_classes=self._points.n_classes,
            train_loss=look.measures.train_loss,
            test_loss=look.measures.test_loss,
            train_score=look.measures.train_score,
            test_score=look.measures.test_score,
            weights=trainer.weights(),
            biases=trainer.biases(),
            neurons=look.neurons,
            output=look.output,
            confusion=look.measures.confusion,
            curve=self._drawn_curve(),
            trouble=self._trouble,
        )

    def _epochs_per_second(self) -> float:
        if not self._playing or len(self._pace) < 2:
            return 0.0
        (began, first), (now, last) = self._pace[0], self._pace[-1]
        return (last - first) / (now - began)


def _as_row(row: NDArray[np.float32]) -> Row:
    epoch, train_loss, test_loss, train_score, test_score = map(float, row)
    return epoch, train_loss, test_loss, train_score, test_score
