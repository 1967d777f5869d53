"""The way to the page on which a race's contenders are asked."""

import streamlit as st

ASK_PAGE = "pages/ask/ask.py"
RACE = "race"
"""Parameter of the page's address: the race's id."""


def to_ask(race_id: str, label: str) -> None:
    """Show the way to the contenders of a race."""
    st.page_link(ASK_PAGE, label=label, icon=":material/question_answer:", query_params={RACE: race_id})
