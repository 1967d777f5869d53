"""Display of a chapter's own job: its progress, a stop button, and its result."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

import streamlit as st

from bakeoff.engine.waiting import Waiting
from bakeoff.errors import BakeoffError
from bakeoff.features.learn.calls import ChapterCall
from bakeoff.features.learn.service import chapter_jobs
from bakeoff.html import plain
from bakeoff.service.engines import interactive_engine
from bakeoff.text import _, told
from bakeoff.web.streamlit_private import run_around, session
from bakeoff.web.waiting_text import so_far

Result = TypeVar("Result")

POLL_SECONDS = 0.1


@dataclass(frozen=True)
class WorkedOut(Generic[Result]):
    """Result of a job."""

    value: Result | None = None  # the result; of the former choice until there is a new one, and None if there was none
    args: tuple[Any, ...] = ()  # arguments of the function
    current: bool = False  # true if these are the present choice


@dataclass
class _Held:
    """Request of a visitor at one place of a chapter."""

    asked: ChapterCall | None = None
    stopped: bool = False
    outcome: WorkedOut[Any] = WorkedOut()


def worked_out(key: str, doing: str, function: Callable[..., Result], *args: Hashable) -> WorkedOut[Result]:
    """Return what a function comes to, which a job calls; as long as it has not, show how far it is."""
    with st.container():  # which is there also when it is empty, so that what comes after it stays where it is
        return _worked_out(key, doing, ChapterCall.of(function, *args))


def _worked_out(key: str, doing: str, asked: ChapterCall) -> WorkedOut[Any]:
    asker = f"{session()}/{key}"
    held: _Held = st.session_state.setdefault(f"learn-{key}-work", _Held())
    if held.asked != asked:
        held.outcome = replace(held.outcome, current=False)
        if held.asked is not None:
            chapter_jobs().leave(held.asked, asker)
        held.asked, held.stopped = asked, False
    if held.stopped:
        _offer(key, _("Stopped."), held)
        return held.outcome
    try:
        job = chapter_jobs().ask(asked, asker)
    except BakeoffError as error:
        st.error(plain(str(error)))
        return held.outcome
    if job.active:
        st.fragment(_under_way, run_every=POLL_SECONDS)(key, doing, job, held, asker)
    elif job.problem:
        _offer(key, told(job.problem), held)
    else:
        held.outcome = WorkedOut(job.result, asked.args, current=True)
    return held.outcome


def _under_way(key: str, doing: str, job: Waiting, held: _Held, asker: str) -> None:
    if held.stopped or not job.active:
        run_around()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.progress(job.said or 0.0, _how_far(doing, job))
        st.button(_("Stop"), key=f"learn-{key}-stop", icon=":material/stop:", on_click=_stop, args=(held, asker))


def _how_far(doing: str, job: Waiting) -> str:
    if job.place:
        return so_far(doing, job)
    if job.said is None:
        return interactive_engine().trouble or so_far(doing, job)
    return _("{what}, {percent} %", what=doing, percent=round(100 * job.said))


def _stop(held: _Held, asker: str) -> None:
    held.stopped = True
    if held.asked is not None:
        chapter_jobs().leave(held.asked, asker)


def _offer(key: str, why: str, held: _Held) -> None:
    """Say why there is no result, and offer to try again."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.warning(plain(why))
        st.button(
            _("Start again"), key=f"learn-{key}-again", icon=":material/refresh:", on_click=_begin_anew, args=(held,)
        )


def _begin_anew(held: _Held) -> None:
    held.stopped = False
    if held.asked is not None:
        chapter_jobs().forget(held.asked)
