"""Display of one visitor's lab: the latest snapshot, packed for the picture, and the views beside it."""

import time
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from bakeoff.features.lab.service import is_foreign_lab
from bakeoff.fields import Knob, knobs
from bakeoff.network import messages
from bakeoff.network.messages import Snapshot
from bakeoff.network.session import LabSession
from bakeoff.network.settings import WATCHING, LabSettings
from bakeoff.network.tables import table_info
from bakeoff.text import _, enumerated, language
from bakeoff.web.network.view import Ghost, LabView
from bakeoff.web.visitor import visitor
from bakeoff.wire import pack

ANSWER_SECONDS = 0.2
"""Longest wait for a picture of a command's effect, before the page goes on without."""

T = TypeVar("T")


class Paced(Generic[T]):
    """Cached result of a costly function, renewed at intervals."""

    def __init__(self) -> None:
        self._state: object = self
        self._made = 0.0

    def get(self, state: object, seconds: float, make: Callable[[], T]) -> T:
        """Return what `make` returned last, unless `state` has changed since or that is `seconds` ago."""
        now = time.monotonic()
        if state != self._state or now - self._made >= seconds:
            self._value, self._state, self._made = make(), state, now
        return self._value


class Stage:
    """Display of one visitor's lab.

    Attributes
    ----------
    snapshot : Snapshot or None
        The latest.
    picture : bytes
        The same, packed.
    answered : bool
        True if the picture shows the effect of all commands.
    planes : Paced of bytes
        Of the network and its rivals.
    surface : Paced of (dict, str)
        Plotly figure of the network's output over the plane, and its description.
    """

    def __init__(self) -> None:
        self.snapshot: Snapshot | None = None
        self.picture = b""
        self.answered = False
        self.planes: Paced[bytes] = Paced()
        self.surface: Paced[tuple[dict[str, Any], str]] = Paced()
        self._serial = 0
        self._view: LabView | None = None
        self._viewed: tuple[Any, ...] = ()

    @property
    def playing(self) -> bool:
        """True if the network was training at the latest snapshot."""
        return self.snapshot is not None and self.snapshot.playing

    def look(self, lab: LabSession) -> bool:
        """Take the latest snapshot, and return whether it is a new one; wait a moment for what a command did."""
        lab.look(ANSWER_SECONDS)
        self.answered, latest = lab.answered, lab.look()
        if latest is None or latest is self.snapshot:
            return False
        self._serial += 1  # each job counts anew; the picture knows by it what is new
        self.snapshot, self.picture = latest, pack(latest, {"serial": self._serial})
        return True

    def clear(self) -> None:
        """Show nothing."""
        self.snapshot, self.picture = None, b""

    def view(self, settings: LabSettings, lab: LabSession, validates: bool = False) -> LabView:
        """Return what is shown beside the snapshot, the same object while nothing of it changes."""
        now = (settings, lab.points, lab.ghosts, language(), validates)
        if self._view is None or now != self._viewed:
            ghosts = [
                Ghost(ghost_id(ghost), differences(settings, ghost.settings, ghost.epoch), ghost.curve)
                for ghost in lab.ghosts
                if not is_foreign_lab(ghost.settings, visitor().owner)
            ]
            self._view, self._viewed = LabView(settings, lab.points, ghosts, validates), now
        return self._view


def ghost_id(ghost: messages.Saved) -> str:
    """Return what the picture calls a run that is over."""
    return f"{id(ghost):x}"


def position(snapshot: Snapshot, lab: LabSession) -> float:
    """Return the moment of a snapshot in epochs."""
    n_train = int(lab.points.train.sum())
    batches = -(-n_train // lab.settings.batch_size)
    return snapshot.epoch + snapshot.batch / batches


MOST = 3
_LONG = 24


def differences(now: LabSettings, other: LabSettings, epoch: int) -> str:
    """Say what was different in another run, which came to `epoch`."""
    names = [name for name in now.differences(other) if name not in (*WATCHING, "painted")]
    labels = {knob.name: knob for knob in knobs(LabSettings)}
    parts = [
        _("{label} {value}", label=_(labels[name].label), value=_value(labels[name], getattr(other, name)))
        for name in names[:MOST]
    ]
    if len(names) > MOST:
        parts.append(_("{n} more", n=len(names) - MOST))
    what = enumerated(parts) if parts else _("Same settings")
    return _("{what} (to epoch {epoch})", what=what, epoch=f"{epoch:,}")


def _value(knob: Knob, value: object) -> str:
    shown = _(table_info(str(value)).title) if knob.name == "table" else knob.written(value)
    return shown if len(shown) <= _LONG else shown[: _LONG - 1] + "…"
