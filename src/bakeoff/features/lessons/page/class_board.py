"""Board of a class, to be read from the last row; it changes in place, so that a glance follows who moves."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import streamlit as st

from bakeoff.contenders import contenders
from bakeoff.evaluation.notation import UNKNOWN, count, duration, percent
from bakeoff.features.lessons.board import Board
from bakeoff.features.lessons.page.class_room import day_of
from bakeoff.features.lessons.room import Learner
from bakeoff.figures.markers import marker
from bakeoff.lesson.lesson import Lesson
from bakeoff.lesson.measures.base import subject
from bakeoff.lesson.words import data_in_words
from bakeoff.study.record import TUNED
from bakeoff.text import _, counted
from bakeoff.web.components.beside import component_beside

_BOARD = component_beside(
    __file__,
    """
<section>
  <div class="sum">
    <p><strong></strong> <span class="of"></span></p>
    <div class="bar" role="img"><i></i></div>
    <p class="attempts"></p>
  </div>
  <div class="heads"></div>
  <ol></ol>
</section>
""",
)
FEW, ROOMY = 8, 24
"""As many learners stand in larger letters, and more than the latter closer together."""
FRESH_SECONDS = 3.0
"""For how long it is shown that somebody has just reached the goal."""


class CourseCell(NamedTuple):
    """A learner's progress at a lesson of a course: the sign in the cell, its words, and ``reached`` or nothing."""

    sign: str
    told: str
    kind: str


@dataclass(frozen=True)
class LearnerLine:
    """A learner's line, in words.

    Attributes
    ----------
    number : int
        Which learner.
    contender : str
        Whose value it is, empty for nobody's.
    kinds : str
        What it is marked as, parted by spaces: ``reached``, ``own``, ``fresh``.
    cells : tuple of CourseCell
        One for each lesson of a course.
    """

    number: int
    place: str
    name: str
    told: str
    value: str
    contender: str
    kinds: str
    cells: tuple[CourseCell, ...] = ()


def show_board(
    board: Board, lessons: Sequence[Lesson], *, own: int | None = None, most: int | None = None, scrolls: bool = False
) -> None:
    """Show the board.

    Parameters
    ----------
    own : int, optional
        The number of whoever looks at it, if they are on it: their line is always there.
    most : int, optional
        How many lines there are beside that.
    scrolls : bool
        True if a long board scrolls by itself.
    """
    learners = board.learners
    reached, n = sum(len(learner.done) == len(lessons) for learner in learners), len(learners)
    share = reached / n if n else 0.0
    if board.room.is_course:
        of = counted("of {n} has reached all goals", "of {n} have reached all goals", n)
    else:
        of = counted("of {n} has reached it", "of {n} have reached it", n)
    summary: dict[str, str | float] = {
        "reached": count(reached),
        "of": of,
        "share": _("{number} %", number=percent(share)),
        "percent": round(100 * share, 1),
        "attempts": counted("{n} attempt", "{n} attempts", sum(learner.attempts for learner in learners)),
    }
    lines = [
        _line(board, lessons, place, learner, own)
        for place, learner in enumerate(learners, start=1)
        if most is None or place <= most or learner.number == own
    ]
    named = {line.contender: _identity(line.contender) for line in lines if line.contender}
    heads = _heads(board, lessons)
    size = "few" if len(lines) <= FEW and not heads else "close" if len(lines) > ROOMY else ""
    written = [dataclasses.asdict(line) | {"cells": line.cells} for line in lines]
    about = {"label": _("Board"), "size": size, "heads": heads, "scrolls": scrolls}
    _BOARD(key="class-lines", data=about | {"lines": written, "contenders": named, **summary})
    if board.room.is_course:
        st.caption(_("In each cell: ✓ if the goal is reached, attempts, and the time from opening the lesson."))
    else:
        st.caption(_("Each learner’s time starts when they open the lesson."))


def _heads(board: Board, lessons: Sequence[Lesson]) -> list[tuple[str, str]]:
    if not board.room.is_course:
        return []
    reached = [
        sum(learner.progress[at].reached is not None for learner in board.learners) for at in range(len(lessons))
    ]
    return [
        (
            _("{number}. {title}", number=number, title=lesson.title),
            _("{n}; due {day}", n=have, day=day_of(each.due)) if each.due else have,
        )
        for number, (lesson, each, n) in enumerate(zip(lessons, board.room.lessons, reached, strict=True), start=1)
        for have in [counted("{n} has it", "{n} have it", n)]
    ]


def _identity(name: str) -> dict[str, str]:
    info = contenders()[name.removesuffix(TUNED)]
    return {"marker": marker(info.identity), "label": subject(name)}


def _line(board: Board, lessons: Sequence[Lesson], place: int, learner: Learner, own: int | None) -> LearnerLine:
    latest = max((at.reached for at in learner.done if at.reached), default=None)
    complete = len(learner.done) == len(lessons)
    kinds = {
        "reached": complete,
        "own": learner.number == own,
        "fresh": latest is not None and (board.at - latest).total_seconds() < FRESH_SECONDS,
    }
    line = LearnerLine(
        number=learner.number,
        place=str(place) if learner.attempts else UNKNOWN,
        name=board.called(learner),
        told="",
        value="",
        contender="",
        kinds=" ".join(kind for kind, holds in kinds.items() if holds),
    )
    if board.room.is_course:
        told = _("{n} of {most}", n=len(learner.done), most=len(lessons))
        return replace(line, told=told, cells=tuple(_cell(board, each, learner, at) for at, each in enumerate(lessons)))
    leading, progress = lessons[0].goal.leading, learner.progress[0]
    known = progress.value if not leading.declared.is_truth else None
    return replace(
        line,
        told=_told(board, lessons[0], learner, 0),
        value="" if known is None else leading.unit.write(known),
        contender=progress.contender if progress.contender.removesuffix(TUNED) in contenders() else "",
    )


def _cell(board: Board, lesson: Lesson, learner: Learner, position: int) -> CourseCell:
    progress = learner.progress[position]
    if not progress.attempts:
        return CourseCell("", "", "")
    seconds = learner.seconds_to_goal(position)
    tries = f"✓{progress.attempts}" if progress.reached else str(progress.attempts)
    late = _("late") if board.is_late(learner, position) else ""
    parts = [tries, "" if seconds is None else _short(seconds), late]
    sign = " · ".join(part for part in parts if part)
    return CourseCell(sign, _told(board, lesson, learner, position), "reached" if progress.reached else "")


def _short(seconds: float) -> str:
    """Return a time that fits into a cell: minutes and seconds as a clock shows them."""
    return duration(seconds) if seconds < 60 else f"{int(seconds) // 60}:{int(seconds) % 60:02}"


def _told(board: Board, lesson: Lesson, learner: Learner, position: int) -> str:
    """Say what a learner has done so far at a lesson, and on which data if these are not the lesson's."""
    progress = learner.progress[position]
    if not progress.attempts:
        return _("not tried yet")
    tries = counted("{n} attempt", "{n} attempts", progress.attempts)
    seconds = learner.seconds_to_goal(position)
    if seconds is not None:
        tries = _("{tries}, reached in {time}", tries=tries, time=duration(seconds))
    elif progress.reached is not None:
        tries = _("{tries}, reached before joining", tries=tries)
    if board.is_late(learner, position):
        tries = _("{tries}, late", tries=tries)
    if progress.data and progress.data != lesson.start.data:
        return _("{told}, with other data: {data}", told=tries, data=data_in_words(lesson.place, progress.data))
    return tries
