"""Ways from a race that is over to the page on which its contenders are asked."""

import streamlit as st

from bakeoff.race.race import Race
from bakeoff.race.slots import ButtonKind, LeftOpen
from bakeoff.race.snapshot import Run
from bakeoff.text import _
from bakeoff.web.parameters import RACE
from bakeoff.web.routes import route


def next_step(race: Race, left_open: LeftOpen, kind: ButtonKind) -> None:
    """Show the button if a race has left open why its winner answers so, and has models to ask."""
    if left_open != "why" or not race.trained_here:
        return
    help = _("Ask the trained models about any row: what each answers, why, and what would change it.")
    if st.button(_("Ask the models"), type=kind, icon=":material/question_answer:", help=help, key="next-why"):
        route("ask").open({RACE: race.id})


def link(run: Run) -> None:
    """Show the link beneath the view of one row."""
    route("ask").link(_("What if, and why? Ask the models"), query={RACE: run.id})
