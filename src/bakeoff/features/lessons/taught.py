"""Answers of a class around one chapter, as its teacher is told of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bakeoff.features.lessons.measure import Part, measured, orders
from bakeoff.features.lessons.room import AnswerTime, Learner, Room
from bakeoff.features.lessons.tables import RoomAnswersRow
from bakeoff.lesson.concepts import Concept, of_chapter

TIMES: tuple[AnswerTime, ...] = ("before", "between", "after", "later")


@dataclass(frozen=True)
class Taught:
    """Answers of a class around one chapter.

    Attributes
    ----------
    given : mapping of int to mapping of AnswerTime to RoomAnswersRow
        By the learner's number, on each occasion.
    first : mapping of int to bool
        True for those who have this one of two chapters first; empty if all have the same order.
    reached : set of int
        Numbers of those who have reached its goal.
    """

    part: Part
    given: Mapping[int, Mapping[AnswerTime, RoomAnswersRow]]
    first: Mapping[int, bool]
    reached: set[int]

    @property
    def concepts(self) -> tuple[Concept, ...]:
        """Concepts that its questions are about."""
        return of_chapter(self.part.chapter)

    @property
    def skipped(self) -> int:
        """Number of learners who skipped the questions at least once."""
        return sum(any("-" in each.options for each in times.values()) for times in self.given.values())

    def at(self, time: AnswerTime) -> Mapping[int, RoomAnswersRow]:
        """Return who answered on an occasion; "after" is the first one after having had the chapter."""
        first = {number for number, first in self.first.items() if first} if time == "after" else ()
        rows = {number: times.get("between" if number in first else time) for number, times in self.given.items()}
        n = len(self.concepts)
        return {
            k: row for k, row in rows.items() if row is not None and len(row.options) == n and "-" not in row.options
        }

    def right(self, *times: AnswerTime, unchanged: bool = False) -> NDArray[np.bool_]:
        """Return if answers are right, by learner, time and question, of those who answered each time.

        With `unchanged`, who did not answer afterwards is taken to answer as before.
        """
        each_time = [dict(self.at(time)) for time in times]
        if unchanged:
            each_time = [each_time[0] | answered for answered in each_time]
        rows = [[answered[k].options for answered in each_time] for k in each_time[0] if all(k in a for a in each_time)]
        options = [[[option == "0" for option in answers] for answers in row] for row in rows]
        return np.array(options, dtype=np.bool_).reshape(-1, len(times), len(self.concepts))

    def half(self, *, first: bool) -> NDArray[np.bool_]:
        """Return if answers are right, before both chapters and between, of the half that has this one first or not."""
        given = {number: times for number, times in self.given.items() if self.first.get(number) is first}
        return Taught(self.part, given, {}, set()).right("before", "between")

    def holders(self, question: int, option: int, time: AnswerTime) -> tuple[int, int]:
        """Return how many chose an option of a question on an occasion, and how many of these were sure."""
        chosen = [row.confidence[question] for row in self.at(time).values() if row.options[question] == str(option)]
        return len(chosen), chosen.count("3")


def taught(room: Room, learners: Sequence[Learner], answers: Sequence[RoomAnswersRow]) -> list[Taught]:
    """Return the answers around each chapter of a room that has questions."""
    pairs = {learner.number: orders(room, learner.number)[:1] for learner in learners}
    result = []
    for part in measured(room):
        given: dict[int, dict[AnswerTime, RoomAnswersRow]] = {}
        for row in answers:
            if row.position == part.position:
                given.setdefault(row.number, {})[row.time] = row
        first = {number: pair[0] == part for number, (pair,) in pairs.items() if len(pair) > 1 and part in pair}
        reached = {learner.number for learner in learners if learner.progress[part.position].reached is not None}
        result.append(Taught(part, given, first, reached))
    return result


def elsewhere(
    chapters: Sequence[Taught], chapter: Taught, question: int
) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
    """Return if a question is right after the chapter, and the share right of all others then, learner by learner."""
    right, rest = [], []
    for number, row in chapter.at("after").items():
        others = row.options[:question] + row.options[question + 1 :]
        for other in chapters:
            if other is not chapter and number in other.at("after"):
                others += other.at("after")[number].options
        if others:
            right.append(row.options[question] == "0")
            rest.append(others.count("0") / len(others))
    return np.array(right, dtype=np.bool_), np.array(rest)
