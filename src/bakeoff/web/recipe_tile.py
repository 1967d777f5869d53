"""Tile of a recipe: a picture, a title and a sentence, which are one button."""

import streamlit as st

from bakeoff.html import plain
from bakeoff.recipes import Recipe
from bakeoff.text import _
from bakeoff.web.draft import RaceDraft
from bakeoff.web.pictures import dataset_picture


def recipe_tile(draft: RaceDraft, recipe: Recipe, badge: tuple[str, str] | None = None) -> bool:
    """Show a recipe, which replaces the draft when it is pressed; return whether it was.

    The button is as large as the tile, by `style.css`.

    Parameters
    ----------
    badge : (str, str), optional
        Text and icon above the picture.
    """
    info = recipe.spec.dataset.info
    missing = info.missing()

    def choose() -> None:
        draft.replace(recipe.spec)
        draft.run_id = None

    with st.container(border=True, height="stretch", gap="small", key=f"tile-{recipe.name}"):
        if badge is not None:
            st.badge(_(badge[0]), icon=badge[1], color="gray")
        st.html(dataset_picture(info.name))
        label = f"**{plain(_(recipe.title))}** {plain(_(recipe.summary))}"
        key = f"recipe-{recipe.name}"
        pressed = st.button(label, key=key, type="tertiary", width="stretch", disabled=bool(missing), on_click=choose)
        if missing:
            st.caption(plain(missing))
    return pressed
