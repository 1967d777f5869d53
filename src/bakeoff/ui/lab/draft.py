"""What one visitor of the lab has set and sees: settings, the run behind them, and the latest picture of it."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

import streamlit as st

from bakeoff.datasets.upload import store
from bakeoff.errors import BakeoffError, SettingError
from bakeoff.lab import messages
from bakeoff.lab.messages import Snapshot
from bakeoff.lab.points import MAX_CLASSES, Points, make_points, painted_to_text
from bakeoff.lab.session import LabSession
from bakeoff.lab.settings import LabSettings, from_query, to_query
from bakeoff.lab.wire import pack
from bakeoff.service.labs import Labs
from bakeoff.service.ownership import is_foreign_lab
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _
from bakeoff.ui.components.lab import Change, Command, Ghost, LabView, Look, Restore
from bakeoff.ui.lab.rivals import Rivals
from bakeoff.ui.lab.settings_text import differences
from bakeoff.ui.shared.address import Address
from bakeoff.ui.shared.race_and_lab import to_race
from bakeoff.ui.shared.server import labs
from bakeoff.ui.shared.visitor import visitor

LAB = "lab"
PAINTED, RACE = "painted", "race"
_COLUMNS = ("column_x", "column_y")
ANSWER_SECONDS = 0.2
"""How long a picture of what a command did is waited for, before the page goes on without."""
QUIET_SECONDS = 3.0
"""For how long after the last news the page keeps asking."""

T = TypeVar("T")


class Paced(Generic[T]):
    """What is costly to make, and need not be new each time."""

    def __init__(self) -> None:
        self._state: object = self
        self._made = 0.0

    def get(self, state: object, seconds: float, make: Callable[[], T]) -> T:
        """Return what `make` returned last, unless `state` has changed since or that is `seconds` ago."""
        now = time.monotonic()
        if state != self._state or now - self._made >= seconds:
            self._value, self._state, self._made = make(), state, now
        return self._value


@dataclass(eq=False)
class LabDraft:
    """One visitor's lab.

    Attributes
    ----------
    settings : LabSettings
        Always such that something can be learnt: a value that is not is told in `problems`.
    generation : int
        Grows when the settings change other than by their widgets; part of the widgets' keys.
    problems : dict of str to str
        One sentence per setting whose last value was refused; "stage" is the picture's own, and "painted" holds until
        there are other points, since the picture goes on showing those that were refused.
    notes : tuple of str
        What the link said that was not taken.
    address : Address
        Of the lab's page.
    lab : LabSession or None
    rivals : Rivals or None
    race : BakeoffSpec or None
        What the page goes on to, once it has been asked for.
    stale : bool
        Whether the page round the picture shows settings that hold no longer.
    snapshot : Snapshot or None
        The latest.
    answered : bool
        Whether that shows what all commands did.
    """

    settings: LabSettings = field(default_factory=LabSettings)
    generation: int = 0
    problems: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    address: Address = field(default_factory=Address)
    lab: LabSession | None = None
    rivals: Rivals | None = None
    race: BakeoffSpec | None = None
    stale: bool = False
    snapshot: Snapshot | None = None
    answered: bool = False
    picture: bytes = b""
    planes: Paced[bytes] = field(default_factory=Paced)
    surface: Paced[tuple[dict[str, Any], str]] = field(default_factory=Paced)
    _labs: Labs = field(default_factory=labs)
    _serial: int = 0
    _news: float = 0.0
    _view: LabView | None = None
    _viewed: tuple[Any, ...] = ()

    def key(self, path: str) -> str:
        """Return the widget key of the setting called `path`."""
        return f"lab.{path}@{self.generation}"

    def change(self, path: str, value: Any) -> None:
        """Set the setting called `path`, or keep all as it is and tell why not."""
        self._try(path, lambda: self.take(self._with(path, value)))
        self.stale = True  # where Streamlit runs the picture's fragment alone, the page is to follow

    def take(self, settings: LabSettings) -> None:
        """Go over to other settings; raises a BakeoffError, with nothing changed, if they cannot be run."""
        running = self.running()
        _check_mine(settings)
        running.change(settings)
        self._settle(settings)

    def _open(self) -> LabSession:
        """Start the lab on the settings, or on other points if nothing can be learnt from these."""
        self._news = time.monotonic()
        try:
            _check_mine(self.settings)
            return self._labs.open(self.settings)
        except BakeoffError as error:
            self.notes = (*self.notes, str(error))
            self.settings = _with_default_points(self.settings)
            return self._labs.open(self.settings)

    def running(self) -> LabSession:
        """Return the lab, started if need be, and counted as in use."""
        if self.lab is not None and is_foreign_lab(
            self.lab.settings, visitor().owner
        ):  # its table was deleted, or another tab changed it
            self.leave()
            self.lab, self.snapshot, self.picture = None, None, b""
            self._redraw(widgets=True)
        if self.lab is None:
            self.lab = self._open()
        self._labs.use(self.lab, self)
        return self.lab

    def visit(self, lab: LabSession) -> None:
        """Take up a lab that is there already, as it is: its settings, its run, its ghosts."""
        self.leave()
        self.lab, self.settings = lab, lab.settings
        self._news = time.monotonic()

    def obey(self, command: Command) -> None:
        """Do what the visitor asked for in the picture."""
        match command:
            case Look():
                pass  # the latest picture follows whatever the command
            case Change(values=values):
                self._try(PAINTED if PAINTED in values else "stage", lambda: self.take(command.of(self.settings)))
                self._redraw(widgets="data" in values)
            case Restore(ghost=ghost):
                self._try("stage", lambda: self._restore(ghost))
                self._redraw(widgets=True)
            case _:
                self._try("stage", lambda: self.tell(command))

    def tell(self, command: messages.Command) -> None:
        """Hand the run a command; raises a BakeoffError if it is one that cannot be."""
        self.running().send(command)
        self._news = time.monotonic()

    def wake(self) -> None:
        """Go on with a run that was put to sleep for others."""
        self.running().wake()
        self._news = time.monotonic()

    def branch(self, settings: LabSettings) -> None:
        """Go on from the moment on show with other settings; the run so far stays as a ghost."""
        if self.snapshot is not None:
            moment = messages.Branch(position(self.snapshot, self.running()), settings)
            self._try("branch", lambda: self.tell(moment))

    def prepare_race(self) -> None:
        """Make the painted points a table to be raced on, or tell why they cannot be."""

        def prepare() -> None:
            if PAINTED in self.problems:  # what the picture shows is not what the settings have
                raise SettingError(self.problems[PAINTED])
            self.race = to_race(self.settings, visitor().owner)

        self._try(RACE, prepare)
        self.stale = True

    def look(self) -> None:
        """Take the latest snapshot; wait a moment for one that shows what the last command did."""
        running = self.running()
        running.look(ANSWER_SECONDS)
        self.answered, latest = running.answered, running.look()
        if running.settings != self.settings:  # by a command, or from another tab
            self.settings = running.settings
            self._redraw(widgets=True)
        if latest is None or latest is self.snapshot:
            return
        self._serial += 1  # each job counts anew; the picture knows by it what is new
        self.snapshot, self.picture = latest, pack(latest, {"serial": self._serial})
        self._news = time.monotonic()

    @property
    def moving(self) -> bool:
        """Whether the network trains, or has been told something that it has not answered."""
        if self.lab is None or self.lab.status == "failed":
            return False
        playing = self.snapshot is not None and self.snapshot.playing
        return playing or not self.lab.answered

    @property
    def live(self) -> bool:
        """Whether something moves, or has until just now, so that more may come."""
        if self.lab is None or self.lab.status == "failed":
            return False
        return self.moving or time.monotonic() - self._news < QUIET_SECONDS

    def view(self) -> LabView:
        """Return what is shown beside the snapshot, the same object while nothing of it changes."""
        running = self.running()
        now = (self.settings, running.points, running.ghosts)
        if self._view is None or now != self._viewed:
            ghosts = [
                Ghost(_id(one), differences(self.settings, one.settings, one.epoch), one.curve)
                for one in running.ghosts
                if not is_foreign_lab(one.settings, visitor().owner)
            ]
            self._view, self._viewed = LabView(self.settings, running.points, ghosts), now
        return self._view

    def compare(self) -> Rivals:
        """Return the rivals on the present points, fitting them anew if these have changed."""
        points: Points = self.running().points
        if self.rivals is None or self.rivals.points is not points:
            if self.rivals is not None:
                self.rivals.stop()
            self.rivals = Rivals(self._labs.engine, points)
        return self.rivals

    def leave(self) -> None:
        """Go, which ends the run, saved, unless somebody else is there."""
        if self.rivals is not None:
            self.rivals.stop()
        if self.lab is not None:
            self._labs.leave(self.lab, self)

    def link(self) -> dict[str, str]:
        """Return the query parameters that restore the settings anywhere."""
        return to_query(self.settings)

    def query(self) -> dict[str, str]:
        """Return the page's own query parameters: the settings, and the lab, so that a reload finds it."""
        return self.link() | ({LAB: self.lab.id} if self.lab else {})

    def _with(self, path: str, value: Any) -> LabSettings:
        changed: dict[str, Any] = {path: value}
        if path == "table":
            changed |= dict.fromkeys(_COLUMNS, "")
        if path == "data" and value == "painted" and not self.settings.painted:
            changed["painted"] = _painted(self.running().points)
        return self.settings.parse(dict(self.settings) | changed)

    def _restore(self, ghost: str) -> None:
        running = self.running()
        saved = next((one for one in running.ghosts if _id(one) == ghost), None)
        if saved is None:
            raise SettingError(_("That run is no longer kept."))
        _check_mine(saved.settings)
        running.restore(saved)
        self._settle(running.settings)

    def _settle(self, settings: LabSettings) -> None:
        if not settings.same_points(self.settings):
            self.problems.pop(PAINTED, None)
        self.settings = settings
        self._news = time.monotonic()

    def _try(self, path: str, act: Callable[[], None]) -> None:
        for done in (path, RACE):
            self.problems.pop(done, None)
        try:
            act()
        except BakeoffError as error:
            self.problems[path] = str(error)
            self.stale = True

    def _redraw(self, widgets: bool) -> None:
        self.stale = True
        self.generation += widgets


def position(snapshot: Snapshot, lab: LabSession) -> float:
    """Return the moment of a snapshot in epochs."""
    n_train = int(lab.points.train.sum())
    batches = -(-n_train // lab.settings.batch_size)
    return snapshot.epoch + snapshot.batch / batches


def _check_mine(settings: LabSettings) -> None:
    """Raise DatasetError if the settings show data that are not, or no longer, this visitor's."""
    if is_foreign_lab(settings, visitor().owner):
        raise store.gone()


def _with_default_points(settings: LabSettings) -> LabSettings:
    defaults = LabSettings()
    kept = {name: value for name, value in settings.changed().items() if name not in ("table", *_COLUMNS)}
    return defaults.parse(kept | {"data": defaults.data, "train_share": defaults.train_share})


def _id(ghost: messages.Saved) -> str:
    return f"{id(ghost):x}"


def _painted(points: Points) -> str:
    """Return points as painted ones to start from; where they have no classes, those of the first preset."""
    shown = points if 0 < points.n_classes <= MAX_CLASSES else make_points(LabSettings())
    return painted_to_text(shown.X, shown.target)


def lab_draft() -> LabDraft:
    """Return this visitor's lab, read anew from the address when that was changed from outside."""
    mine: LabDraft = st.session_state.setdefault("lab", LabDraft())
    if (query := mine.address.news()) is not None:
        _read(mine, query)
    _present(mine)
    return mine


def _read(mine: LabDraft, query: Mapping[str, str]) -> None:
    """Take over the address: on opening a link, on reload, on the browser's back and forward."""
    settings, notes = from_query({path: value for path, value in query.items() if path != LAB})
    mine.notes = notes
    known = labs().get(query.get(LAB))
    if known is not None and known is not mine.lab and not is_foreign_lab(known.settings, visitor().owner):
        mine.visit(known)
    if mine.lab is None:
        mine.settings = settings
    elif to_query(settings) != mine.link():
        try:
            mine.take(settings)
        except BakeoffError as error:
            mine.notes += (str(error),)
        mine.generation += 1
        mine.problems.clear()


@st.cache_resource(scope="session", show_spinner=False, on_release=lambda mine: mine.leave())
def _present(_mine: LabDraft) -> LabDraft:
    """Remember the visit until the browser is gone; then its run ends."""
    return _mine
