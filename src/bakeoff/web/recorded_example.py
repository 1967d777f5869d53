"""Frame of a recorded example, which an empty page shows in place of a result."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from bakeoff.html import plain


@contextmanager
def recorded_example(title: str, caption: str) -> Iterator[None]:
    """Draw what is inside as a recorded example, so that nobody takes it for their own result.

    Parameters
    ----------
    title, caption : str
        What it is an example of; both say that it is recorded.
    """
    with st.container(border=True, key="recorded-example"):
        st.subheader(plain(title), anchor=False)
        st.caption(plain(caption))
        yield
