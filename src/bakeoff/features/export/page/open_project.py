"""Opening a project file: its race takes the place of the visitor's."""

from dataclasses import replace

import streamlit as st

from bakeoff.errors import BakeoffError
from bakeoff.export.opening import OpenedRace, Opening
from bakeoff.export.shown_report import shown
from bakeoff.html import plain
from bakeoff.race.race import Race
from bakeoff.runs.races import races
from bakeoff.service.engines import interactive_engine
from bakeoff.service.uploads import uploads
from bakeoff.settings import LOCAL, ServerSettings
from bakeoff.text import _, sentences, told
from bakeoff.web.access import upload_refused
from bakeoff.web.components.into_sight import into_sight
from bakeoff.web.components.uploader import uploader
from bakeoff.web.draft import RaceDraft, race_draft
from bakeoff.web.folds import fold
from bakeoff.web.save import save_button
from bakeoff.web.streamlit_private import session
from bakeoff.web.visitor import turn_owner, visitor
from bakeoff.web.waiting_text import so_far
from bakeoff.web.why_list import why_list

SHORT_SECONDS, POLL_SECONDS = 1.0, 0.25
"""Seconds before the page says that a file is being opened, and between two looks after that."""

_UPLOAD, _OPENED = "project-upload", "project-opened"


def open_project() -> None:
    """Show where a project file is opened, and what the last one says, or why it was refused."""
    draft = race_draft()
    box = fold(_("Open a project file"), key="open-project")
    if not box.open:
        return
    with box:
        if upload_refused():
            return
        uploader(
            _("A .bakeoff file, saved under “Save and export”"),
            ["bakeoff"],
            key=_UPLOAD,
            on_change=_open,
            args=(draft,),
        )
        opened: Opening | str = st.session_state.get(_OPENED, "")
        if isinstance(opened, Opening):
            _wait(draft, opened)
        elif opened:
            st.error(plain(told(opened)))


def _open(draft: RaceDraft) -> None:
    before = st.session_state.pop(_OPENED, None)
    if isinstance(before, Opening):
        before.stop()
    file = st.session_state[_UPLOAD]
    if file is None:
        return
    try:
        uploads().take(visitor().owner)
        opening = Opening(file.getvalue(), interactive_engine(), turn_owner())
    except BakeoffError as error:
        st.session_state[_OPENED] = str(error)
        return
    st.session_state[_OPENED] = opening
    uploads().expect(opening, session() or "")
    if opening.wait(SHORT_SECONDS):
        _take(draft, opening)


@st.fragment(run_every=POLL_SECONDS)
def _wait(draft: RaceDraft, opening: Opening) -> None:
    if not opening.active:
        _take(draft, opening)
        st.rerun()
    st.caption(so_far(_("Opening the project file"), opening))


def _take(draft: RaceDraft, opening: Opening) -> None:
    """Take over what an opening that has ended came to."""
    if opening.problem:
        st.session_state[_OPENED] = opening.problem
        return
    project, data = opening.result
    draft.replace(project.spec)
    if draft.spec != project.spec:  # the table is another visitor's
        project = replace(project, rows=None)
    race = OpenedRace(project, data, interactive_engine())
    draft.run_id = races().add(race, visitor().owner).id
    del st.session_state[_OPENED]


def shown_race(id: str) -> Race | None:
    """Return the race of a report that Python shows on this machine's page, or None."""
    content = shown(id) if ServerSettings.read().preset == LOCAL else None
    if content is None:
        return None
    opening = Opening(content, interactive_engine(), turn_owner())
    opening.wait()
    if opening.problem:
        return None
    project, data = opening.result
    return OpenedRace(project, data, interactive_engine())


def opened_file(race: Race) -> None:
    """Say what a project file lacks, with its notes and models, if the race is from one."""
    if not isinstance(race, OpenedRace):
        return
    project = race.project
    with st.container(key="opened-file"):
        into_sight(race.id, key="opened-file-in-sight")
        asked = _("This race is from a project file. Its models stay closed: press Start race to ask them why.")
        rows = _("This race is from a project file. It has no answers row by row: press Start race to see them.")
        st.caption(plain(sentences(asked if project.rows else rows, told(race.data))))
        if not project.rows:
            why_list(project.report.why)
        if project.notes:
            st.markdown(plain(project.notes))
        if project.models:
            save_button(
                _("Save its trained models"),
                project.models,
                f"{project.spec.dataset.name}-models.zip",
                key="opened-models",
                help=_("They have not been opened here. Open them only if you trust the author of the file."),
            )
