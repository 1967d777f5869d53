"""Questions around a chapter, for learners in a class that measures what chapters teach; the chapter is hidden then."""

import contextlib
from typing import Literal

import streamlit as st

from bakeoff.errors import HistoryError
from bakeoff.features.lessons.forgetting import KEPT_LONGER
from bakeoff.features.lessons.measure import Part, Standing, measure
from bakeoff.features.lessons.room import AnswerTime
from bakeoff.features.lessons.service import KEPT_AFTERWARDS
from bakeoff.lesson.chapter import Chapter, chapters
from bakeoff.lesson.concepts import of_chapter
from bakeoff.text import _, sentences
from bakeoff.web.components.into_sight import into_sight
from bakeoff.web.goals import reached_goals
from bakeoff.web.parameters import CHAPTER
from bakeoff.web.routes import route
from bakeoff.web.visitor import visitor

Due = Literal["now", "later", ""]


def ask_items(chapter: Chapter) -> Due:
    """Ask the questions that are due, as `ChapterQuestions`."""
    with contextlib.suppress(HistoryError):  # the chapter goes on without its class
        standings = [each for each in _standings() if chapter.name in [part.chapter for part in each.parts]]
        for each in standings:
            if each.due is not None:
                _ask(each, each.due)
                return "now"
            if each.closes(chapter.name):
                first = each.parts[0].chapter
                st.info(_("In your class you begin with another chapter. This one opens after its questions."))
                _lead_to(first, _(chapters()[first].title), here=True)
                return "now"
        if any(each.pending for each in standings):
            return "later"
        for each in standings:
            _tell(each, next(part for part in each.parts if part.chapter == chapter.name))
    return ""


def remind(*, here: bool = False) -> None:
    """Lead to questions that are due after a chapter, from the class's page or from Learn, which is `here`."""
    with contextlib.suppress(HistoryError):
        for name in [each.parts[0].chapter for each in _standings() if each.due not in (None, "before")][:1]:
            with st.container(border=True, horizontal=True, vertical_alignment="center", key="class-remind"):
                st.markdown(_("Your class has questions on “{title}” for you.", title=_(chapters()[name].title)))
                _lead_to(name, _("Answer them"), here=here)


def closed() -> set[str]:
    """Return the chapters on which more may be asked."""
    with contextlib.suppress(HistoryError):
        return {part.chapter for each in _standings() if each.due or each.pending for part in each.parts}
    return set()


def _standings() -> list[Standing]:
    return measure().standings(visitor().owner, reached_goals())


def _lead_to(name: str, label: str, *, here: bool) -> None:
    """Lead to a chapter; on Learn by a button: a link from a page to itself leaves the address as it was."""
    to, icon = {CHAPTER: name}, chapters()[name].icon
    if here:
        st.button(label, icon=icon, key="learn-items-go", on_click=st.query_params.from_dict, args=(to,))
    else:
        route("learn").link(label, icon=icon, query=to)


def _ask(standing: Standing, time: AnswerTime) -> None:
    """Show the questions of one occasion, and keep the answers that are sent."""
    parts, key = sorted(standing.parts, key=lambda part: part.position), f"learn-items-{standing.room.code}-{time}"
    with st.form(f"{key}-{parts[0].chapter}"):
        into_sight(key, key="learn-in-sight-items")
        st.markdown(_("**Questions of your class.** The chapter opens once you have answered or skipped them."))
        picked = {part.position: _questions(standing, part, time) for part in parts}
        st.caption(
            _(
                "They measure what the chapter teaches, not you: answer without help, a guess is fine. Your teacher "
                "sees all answers without names."
            )
        )
        days = (KEPT_AFTERWARDS + KEPT_LONGER).days
        if time == "after":
            st.caption(
                _(
                    "If you agree, your class asks once more after 7 to 14 days and tells the right answers then. Your "
                    "answers stay, without your nickname, until {n} days after its end.",
                    n=days,
                )
            )
        with st.container(horizontal=True):
            again = time == "after" and st.form_submit_button(_("Send, and ask me once more"), type="primary")
            label = _("Send, and tell me the answers") if time == "after" else _("Send the answers")
            sent = st.form_submit_button(label, type="secondary" if time == "after" else "primary")
            skipped = st.form_submit_button(_("Skip the questions"), type="tertiary")
    if skipped:
        picked = {part.position: [("-", "-") for _concept in of_chapter(part.chapter)] for part in parts}
    elif any("" in pair for pairs in picked.values() for pair in pairs):
        if sent or again:
            st.warning(_("Answer every question and say how sure you are, or skip them."))
        return
    if sent or again or skipped:
        joined = {
            place: ("".join(option for option, _sure in pairs), "".join(sure for _option, sure in pairs))
            for place, pairs in picked.items()
        }
        measure().answer(standing, joined, visitor().owner, again=again and not skipped)
        st.rerun()


def _questions(standing: Standing, part: Part, time: AnswerTime) -> list[tuple[str, str]]:
    """Show the questions of a chapter; return the option's number and the confidence picked in each, empty if none."""
    questions, picked = standing.questions(part, time), []
    sure = {"1": _("A guess"), "2": _("Fairly sure"), "3": _("Sure")}
    for place, (question, column) in enumerate(zip(questions, st.columns(len(questions), gap="large"), strict=True)):
        key, label = f"learn-item-{standing.room.code}-{part.chapter}-{time}-{place}", _("How sure are you?")
        option = column.radio(question.sentence, question.options, index=None, key=key)
        said = column.radio(label, list(sure), None, format_func=sure.__getitem__, horizontal=True, key=f"{key}-sure")
        picked.append(("" if option is None else str(question.numbers[question.options.index(option)]), said or ""))
    return picked


def _tell(standing: Standing, part: Part) -> None:
    """Tell what was right on each occasion, and why, once nothing more will be asked."""
    rows = [rows[part.position] for rows in standing.given.values() if rows]
    if len(rows) < 2 or "-" in rows[-1].options:
        return
    n_right, last = " → ".join(str(row.options.count("0")) for row in rows), rows[-1]
    label = _("Your right answers: {list} of {n}", list=n_right, n=len(last.options))
    with st.expander(label, key=f"learn-items-{part.chapter}"):
        questions = standing.questions(part, last.time)
        for concept, question, number in zip(of_chapter(part.chapter), questions, last.options, strict=False):
            option, right = int(number), question.options[question.numbers.index(0)]
            icon = ":material/close:" if option else ":material/check:"
            st.markdown(
                sentences(
                    _("{icon} {question} Right: **{answer}**", icon=icon, question=question.sentence, answer=right),
                    _(concept.ideas[option - 1].feedback if option else concept.explanation),
                )
            )
