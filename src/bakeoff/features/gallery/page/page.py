"""The gallery: every recipe and every data set, a picture each."""

import streamlit as st

from bakeoff.datasets import datasets
from bakeoff.recipes import Field, recipes
from bakeoff.text import _, declared
from bakeoff.web.draft import race_draft
from bakeoff.web.recipe_tile import data_tile, recipe_tile
from bakeoff.web.routes import route

KINDS = {
    "image": declared("Pictures"),
    "text": declared("Texts"),
    "table": declared("Tables"),
    "plane": declared("In the plane"),
}
FIELDS: dict[Field, tuple[str, str]] = {
    "vision": (declared("Vision"), ":material/visibility:"),
    "language": (declared("Language"), ":material/forum:"),
    "medicine": (declared("Medicine"), ":material/stethoscope:"),
    "basics": (declared("Basics"), ":material/school:"),
}


def gallery() -> None:
    """Show recipes, then data sets by kind; choosing one leads to the race."""
    draft = race_draft()
    st.header(_("Data and recipes"), anchor=False)
    st.markdown(_("A recipe is a whole race, ready to start. A data set alone keeps your contenders and rules."))
    route("bring").link(_("Upload your own table, or try a sample"))
    st.subheader(_("Recipes"), anchor=False)
    with st.container(horizontal=True, key="tiles-recipes"):
        for recipe in recipes().values():
            if recipe_tile(draft, recipe, FIELDS[recipe.field]):
                route("race").open(draft.query())
    for kind, title in KINDS.items():
        st.subheader(_(title), anchor=False)
        with st.container(horizontal=True, key=f"tiles-{kind}"):
            for info in datasets().values():
                if info.kind == kind and data_tile(draft, info):
                    route("race").open(draft.query())
