"""The ways between the history's views, the race and the judge."""

from collections.abc import Mapping, Sequence
from typing import Literal

import streamlit as st

from bakeoff.judge import Record
from bakeoff.link import to_query, write
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _
from bakeoff.ui.gallery.page import RACE_PAGE
from bakeoff.ui.judge.draft import JudgeDraft
from bakeoff.ui.shared.draft import JUDGE, STUDY, Draft

HISTORY_PAGE = "pages/history/history.py"
JUDGE_PAGE = "pages/judge/judge.py"
RACE, COMPARE = "race", "compare"
"""Parameters of the page's address: the id of one race or study, or several races' parted by commas."""


def to_list() -> None:
    """Show the way back to the list."""
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


def to_study(record: Record) -> None:
    """Show the way to the judge, where a study can be watched."""
    query = to_query(record.spec) | write(record.plan, f"{JUDGE}.") | {STUDY: record.id}
    st.page_link(JUDGE_PAGE, label=_("Watch it"), icon=":material/gavel:", query_params=query)


def restore(spec: BakeoffSpec) -> None:
    """Lead to the race page, set up as `spec` says, with nothing started."""
    mine = _set_up(spec)
    st.switch_page(RACE_PAGE, query_params=mine.query())


def ask_again(record: Record) -> None:
    """Lead to the judge, set up and asked as a study was, with nothing started."""
    race = _set_up(record.spec)
    mine: JudgeDraft = st.session_state.setdefault("judge", JudgeDraft(race))
    mine.ask(record.plan)
    mine.study_id = mine.stored = None
    st.switch_page(JUDGE_PAGE, query_params=mine.query())


def _set_up(spec: BakeoffSpec) -> Draft:
    mine: Draft = st.session_state.setdefault("draft", Draft())
    mine.replace(spec)
    mine.run_id = None
    return mine
