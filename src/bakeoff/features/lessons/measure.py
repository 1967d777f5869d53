"""Questions around the chapters of a class: which are due to a learner, and which chapter waits for them."""

import functools
import random
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select

from bakeoff.errors import SettingError
from bakeoff.features.lessons.room import AnswerTime, Room
from bakeoff.features.lessons.service import Rooms, rooms
from bakeoff.features.lessons.tables import RoomAnswersRow, RoomMemberRow, RoomRow
from bakeoff.lesson.chapter import chapters
from bakeoff.lesson.concepts import Posed, of_chapter, posed
from bakeoff.lesson.lesson import chapter_lesson
from bakeoff.service.kernel import database
from bakeoff.service.once import once
from bakeoff.storage.database import Database
from bakeoff.text import _

LATER = timedelta(days=7), timedelta(days=14)
"""Time after the answers after a chapter, from and to which the learner is asked once more."""
BLOCK = 4
"""Number of learners who join one after the other, half of whom begin with each of the two chapters."""


class Part(NamedTuple):
    """A chapter of a class that has questions; `level` is the goal that the class has."""

    chapter: str
    level: str
    position: int


@dataclass(frozen=True)
class Standing:
    """State of a learner's questions on one chapter, or on the two that the halves of a class have in turn.

    Attributes
    ----------
    parts : tuple of Part
        In the learner's order.
    given : mapping of AnswerTime to mapping of int to RoomAnswersRow
        Answers so far, by the lesson's place.
    due : AnswerTime or None
        Occasion whose questions are to be answered now.
    pending : bool
        True if more may be asked, so that no answer is told.
    """

    room: Room
    number: int
    parts: tuple[Part, ...]
    given: Mapping[AnswerTime, Mapping[int, RoomAnswersRow]]
    due: AnswerTime | None
    pending: bool

    def closes(self, chapter: str) -> bool:
        """Tell if a chapter opens only after the other one of the two."""
        return self.pending and chapter in [part.chapter for part in self.parts[1:]] and not self.given["between"]

    def questions(self, part: Part, time: AnswerTime) -> list[Posed]:
        """Return the questions of a chapter as this learner gets them on an occasion."""
        return [posed(each, f"{self.room.code} {self.number} {time}") for each in of_chapter(part.chapter)]


class Measure:
    """The questions around chapters in the classes of a server; `clock` returns what time it is."""

    def __init__(
        self, rooms: Rooms, database: Database, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._rooms, self._database, self._clock = rooms, database, clock

    def standings(self, owner: str, reached: Collection[str]) -> list[Standing]:
        """Return how a visitor who has reached these goals stands, by class, the latest first, and chapter."""
        places = select(RoomRow.code, RoomMemberRow.number).join(RoomMemberRow, RoomMemberRow.room == RoomRow.code)
        own = places.where(RoomMemberRow.owner == owner, RoomRow.measures).order_by(RoomRow.opened.desc())
        with self._database.reading() as session:
            members = session.execute(own).all()
        result = []
        for code, number in members:
            board, rows = self._rooms.board(code), [row for row in self._of(code) if row.number == number]
            if board is not None:
                result += [
                    self._standing(board.room, number, each, rows, reached) for each in orders(board.room, number)
                ]
        return result

    def _standing(
        self, room: Room, number: int, parts: tuple[Part, ...], own: Sequence[RoomAnswersRow], reached: Collection[str]
    ) -> Standing:
        times: tuple[AnswerTime, ...] = ("before", "between", "after") if len(parts) > 1 else ("before", "after")
        here = [each for each in own if each.position in [part.position for part in parts]]
        given = {time: {each.position: each for each in here if each.time == time} for time in (*times, "later")}
        done, now = [time for time in times if given[time]], self._clock()
        latest = next(iter(given[done[-1]].values())) if done else None
        due: AnswerTime | None = None
        pending = False
        if latest is None:
            due = "before" if now < room.ends and not {part.level for part in parts} & set(reached) else None
        elif len(done) < len(times):
            pending = "-" not in latest.options and latest.at < room.ends
            due = times[len(done)] if pending and (now >= room.ends or parts[len(done) - 1].level in reached) else None
        elif latest.again and not given["later"]:
            pending = now <= latest.at + LATER[1]
            due = "later" if pending and now >= latest.at + LATER[0] else None
        return Standing(room, number, parts, given, due, pending)

    def answer(self, standing: Standing, answers: Mapping[int, tuple[str, str]], owner: str, *, again: bool) -> None:
        """Keep a visitor's options and confidence, by the lesson's place, of what is due; the first time counts."""
        row = {"room": standing.room.code, "number": standing.number, "time": standing.due}
        with self._database.writing() as session:
            for position, (options, confidence) in answers.items():
                row |= {"position": position}
                if session.get(RoomMemberRow, (standing.room.code, standing.number)) is None:
                    return
                if session.get(RoomAnswersRow, row) is None:
                    said = {"options": options, "confidence": confidence, "at": self._clock(), "again": again}
                    session.add(RoomAnswersRow(owner=owner, **row, **said))

    def answers(self, room: Room, owner: str) -> Sequence[RoomAnswersRow]:
        """Return the answers of all in a room, for a teacher."""
        self._rooms.results(room, owner)
        return self._of(room.code)

    def _of(self, code: str) -> Sequence[RoomAnswersRow]:
        with self._database.reading() as session:
            return session.scalars(select(RoomAnswersRow).where(RoomAnswersRow.room == code)).all()

    def halve(self, room: Room, halves: bool, owner: str) -> None:
        """Have half the class begin with the second of its chapters, or no more; not once somebody has answered."""
        if self.answers(room, owner):
            raise SettingError(_("Learners have answered questions already, so the order of the chapters stays."))
        self._rooms.halve(room, halves, owner)


def measured(room: Room) -> list[Part]:
    """Return the chapters of a room that have questions, in its order; of a chapter with two goals the first."""
    parts: dict[str, Part] = {}
    for position, lesson in enumerate(room.lessons):
        chapter, level = _levels().get(lesson.key, ("", ""))
        if of_chapter(chapter):
            parts.setdefault(chapter, Part(chapter, level, position))
    return list(parts.values())


def orders(room: Room, number: int) -> list[tuple[Part, ...]]:
    """Return the chapters of a room whose questions go together, in the order of the learner of this number.

    The order of the halves is drawn from the code, which the server has drawn, so that nobody can choose theirs.
    """
    parts = measured(room)
    if not room.halves or len(parts) < 2:
        return [(part,) for part in parts]
    block, place = divmod(number - 1, BLOCK)
    begins_with_first = place in random.Random(f"{room.code} {block}").sample(range(BLOCK), BLOCK // 2)
    pair = (parts[0], parts[1]) if begins_with_first else (parts[1], parts[0])
    return [pair, *((part,) for part in parts[2:])]


@functools.cache
def _levels() -> Mapping[str, tuple[str, str]]:
    everything = [(record.name, level) for record in chapters().values() for level in record.levels]
    return {chapter_lesson(level).key: (name, level) for name, level in everything}


@once
def measure() -> Measure:
    """Return the measure of the server's classes."""
    return Measure(rooms(), database())
