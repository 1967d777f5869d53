"""The race page as a whole."""

import streamlit as st

from bakeoff.ui.race.board import board
from bakeoff.ui.race.results import results
from bakeoff.ui.race.setup import setup
from bakeoff.ui.race.welcome import welcome
from bakeoff.ui.shared.draft import draft
from bakeoff.ui.shared.headline import plain
from bakeoff.ui.shared.link_notes import link_notes
from bakeoff.ui.shared.server import races
from bakeoff.ui.shared.style import style


def race_page() -> None:
    """Show the set-up on the left and what is known on the right."""
    mine = draft()
    style()
    left, right = st.columns([5, 11], gap="large")
    with left:
        setup(mine)
    with right:
        with st.container():  # of its own: one note more must not make the browser build the board anew
            link_notes(mine)
            if trouble := races().recorder.trouble(mine.run_id):
                st.warning(plain(trouble), icon=":material/history_off:")
        if mine.race is None:
            welcome(mine)
        else:
            with st.container(key="board"):
                board(mine)
                results(mine)
    mine.address.write(mine.query())  # so that reload and a copied address find it again
