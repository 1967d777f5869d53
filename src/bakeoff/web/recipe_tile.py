"""Tiles of recipes and data sets: a picture, a title and a sentence, which are one button."""

import streamlit as st

from bakeoff.datasets import DatasetInfo
from bakeoff.html import plain
from bakeoff.recipes import Recipe
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _, declared
from bakeoff.web.data_choice import shape
from bakeoff.web.draft import RaceDraft, within_memory
from bakeoff.web.pictures import dataset_picture

_CHOSEN = declared("Chosen")


def recipe_tile(
    draft: RaceDraft, recipe: Recipe, badge: tuple[str, str] | None = None, *, chosen: bool = False
) -> bool:
    """Show a recipe, which replaces the draft when it is pressed; return whether it was.

    The button is as large as the tile, by `style.css`.

    Parameters
    ----------
    badge : (str, str), optional
        Text and icon above the picture.
    chosen : bool
        Whether it is set up already, so that pressing it would change nothing.
    """
    label = f"**{plain(_(recipe.title))}** {plain(_(recipe.summary))}"
    return _tile(draft, f"recipe-{recipe.name}", label, recipe.spec, badge, chosen)


def data_tile(draft: RaceDraft, info: DatasetInfo) -> bool:
    """Show a data set, of which the draft is when it is pressed; return whether it was."""
    label = f"**{plain(_(info.title))}** {plain(shape(info))} · {plain(_(info.summary))}"
    spec = within_memory(draft.for_other_data.replace("dataset", info.name))
    return _tile(draft, f"data-{info.name}", label, spec)


def _tile(
    draft: RaceDraft,
    key: str,
    label: str,
    spec: BakeoffSpec,
    badge: tuple[str, str] | None = None,
    chosen: bool = False,
) -> bool:
    info = spec.dataset.info
    missing = info.missing()
    closed = chosen or bool(missing)

    def choose() -> None:
        draft.replace(spec)
        draft.run_id = None

    with st.container(border=True, height="stretch", gap="small", key=f"tile-{'chosen-' * chosen}{key}"):
        if badge is not None:
            st.badge(_(badge[0]), icon=badge[1], color="gray")
        st.html(dataset_picture(info.name, **spec.dataset.options.model_dump(exclude_defaults=True)))
        pressed = st.button(label, key=key, type="tertiary", width="stretch", disabled=closed, on_click=choose)
        if chosen:
            st.badge(_(_CHOSEN), icon=":material/check:", color="primary")
        if missing:
            st.caption(plain(missing))
    return pressed
