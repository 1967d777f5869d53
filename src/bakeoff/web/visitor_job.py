"""A job that a visitor waits for: begun within the server's bounds, and shown with a way to stop it."""

from collections.abc import Callable, Iterable
from typing import Any

import streamlit as st

from bakeoff.engine.base import Limits
from bakeoff.engine.waiting import FEW_AT_ONCE, Ends, Waiting
from bakeoff.race.engines import needs
from bakeoff.service.engines import interactive_engine
from bakeoff.settings import ServerSettings
from bakeoff.text import _
from bakeoff.web.visitor import turn_owner

POLL_SECONDS = 0.3


def begin_job(
    target: str,
    payload: Any,
    seconds: float,
    *,
    at_once: int | None = FEW_AT_ONCE,
    rivals: Iterable[str] = (),
    too_slow: str = "",
) -> Waiting:
    """Start a job, with the libraries of these rivals loaded; raise BakeoffError if that is not possible."""
    engine, limits = interactive_engine(), Limits(seconds, ServerSettings.read().job_memory_bytes)
    engine.warm(needs(rivals))
    return Waiting(engine, target, payload, limits, Ends(_("Stopped."), seconds=too_slow), at_once, turn_owner())


def job_progress(job: Waiting, key: str, progress: Callable[[], tuple[float, str]], stop: str = "") -> None:
    """Show a bar with its words and a button that stops the job, and run the page again at its end."""

    def show() -> None:
        if not job.active:
            st.rerun()
        st.progress(*progress())
        st.button(stop or _("Stop"), key=f"{key}-stop", icon=":material/stop:", on_click=job.stop)

    st.fragment(show, run_every=POLL_SECONDS)()
