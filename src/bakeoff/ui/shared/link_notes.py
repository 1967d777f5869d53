"""What a link said that could not be done as it said."""

import streamlit as st

from bakeoff.text import _
from bakeoff.ui import routes
from bakeoff.ui.shared.address import RACE
from bakeoff.ui.shared.draft import RaceDraft
from bakeoff.ui.shared.headline import plain


def link_notes(draft: RaceDraft) -> None:
    """Tell what the link said that was not taken."""
    for note in draft.notes:
        st.warning(plain(note), icon=":material/link_off:")
    if draft.stored_id and draft.goes_on_elsewhere:
        st.info(
            _("That race goes on at another server; its set-up is restored here, and the history tells how far it is.")
        )
        routes.HISTORY.link(_("See how far it is"), query={RACE: draft.stored_id})
    elif draft.stored_id:
        st.info(_("That race is over; its set-up is restored here, and what came of it is kept in the history."))
        routes.HISTORY.link(_("Open what came of it"), query={RACE: draft.stored_id})
