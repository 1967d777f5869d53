"""Questions one by one: an answer is asked for before it is given."""

from collections.abc import Mapping

import streamlit as st

from bakeoff.features.learn.parts.steps import goal, say
from bakeoff.features.learn.questions.questions import NEEDED, QUESTIONS, Question, Where, n_right, reached
from bakeoff.lesson.chapter import Chapter
from bakeoff.text import _, sentences
from bakeoff.web.goals import answers, keep_answer
from bakeoff.web.routes import Route, route

_WIDTH = 860
"""Pixels: a line that is longer is hard to read."""


def show(chapter: Chapter) -> None:
    """Show the questions, and how many were answered right at the first try."""
    first = {name.removeprefix("questions-"): code for name, code in answers().items() if "questions-" in name}
    for number, question in enumerate(QUESTIONS, 1):
        with st.container(border=True, width=_WIDTH, key=f"learn-question-{question.name}"):
            _question(number, question, first)
    right, answered = n_right(first), len(first)
    standing = _(
        "{right} of {answered} first answers are right; {needed} of {n} are needed.",
        right=right,
        answered=answered,
        needed=NEEDED,
        n=len(QUESTIONS),
    )
    if answered - right > len(QUESTIONS) - NEEDED:
        standing = sentences(standing, _("That can no longer be reached: press *Begin again* at the top."))
    goal(chapter, reached(first), standing, hard=right == len(QUESTIONS))


def _question(number: int, question: Question, first: Mapping[str, str]) -> None:
    title = _("{number}. {title}", number=number, title=question.text)
    options = {code: _(label) for code, label in question.options.items()}
    # The first answer counts, and arrow keys go through these without giving one, as they would through radio buttons.
    name = f"questions-{question.name}"
    if st.session_state.get(f"learn-{name}") is None and question.name in first:
        st.session_state[f"learn-{name}"] = first[question.name]
    chosen = st.pills(
        title,
        list(options),
        required=True,
        format_func=options.__getitem__,
        key=f"learn-{name}",
        wrap=True,
        persist_state="session",
    )
    if chosen is None:
        return
    if question.name not in first:
        keep_answer(name, chosen)
        st.rerun()
    if chosen == question.right:
        say(":material/check_circle: **Right.** {answer}", answer=question.answer)
    else:
        right = options[question.right]
        mistake = question.choices[chosen][1]
        say(":material/cancel: {mistake} **“{right}” is right.**", mistake=mistake, right=right)
        st.markdown(_(question.answer))
    route, label = _page(question.experiment.where)
    route.link(label, query=question.experiment.query)


def _page(where: Where) -> tuple[Route, str]:
    """Return the page of an experiment, and what the link to it says."""
    return {
        "race": (route("race"), _("Try it: open the race")),
        "lab": (route("lab"), _("Try it: open the lab")),
        "judge": (route("judge"), _("Try it: open the judge")),
    }[where]
