"""The history's page as a whole: the list of races, one of them, or several compared, as the address says."""

from collections.abc import Callable, Mapping
from functools import partial

import pandas as pd
import streamlit as st

from bakeoff.errors import HistoryError
from bakeoff.features.history.comparison import side_by_side, study_settings
from bakeoff.features.history.page.compared import compared
from bakeoff.features.history.page.curves import clock
from bakeoff.features.history.page.embedded import embedded
from bakeoff.features.history.page.links import COMPARE, restore, to_list, to_study
from bakeoff.features.history.page.listing import choice, listing
from bakeoff.features.history.page.numbers import table
from bakeoff.features.history.page.record_text import kind, outcome, status_words
from bakeoff.html import plain
from bakeoff.race.kept_replay import with_replay
from bakeoff.race.models import can_be_asked
from bakeoff.race.report import Report
from bakeoff.race.snapshot import Run
from bakeoff.records.entries import StoredRace
from bakeoff.records.service import history
from bakeoff.records.slots import StoredRaceView, StoredStudyView
from bakeoff.runs.races import races
from bakeoff.service.kernel import added
from bakeoff.service.ownership import is_foreign, not_yours, table_is_gone
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _
from bakeoff.web.components.copy_link import copy_link
from bakeoff.web.contributions import draw
from bakeoff.web.entry_text import title, when
from bakeoff.web.findings import warnings
from bakeoff.web.leaderboard import table as leaderboard
from bakeoff.web.parameters import RACE, VIEW
from bakeoff.web.replay import live
from bakeoff.web.routes import route
from bakeoff.web.stored import goes_on_elsewhere
from bakeoff.web.stored_curves import stored_curves
from bakeoff.web.visitor import visitor


def opened(id: str) -> None:
    """Show the race or study with this id, to whoever has it."""
    to_list()
    kept = history().get(id, visitor().owner)
    if kept is None:
        st.warning(_("No race is kept under this link; it was deleted, or the link is not whole."))
        return
    if kept.entry.question:
        _study(kept)
    else:
        _race(kept)


def _race(kept: StoredRace) -> None:
    entry = kept.entry
    report = Report.from_json(kept.report)
    if not kept.own and is_foreign(report.spec, visitor().owner):
        st.warning(not_yours())
        return
    st.header(plain(outcome(entry)), anchor=False)
    test = plain(report.verdict.basis) if report.verdict is not None else ""
    st.caption(_("{title}, {when}. {test}", title=title(entry), when=when(entry.started), test=test))
    if entry.status == "elsewhere":
        goes_on_elsewhere(kept)
    if advice := report.advice():
        st.markdown(plain(advice))
    _actions(kept, report.spec, {_("Restore this set-up"): lambda: restore(report.spec)})
    if report.verdict is not None:
        warnings(report.verdict.caveats, "stored")
    if report.finished():
        st.html(leaderboard(report))
    if report.finished() and entry.status != "elsewhere":
        race = races().get(entry.id)
        live(with_replay(Run.ended(entry.id, report)) if race is None else race.run, plain(outcome(entry)))
    if any(result.steps for result in report.results.values()):
        stored_curves(report, clock(), key="stored-curves")
    for view in added(StoredRaceView):
        draw(view.show, entry.id, report)
    _own_words(kept)
    _everything(side_by_side({entry.id: report}))


def _study(kept: StoredRace) -> None:
    entry, record = kept.entry, kept.study()
    if not kept.own and is_foreign(record.spec, visitor().owner):
        st.warning(not_yours())
        return
    st.caption(
        _(
            "{kind} on {title}, {when}.",
            kind=plain(kind(entry)),
            title=plain(title(entry)),
            when=when(entry.started),
        )
    )
    if entry.status == "running":
        st.info(_("This study is still going on; here is how far it had got when it was last written down."))
        to_study(record)
    elif entry.status == "elsewhere":
        goes_on_elsewhere(kept)
    elif entry.status != "finished":
        st.info(status_words()[entry.status])
    views = added(StoredStudyView)
    for view in views:
        draw(view.show, record)
    _actions(kept, record.spec, {_(view.restore_label): partial(view.restore, record) for view in views})
    _own_words(kept)
    _everything(study_settings(record))


def _actions(kept: StoredRace, spec: BakeoffSpec, restorers: Mapping[str, Callable[[], None]]) -> None:
    id, gone = kept.entry.id, is_foreign(spec, visitor().owner)
    if gone:
        st.warning(table_is_gone(), icon=":material/delete:")
    with st.container(horizontal=True, vertical_alignment="center", key="opened-actions"):
        for label, on_restore in restorers.items():
            if st.button(label, icon=":material/restart_alt:", type="primary", key="restore", disabled=gone):
                on_restore()
        if can_be_asked(id):
            route("ask").link(_("Ask its models"), query={RACE: id})
        with st.container(width=140):
            copy_link({RACE: id}, key="copy-race-link")
        if kept.own and st.button(_("Delete"), icon=":material/delete:", type="tertiary", key="delete"):
            choice().delete((id,))
            route("history").open()


def _everything(frame: pd.DataFrame) -> None:
    with st.expander(_("Every number and setting"), key="everything"):
        st.html(table(frame, dict.fromkeys(frame.columns, _("Value"))))


def _own_words(kept: StoredRace) -> None:
    entry = kept.entry
    if not kept.own:
        st.caption(_("You opened this by its link. Only its owner can change note and tags."))
        if entry.note:
            st.markdown(plain(entry.note))
        return
    known = history().tags(visitor().owner)
    with st.form(key="own-words"):
        note = st.text_area(_("Note"), value=entry.note, max_chars=2000, key=f"note-{entry.id}")
        tags = st.multiselect(
            _("Tags"),
            sorted({*known, *entry.tags}),
            default=list(entry.tags),
            accept_new_options=True,
            placeholder=_("Choose or write a tag"),
            key=f"tags-{entry.id}",
        )
        if st.form_submit_button(_("Save note and tags"), key="save-words"):
            history().annotate(entry.id, visitor().owner, note, tags)
            st.toast(_("Saved."))


def history_page() -> None:
    """Show what the address asks for; where the database fails, say why: races can be run all the same."""
    try:
        if RACE in st.query_params and VIEW in st.query_params:
            embedded(st.query_params[RACE], st.query_params[VIEW])
        elif RACE in st.query_params:
            opened(st.query_params[RACE])
        elif COMPARE in st.query_params:
            compared(st.query_params[COMPARE].split(","))
        else:
            listing()
    except HistoryError as error:
        st.error(plain(str(error)))
        route("race").button(_("Go to the race"))
