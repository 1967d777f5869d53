"""What one visitor of the lab has set and sees: settings, the run behind them, and the latest picture of it."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from bakeoff.errors import BakeoffError, SettingError
from bakeoff.lab import messages
from bakeoff.lab.messages import Snapshot
from bakeoff.lab.points import MAX_CLASSES, Points, painted_to_text
from bakeoff.lab.session import LabSession
from bakeoff.lab.settings import VIEW, LabSettings, from_query, to_query
from bakeoff.lab.wire import pack
from bakeoff.text import _
from bakeoff.ui.components.lab import Change, Command, Ghost, LabView, Restore
from bakeoff.ui.lab.labs import labs
from bakeoff.ui.lab.rivals import Rivals
from bakeoff.ui.lab.words import differences

ANSWER_SECONDS = 0.12
"""How long a picture of what a command did is waited for, before the page goes on without."""
QUIET_SECONDS = 3.0
"""For how long after the last news the page keeps asking."""


@dataclass
class LabDraft:
    """One visitor's lab.

    Attributes
    ----------
    settings : LabSettings
        Always such that something can be learnt: a value that is not is told in `problems`.
    generation : int
        Grows when the settings change other than by their widgets; part of the widgets' keys.
    problems : dict of str to str
        One sentence per setting whose last value was refused; "stage" is the picture's own.
    notes : tuple of str
        What the link said that was not taken.
    address : dict of str to str
        The query parameters as last written or read.
    lab : LabSession or None
    rivals : Rivals or None
    stale : bool
        Whether the page round the picture shows settings that hold no longer.
    """

    settings: LabSettings = field(default_factory=LabSettings)
    generation: int = 0
    problems: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    address: dict[str, str] | None = None
    lab: LabSession | None = None
    rivals: Rivals | None = None
    stale: bool = False
    snapshot: Snapshot | None = None
    picture: bytes = b""
    _serial: int = 0
    _news: float = 0.0
    _asked: bool = False
    _starting_to_play: bool = False
    _view: LabView | None = None
    _viewed: tuple[Any, ...] = ()

    def key(self, path: str) -> str:
        """Return the widget key of the setting called `path`."""
        return f"lab.{path}@{self.generation}"

    def change(self, path: str, value: Any) -> None:
        """Set the setting called `path`, or keep all as it is and tell why not."""
        self._try(path, lambda: self.take(self._with(path, value)))

    def take(self, settings: LabSettings) -> None:
        """Go over to other settings; raises a BakeoffError, with nothing changed, if they cannot be run."""
        running = self.running()
        running.change(settings)
        self.settings = settings
        self._expect()

    def _open(self) -> LabSession:
        """Start the lab on the settings, or on other points if nothing can be learnt from these."""
        self._expect()
        try:
            return labs().open(self.settings)
        except BakeoffError as error:
            self.notes = (*self.notes, str(error))
            defaults = LabSettings()
            self.settings = defaults.parse(self.settings.changed() | {"data": defaults.data, "train_share": 0.5})
            return labs().open(self.settings)

    def running(self) -> LabSession:
        """Return the lab, started if need be, and counted as in use."""
        if self.lab is None:
            self.lab = self._open()
        labs().use(self.lab)
        return self.lab

    def obey(self, command: Command) -> None:
        """Do what the visitor asked for in the picture."""
        match command:
            case Change(values=values):
                self._try("stage", lambda: self.take(command.of(self.settings)))
                self._redraw(widgets="data" in values)
            case Restore(ghost=ghost):
                self._try("stage", lambda: self._restore(ghost))
                self._redraw(widgets=True)
            case _:
                self._try("stage", lambda: self.tell(command))

    def tell(self, command: messages.Command) -> None:
        """Hand the run a command; raises a BakeoffError if it is one that cannot be."""
        running = self.running()
        running.send(command)
        self._starting_to_play = isinstance(command, messages.Play | messages.Branch)
        self._expect()
        if running.settings != self.settings:
            self.settings = _with_view_of(running.settings, self.settings)
            self._redraw(widgets=True)

    def branch(self, settings: LabSettings) -> None:
        """Go on from the moment on show with other settings; the run so far stays as a ghost."""
        if self.snapshot is not None:
            moment = messages.Branch(position(self.snapshot, self.running()), settings)
            self._try("branch", lambda: self.tell(moment))

    def look(self) -> None:
        """Take the latest snapshot; wait a moment for one that a command has just asked for."""
        running = self.running()
        deadline = time.monotonic() + ANSWER_SECONDS
        latest = running.look()
        while self._asked and latest is self.snapshot and time.monotonic() < deadline:
            time.sleep(0.004)
            latest = running.look()
        self._asked = False
        if latest is None or latest is self.snapshot:
            return
        self._serial += 1  # each job counts anew; the picture knows by it what is new
        self.snapshot, self.picture = latest, pack(latest, {"serial": self._serial})
        self._news = time.monotonic()
        if latest.playing or latest.trouble:
            self._starting_to_play = False

    @property
    def live(self) -> bool:
        """Whether something moves, or is about to."""
        if self.lab is None or self.lab.status == "failed":
            return False
        playing = self.snapshot is not None and self.snapshot.playing
        begun = playing or self._starting_to_play or self.lab.status == "starting"
        return begun or time.monotonic() - self._news < QUIET_SECONDS

    def view(self) -> LabView:
        """Return what is shown beside the snapshot, the same object while nothing of it changes."""
        running = self.running()
        now = (self.settings, running.points, running.ghosts)
        if self._view is None or now != self._viewed:
            ghosts = [
                Ghost(_id(one), differences(self.settings, one.settings, one.epoch), one.curve)
                for one in running.ghosts
            ]
            self._view, self._viewed = LabView(self.settings, running.points, ghosts), now
        return self._view

    def compare(self) -> Rivals:
        """Return the rivals on the present points, fitting them anew if these have changed."""
        points: Points = self.running().points
        if self.rivals is None or self.rivals.points is not points:
            if self.rivals is not None:
                self.rivals.stop()
            self.rivals = Rivals(labs().engine, points)
        return self.rivals

    def leave(self) -> None:
        """End the run, saved: the visitor has gone."""
        if self.rivals is not None:
            self.rivals.stop()
        if self.lab is not None:
            self.lab.end()

    def link(self) -> dict[str, str]:
        """Return the query parameters that restore the settings anywhere."""
        return to_query(self.settings)

    def _with(self, path: str, value: Any) -> LabSettings:
        changed: dict[str, Any] = {path: value}
        if path == "table":
            changed |= {"column_x": "", "column_y": ""}
        if path == "data" and value == "painted" and not self.settings.painted:
            changed["painted"] = _painted(self.running().points)
        return self.settings.parse(dict(self.settings) | changed)

    def _restore(self, ghost: str) -> None:
        running = self.running()
        saved = next((one for one in running.ghosts if _id(one) == ghost), None)
        if saved is None:
            raise SettingError(_("That run is no longer kept."))
        running.restore(saved)
        self.settings = running.settings
        self._expect()

    def _try(self, path: str, act: Callable[[], None]) -> None:
        self.problems.pop(path, None)
        try:
            act()
        except BakeoffError as error:
            self.problems[path] = str(error)
            self.stale = True

    def _expect(self) -> None:
        self._news, self._asked = time.monotonic(), True

    def _redraw(self, widgets: bool) -> None:
        self.stale = True
        self.generation += widgets


def _with_view_of(of_run: LabSettings, of_page: LabSettings) -> LabSettings:
    """Return the run's settings with those of the page that the run does not know."""
    return of_run.parse(dict(of_run) | {name: getattr(of_page, name) for name in VIEW})


def position(snapshot: Snapshot, lab: LabSession) -> float:
    """Return the moment of a snapshot in epochs."""
    n_train = int(lab.points.train.sum())
    batches = -(-n_train // lab.settings.batch_size)
    return snapshot.epoch + snapshot.batch / batches


def _id(ghost: messages.Saved) -> str:
    return f"{id(ghost):x}"


def _painted(points: Points) -> str:
    """Return points as painted ones, or none where they have no classes."""
    return painted_to_text(points.X, points.target) if 0 < points.n_classes <= MAX_CLASSES else ""


def lab_draft() -> LabDraft:
    """Return this visitor's lab, read anew from the address when that was changed from outside."""
    mine: LabDraft = st.session_state.setdefault("lab", LabDraft())
    address = st.query_params.to_dict()
    if mine.address is None or (address != mine.address and address):
        _read(mine, address)
    _present(mine)
    return mine


def _read(mine: LabDraft, address: Mapping[str, str]) -> None:
    settings, notes = from_query(address)
    mine.notes, mine.address = notes, dict(address)
    if mine.lab is None:
        mine.settings = settings
    elif settings != mine.settings:
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


def write_address(mine: LabDraft) -> None:
    """Put the settings into the page's address, so that reload and a copied address find them again."""
    query = mine.link()
    if query != st.query_params.to_dict():
        st.query_params.from_dict(query)
    mine.address = query
