"""Lab of one visitor: the settings, the run behind it, and their state on the page."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from bakeoff.datasets.upload import store
from bakeoff.errors import BakeoffError, SettingError
from bakeoff.features.lab.page.rival_draft import RivalDraft
from bakeoff.features.lab.page.stage import Stage, ghost_id, position
from bakeoff.features.lab.service import Labs, is_foreign_lab, labs
from bakeoff.lesson.lesson import Lesson
from bakeoff.network.commands import Branch, Command
from bakeoff.network.messages import Saved
from bakeoff.network.points import MAX_CLASSES, Points, make_points, painted_to_text
from bakeoff.network.race_and_lab import OF_RACE, to_race, told_of_race
from bakeoff.network.rival_jobs import Rivals
from bakeoff.network.rival_settings import is_of_rival, rivals_from_query, rivals_to_query
from bakeoff.network.session import LabSession
from bakeoff.network.settings import LabSettings, from_query, to_query
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _
from bakeoff.web.address import Address
from bakeoff.web.network.commands import Change, Gesture, Look, Restore
from bakeoff.web.network.view import LabView
from bakeoff.web.visitor import visitor

LAB = "lab"
PAINTED, RACE = "painted", "race"
_COLUMNS = ("column_x", "column_y")
PICTURED = {"pace", "watch"}
"""Settings that have their control in the picture alone."""
QUIET_SECONDS = 3.0
"""For how long after the last news the page keeps asking."""


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
    race : BakeoffSpec or None
        What the page goes on to, once it has been asked for.
    stale : bool
        Whether the page round the picture shows settings that hold no longer.
    stage : Stage
        What is on show.
    """

    settings: LabSettings = field(default_factory=LabSettings)
    generation: int = 0
    problems: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    address: Address = field(default_factory=lambda: Address("lab"))
    lab: LabSession | None = None
    rivals: RivalDraft = field(default_factory=RivalDraft)
    race: BakeoffSpec | None = None
    stale: bool = False
    stage: Stage = field(default_factory=Stage)
    _labs: Labs = field(default_factory=labs)
    _news: float = 0.0

    def key(self, path: str) -> str:
        """Return the widget key of the setting called `path`; another table has other columns."""
        return f"lab.{self.settings.table if path in _COLUMNS else ''}.{path}@{self.generation}"

    def change(self, path: str, value: Any) -> None:
        """Set the setting called `path`, or keep all as it is and tell why not."""
        self._try(path, lambda: self._set(path, value))
        self.stale = True  # where Streamlit runs the picture's fragment alone, the page is to follow

    def _set(self, path: str, value: Any) -> None:
        if is_of_rival(path):
            self.rivals.spec = self.rivals.spec.replace(path, value)
        else:
            self.take(_with(self, {path: value}))

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
            return self._labs.open(self.settings, visitor().owner)
        except BakeoffError as error:
            self.notes = (*self.notes, str(error))
            self.settings = _with_default_points(self.settings)
            return self._labs.open(self.settings, visitor().owner)

    def running(self) -> LabSession:
        """Return the lab, started if need be, and counted as in use."""
        if self.lab is not None and not _is_mine(self.lab.settings):  # deleted, or changed by another tab
            self.leave()
            self.lab = None
            self.stage.clear()
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

    def obey(self, command: Gesture) -> None:
        """Do what the visitor asked for in the picture."""
        match command:
            case Look():
                pass  # the latest picture follows whatever the command
            case Change(values=values):
                self._try(PAINTED if PAINTED in values else "stage", lambda: self.take(_with(self, values)))
                self._redraw(widgets=not {"data", "points", "noise"}.isdisjoint(values))
            case Restore(ghost=ghost):
                self._try("stage", lambda: self._restore(ghost))
                self._redraw(widgets=True)
            case _:
                self._try("stage", lambda: self.tell(command))

    def tell(self, command: Command) -> None:
        """Hand the run a command; raises a BakeoffError if it is one that cannot be."""
        self.running().send(command)
        self._news = time.monotonic()

    def wake(self) -> None:
        """Go on with a run that was put to sleep for others."""
        self.running().wake()
        self._news = time.monotonic()

    def branch(self, settings: LabSettings) -> None:
        """Go on from the moment on show with other settings; the run so far stays as a ghost."""
        if self.stage.snapshot is not None:
            moment = Branch(position(self.stage.snapshot, self.running()), settings)
            self._try("branch", lambda: self.tell(moment))

    def prepare_race(self) -> None:
        """Make the painted points a table to be raced on, or tell why they cannot be."""

        def prepare() -> None:
            if PAINTED in self.problems:  # what the picture shows is not what the settings have
                raise SettingError(self.problems[PAINTED])
            self.race = to_race(self.settings, visitor().owner, self.rivals.spec)

        self._try(RACE, prepare)
        self.stale = True

    def look(self) -> None:
        """Take the latest snapshot; wait a moment for one that shows what the last command did."""
        running = self.running()
        if self.stage.look(running):
            self._news = time.monotonic()
        if running.settings != self.settings:  # by a command, or from another tab
            changed = set(running.settings.differences(self.settings))
            self.settings = running.settings
            self._redraw(widgets=not changed <= PICTURED)

    @property
    def moving(self) -> bool:
        """True while the network trains, or a command has no answer yet."""
        lab = self.lab
        return lab is not None and lab.status != "failed" and (self.stage.playing or not lab.answered)

    @property
    def live(self) -> bool:
        """True while something moves, or did until just now, so that more may come."""
        lab, quiet = self.lab, time.monotonic() - self._news >= QUIET_SECONDS
        return lab is not None and lab.status != "failed" and (self.moving or not quiet)

    def view(self) -> LabView:
        """Return what is shown beside the snapshot, the same object while nothing of it changes."""
        return self.stage.view(self.settings, self.running(), self.validates)

    @property
    def validates(self) -> bool:
        """True in a lesson whose goal is on the points that the network does not learn from."""
        return isinstance(self.address.lesson, Lesson) and self.address.lesson.goal.validates

    def compare(self) -> Rivals:
        """Return the rivals on the present points, fitting those anew that have other points or settings."""
        return self.rivals.on(self.running().points, self._labs.engine)

    def leave(self) -> None:
        """Go, which ends the run, saved, unless somebody else is there."""
        self.rivals.stop()
        if self.lab is not None:
            self._labs.leave(self.lab, self)

    def link(self) -> dict[str, str]:
        """Return the query parameters that restore the settings anywhere."""
        return to_query(self.settings) | rivals_to_query(self.rivals.spec.contenders)

    def query(self) -> dict[str, str]:
        """Return the page's own query parameters: the settings, and the lab, so that a reload finds it."""
        return self.link() | ({LAB: self.lab.id} if self.lab else {})

    def _restore(self, ghost: str) -> None:
        running = self.running()
        saved = _kept(running, ghost)
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


def _with(draft: LabDraft, values: Mapping[str, Any]) -> LabSettings:
    """Return the settings with some of them changed, and those that are of no use with these."""
    changed = dict(values)
    if "table" in changed:
        changed |= dict.fromkeys(_COLUMNS, "")
    if changed.get("data") == "painted" and "painted" not in changed and not draft.settings.painted:
        changed["painted"] = _painted(draft.running().points)
    return draft.settings.parse(dict(draft.settings) | changed)


def _kept(lab: LabSession, ghost: str) -> Saved:
    """Return a run that is over; raises SettingError if it is no longer kept."""
    saved = next((drawn for drawn in lab.ghosts if ghost_id(drawn) == ghost), None)
    if saved is None:
        raise SettingError(_("That run is no longer kept."))
    return saved


def _is_mine(settings: LabSettings) -> bool:
    """Tell whether the settings show no data but this visitor's, or everybody's."""
    return not is_foreign_lab(settings, visitor().owner)


def _check_mine(settings: LabSettings) -> None:
    """Raise DatasetError if the settings show data that are not, or no longer, this visitor's."""
    if not _is_mine(settings):
        raise store.gone()


def _with_default_points(settings: LabSettings) -> LabSettings:
    defaults = LabSettings()
    kept = {name: value for name, value in settings.changed().items() if name not in ("table", *_COLUMNS)}
    return defaults.parse(kept | {"data": defaults.data, "train_share": defaults.train_share})


def _painted(points: Points) -> str:
    """Return points as painted ones to start from; where they have no classes, those of the first preset."""
    shown = points if 0 < points.n_classes <= MAX_CLASSES else make_points(LabSettings())
    return painted_to_text(shown.X, shown.target)


def lab_draft() -> LabDraft:
    """Return this visitor's lab, read anew from the address when that was changed from outside."""
    draft: LabDraft = st.session_state.setdefault("lab", LabDraft())
    if (query := draft.address.news()) is not None:
        _read(draft, query)
    _present(draft)
    return draft


def _read(draft: LabDraft, query: Mapping[str, str]) -> None:
    """Take over the address: on opening a link, on reload, on the browser's back and forward."""
    own = {path: value for path, value in query.items() if path not in (LAB, OF_RACE) and not is_of_rival(path)}
    settings, notes = from_query(own)
    draft.rivals.spec, more = rivals_from_query(query)
    draft.notes = (*notes, *more, *told_of_race(query, settings))
    known = labs().get(query.get(LAB))
    if known is not None and known is not draft.lab and not is_foreign_lab(known.settings, visitor().owner):
        draft.visit(known)
    if draft.lab is None:
        draft.settings = settings
    elif to_query(settings) != to_query(draft.settings):
        try:
            draft.take(settings)
        except BakeoffError as error:
            draft.notes += (str(error),)
        draft.generation += 1
        draft.problems.clear()


@st.cache_resource(scope="session", show_spinner=False, on_release=lambda draft: draft.leave())
def _present(_mine: LabDraft) -> LabDraft:
    """Remember the visit until the browser is gone; then its run ends."""
    return _mine
