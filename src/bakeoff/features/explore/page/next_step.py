"""Way from a race that nobody has won to its data."""

import streamlit as st

from bakeoff.link import to_query
from bakeoff.race.race import Race
from bakeoff.race.slots import ButtonKind, LeftOpen
from bakeoff.text import _
from bakeoff.web.routes import route


def next_step(race: Race, left_open: LeftOpen, kind: ButtonKind) -> None:
    """Show the button if a race has left open whether there is anything to learn."""
    help = _("Nobody has learnt more than the baseline knows: see whether the columns tell anything.")
    if left_open == "data" and st.button(
        _("Look at the data"), type=kind, icon=":material/query_stats:", help=help, key="next-data"
    ):
        route("explore").open(to_query(race.run.spec))
