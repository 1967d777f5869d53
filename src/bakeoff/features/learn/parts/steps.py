"""Parts of every chapter: steps, predictions, observations, and a goal."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import streamlit as st

from bakeoff.evaluation.notation import percent
from bakeoff.features.learn.chapter import Chapter
from bakeoff.features.learn.parts.progress import keep_reached, reached_goals
from bakeoff.html import unbroken
from bakeoff.text import _

_Solution = TypeVar("_Solution")


@contextmanager
def step(number: int, title: str) -> Iterator[tuple[Any, Any]]:
    """Show one step of a chapter.

    Yields
    ------
    words, picture : containers
        Side by side where there is room: what is told and set on the left, what is seen on the right.
    """
    with st.container(key=f"learn-step-{number}"):
        st.subheader(_("{number}. {title}", number=number, title=title), anchor=False)
        words, picture = st.columns([5, 8], gap="large")
        yield words, picture


def predict(key: str, question: str, options: Mapping[str, str]) -> str | None:
    """Ask what will be seen, before it is.

    Parameters
    ----------
    key : str
        Name of the question, ``chapter-question``.
    options : mapping of str to str
        What can be answered, by its code.

    Returns
    -------
    str or None
        The code of the answer; None as long as there is none.
    """
    return st.radio(
        question,
        list(options),
        index=None,
        format_func=options.__getitem__,
        key=f"learn-{key}",
        persist_state="session",
    )


def seen(text: str) -> None:
    """Say what was seen, in words that use the numbers that were measured."""
    st.info(unbroken(text), icon=":material/visibility:")


def as_share(share: float) -> str:
    """Write a share in percent."""
    return unbroken(_("{number} %", number=percent(share)))


def goal(
    chapter: Chapter,
    reached: bool,
    standing: str,
    solution: _Solution | None = None,
    tested: Callable[[_Solution], str] | None = None,
) -> None:
    """Show what is to be reached in a chapter, and that it is once it is, which nobody has to say.

    Parameters
    ----------
    reached : bool
        Whether what stands there now reaches it; what was reached once stays so.
    standing : str
        How far it is at this moment, in one sentence.
    solution : object, optional
        Settings or model of this moment.
    tested : callable, optional
        Return the test result of a solution. The test part is opened once, for the first solution that reaches it.
    """
    if reached:
        keep_reached(chapter.name)
    ever = chapter.name in reached_goals()
    with st.container(border=True, key="learn-goal"):
        icon = ":material/check_circle:" if ever else ":material/flag:"
        st.markdown(_("{icon} **Goal:** {goal}", icon=icon, goal=chapter.goal))
        st.markdown(unbroken(standing))
        if reached:
            st.success(_("Reached."), icon=":material/check_circle:")
        elif ever:
            st.caption(_("You have reached it before."))
        key = f"learn-{chapter.name}-first-solution"
        if reached:
            st.session_state.setdefault(key, solution)
        if tested is not None and key in st.session_state:
            result = tested(st.session_state[key])
            st.markdown(_("**The test part**, opened once for your first solution: {result}", result=unbroken(result)))


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Show rows under a head; the first cell of each names it, the others are numbers."""
    rule = [":--", *["--:"] * (len(head) - 1)]
    st.markdown("\n".join("| " + " | ".join(cells) + " |" for cells in (head, rule, *rows)))
