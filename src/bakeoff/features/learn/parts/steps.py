"""Parts of every chapter: steps, predictions, observations, and a goal."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, TypeVar

import streamlit as st

from bakeoff.evaluation.notation import percent
from bakeoff.features.learn.parts.still import still
from bakeoff.html import unbroken
from bakeoff.lesson.chapter import Chapter
from bakeoff.text import _, sentences
from bakeoff.web.components.glossed import glossed
from bakeoff.web.goals import answers, keep_answer, keep_reached, reached_goals
from bakeoff.web.streamlit_private import EndOfFragment

_Solution = TypeVar("_Solution")


_FRAME = "learn-frame"


@dataclass
class Frame:
    """Frame of the chapter that is open.

    Attributes
    ----------
    chapter : Chapter
    goal : DeltaGenerator
        An empty place for the goals, always in sight.
    picture : DeltaGenerator
        Right half of the step being drawn.
    opened, step : int
        Number of the last step that is open, and of the one being drawn.
    told : bool
        Whether the chapter has said how far the goal is.
    questions_follow : bool
        True if questions are asked once a goal is reached.
    """

    chapter: Chapter
    goal: Any
    picture: Any = None
    opened: int = 0
    step: int = 0
    told: bool = False
    questions_follow: bool = False


@contextmanager
def framed(chapter: Chapter, place: Any, *, questions_follow: bool) -> Iterator[Frame]:
    """Draw a chapter's steps within, and its goals in an empty place."""
    frame = st.session_state[_FRAME] = Frame(chapter, place, questions_follow=questions_follow)
    with suppress(EndOfFragment):
        yield frame
    if not frame.told:
        goal(chapter, False, "")


@contextmanager
def step(number: int, title: str) -> Iterator[tuple[Any, Any]]:
    """Show one step of a chapter.

    Yields
    ------
    words, picture : containers
        Side by side where there is room: what is told and set on the left, what is seen on the right.
    """
    frame: Frame = st.session_state[_FRAME]
    frame.step, frame.opened = number, max(frame.opened, number)
    with st.container(key=f"learn-step-{number}"):
        st.subheader(_("{number}. {title}", number=number, title=title), anchor=False)
        words, frame.picture = st.columns([5, 8], gap="large")
        yield words, frame.picture


def predict(key: str, question: str, options: Mapping[str, str]) -> str:
    """Ask what will be seen, before it is. As long as there is no answer, the chapter ends here; it is stored.

    Parameters
    ----------
    key : str
        Name of the question, ``chapter-question``.
    options : mapping of str to str
        What can be answered, by its code.

    Returns
    -------
    str
        The code of the answer.
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


def seen(message: str, predicted: bool | None = None, /, **values: object) -> None:
    """Say, as `say`, what was seen, with the numbers that were measured, and if asked whether it was predicted."""
    text, came = _(message, **values), {None: "", True: _("As you predicted."), False: _("Not what you predicted.")}
    st.info(unbroken(sentences(came[predicted], text) if came[predicted] else text), icon=":material/visibility:")


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

    Parameters
    ----------
    reached : bool
        Whether what stands there now reaches the goal; what was reached once stays so.
    standing : str
        How far it is at this moment, in one sentence.
    solution : object, optional
        Settings or model of this moment.
    tested : callable, optional
        Return the test result of a solution. The test part is opened once, for the first solution that reaches it.
    hard : bool
        Whether it reaches the chapter's hard goal as well.
    """
    frame: Frame = st.session_state[_FRAME]
    frame.told, new = True, False
    with frame.goal.container():
        for (level, sentence), now in zip(chapter.levels.items(), (reached, hard), strict=False):
            if now:
                new |= keep_reached(level)
            icon = ":material/check_circle:" if level in reached_goals() else ":material/flag:"
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                if level == chapter.name:
                    st.markdown(_("{icon} **Goal:** {goal}", icon=icon, goal=sentence))
                else:
                    st.markdown(_("{icon} **Hard goal:** {goal}", icon=icon, goal=sentence))
                if now:
                    st.success(_("Reached."), width=110)
                elif level in reached_goals():
                    st.caption(_("You have reached it before."), width="content")
        if standing:
            st.markdown(unbroken(standing))
        key = f"learn-{chapter.name}-first-solution"
        if reached:
            st.session_state.setdefault(key, solution)
        if tested is not None and key in st.session_state:
            result = tested(st.session_state[key])
            st.markdown(_("**The test part**, opened once for your first solution: {result}", result=unbroken(result)))
    if new and frame.questions_follow:
        st.rerun()


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Show rows under a head; the first cell of each names it, the others are numbers."""
    rule = [":--", *["--:"] * (len(head) - 1)]
    st.markdown("\n".join("| " + " | ".join(cells) + " |" for cells in (head, rule, *rows)))
