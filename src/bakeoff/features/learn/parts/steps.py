"""Parts of every chapter: steps, predictions, observations, and a goal."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeVar

import streamlit as st

from bakeoff.evaluation.notation import percent
from bakeoff.features.learn.parts.still import still
from bakeoff.html import unbroken
from bakeoff.lesson.chapter import Chapter
from bakeoff.text import _
from bakeoff.web.components.glossed import glossed
from bakeoff.web.goals import answers, keep_answer, keep_reached, reached_goals
from bakeoff.web.streamlit_private import EndOfFragment

_Solution = TypeVar("_Solution")


_FRAME = "learn-frame"
_MET = "learn-met"
"""Goals that this visit has met, each with the number of the step in which its sentence is completed."""


@dataclass
class Frame:
    """Frame of the chapter that is open."""

    chapter: Chapter
    goal: Any  # an empty place for the goals, always in sight
    picture: Any = None  # right half of the step being drawn
    opened: int = 0  # number of the last step that is open
    step: int = 0  # number of the one being drawn
    told: bool = False  # whether the chapter has said how far the goal is


@contextmanager
def framed(chapter: Chapter, place: Any) -> Iterator[Frame]:
    """Draw a chapter's steps within, and its goals in an empty place."""
    frame = st.session_state[_FRAME] = Frame(chapter, place)
    with suppress(EndOfFragment):
        yield frame
    if not frame.told:
        goal(chapter, False, "")


@contextmanager
def step(number: int, title: str) -> Iterator[tuple[Any, Any]]:
    """Show one step of a chapter."""
    frame: Frame = st.session_state[_FRAME]
    frame.step, frame.opened = number, max(frame.opened, number)
    with st.container(key=f"learn-step-{number}"):
        st.subheader(_("{number}. {title}", number=number, title=title), anchor=False)
        words, frame.picture = st.columns([5, 8], gap="large")
        yield words, frame.picture


def predict(key: str, question: str, options: Mapping[str, str]) -> str:
    """Ask what will be seen, before it is; return the code of the answer, which is stored as ``chapter-question``.

    As long as there is no answer, the chapter ends here.
    """
    widget, before = f"learn-{key}", answers().get(key)
    if st.session_state.get(widget) is None and before in options:
        st.session_state[widget] = before
    answer = st.radio(
        question, list(options), index=None, format_func=options.__getitem__, key=widget, persist_state="session"
    )
    if answer is None or answer not in options:  # a browser can send any text
        frame: Frame = st.session_state[_FRAME]
        if frame.step == 1:  # what stands there already hides it
            frame.picture.html(still(frame.chapter.name))
        raise EndOfFragment
    keep_answer(key, answer)
    if before not in options:
        st.rerun()
    return answer


def explain(message: str, /, **values: object) -> None:
    """Show a step's opening paragraph, as `say`, in which the words of the glossary can be opened; once a step."""
    glossed(_(message, **values), key=f"learn-words-{st.session_state[_FRAME].step}")


def say(message: str, /, **values: object) -> None:
    """Show a paragraph, given as to `bakeoff.text._`."""
    st.markdown(_(message, **values))


def seen(
    message: str,
    answer: str | bool | None = None,
    wrong: Mapping[str, str] = MappingProxyType({}),
    /,
    **values: object,
) -> None:
    """Say, as `say`, what was seen, with the numbers that were measured, after what is wrong with an answer.

    Parameters
    ----------
    answer : str, optional
        Code of the prediction that was given, or whether it came true.
    wrong : mapping of str to str
        For each wrong answer, by its code, what these numbers say against it. All others are right.
    """
    came = {True: _("As you predicted."), False: _("Not what you predicted.")}
    first = "" if answer is None else came[answer] if isinstance(answer, bool) else wrong.get(answer, came[True])
    st.info(unbroken("\n\n".join(filter(None, (first, _(message, **values))))), icon=":material/visibility:")


def as_share(share: float) -> str:
    """Write a share in percent."""
    return unbroken(_("{number} %", number=percent(share)))


def goal(
    chapter: Chapter,
    reached: bool,
    standing: str,
    solution: _Solution | None = None,
    tested: Callable[[_Solution], str] | None = None,
    *,
    hard: bool = False,
) -> None:
    """Show a chapter's goals at its head, and that one is reached once it is, which nobody has to say.

    A goal that is met for the first time counts as reached once its sentence "It works because …", asked for here, is
    completed.

    Parameters
    ----------
    standing : str
        How far it is at this moment, in one sentence; empty where a held key could follow it.
    tested : callable, optional
        Return the test result of a solution. The test part is opened once, for the first solution that meets the goal.
    """
    frame: Frame = st.session_state[_FRAME]
    met: dict[str, int] = st.session_state.setdefault(_MET, {})
    frame.told, new = True, False
    for level, now in zip(chapter.levels, (reached, hard), strict=False):
        if now and level not in reached_goals():
            met.setdefault(level, frame.step)
        if met.get(level) == frame.step and _completed(chapter, level):
            new |= keep_reached(level)
    with frame.goal.container():
        for (level, sentence), now in zip(chapter.levels.items(), (reached, hard), strict=False):
            icon = ":material/check_circle:" if level in reached_goals() else ":material/flag:"
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                if level == chapter.name:
                    st.markdown(_("{icon} **Goal:** {goal}", icon=icon, goal=sentence))
                else:
                    st.markdown(_("{icon} **Hard goal:** {goal}", icon=icon, goal=sentence))
                if level not in reached_goals():
                    if level in met:
                        st.caption(_("Met. Complete the sentence below."), width="content")
                elif now:
                    st.success(_("Reached."), width=110)
                else:
                    st.caption(_("You have reached it before."), width="content")
        if standing:
            st.markdown(unbroken(standing))
        key = f"learn-{chapter.name}-first-solution"
        if reached:
            st.session_state.setdefault(key, solution)
        if tested is not None and key in st.session_state:
            result = tested(st.session_state[key])
            st.markdown(_("**The test part**, opened once for your first solution: {result}", result=unbroken(result)))
    if new:  # a second half, or questions, may follow
        st.rerun()


def _completed(chapter: Chapter, level: str) -> bool:
    """Ask for the end of "It works because …"; return whether the right one has been chosen."""
    endings = {str(number): ending for number, ending in enumerate(chapter.endings[level])}
    if not endings:  # a hard goal without a sentence of its own waits for that of the easy one
        return level == chapter.name or chapter.name in reached_goals() or chapter.name not in st.session_state[_MET]
    label = (
        _("The goal is met. It works because …")
        if level == chapter.name
        else _("The hard goal is met. It works because …")
    )
    names = {code: _(ending.text) for code, ending in endings.items()}
    key = f"learn-{level}-because"
    code = st.radio(label, list(names), index=None, format_func=names.__getitem__, key=key, persist_state="session")
    if code not in endings:
        return False
    mistake = endings[code].mistake
    st.caption(
        _(":material/cancel: {mistake} Choose again.", mistake=_(mistake))
        if mistake
        else _(":material/check_circle: Right.")
    )
    return not mistake


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Show rows under a head; the first cell of each names it, the others are numbers."""
    rule = [":--", *["--:"] * (len(head) - 1)]
    st.markdown("\n".join("| " + " | ".join(cells) + " |" for cells in (head, rule, *rows)))
