"""Classes: a teacher opens a room for lessons, learners join it by its code, and a board shows their progress."""

import hmac
import json
import secrets
import threading
import time
import unicodedata
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from bakeoff.errors import SettingError
from bakeoff.features.lessons.bet import checked
from bakeoff.features.lessons.board import Board
from bakeoff.features.lessons.nicknames import name_key, nickname
from bakeoff.features.lessons.room import Learner, LessonProgress, Ranking, Room, RoomLesson, ranked
from bakeoff.features.lessons.rooms import StoredRooms
from bakeoff.features.lessons.settings import ClassLimits
from bakeoff.features.lessons.tables import CODE_LENGTH, MOST_MESSAGE, RoomMemberRow, RoomTeacherRow
from bakeoff.lesson.attempt import Attempt
from bakeoff.lesson.lesson import MOST_LESSONS, MOST_TITLE, Lesson
from bakeoff.lesson.outcome import rivals
from bakeoff.service.allowance import Allowance
from bakeoff.service.kernel import database
from bakeoff.service.once import once
from bakeoff.service.visitor import is_secret, new_secret, owner_of
from bakeoff.text import _

ALPHABET = "BCDFHJKMNPRSTVWXYZ"
"""Letters that nobody takes for others or for digits; without vowels they make no words."""
MOST_LEARNERS = 200
LASTS = timedelta(hours=24)
"""Life of a class unless its teacher chooses a longer one."""
MOST_LONG_OF_NETWORK, LONG_SECONDS = 40, 30 * 86_400
"""Classes that last longer than a day: so many may be opened from one network at once, as many again after the time."""
KEPT_AFTERWARDS = timedelta(days=6)
"""For how long teachers can still look at the board of a room that has ended; then it is deleted."""
MOST_OF_ONE, MOST_ROOMS, MOST_LONG = 10, 1000, 600
"""Largest number of open rooms of one teacher, of all, and of those that last longer than a day."""
MOST_OF_NETWORK = 100
"""Rooms that may be opened from one network at once; after a day as many again."""
WRONG_A_MINUTE = 60
"""Wrong codes of one network: a class that mistypes them shares one."""
UNUSED_AFTER = timedelta(hours=1)
"""Age at which a room that nobody has joined makes room for another."""
BOARD_SECONDS = 0.3
"""Largest age of a board: all who watch it meanwhile see the same one."""


class Rooms:
    """The rooms of a server; of several servers with one database, they are the same.

    Safe to call from any thread. What is not allowed, or not there, raises SettingError: one sentence.

    Parameters
    ----------
    clock : callable
        Returns what time it is, with a time zone.
    """

    def __init__(self, stored: StoredRooms, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._stored = stored
        self._clock = clock
        self._openings = self._allowance(MOST_OF_ONE, 3600)
        self._openings_near = self._allowance(MOST_OF_NETWORK, LASTS.total_seconds())
        self._long_openings = self._allowance(MOST_LONG_OF_NETWORK, LONG_SECONDS)
        self._wrong = self._allowance(WRONG_A_MINUTE, 60)
        self._joins = self._allowance(10, 60)
        self._reports = self._allowance(30, 60)
        self._changing, self._telling = threading.Lock(), threading.Lock()
        self._told: list[tuple[str, str, str, Attempt]] = []
        self._boards: OrderedDict[str, _KeptBoard] = OrderedDict()

    def _allowance(self, most: int, seconds: float) -> Allowance:
        return Allowance(most, seconds, lambda: self._clock().timestamp())

    def open(
        self, lessons: Sequence[tuple[Lesson, str]], owner: str, network: str, *, title: str = "", days: int = 1
    ) -> tuple[Room, str]:
        """Open a room.

        Parameters
        ----------
        lessons : sequence of (Lesson, str)
            Each lesson, and how it stands in a link.
        owner : str
            The visitor who opens it, and is its teacher.
        network : str
            Where they come from: cookies cost nothing.
        title : str
            Title of a course.
        days : int
            Its life, at most `longest_days`.

        Returns
        -------
        room : Room
        secret : str
            Makes whoever shows it a teacher as well; it is nowhere else.
        """
        now = self._clock()
        listed = tuple(RoomLesson(link, lesson.key, less_is_better(lesson)) for lesson, link in lessons)
        _check(listed, days)
        self._stored.forget(now - KEPT_AFTERWARDS)
        if self._stored.going_on(now, owner) >= MOST_OF_ONE or not self._openings.take(owner):
            raise SettingError(_("You have opened {n} classes, which is the most for now.", n=MOST_OF_ONE))
        if not self._openings_near.take(network) or (days > 1 and not self._long_openings.take(network)):
            raise SettingError(_("So many classes were opened from your network that no more can be; try again later."))
        full = self._stored.going_on(now) >= MOST_ROOMS and not self.end_unused()
        if full or (days > 1 and self._stored.going_on(now + LASTS) >= MOST_LONG):
            raise SettingError(_("This server has as many classes open as it can; try again later."))
        secret = new_secret()
        while True:
            code = "".join(secrets.choice(ALPHABET) for _letter in range(CODE_LENGTH))
            called = " ".join(title.split())[:MOST_TITLE]
            room = Room(code, listed, now, now + timedelta(days=days), called if len(listed) > 1 else "")
            if self._stored.add(room, owner_of(secret), owner):
                return room, secret

    def find(self, given: str, network: str) -> Room:
        """Return the room of a code as somebody types it; wrong ones alone are limited, so that nobody is shut out."""
        code = as_code(given)
        room = self._stored.get(code) if code else None
        if room is not None:
            return room
        if not self._wrong.take(network):
            raise SettingError(_("Too many wrong codes were tried; wait a minute."))
        raise SettingError(
            _("There is no class of this code; a code has {n} letters, such as {example}.", n=6, example="KMPRTW")
        )

    def of(self, owner: str, *, leads: bool) -> Sequence[tuple[Room, int]]:
        """Return the rooms that a visitor leads, or learns in, latest first, each with the number of its learners."""
        return self._stored.of(owner, RoomTeacherRow if leads else RoomMemberRow)

    def open_again(self, room: Room, lessons: Sequence[Lesson], owner: str, network: str) -> tuple[Room, str]:
        """Open a room for a new class, as `open`: with the lessons, the title and the settings of a former one."""
        self._check_teacher(room, owner)
        days = min(max(1, round((room.ends - room.opened) / timedelta(days=1))), longest_days())
        listed = [(lesson, each.link) for lesson, each in zip(lessons, room.lessons, strict=True)]
        again, secret = self.open(listed, owner, network, title=room.title, days=days)
        settings = {"bets": room.bets, "measures": room.measures, "halves": room.halves, "ranking": room.ranking}
        self._stored.change(again.code, **settings)
        return again, secret

    def end_unused(self) -> int:
        """End the rooms that nobody has joined for an hour; return how many these were."""
        return self._stored.end_unused(now := self._clock(), now - UNUSED_AFTER)

    def has_ended(self, room: Room) -> bool:
        """Tell whether nobody can join it any more, and nothing counts in it."""
        return self._clock() >= room.ends

    def join(self, room: Room, name: str, owner: str) -> None:
        """Make a visitor a member of a room, by a nickname."""
        self._check_open(room)
        if not self._joins.take(owner):
            raise SettingError(_("You have tried to join very often; wait a minute."))
        called = nickname(name)
        self._stored.join(room.code, owner, called, name_key(called), self._clock(), MOST_LEARNERS)
        self._look_anew(room.code)

    def member(self, code: str, owner: str) -> Learner | None:
        """Return a visitor as a member of a room; None if they are none."""
        return self._stored.member(code, owner)

    def leave(self, room: Room, owner: str) -> None:
        """Delete what is known in a room of one of its members, who asks for it."""
        learner = self._stored.member(room.code, owner)
        if learner is not None:
            self._stored.remove(room.code, learner.number)
            self._look_anew(room.code)

    def report(self, lesson_key: str, attempt: Attempt, owner: str) -> None:
        """Keep what a visitor's run has come to, in every room in which they are at this lesson."""
        for code in self.joined(lesson_key, owner):
            if attempt.reached or self._reports.take((code, owner)):
                with self._changing:
                    self._told.append((code, owner, lesson_key, attempt))
        with self._telling:  # whoever has waited here finds that theirs was written down with the others'
            with self._changing:
                told, self._told = self._told, []
            if told:
                self._stored.tell(told)

    def begin(self, lesson_key: str, owner: str, step: int = 0) -> None:
        """Write down that a visitor has opened a lesson, or a chapter's step, in every room in which they are at it."""
        for code in self.joined(lesson_key, owner):
            if self._reports.take((code, owner)):
                self._stored.begin(code, owner, lesson_key, self._clock(), step)

    def joined(self, lesson_key: str, owner: str) -> Sequence[str]:
        """Return the codes of the rooms that go on in which a visitor is at a lesson."""
        return self._stored.codes(owner, lesson_key, self._clock())

    def bets(self, lesson_key: str, owner: str) -> Mapping[str, LessonProgress]:
        """Return a visitor's progress at a lesson in each room that goes on and lets them bet, by its code."""
        return self._stored.bets(owner, lesson_key, self._clock())

    def bet(self, lesson: Lesson, chances: Mapping[str, object], owner: str) -> None:
        """Keep a visitor's bet at a lesson in every room that lets them bet, until they start."""
        bet = json.dumps(checked(chances, rivals(lesson)))
        for code in self.bets(lesson.key, owner):
            if not self._reports.take((code, owner)):
                raise SettingError(_("You have changed your bet very often; wait a minute."))
            if not self._stored.bet(code, owner, lesson.key, self._clock(), bet):
                raise SettingError(_("You have started, so your bet stays as it is."))

    def settle(self, lesson_key: str, outcome: Mapping[str, float] | None, owner: str) -> None:
        """Fix a visitor's bets at a lesson, since they have started, and write down the outcome once it is known."""
        text = json.dumps({name: round(share, 4) for name, share in outcome.items()}) if outcome else ""
        for code, progress in self.bets(lesson_key, owner).items():
            if progress.outcome is None or (text and not progress.outcome):
                self._stored.settle(code, owner, lesson_key, self._clock(), text)

    def board(self, code: str) -> Board | None:
        """Return how far a room is, at most `BOARD_SECONDS` ago; None if it is no more."""
        with self._changing:
            kept = self._boards.pop(code, None) or _KeptBoard()
            self._boards[code] = kept
            while len(self._boards) > MOST_ROOMS:
                self._boards.popitem(last=False)
        with kept.lock:
            if time.monotonic() - kept.read > BOARD_SECONDS:
                kept.board = self._read(code)
                kept.read = time.monotonic()
            return kept.board

    def teaches(self, room: Room, owner: str) -> bool:
        """Tell whether a visitor is a teacher in a room."""
        return self._stored.teaches(room.code, owner)

    def admit(self, room: Room, secret: str, owner: str) -> None:
        """Make a visitor who shows the room's secret, which is too long to be guessed, a teacher in it."""
        if not is_secret(secret) or not hmac.compare_digest(owner_of(secret), self._stored.teacher(room.code)):
            raise SettingError(_("This is not, or no longer, the teacher’s link of this class."))
        self._stored.admit(room.code, owner)

    def new_secret(self, room: Room, owner: str) -> str:
        """Return another secret for a room; the former one is worth nothing any more."""
        self._check_teacher(room, owner)
        secret = new_secret()
        self._stored.change(room.code, teacher=owner_of(secret))
        return secret

    def freeze(self, room: Room, owner: str) -> None:
        """Freeze the board; results reached meanwhile still count."""
        self._check_teacher(room, owner)
        self._stored.freeze(room.code, self._clock())
        self._look_anew(room.code)

    def reveal(self, room: Room, owner: str) -> None:
        """Show the present state on the board, and update it from now on."""
        self._change(room, owner, frozen=None, frozen_board=None)

    def hide_names(self, room: Room, hidden: bool, owner: str) -> None:
        """Show learners on the board by numbers, or by their names again."""
        self._change(room, owner, nameless=hidden)

    def rank(self, room: Room, ranking: Ranking, owner: str) -> None:
        """Change the order of the board."""
        self._change(room, owner, ranking=ranking)

    def let_bet(self, room: Room, bets: bool, owner: str) -> None:
        """Let learners bet on who wins before they start, or no more."""
        self._change(room, owner, bets=bets)

    def measure(self, room: Room, measures: bool, owner: str) -> None:
        """Ask learners questions before and after chapters, or no more."""
        self._change(room, owner, measures=measures)

    def halve(self, room: Room, halves: bool, owner: str) -> None:
        """Have half the class begin with the second chapter, or no more."""
        self._change(room, owner, halves=halves)

    def tell(self, room: Room, message: str, owner: str) -> None:
        """Show all learners a line, in place of the one before; none if it is empty."""
        self._change(room, owner, message=" ".join(message.split())[:MOST_MESSAGE])

    def set_due(self, room: Room, position: int, due: datetime | None, owner: str) -> None:
        """Give a lesson a moment after which its goal is reached late, or take it back."""
        self._check_teacher(room, owner)
        self._stored.set_due(room.code, position, due)
        self._look_anew(room.code)

    def end(self, room: Room, owner: str) -> None:
        """End a room: nobody joins any more, and nothing counts."""
        self._check_teacher(room, owner)
        self._stored.end(room.code, self._clock())
        self._look_anew(room.code)

    def remove(self, room: Room, number: int, owner: str) -> None:
        """Take a learner out of a room."""
        self._check_teacher(room, owner)
        self._stored.remove(room.code, number)
        self._look_anew(room.code)

    def results(self, room: Room, owner: str) -> Board:
        """Return the present progress of all, frozen or not, for a teacher."""
        self._check_teacher(room, owner)
        return Board(room, ranked(self._stored.learners(room.code), room), self._clock())

    def look_anew(self) -> None:
        """Read every board again."""
        with self._changing:
            self._boards.clear()

    def _change(self, room: Room, owner: str, **values: str | bool | None) -> None:
        self._check_teacher(room, owner)
        self._stored.change(room.code, **values)
        self._look_anew(room.code)

    def _check_open(self, room: Room) -> None:
        if self.has_ended(room):
            raise SettingError(_("This class has ended; ask your teacher to open another one."))

    def _check_teacher(self, room: Room, owner: str) -> None:
        if not self.teaches(room, owner):
            raise SettingError(_("Only the teacher of this class can do that; open the teacher’s link."))

    def _read(self, code: str) -> Board | None:
        shown = self._stored.shown(code)
        if shown is None:
            return None
        room, learners = shown
        return Board(room, ranked(learners, room), self._clock())

    def _look_anew(self, code: str) -> None:
        with self._changing:
            self._boards.pop(code, None)


class _KeptBoard:
    """A board as it was read last, by one thread for all."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.read = float("-inf")
        self.board: Board | None = None


def longest_days() -> int:
    """Return the longest life of a class on this server, in days."""
    return max(1, ClassLimits.read().class_days)


def _check(lessons: Sequence[RoomLesson], days: int) -> None:
    if not 1 <= len(lessons) <= MOST_LESSONS:
        raise SettingError(_("A class has 1 to {n} lessons.", n=MOST_LESSONS))
    if len({lesson.key for lesson in lessons}) < len(lessons):
        raise SettingError(_("The same lesson is twice in this class; remove one."))
    if not 1 <= days <= longest_days():
        raise SettingError(_("A class on this server lasts 1 to {n} days.", n=longest_days()))


def as_code(given: str) -> str:
    """Return a code as it was meant: without spaces and hyphens, in capitals; empty if it can be none.

    Examples
    --------
    >>> as_code(" kmp-rtw "), as_code("ＫＭＰＲＴＷ"), as_code("hello")
    ('KMPRTW', 'KMPRTW', '')
    """
    if len(given) > 40:
        return ""
    letters = unicodedata.normalize("NFKC", given).upper()
    code = "".join(letter for letter in letters if letter.isalnum())
    return code if len(code) == CODE_LENGTH and set(code) <= set(ALPHABET) else ""


def less_is_better(lesson: Lesson) -> bool:
    """Tell if smaller values of the lesson's first condition are better."""
    return lesson.goal.leading.gain(1.0) < 0


@once
def rooms() -> Rooms:
    """Return the server's classes."""
    return Rooms(StoredRooms(database()))
