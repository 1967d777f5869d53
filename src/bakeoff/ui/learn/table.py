"""A small table among a chapter's words."""

from collections.abc import Sequence

import streamlit as st


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Show rows under a head; the first cell of each names it, the others are numbers."""
    rule = [":--", *["--:"] * (len(head) - 1)]
    st.markdown("\n".join("| " + " | ".join(cells) + " |" for cells in (head, rule, *rows)))
