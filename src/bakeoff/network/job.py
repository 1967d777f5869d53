"""Process of a lab: train on command, and send the server pictures of the network.

A snapshot is sent only after the last one was acknowledged, and at a limited rate. So a slow browser sees fewer
pictures and delays nothing. Without acknowledgements for long, the job pauses, and later saves the run and ends.
"""

import time
from typing import Any

import numpy as np

from bakeoff.engine.base import Channel
from bakeoff.errors import BakeoffError
from bakeoff.network.display import Display
from bakeoff.network.messages import Acknowledge, Ended, Forward, Snapshot, Start
from bakeoff.network.playback import Playback
from bakeoff.network.run import LabRun

SETTLED = 1.0
"""Seconds without training after which a network is taken for the one that its visitor wants, and is compiled."""


def play(start: Start, channel: Channel) -> Ended:
    """Obey commands until told to end; emits `Snapshot`, `Trouble`, `ModelFile`, and `Saved` for each run left."""
    from bakeoff.contenders.keras_mlp.estimator import limit_threads

    limit_threads()
    return _Lab(start, channel).run()


class _Lab:
    """One lab: its run, the visitor's commands, and what has been shown."""

    def __init__(self, start: Start, channel: Channel) -> None:
        self._channel = channel
        self._idleness = start.idleness
        self._obeyed = 0
        self._heard = time.monotonic()
        self._display = Display()
        self._run = LabRun(start.settings, start.points, channel.emit, start.saved)
        self._playback = Playback(self._run, self._display, channel.emit)

    def run(self) -> Ended:
        """Show the network, compile it once it is settled, and then train and obey."""
        self._show()
        self._await_choices()
        self._heard = time.monotonic()
        while not self._playback.ended:
            command = self._channel.poll(self._patience())
            if command is not None:
                self._hear(command)
            elif self._playback.playing and not self._playback.held:
                self._playback.go_on()
            self._mind_idleness()
            self._show()
        return Ended(self._run.laid_down(), self._obeyed)

    def _await_choices(self) -> None:
        """Compile once the visitor has stopped choosing: while one does, most networks are replaced untrained."""
        settled = time.monotonic() + SETTLED
        while not self._playback.ended and not self._playback.playing and (left := settled - time.monotonic()) > 0:
            command = self._channel.poll(left)
            if command is not None:
                self._hear(command)
            self._show()
        if not self._playback.ended:
            self._run.trainer.compile()

    def _patience(self) -> float:
        """Time to wait for a command, in seconds."""
        playing = self._playback.playing
        if playing and not self._playback.held:
            return 0.0
        silent = time.monotonic() - self._heard
        if playing:
            return max(0.001, min(self._display.wait(), self._idleness.pause - silent))
        return max(0.001, self._idleness.end - silent)

    def _mind_idleness(self) -> None:
        playback, silent = self._playback, time.monotonic() - self._heard
        if playback.playing and silent > self._idleness.pause:
            playback.pause()
        playback.ended = playback.ended or (not playback.playing and silent > self._idleness.end)

    def _hear(self, command: Any) -> None:
        if isinstance(command, Acknowledge):
            self._display.taken = command.serial
        else:
            self._obey(command)
        self._heard = time.monotonic()  # from here on: while a command is obeyed, such as by compiling, none is heard

    def _obey(self, command: Any) -> None:
        self._obeyed += 1
        playback = self._playback
        trouble, playback.trouble = playback.trouble, ""
        try:
            command.obey(playback)
        except BakeoffError as error:
            playback.tell(str(error))
        if not self._run.finite and not playback.trouble:
            playback.trouble = trouble
        self._display.changed = True

    def _show(self) -> None:
        """Send a snapshot, if there is something new and someone ready for it."""
        if self._display.due(self._playback.playing, self._playback.complete):
            self._display.serial += 1
            self._channel.emit(self._snapshot())
            self._display.sent()
            self._playback.shown()

    def _snapshot(self) -> Snapshot:
        run, trainer, history = self._run, self._run.trainer, self._run.history
        look, unseen, forward = trainer.look(), trainer.unseen(), self._forward()
        return Snapshot(
            serial=self._display.serial,
            epoch=trainer.epoch,
            batch=trainer.batch,
            first_epoch=history.first.epoch,
            last_epoch=history.last.epoch + bool(history.last.batch),
            obeyed=self._obeyed,
            playing=self._playback.playing,
            epochs_per_second=self._playback.epochs_per_second,
            cpu_seconds=trainer.cpu_seconds,
            n_classes=run.points.n_classes,
            train_loss=look.measures.train_loss,
            test_loss=look.measures.test_loss,
            train_score=look.measures.train_score,
            test_score=look.measures.test_score,
            unseen_loss=unseen[0],
            unseen_score=unseen[1],
            weights=trainer.links.weights(),
            biases=trainer.links.biases(),
            neurons=look.neurons,
            output=look.output,
            confusion=look.measures.confusion,
            curve=run.curve,
            moments=np.array([moment.position for moment in history], np.int32),
            watched=forward.row,
            watched_inputs=forward.inputs,
            watched_sums=forward.sums,
            watched_loss=forward.loss,
            trouble=self._playback.trouble,
        )

    def _forward(self) -> Forward:
        from bakeoff.network.forward import forward

        run, row = self._run, self._run.settings.watch
        if row is None or row >= len(run.points.X):
            return Forward()
        return forward(run.trainer.model, run.settings, run.points, row)
