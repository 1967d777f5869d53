"""The way to the page where data are explored."""

import streamlit as st

from bakeoff.text import _
from bakeoff.ui.shared.draft import Draft

EXPLORE_PAGE = "pages/explore/explore.py"


def explore_link(mine: Draft) -> None:
    """Lead to the training part of what is set up."""
    st.page_link(EXPLORE_PAGE, label=_("Explore this data"), icon=":material/query_stats:", query_params=mine.query())
