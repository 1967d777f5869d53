"""The list of a visitor's races and studies: searched, sorted, chosen from."""

import contextlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import TypedDict

import streamlit as st

from bakeoff.errors import BakeoffError, HistoryError
from bakeoff.features.history.comparison import MOST_RACES
from bakeoff.features.history.page.links import to_comparison, to_race
from bakeoff.features.history.page.record_text import summary
from bakeoff.html import plain
from bakeoff.lesson.book import KeptLessons
from bakeoff.lesson.certificate import PARAMETER, Certificate
from bakeoff.records.entries import Entry, Found
from bakeoff.records.history import Kind, Order
from bakeoff.records.service import history
from bakeoff.service.kernel import database
from bakeoff.service.secret import server_key
from bakeoff.text import _, counted
from bakeoff.web.components.into_sight import into_sight
from bakeoff.web.entry_text import title, when
from bakeoff.web.routes import route
from bakeoff.web.visitor import visitor

ON_A_PAGE = 20
_STATE = "history-choice"


@dataclass
class Choice:
    """Selected races and studies in order, which are studies, the last deletion, and its error."""

    chosen: list[str] = field(default_factory=list)
    studies: set[str] = field(default_factory=set)
    deleted: tuple[str, ...] = ()
    problem: str = ""

    def tick(self, entry: Entry) -> None:
        """Choose a race or a study, or no longer."""
        (self.chosen.remove if entry.id in self.chosen else self.chosen.append)(entry.id)
        if entry.question:
            self.studies.add(entry.id)

    @property
    def races(self) -> list[str]:
        """Selected races, which can be compared."""
        return [id for id in self.chosen if id not in self.studies]

    def delete(self, ids: Collection[str]) -> None:
        """Delete races, and remember which."""
        self.problem = ""
        try:
            history().delete(ids, visitor().owner)
        except HistoryError as error:
            self.problem = str(error)
            return
        self.deleted = tuple(ids)
        self.chosen = [id for id in self.chosen if id not in ids]

    def undo(self) -> None:
        """Bring back what was deleted last."""
        self.problem = ""
        try:
            history().undelete(self.deleted, visitor().owner)
        except HistoryError as error:
            self.problem = str(error)
            return
        self.deleted = ()


def choice() -> Choice:
    """Return this visitor's choice."""
    ticked: Choice = st.session_state.setdefault(_STATE, Choice())
    return ticked


def listing() -> None:
    """Show the races and studies of this visitor's browser."""
    st.header(_("History"), anchor=False)
    me, ticked, past = visitor(), choice(), history()
    if not me.lasting:
        st.info(_("Your browser keeps no cookie of this page, so races are listed here only until you close it."))
    if ticked.problem:
        st.error(plain(ticked.problem))
    _undo(ticked)
    certificates()
    if not past.find(me.owner, limit=1).total:
        st.markdown(_("Every race you run, and every study of the judge, is kept here with its scores and settings."))
        route("race").button(_("Run the first race"))
        return
    tags = past.tags(me.owner)
    asked, key = _controls(tags)
    page = int(st.session_state.get(key, 1))
    listed = past.find(me.owner, **asked, limit=ON_A_PAGE, offset=(page - 1) * ON_A_PAGE)
    if not listed.total:
        st.markdown(_("Nothing is of this kind and has all of these words and this tag."))
        return
    _actions(ticked, listed)
    for entry in listed.races:
        _row(ticked, entry)
    pages = -(-listed.total // ON_A_PAGE)
    if pages > 1:
        st.pagination(pages, key=key, persist_state="session")


class _Asked(TypedDict):
    search: str
    tag: str
    kind: Kind
    order: Order


def _controls(tags: tuple[str, ...]) -> tuple[_Asked, str]:
    """Show what the list can be narrowed and sorted by; return it, and the key of the list's page number."""
    kinds: Mapping[Kind, str] = {"all": _("Races and studies"), "race": _("Races"), "study": _("Studies")}
    orders: Mapping[Order, str] = {
        "newest": _("Newest first"),
        "oldest": _("Oldest first"),
        "dataset": _("Data set"),
        "score": _("Best score first"),
        "cpu": _("Least CPU time first"),
    }
    cells = st.columns([3, 1, 1, 1] if tags else [3, 1, 1])
    search = cells[0].text_input(
        _("Search"),
        key="history-search",
        placeholder=_("Data set, contender, verdict, note or tag"),
        max_chars=100,
        persist_state="session",
    )
    kind: Kind = cells[1].selectbox(
        _("Show"), list(kinds), format_func=kinds.__getitem__, key="history-kind", persist_state="session"
    )
    order: Order = cells[2].selectbox(
        _("Sort by"), list(orders), format_func=orders.__getitem__, key="history-order", persist_state="session"
    )
    tag = ""
    if tags:
        tag = cells[3].selectbox(
            _("Tag"),
            ["", *tags],
            format_func=lambda option: option or _("All"),
            key="history-tag",
            persist_state="session",
        )
    asked = _Asked(search=search, tag=tag, kind=kind, order=order)
    return asked, f"history-page {search} {tag} {kind} {order}"


def _actions(ticked: Choice, listed: Found) -> None:
    total = _total(listed)
    with st.container(horizontal=True, vertical_alignment="center", key="history-actions"):
        if len(ticked.races) > MOST_RACES:
            st.caption(_("{total}. At most {most} can be compared.", total=total, most=MOST_RACES))
        elif listed.total - listed.studies < 2:
            st.caption(total)
        elif len(ticked.races) < 2:
            st.caption(_("{total}. Tick two races or more to compare them.", total=total))
        else:
            st.caption(total)
            to_comparison(ticked.races, _("Compare {n} races", n=len(ticked.races)))
        if ticked.chosen:
            st.button(
                _("Delete {n} ticked", n=len(ticked.chosen)),
                icon=":material/delete:",
                key="history-delete",
                type="tertiary",
                on_click=ticked.delete,
                args=(tuple(ticked.chosen),),
            )


def _total(listed: Found) -> str:
    """Say how many races and studies there are."""
    n_races = listed.total - listed.studies
    races_said = counted("{n:,} race", "{n:,} races", n_races)
    studies_said = counted("{n:,} study", "{n:,} studies", listed.studies)
    if not listed.studies:
        return races_said
    return _("{races} and {studies}", races=races_said, studies=studies_said) if n_races else studies_said


def _undo(ticked: Choice) -> None:
    if not ticked.deleted:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="history-undo"):
        into_sight(" ".join(ticked.deleted), key="history-undo-in-sight")
        st.markdown(counted("Deleted {n:,} entry.", "Deleted {n:,} entries.", len(ticked.deleted)))
        st.button(_("Undo"), icon=":material/undo:", key="undo", on_click=ticked.undo)


def _row(ticked: Choice, entry: Entry) -> None:
    name = _("{title}, {when}", title=title(entry), when=when(entry.started))
    with st.container(horizontal=True, vertical_alignment="center", border=True, key=f"race-{entry.id}"):
        st.checkbox(
            _("Choose {race}", race=name),
            value=entry.id in ticked.chosen,
            key=f"tick-{entry.id}",
            label_visibility="collapsed",
            on_change=ticked.tick,
            args=(entry,),
        )
        st.html(summary(entry), width="stretch")
        to_race(entry.id, _("Open"))


def certificates() -> None:
    """Lead to the visitor's certificates, the newest first; nothing without one."""
    kept = {}
    for text in KeptLessons(database()).certificates(visitor().owner):
        with contextlib.suppress(BakeoffError):  # signed by a former key, or about what is no longer there
            kept[text] = Certificate.read(text, server_key())
    if not kept:
        return
    label = counted("{n} certificate", "{n} certificates", len(kept))
    with st.expander(label, key="history-certificates"):
        for text, certificate in kept.items():
            title, day = plain(certificate.title), certificate.at.date().isoformat()
            route("certificate").link(_("{title}, {when}", title=title, when=day), query={PARAMETER: text})
