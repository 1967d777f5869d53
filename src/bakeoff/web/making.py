"""A file that a job makes: a button that has it made, how far that is, and a button that saves it."""

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from bakeoff.export.packing import MadeFile
from bakeoff.html import plain
from bakeoff.service.uploads import uploads
from bakeoff.text import _, told
from bakeoff.web.save import save_button
from bakeoff.web.streamlit_private import session
from bakeoff.web.waiting_text import so_far

TICK_SECONDS = 0.5

File = TypeVar("File", bound=MadeFile)


def making(
    name: str,
    of: str,
    start: Callable[[], File],
    *,
    make: str,
    save: str,
    file_name: str,
    help: str,
    current: Callable[[File], bool] = lambda _made: True,
) -> None:
    """Show the button that has a file made; then how far it is; then the one that saves it.

    `name` is the kind of file, and part of its widgets' keys; `of` is the id of what the file is about. A file that is
    not `current` any more is made anew.
    """
    key = f"{name}-{of}"
    made: File | None = st.session_state.get(key)
    active = made is not None and made.active

    def show() -> None:
        made: File | None = st.session_state.get(key)
        if (made is not None and made.active) != active:
            st.rerun()
        if made is not None and made.active:
            st.button(_how_far(made), disabled=True, icon="spinner", key=f"{name}-making")
        elif made is not None and made.ready and current(made):
            save_button(save, made.content, file_name, key=f"{name}-file", help=help)
            if made.note:
                st.caption(plain(told(made.note)))
        else:
            st.button(make, icon=":material/package_2:", key=f"make-{name}", help=help, on_click=begin)
            if made is not None and made.problem:
                st.error(plain(told(made.problem)))

    def begin() -> None:
        st.session_state[key] = begun = start()
        uploads().expect(begun, session() or "")

    st.fragment(show, run_every=TICK_SECONDS if active else None)()


def _how_far(made: MadeFile) -> str:
    if made.place:
        return so_far(_("Packing"), made)
    return _("Packing, {percent} %", percent=round(100 * made.share)) if made.share else _("Packing")
