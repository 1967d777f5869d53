"""The end of a set-up: start or stop, and why nothing could start."""

from typing import Protocol

import streamlit as st

from bakeoff.html import plain
from bakeoff.web.widgets import Changing


class StartableDraft(Changing, Protocol):
    """Draft that a visitor starts; `problems` has the reason under "start" if it could not start."""

    def start(self) -> None:
        """Start what is set up, unless it goes on already."""

    def stop(self) -> None:
        """Stop what goes on."""


def start_button(
    draft: StartableDraft, active: bool, *, start: str, icon: str, stop: str, key: str = "", first: bool = True
) -> None:
    """Show one button, which starts or stops.

    What is pressed at its place before Stop can be seen, as by a double click on Start, is not meant for Stop, however
    late a slow browser hears of it: `style.css` sees to that.

    Parameters
    ----------
    active : bool
        Whether it goes on.
    start, icon, stop : str
        What the button says.
    key : str
        Beginning of the widgets' keys.
    first : bool
        Whether to start is the first thing to do on the page.
    """
    if active:
        st.button(
            stop,
            key=f"{key}stop",
            type="primary",
            width="stretch",
            icon=":material/stop:",
            on_click=draft.stop,
        )
    else:
        st.button(
            start,
            key=f"{key}start",
            type="primary" if first else "secondary",
            width="stretch",
            icon=icon,
            on_click=draft.start,
            disabled=bool(draft.problems.keys() - {"start"}),
        )
    if "start" in draft.problems:
        st.error(plain(draft.problems["start"]))
