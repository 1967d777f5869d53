"""The page where data are brought, as a whole."""

import streamlit as st

from bakeoff.datasets.upload import UPLOAD, store
from bakeoff.evaluation.notation import duration, size
from bakeoff.features.upload.page.by_hand import new
from bakeoff.features.upload.page.draft import UploadDraft, upload_draft
from bakeoff.features.upload.page.sources import sources
from bakeoff.features.upload.page.table import table
from bakeoff.html import plain
from bakeoff.intake.incoming import Incoming
from bakeoff.intake.openml import Fetching
from bakeoff.intake.writing import Writing
from bakeoff.text import _, declared
from bakeoff.web.access import upload_refused
from bakeoff.web.components.into_sight import into_sight
from bakeoff.web.draft import RaceDraft, race_draft
from bakeoff.web.waiting_text import so_far

POLL_SECONDS = 0.25
_STOP: dict[type[Incoming], str] = {Fetching: declared("Stop fetching"), Writing: declared("Stop saving")}


def upload_page() -> None:
    """Show where data come from on the left, and what they are on the right."""
    if upload_refused():
        return
    race, draft = race_draft(), upload_draft()
    store.purge()
    _open_what_is_raced_on(draft, race)
    left, right = st.columns([5, 11], gap="large")
    with left, st.container(key="bring-sources"):
        st.subheader(_("Your data"), anchor=False)
        sources(draft)
    with right, st.container(key="board"):
        with st.container(key="bring-news"):  # always there, since what follows would start anew if its place changed
            if draft.shown:
                into_sight(str(draft.shown), key="bring-shown")
            if draft.reading is not None:
                _progress(draft)
            if draft.problem:
                st.error(plain(draft.problem), icon=":material/error:")
        if draft.sheet is not None:
            new(draft, draft.sheet)
        elif draft.opened is not None:
            table(draft, draft.opened, race)
        elif draft.reading is None:
            _welcome()


def _open_what_is_raced_on(draft: UploadDraft, race: RaceDraft) -> None:
    """Show the table that the race is about, if none is on show."""
    if draft.opened is not None and store.find(draft.opened.id) is None:  # deleted elsewhere, or by time
        draft.close()
    chosen = race.spec.dataset
    if draft.opened is None and chosen.name == UPLOAD.name:
        draft.open(chosen.options.model_dump()["table"])


def _welcome() -> None:
    st.header(_("Who wins on your data?"), anchor=False)
    st.markdown(
        _(
            "Upload a table with a row for each example and a column for each thing you know about it. One column is "
            "to be predicted. You see how the table was read, correct wrong guesses, and press **Race on this data**."
        )
    )
    st.markdown(
        _("No file at hand? Press one of the samples, or paint points in the network lab and race on these from there.")
    )
    st.caption(_("Nobody else sees your uploads. You can delete them at any time."))


@st.fragment(run_every=POLL_SECONDS)
def _progress(draft: UploadDraft) -> None:
    reading = draft.reading
    if reading is None:
        st.rerun()  # it was stopped here
    if not reading.active:
        draft.take()
        st.rerun()
    st.info(plain(bringing(reading)), icon=":material/hourglass_top:")
    st.button(
        _(_STOP.get(type(reading), declared("Stop reading"))),
        key="bring-stop",
        icon=":material/stop:",
        on_click=draft.stop,
    )


def bringing(reading: Incoming) -> str:
    """Say how far a table on its way is."""
    if not isinstance(reading, Fetching):
        return so_far(_("Saving the table") if isinstance(reading, Writing) else _("Reading the file"), reading)
    what = _("Fetching {name} from OpenML", name=reading.match.name)
    if reading.place:
        return so_far(what, reading)
    return _("{what}, {size} in {time} so far", what=what, size=size(reading.bytes), time=duration(reading.seconds))
