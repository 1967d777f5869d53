"""The gallery: every recipe and every data set, a picture each."""

from collections.abc import Iterable

import streamlit as st

from bakeoff.datasets import DatasetInfo, datasets
from bakeoff.recipes import Field, recipes
from bakeoff.text import _, declared, told
from bakeoff.web import routes
from bakeoff.web.data_choice import shape
from bakeoff.web.draft import RaceDraft, race_draft
from bakeoff.web.pictures import dataset_picture
from bakeoff.web.recipe_tile import recipe_tile

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
    routes.UPLOAD.link(_("Upload your own table, or try a sample"))
    st.subheader(_("Recipes"), anchor=False)
    with st.container(horizontal=True, key="tiles-recipes"):
        for recipe in recipes().values():
            if recipe_tile(draft, recipe, FIELDS[recipe.field]):
                routes.RACE.open(draft.query())
    for kind, title in KINDS.items():
        st.subheader(_(title), anchor=False)
        _grid(draft, (info for info in datasets().values() if info.kind == kind))


def _grid(draft: RaceDraft, tiles: Iterable[DatasetInfo], width: int = 4) -> None:
    tiles = list(tiles)
    for start in range(0, len(tiles), width):
        for cell, tile in zip(st.columns(width), tiles[start : start + width], strict=False):
            with cell, st.container(border=True, height="stretch"):
                _tile(draft, tile)


def _tile(draft: RaceDraft, info: DatasetInfo) -> None:
    st.html(dataset_picture(info.name))
    st.markdown(f"**{_(info.title)}**")
    st.caption(shape(info))
    st.caption(_(info.summary))
    missing = info.missing()
    if missing:
        st.caption(told(missing))
    title, key, disabled = info.title, f"data-{info.name}", bool(missing)
    use = st.button(_("Use {title}", title=title), key=key, disabled=disabled, width="stretch")
    explore = st.button(
        _("Explore {title}", title=title),
        key=f"explore-{key}",
        disabled=disabled,
        type="tertiary",
        icon=":material/query_stats:",
    )
    for route, chosen in {routes.RACE: use, routes.EXPLORE: explore}.items():
        if chosen:
            draft.replace(draft.spec.replace("dataset", info.name))
            draft.run_id = None
            route.open(draft.query())
