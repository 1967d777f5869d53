"""The ways between the history's views and the race."""

from collections.abc import Mapping, Sequence
from typing import Literal

import streamlit as st

from bakeoff.spec import BakeoffSpec
from bakeoff.text import _
from bakeoff.ui.draft import Draft
from bakeoff.ui.gallery import RACE_PAGE

HISTORY_PAGE = "pages/history/history.py"
RACE, COMPARE = "race", "compare"
"""Parameters of the page's address: one race's id, or several parted by commas."""


def to_list() -> None:
    """Show the way back to all races."""
    _go(_("All races"), ":material/arrow_back:", "to-list", {})


def to_race_page(label: str) -> None:
    """Show the way to the race page."""
    if st.button(label, icon=":material/sports_score:", key="to-race-page", type="primary"):
        st.switch_page(RACE_PAGE)


def to_race(id: str, label: str) -> None:
    """Show the way to one stored race."""
    _go(label, ":material/open_in_full:", f"open-{id}", {RACE: id})


def to_comparison(ids: Sequence[str], label: str) -> None:
    """Show the way to a comparison."""
    _go(label, ":material/compare:", "compare", {COMPARE: ",".join(ids)}, primary=True)


def _go(label: str, icon: str, key: str, query: Mapping[str, str], *, primary: bool = False) -> None:
    # Not a page link: one that leads to the page it is on leaves the browser's address as it was.
    kind: Literal["primary", "secondary"] = "primary" if primary else "secondary"
    st.button(label, icon=icon, key=key, type=kind, on_click=st.query_params.from_dict, args=(query,))


def restore(spec: BakeoffSpec) -> None:
    """Lead to the race page, set up as `spec` says, with nothing started."""
    mine: Draft = st.session_state.setdefault("draft", Draft())
    mine.replace(spec)
    mine.run_id = None
    st.switch_page(RACE_PAGE, query_params=mine.query())
