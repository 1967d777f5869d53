"""The history's page as a whole: the list of races, one of them, or several compared, as the address says."""

import streamlit as st

from bakeoff.errors import HistoryError
from bakeoff.features.history.page.compared import compared
from bakeoff.features.history.page.links import COMPARE
from bakeoff.features.history.page.listing import listing
from bakeoff.features.history.page.opened import FeatureViews, opened
from bakeoff.html import plain
from bakeoff.text import _
from bakeoff.web import routes
from bakeoff.web.parameters import RACE


def history_page(views: FeatureViews) -> None:
    """Show what the address asks for; where the database fails, say why: races can be run all the same."""
    try:
        if RACE in st.query_params:
            opened(st.query_params[RACE], views)
        elif COMPARE in st.query_params:
            compared(st.query_params[COMPARE].split(","))
        else:
            listing()
    except HistoryError as error:
        st.error(plain(str(error)))
        routes.RACE.button(_("Go to the race"))
