"""The visitor's set-up: one `BakeoffSpec` in the session, kept in step with the page's address."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from bakeoff.datasets.upload import UPLOAD
from bakeoff.errors import BakeoffError, SettingError
from bakeoff.evaluation.base import Finding
from bakeoff.evaluation.notation import count
from bakeoff.fields import Settings
from bakeoff.link import from_query, to_address
from bakeoff.race.late import late_in
from bakeoff.race.race import Race
from bakeoff.race.slots import PresentStep, RaceSource
from bakeoff.recipes import OPENING, recipe
from bakeoff.records.entries import StoredRace
from bakeoff.runs.races import races
from bakeoff.service.kernel import added
from bakeoff.service.ownership import is_foreign, is_of_this_machine, not_yours
from bakeoff.settings import ServerSettings
from bakeoff.spec import BakeoffSpec, DatasetChoice
from bakeoff.text import _, sentences
from bakeoff.web.address import Address
from bakeoff.web.findings import Mended
from bakeoff.web.parameters import JUDGE, PRESENT, RUN, START, STUDY
from bakeoff.web.stored import stored
from bakeoff.web.streamlit_private import came_through_history
from bakeoff.web.visitor import visitor

DOUBLE_CLICK_SECONDS = 0.5
VALUE_BYTES = 38
"""Memory of a training for each value of the rows that it learns from, at most."""
PRESENT_STEPS = 4
"""Steps shown to a room without those that features add: data, race, clock, verdict."""


@dataclass
class RaceDraft:
    """Race that one visitor is setting up.

    Attributes
    ----------
    spec : BakeoffSpec
        Always valid: an invalid value is reported in `problems` and changes nothing.
    generation : int
        Grows when the spec is replaced as a whole; part of every widget's key, so that widgets start anew.
    parked : dict of str to Settings
        Hyperparameters of contenders that are switched off, for their return.
    problems : dict of str to str
        One sentence per setting whose last value was refused.
    notes : tuple of str
        Parts of the link that were not used.
    run_id : str or None
        The displayed race.
    held : Race or None
        The same; the server stores it as long as someone refers to it.
    stored : StoredRace or None
        The race of the link, if only the history has it.
    address : Address
        Of the race's page.
    stopped : dict of str or None to float
        Time of the last request to stop a contender, or (None) all of them.
    mended : tuple of Mended
        Changes made at the press of a button, the latest last.
    present : int
        Step of it that is presented to a room, from 1; 0 if none is.
    """

    spec: BakeoffSpec = field(default_factory=BakeoffSpec)
    generation: int = 0
    parked: dict[str, Settings] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    run_id: str | None = None
    held: Race | None = None
    stored: StoredRace | None = None
    address: Address = field(default_factory=lambda: Address("race", "judge"))
    stopped: dict[str | None, float] = field(default_factory=dict)
    mended: tuple[Mended, ...] = ()
    present: int = 0

    def key(self, path: str) -> str:
        """Return the widget key of the setting at `path`."""
        return f"{path}@{self.generation}"

    def change(self, path: str, value: Any) -> None:
        """Set the setting at `path`, or keep the spec and tell why not."""
        self.problems.pop(path, None)
        try:
            self.spec = self.spec.replace(path, value)
        except SettingError as error:
            self.problems[path] = str(error)

    @property
    def for_other_data(self) -> BakeoffSpec:
        """The set-up to take over to other data; the settings of the race that the page opens with are its own."""
        return BakeoffSpec() if self.spec == recipe(OPENING).spec else self.spec

    def replace(self, spec: BakeoffSpec) -> None:
        """Start anew from another spec, but never on data that are somebody else's."""
        theirs = is_foreign(spec, visitor().owner)
        self.spec = (spec.with_parts(dataset=DatasetChoice()) if theirs else spec).of_its_task()
        self.generation += 1
        self.problems.clear()
        self.notes = (instead(not_yours(), self.spec),) if theirs else ()
        self.stored = None

    def take(self, name: str, settings: Settings) -> None:
        """Set all hyperparameters of a contender."""
        self.spec = self.spec.with_parts(contenders={**self.spec.contenders, name: settings})
        self.problems = {path: said for path, said in self.problems.items() if not path.startswith(f"{name}.")}
        self.generation += 1

    def mend(self, finding: Finding) -> None:
        """Set what mends a finding."""
        before = {path: self.setting(path) for path in finding.mend_with}
        self._set(finding.mend_with)
        self.mended = (*self.undoable(), Mended(finding.button, before, dict(finding.mend_with)))

    def undo(self, mended: Mended) -> None:
        """Set what was mended as it was before."""
        self.mended = tuple(mending for mending in self.mended if mending != mended)
        self._set(mended.before)

    def undoable(self) -> tuple[Mended, ...]:
        """Return what was mended and still is."""
        return tuple(
            mending
            for mending in self.mended
            if all(self.setting(path) == value for path, value in mending.after.items())
        )

    def setting(self, path: str) -> Any:
        """Return the value of the rule at `path`."""
        group, _dot, name = path.partition(".")
        return getattr(getattr(self.spec, group), name)

    def _set(self, values: Mapping[str, Any]) -> None:
        for path, value in values.items():
            self.change(path, value)
        self.generation += 1  # so that widgets show what holds

    def switch(self, name: str, on: bool) -> None:
        """Let a contender take part, or not; the last one can not be switched off."""
        chosen = dict(self.spec.contenders)
        if on == (name in chosen):  # told twice
            return
        if on:
            chosen[name] = self.parked.pop(name, {})  # type: ignore[arg-type]
        else:
            self.parked[name] = chosen.pop(name)
        self.problems.pop("contenders", None)
        try:
            self.spec = self.spec.with_parts(contenders=chosen)
        except BakeoffError as error:
            self.problems["contenders"] = str(error)

    @property
    def race(self) -> Race | None:
        """The race on show, if the server still knows it."""
        self.held = races().get(self.run_id)
        return self.held

    @property
    def late(self) -> tuple[str, ...]:
        """Contenders that are set up beside those of the race on show, which is over; none if more has been changed."""
        return tuple(late_in(self.spec, self.race.run)) if self.race is not None else ()

    def add(self, name: str) -> None:
        """Add a contender to the race on show."""
        self.switch(name, on=True)
        self.generation += 1
        self.start(only_late=True)

    def start(self, *, only_late: bool = False) -> None:
        """Start a race on the spec, unless one of this visitor's is still going on.

        With `only_late` those of `late` alone train, and join the race on show.
        """
        self.problems.pop("start", None)
        if self.problems or (self.race and self.race.run.active):
            return
        before = self.race.run if only_late and self.race is not None and self.late else None
        try:
            self.run_id, self.stored = races().start(self.spec, visitor().owner, before).run.id, None
        except BakeoffError as error:
            self.problems["start"] = str(error)
        else:
            self.address.write(self.query())  # at once: a reload while the page is drawn finds the race

    def present_step(self, step: int) -> None:
        """Show a step of the race to a room; the second and those after it are of a race, which is started."""
        if step > 1 and self.race is None:
            self.start()
            step = step if self.race is not None else 1
        self.present = step

    def restart_with_rows(self, rows: int) -> None:
        """Stop the race on show and start it again on fewer rows."""
        if self.race:
            self.race.stop(why=self._said_of_me(), now=True)
            self.race.wait(5)
        self.replace(self.spec.replace("rules.rows", rows))
        self.start()

    def restart_on(self, spec: BakeoffSpec) -> None:
        """Start a race that is over once more, set up otherwise."""
        self.replace(spec)
        self.start()

    def stop(self, name: str | None = None) -> None:
        """Stop the race on show, or one contender of it; the second click of a double click is not meant so."""
        now = time.monotonic()
        if self.race and now - self.stopped.get(name, 0.0) > DOUBLE_CLICK_SECONDS:
            self.stopped[name] = now
            self.race.stop(name, self._said_of_me())

    def _said_of_me(self) -> str:
        return races().said_of_stopper(self.run_id or "", visitor().owner)

    def link(self) -> dict[str, str]:
        """Return the query parameters that restore the set-up anywhere, starting nothing.

        They lead to what came of it as well, if that is over: whoever opens them sees the same result.
        """
        race = self.race if self.run_id else None
        over = race is not None and not race.active and race.run.spec == self.spec
        return to_address(self.spec) | ({RUN: race.id} if race is not None and over else {})

    def query(self) -> dict[str, str]:
        """Return the page's own query parameters: the set-up, and the race on show; none for the page as it opens."""
        shown = {RUN: self.run_id, PRESENT: str(self.present) if self.present else None}
        if self.address.lesson is None and not any(shown.values()) and self.spec == recipe(OPENING).spec:
            return {}
        return to_address(self.spec) | {name: value for name, value in shown.items() if value}


def race_draft() -> RaceDraft:
    """Return this visitor's draft, read anew from the address when that was changed from outside."""
    draft: RaceDraft = st.session_state.setdefault("draft", RaceDraft())
    if (query := draft.address.news()) is not None:
        _read(draft, query)
    return draft


def within_memory(spec: BakeoffSpec) -> BakeoffSpec:
    """Return a spec that uses all rows on as many of them as a training on this server has memory for."""
    info = spec.dataset.info
    thousands = ServerSettings.read().job_memory_bytes // (1000 * VALUE_BYTES * max(1, info.features))
    fits = spec.rules.rows is not None or thousands == 0 or 1000 * thousands >= info.rows
    return spec if fits else spec.replace("rules.rows", 1000 * thousands)


def set_up_anew(spec: BakeoffSpec) -> RaceDraft:
    """Return this visitor's draft with another set-up, and no race on show."""
    draft: RaceDraft = st.session_state.setdefault("draft", RaceDraft())
    draft.replace(spec)
    draft.run_id = None
    return draft


def _read(draft: RaceDraft, query: Mapping[str, str]) -> None:
    """Take over the address: on opening a link, on reload, on the browser's back and forward."""
    run_id = query.get(RUN)
    others = (RUN, PRESENT, JUDGE, STUDY, START)
    settings = {path: value for path, value in query.items() if path.partition(".")[0] not in others}
    race = races().get(run_id) or _from_elsewhere(run_id)
    kept = stored(run_id) if run_id and race is None else None
    raced = race.run.spec if race is not None else kept.entry.spec if kept is not None else None
    notes: tuple[str, ...] = ()
    if run_id and not settings and raced is not None:
        spec = raced
    elif query.keys() <= {RUN} and draft.address.lesson is None:
        spec = recipe(OPENING).spec
    else:
        asked, notes = from_query(settings)
        spec = asked if run_id else within_memory(asked)
        if spec != asked:
            why = _(
                "A training on this server has too little memory for all rows. The race uses {n} of them.",
                n=count(spec.rules.rows or 0),
            )
            notes += (why,)
    if spec != draft.spec:
        draft.replace(spec)
        notes += draft.notes
    draft.notes, draft.stored = notes, None
    draft.run_id = race.id if race is not None else None
    draft.present = _step(query.get(PRESENT, ""))
    if run_id and is_foreign(race.run.spec if race is not None else spec, visitor().owner):
        draft.run_id = None
        draft.notes = (instead(races().why_withheld(run_id, visitor().owner), draft.spec),)
    elif kept is not None:
        draft.stored = kept
    elif run_id and race is None and settings:
        draft.notes += (
            _("That race is no longer kept on this server; its set-up is restored, press Start race to run it again."),
        )
    elif run_id and race is None:
        draft.notes += (instead(_("That race is no longer kept on this server."), draft.spec),)
    if START in query and not came_through_history() and _is_opened_on(draft.spec):
        draft.start()


def _from_elsewhere(id: str | None) -> Race | None:
    """Return the race of this id that a feature brings, kept for this visitor."""
    race = next(filter(None, (source.find(id) for source in added(RaceSource))), None) if id else None
    return None if race is None else races().add(race, visitor().owner)


def _is_opened_on(spec: BakeoffSpec) -> bool:
    """Tell whether a set-up is on a table that the shell opens the page on."""
    return spec.dataset.name == UPLOAD.name and is_of_this_machine(spec.dataset.options.model_dump()["table"])


def instead(why: str, spec: BakeoffSpec) -> str:
    """Say why something is not shown, and what is set up in its place."""
    return sentences(why, _("{title} is set up here instead.", title=spec.dataset.info.title))


def _step(text: str) -> int:
    """Read a step of the present mode; the first where it is none of them, and 0 where none is asked for."""
    steps = map(str, range(1, PRESENT_STEPS + len(added(PresentStep)) + 1))
    return int(text) if text in steps else min(1, len(text))
