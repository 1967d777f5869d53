"""One run of a lab's network: its training, the moments that can be gone back to, and its curve."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from bakeoff.network.history import LogSpaced, Moment, TimeMachine
from bakeoff.network.measures import Measures
from bakeoff.network.messages import Saved
from bakeoff.network.points import Points
from bakeoff.network.settings import LIVE, RATES, VIEW, LabSettings

if TYPE_CHECKING:
    from bakeoff.network.trainer import Trainer

CURVE_POINTS = 300

Row = tuple[float, float, float, float, float]


class LabRun:
    """A network in training, the moments it went through, and how good it was at each.

    Parameters
    ----------
    leave : callable
        Called with each run that is left for another, if it went anywhere.
    saved : Saved, optional
        A run to go on with.

    Attributes
    ----------
    trainer : Trainer
    history : TimeMachine
    finite : bool
        Whether all weights are numbers still.
    """

    def __init__(
        self, settings: LabSettings, points: Points, leave: Callable[[Saved], None], saved: Saved | None = None
    ) -> None:
        self.settings = settings
        self.points = points
        self.finite = True
        self._leave = leave
        self.trainer = self._new_trainer(settings)
        self._begin()
        if saved is not None:
            self._resume(saved)

    @property
    def position(self) -> float:
        """Epochs trained, with the part of the one begun."""
        return self.trainer.epoch + self.trainer.batch / self.trainer.batches_an_epoch

    @property
    def batches_left(self) -> int:
        """Number of batches left in the epoch; of a new epoch, all."""
        return self.trainer.batches_an_epoch - self.trainer.batch

    @property
    def curve(self) -> NDArray[np.float32]:
        """As `Snapshot` has it."""
        return np.array(list(self._curve), np.float32).reshape(-1, 5)

    # Training

    def train(self, n_batches: int) -> Measures | None:
        """Train up to ``trainer.most_batches``; return how good it is now, or None if it is beyond all numbers."""
        self.finite = self.trainer.advance(n_batches)
        if not self.finite:
            return None
        measures = self.trainer.measure()
        self._curve.append(self._row(measures))
        self._arrived = self._changes
        self.remember()
        return measures

    def change(self, settings: LabSettings) -> None:
        """Take over other rates and stop conditions."""
        self._changes += not {*self.settings.differences(settings)}.isdisjoint(RATES)
        self.settings = settings
        self.trainer.set_rates(settings)
        self.remember()

    def edit(self, layer: int, source: int | None, target: int, value: float) -> None:
        """Set one weight, as `Links.edit` does; raises SettingError as that does."""
        self.trainer.links.edit(layer, source, target, value)
        self._changes += 1
        self.forget_future()
        self._curve.append(self._row(self.trainer.measure()))

    # Its moments

    def remember(self) -> None:
        """Store the present moment; see `TimeMachine.add`."""
        if self.finite:
            self.history.add(self._moment())

    def forget_future(self) -> None:
        """Drop what came after the moment that the run was rewound to: it now goes on from there."""
        self.history.forget_after(self.trainer.epoch, self.trainer.batch)
        here = self.position
        self._curve.cut(sum(1 for row in self._curve if row[0] <= here))
        self.remember()

    def rewind(self, epoch: float) -> None:
        """Go to an epoch, which may have a fraction; see `_go`."""
        self._go(divmod(round(epoch * self.trainer.batches_an_epoch), self.trainer.batches_an_epoch))

    def saved(self) -> Saved:
        """Return the run at its furthest moment."""
        self.remember()
        last = self.history.last
        return Saved(self.settings, last.epoch, last.batch, last.state, self.curve, self.trainer.cpu_seconds)

    def laid_down(self) -> Saved:
        """Return the run with all that it takes to go on as if nothing had been: the moment on show, and the others."""
        self.remember()
        here = (self.trainer.epoch, self.trainer.batch) if self.finite else self.history.last.position
        return replace(self.saved(), moments=tuple(self.history), here=here)

    # Leaving it for another

    def restart(self, settings: LabSettings) -> None:
        """Leave this run for a new one from the initial weights."""
        self._send_off()
        self.settings, self.finite = settings, True
        self.trainer.reseed(settings)
        self._begin()

    def branch(self, epoch: float, settings: LabSettings) -> None:
        """Leave this run for one that begins at a moment of it; see `LabSettings.check_branch`."""
        graph_stays = set(self.settings.differences(settings)) <= {*LIVE, *VIEW}
        trainer = self.trainer if graph_stays else self._new_trainer(settings)
        self._send_off()
        self.rewind(epoch)
        self.forget_future()
        if graph_stays:
            trainer.set_rates(settings)
        else:
            trainer.adopt(self.trainer)
            trainer.compile()
        self.trainer, self.settings = trainer, settings
        self.history = TimeMachine([self._moment()])

    def _send_off(self) -> None:
        self.remember()
        if self.history.last.position > self.history.first.position:
            self._leave(self.saved())

    def _new_trainer(self, settings: LabSettings) -> "Trainer":
        from bakeoff.network.trainer import Trainer

        return Trainer(settings, self.points)

    def _begin(self) -> None:
        self._arrived = self._changes = 0  # changes of rates and weights before it came here, and so far
        self.history = TimeMachine([self._moment()])
        self._curve: LogSpaced[Row] = _curve_of([self._row(self.trainer.measure())])

    def _resume(self, saved: Saved) -> None:
        self.trainer.restore(saved.state, saved.epoch, saved.batch)
        self._arrived = self._changes = 1 + max((moment.left for moment in saved.moments), default=0)
        self.history = TimeMachine(saved.moments or [self.history.first, self._moment()])
        self._curve = _curve_of(map(_as_row, saved.curve))
        self._go(saved.here or self.history.last.position)
        self.trainer.cpu_seconds = saved.cpu_seconds

    def _go(self, position: tuple[int, int]) -> None:
        """Go to a moment, training anew from the one stored before; to a stored one where rates or weights changed."""
        trainer, (before, after) = self.trainer, self.history.around(position)
        whole = trainer.batches_an_epoch
        wanted, here, there = (epoch * whole + batch for epoch, batch in (position, before.position, after.position))
        missing = min(wanted, there) - here
        if before.left != after.arrived:
            before, missing = (after if there - wanted < wanted - here else before), 0
        trainer.restore(before.state, *before.position)
        self.finite, self._arrived = True, before.left if missing > 0 else before.arrived
        spent = trainer.cpu_seconds
        trainer.set_rates(before.settings)
        while missing > 0:
            trainer.advance(missing)
            missing -= trainer.most_batches
        trainer.set_rates(self.settings)
        trainer.cpu_seconds = spent

    def _moment(self) -> Moment:
        epoch, batch = self.trainer.epoch, self.trainer.batch
        return Moment(self.trainer.state(), epoch, batch, self.settings, self._arrived, self._changes)

    def _row(self, measures: Measures) -> Row:
        return (self.position, *measures[:4])


def _curve_of(rows: Iterable[Row]) -> LogSpaced[Row]:
    return LogSpaced(CURVE_POINTS, lambda row: row[0], rows)


def _as_row(row: NDArray[Any]) -> Row:
    epoch, train_loss, test_loss, train_score, test_score = map(float, row)
    return epoch, train_loss, test_loss, train_score, test_score
