"""A file that takes a job to make: a button that has it made, how far that is, and a button that saves it."""

from collections.abc import Callable

import streamlit as st

from bakeoff.export import Packing
from bakeoff.export.packing import Kind
from bakeoff.race import Run
from bakeoff.text import _, language, told
from bakeoff.ui.shared.headline import plain
from bakeoff.ui.shared.save import save_button
from bakeoff.ui.shared.server import interactive_engine
from bakeoff.ui.shared.waiting_text import so_far

TICK_SECONDS = 0.5


def making(
    run: Run, kind: Kind, *, make: str, save: str, file_name: str, help: str, notes: Callable[[], str] = str
) -> None:
    """Show the button that has a file made; then how far it is; then the one that saves it.

    Parameters
    ----------
    run : Run
        The race that the file is of.
    kind : {"models", "curves", "project"}
    make, save : str
        What the two buttons say.
    file_name, help : str
    notes : callable
        Returns what goes into the file with it, as it is now: once that is another, or another language is spoken,
        the file is made anew.
    """
    packing = _packing(run, kind)
    active = packing is not None and packing.active

    def show() -> None:
        packing = _packing(run, kind)
        if (packing is not None and packing.active) != active:
            st.rerun()
        if packing is not None and packing.active:
            st.button(_how_far(packing), disabled=True, icon="spinner", key=f"{kind}-making")
        elif packing is not None and packing.ready and (packing.notes, packing.language) == (notes(), language()):
            save_button(save, packing.content, file_name, key=f"{kind}-file", help=help)
            if packing.note:
                st.caption(plain(told(packing.note)))
        else:
            st.button(make, icon=":material/package_2:", key=f"make-{kind}", help=help, on_click=start)
            if packing is not None and packing.problem:
                st.error(plain(told(packing.problem)))

    def start() -> None:
        st.session_state[_key(run, kind)] = Packing(kind, run.id, run.report, interactive_engine(), notes())

    st.fragment(show, run_every=TICK_SECONDS if active else None)()


def _key(run: Run, kind: Kind) -> str:
    return f"{kind}-{run.id}"


def _packing(run: Run, kind: Kind) -> Packing | None:
    packing: Packing | None = st.session_state.get(_key(run, kind))
    return packing


def _how_far(packing: Packing) -> str:
    if packing.place:
        return so_far(_("Packing"), packing)
    return _("Packing, {percent} %", percent=round(100 * packing.share)) if packing.share else _("Packing")
