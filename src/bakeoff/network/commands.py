"""Commands of the lab. Each command declares its wording in the browser, its effect and its execution.

The session asks a command for the settings that it leads to (`after`). The job executes it (`obey`). A command that the
browser may send defines how to read it (`word`, `read`). Nothing else lists them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol, Self

from bakeoff.network.messages import ModelFile
from bakeoff.network.numbers import index, number
from bakeoff.network.playback import Playback
from bakeoff.network.point_settings import MAX_POINTS
from bakeoff.network.settings import LabSettings

MOST_SEEDS = 2**31


class Shown(Protocol):
    """View of the visitor who sends a command."""

    @property
    def settings(self) -> LabSettings:
        """Settings of the lab."""

    @property
    def sizes(self) -> tuple[int, ...]:
        """Number of features, of units in each hidden layer, and of outputs."""


class Command:
    """Something that a lab can be told.

    Attributes
    ----------
    word : str
        What a browser calls it; empty for what is not a browser's to say.
    """

    word: ClassVar[str] = ""

    @classmethod
    def read(cls, sent: Mapping[str, Any], shown: Shown) -> Self:
        """Return the command that a browser has sent; raises KeyError, TypeError or ValueError if it makes no sense."""
        return cls()

    def after(self, settings: LabSettings) -> LabSettings:
        """Return the settings that it leads to; raises SettingError if it cannot be obeyed with those there are."""
        return settings

    def obey(self, playback: Playback) -> None:
        """Do it; raises SettingError, with nothing done, if it cannot be."""
        playback.run.change(self.after(playback.run.settings))


@dataclass(frozen=True)
class Play(Command):
    """Train on and on."""

    word = "play"

    def obey(self, playback: Playback) -> None:
        """Begin."""
        playback.play()


@dataclass(frozen=True)
class Pause(Command):
    """Stop training; the job stays."""

    word = "pause"

    def obey(self, playback: Playback) -> None:
        """Stop."""
        playback.pause()


@dataclass(frozen=True)
class StepEpoch(Command):
    """Train to the end of the epoch, or one whole epoch, and pause."""

    word = "step_epoch"

    def obey(self, playback: Playback) -> None:
        """Train what the epoch has left."""
        playback.step(playback.run.batches_left)


@dataclass(frozen=True)
class StepBatch(Command):
    """Train one batch and pause."""

    word = "step_batch"

    def obey(self, playback: Playback) -> None:
        """Train it."""
        playback.step(1)


@dataclass(frozen=True)
class Reset(Command):
    """Go back to the very same initial weights and pause."""

    word = "reset"

    def obey(self, playback: Playback) -> None:
        """Leave the run for a new one."""
        playback.restart(playback.run.settings)


@dataclass(frozen=True)
class NewWeights(Command):
    """Start again from the initial weights of another seed, and pause."""

    seed: int
    word = "new_weights"

    @classmethod
    def read(cls, sent: Mapping[str, Any], shown: Shown) -> Self:
        """Take the seed after the one there is."""
        return cls((shown.settings.weight_seed + 1) % MOST_SEEDS)

    def after(self, settings: LabSettings) -> LabSettings:
        """Set the seed."""
        return settings.replace("weight_seed", self.seed)

    def obey(self, playback: Playback) -> None:
        """Leave the run for a new one."""
        playback.restart(self.after(playback.run.settings))


@dataclass(frozen=True)
class SetRates(Command):
    """Train on with other rates, without a reset."""

    learning_rate: float
    regularisation_rate: float

    def after(self, settings: LabSettings) -> LabSettings:
        """Set both."""
        changed = settings.replace("learning_rate", self.learning_rate)
        return changed.replace("regularisation_rate", self.regularisation_rate)


@dataclass(frozen=True)
class SetStops(Command):
    """Train on with other stop conditions, without a reset; None is no condition."""

    loss: float | None = None
    accuracy: float | None = None
    epoch: int | None = None

    def after(self, settings: LabSettings) -> LabSettings:
        """Set all three."""
        changed = settings.replace("stop_loss", self.loss).replace("stop_accuracy", self.accuracy)
        return changed.replace("stop_epoch", self.epoch)


@dataclass(frozen=True)
class SetPace(Command):
    """Train on, with so many epochs from one picture to the next."""

    pace: str
    word = "pace"

    @classmethod
    def read(cls, sent: Mapping[str, Any], shown: Shown) -> Self:
        """Take one of the paces that there are."""
        return cls(shown.settings.replace("pace", sent["value"]).pace)

    def after(self, settings: LabSettings) -> LabSettings:
        """Set it."""
        return settings.replace("pace", self.pace)


@dataclass(frozen=True)
class Watch(Command):
    """Tell with each picture of one point's way through the network, or with None of none."""

    row: int | None
    word = "watch"

    @classmethod
    def read(cls, sent: Mapping[str, Any], shown: Shown) -> Self:
        """Take the row of a point."""
        return cls(None if sent["value"] is None else index(sent["value"], MAX_POINTS))

    def after(self, settings: LabSettings) -> LabSettings:
        """Set it."""
        return settings.replace("watch", self.row)


@dataclass(frozen=True)
class EditWeight(Command):
    """Set one weight, or with `source` None one bias.

    Attributes
    ----------
    layer : int
        From 0, the output layer last.
    source : int or None
        Neuron (or feature) that the link comes from; None for the bias.
    target : int
        Neuron of `layer` that it goes to.
    """

    layer: int
    source: int | None
    target: int
    value: float
    word = "edit_weight"

    @classmethod
    def read(cls, sent: Mapping[str, Any], shown: Shown) -> Self:
        """Take a weight that the network on show has."""
        layer = index(sent["layer"], len(shown.sizes) - 1)
        source = None if sent["source"] is None else index(sent["source"], shown.sizes[layer])
        return cls(layer, source, index(sent["target"], shown.sizes[layer + 1]), number(sent["value"]))

    def obey(self, playback: Playback) -> None:
        """Set it."""
        playback.run.edit(self.layer, self.source, self.target, self.value)


@dataclass(frozen=True)
class Rewind(Command):
    """Go to `epoch`, and so many batches of the next one, and pause."""

    epoch: float
    batch: int = 0
    word = "rewind"

    @classmethod
    def read(cls, sent: Mapping[str, Any], shown: Shown) -> Self:
        """Take a moment not before the beginning."""
        return cls(max(0.0, number(sent["epoch"])), index(sent["batch"], 1 + MAX_POINTS))

    def obey(self, playback: Playback) -> None:
        """Go there."""
        playback.rewind(self.epoch + self.batch / playback.run.trainer.batches_an_epoch)


@dataclass(frozen=True)
class Branch(Command):
    """Rewind, and go on from there with other settings; the run so far is saved as a ghost.

    The new settings may differ in everything that leaves the points and the shapes of the weights alone.
    """

    epoch: float
    settings: LabSettings

    def after(self, settings: LabSettings) -> LabSettings:
        """Take over the other settings."""
        settings.check_branch(self.settings)
        return self.settings

    def obey(self, playback: Playback) -> None:
        """Go there, and on."""
        playback.branch(self.epoch, self.after(playback.run.settings))


@dataclass(frozen=True)
class SnapshotNow(Command):
    """Send a snapshot, changed or not: one follows every command."""


@dataclass(frozen=True)
class SaveModel(Command):
    """Send the network as it is at this moment as a `ModelFile` with the same ticket."""

    ticket: str

    def obey(self, playback: Playback) -> None:
        """Send it."""
        playback.emit(ModelFile(self.ticket, playback.run.trainer.keras_file()))


@dataclass(frozen=True)
class End(Command):
    """Save the run and end the job."""

    def obey(self, playback: Playback) -> None:
        """Begin nothing more."""
        playback.ended = True


def live(settings: LabSettings) -> tuple[Command, ...]:
    """Return the commands that bring a running job all settings which it takes over without a reset."""
    return (
        SetRates(settings.learning_rate, settings.regularisation_rate),
        SetStops(settings.stop_loss, settings.stop_accuracy, settings.stop_epoch),
        SetPace(settings.pace),
        Watch(settings.watch),
    )


SPOKEN = {kind.word: kind for kind in Command.__subclasses__() if kind.word}
"""The commands that a browser may send, by what it calls them."""
