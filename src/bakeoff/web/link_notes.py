"""Notes on the parts of a link that could not be used."""

import streamlit as st

from bakeoff.html import plain
from bakeoff.records.entries import StoredRace
from bakeoff.text import _
from bakeoff.web.draft import RaceDraft
from bakeoff.web.parameters import RACE
from bakeoff.web.routes import route
from bakeoff.web.stored import keep_looking


def link_notes(draft: RaceDraft) -> None:
    """Tell what the link said that was not taken."""
    for note in draft.notes:
        st.warning(plain(note), icon=":material/link_off:")
    if draft.stored is not None:
        _of_a_stored_race(draft, draft.stored)


def _of_a_stored_race(draft: RaceDraft, race: StoredRace) -> None:
    match race.entry.status:
        case "elsewhere":
            st.info(
                _(
                    "That race goes on at another server; its set-up is restored here, and the history tells how far "
                    "it is."
                )
            )
            way_on = _("See how far it is")
        case "interrupted":
            st.warning(
                _(
                    "That race was interrupted because its server ended. Its set-up is restored here; the history "
                    "has its results so far."
                ),
                icon=":material/power_off:",
            )
            way_on = _("See how far it had got")
        case _other:
            st.info(_("That race is over; its set-up is restored here, and what came of it is kept in the history."))
            way_on = _("Open what came of it")
    route("history").link(way_on, query={RACE: race.entry.id})
    if race.entry.status == "elsewhere":

        def take(now: StoredRace) -> None:
            draft.stored = now

        keep_looking(race, lambda kept: kept.entry.status, take)
