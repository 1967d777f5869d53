"""The page on which the fitted contenders of a race are asked."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from bakeoff.errors import BakeoffError, HistoryError
from bakeoff.features.ask.answers import Sheet
from bakeoff.features.ask.page.batch import batch
from bakeoff.features.ask.page.draw import draw
from bakeoff.features.ask.page.global_explanation import global_explanation
from bakeoff.features.ask.page.local_explanation import local_explanation
from bakeoff.features.ask.page.what_if import what_if
from bakeoff.features.ask.parts.asking import AskDraft, ask_draft
from bakeoff.features.ask.service import asks
from bakeoff.features.history.parts.entry_text import title, when
from bakeoff.features.history.service import history
from bakeoff.features.race.service import races
from bakeoff.html import plain
from bakeoff.link import to_query
from bakeoff.race.models import can_be_asked
from bakeoff.text import _
from bakeoff.web import routes
from bakeoff.web.parameters import RACE
from bakeoff.web.tabs import tabs
from bakeoff.web.visitor import visitor

LISTED = 8


def ask_page() -> None:
    """Show what can be asked of the race in the address, or the races that can be asked."""
    race_id = st.query_params.get(RACE, "")
    if not race_id:
        _choose()
        return
    try:
        draft = ask_draft(asks().open(race_id, races(), visitor().owner))
        sheet = draft.sheet()
    except BakeoffError as error:
        st.warning(plain(str(error)), icon=":material/model_training:")
        _back(race_id)
        return
    if sheet is not None:
        _ask(draft, sheet)


def _ask(draft: AskDraft, sheet: Sheet) -> None:
    info = draft.session.spec.dataset.info
    st.header(_("Ask the models"), anchor=False)
    st.caption(_("{title}: {summary}", title=info.title, summary=info.summary))
    first = {_("Draw"): partial(draw, sheet.image_shape)} if sheet.image_shape else {_("What if"): what_if}
    views: dict[str, Callable[[AskDraft, Sheet], None]] = {
        **first,
        _("Why"): local_explanation,
        _("The models as a whole"): global_explanation,
        _("Many rows"): batch,
    }
    shown = tabs(list(views), key=f"ask-views-{draft.session.race_id}")
    for tab, show in zip(shown, views.values(), strict=True):
        if tab.open:
            with tab:
                show(draft, sheet)


def _back(race_id: str) -> None:
    """Lead back to the race page, set up as this race was if that is still known."""
    try:
        spec = races().finished_spec(race_id)
    except HistoryError:
        spec = None
    label = _("Set up this race again") if spec else _("Set up a race")
    routes.RACE.link(label, query=to_query(spec) if spec else None)


def _choose() -> None:
    st.header(_("Ask the models"), anchor=False)
    st.markdown(
        _(
            "Change a row and see every contender’s answer change; find the smallest change that turns it; see why. "
            "The contenders of a finished race can be asked for as long as they are kept."
        )
    )
    try:
        entries = history().find(visitor().owner, limit=3 * LISTED).races
    except HistoryError as error:
        st.warning(plain(str(error)))
        entries = ()
    kept = [entry for entry in entries if entry.status != "running" and can_be_asked(entry.id)][:LISTED]
    for entry in kept:
        label = _("{title}, {when}", title=title(entry), when=when(entry.started))
        st.button(
            plain(label),
            icon=":material/question_answer:",
            key=f"ask-{entry.id}",
            on_click=st.query_params.from_dict,
            args=({RACE: entry.id},),
        )
        if entry.verdict:
            st.caption(plain(entry.verdict))
    if kept:
        routes.RACE.link(_("Run a race"))
    else:
        routes.RACE.button(_("Run the first race"))
