"""Stories of the first screen: claims to put to the test, each a recipe that is a button."""

import streamlit as st

from bakeoff.recipes import STORIES, recipe
from bakeoff.text import _
from bakeoff.web.draft import RaceDraft
from bakeoff.web.recipe_tile import recipe_tile

SURPRISE = "final_bills"
"""Story whose end a warning before the start would give away."""


def stories(draft: RaceDraft) -> None:
    """Show the stories; the visitor's own choice is marked."""
    st.subheader(_("Four claims to put to the test"), anchor=False)
    with st.container(horizontal=True, key="tiles-stories"):
        for name in STORIES:
            recipe_tile(draft, recipe(name), chosen=recipe(name).spec == draft.spec)
