"""Classes: a teacher opens a room for a lesson, learners join it by its code, and a board shows how far they are."""

import hmac
import secrets
import threading
import time
import unicodedata
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pandas as pd

from bakeoff.errors import SettingError
from bakeoff.features.lessons.attempt import Attempt
from bakeoff.features.lessons.lesson import Lesson
from bakeoff.features.lessons.nicknames import name_key, nickname
from bakeoff.features.lessons.rooms import Learner, Room, StoredRooms
from bakeoff.service.allowance import Allowance
from bakeoff.service.kernel import database
from bakeoff.service.once import once
from bakeoff.service.visitor import is_secret, new_secret, owner_of
from bakeoff.storage.tables import CODE_LENGTH
from bakeoff.text import _

ALPHABET = "BCDFHJKMNPRSTVWXYZ"
"""Letters that nobody takes for others or for digits; without vowels they make no words."""
MOST_LEARNERS = 200
LASTS = timedelta(hours=24)
KEPT_AFTERWARDS = timedelta(days=6)
"""For how long teachers can still look at the board of a room that has ended; then it is deleted."""
MOST_OF_ONE, MOST_ROOMS = 10, 1000
"""Largest number of open rooms of one teacher, and of all together."""
MOST_OF_NETWORK = 100
"""Rooms that may be opened from one network at once; after a day as many again."""
WRONG_A_MINUTE = 60
"""Wrong codes of one network: a class that mistypes them shares one."""
UNUSED_AFTER = timedelta(hours=1)
"""Age at which a room that nobody has joined makes room for another."""
BOARD_SECONDS = 0.3
"""Largest age of a board: all who watch it meanwhile see the same one."""


@dataclass(frozen=True)
class Board:
    """Progress of a class.

    Attributes
    ----------
    learners : tuple of Learner
        The best first.
    at : datetime
        Time of this state.
    """

    room: Room
    learners: tuple[Learner, ...]
    at: datetime

    @property
    def ended(self) -> bool:
        """True once nothing counts any more."""
        return self.at >= self.room.ends

    def called(self, learner: Learner) -> str:
        """Return what the board calls a learner."""
        return _("Learner {number}", number=learner.number) if self.room.nameless else learner.nickname

    def frame(self) -> pd.DataFrame:
        """Return it as a table, with everybody's nickname and in UTC."""
        rows = [
            {
                "place": place,
                "nickname": learner.nickname,
                "attempts": learner.attempts,
                "best": learner.value,
                "contender": learner.contender,
                "reached": learner.reached is not None,
                "seconds_to_goal": seconds_to_goal(learner),
                "joined": learner.joined.isoformat(timespec="seconds"),
            }
            for place, learner in enumerate(self.learners, start=1)
        ]
        columns = ["place", "nickname", "attempts", "best", "contender", "reached", "seconds_to_goal", "joined"]
        return pd.DataFrame(rows, columns=columns)


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
        self._wrong = self._allowance(WRONG_A_MINUTE, 60)
        self._joins = self._allowance(10, 60)
        self._reports = self._allowance(30, 60)
        self._changing, self._telling = threading.Lock(), threading.Lock()
        self._told: list[tuple[str, str, Attempt]] = []
        self._boards: OrderedDict[str, _KeptBoard] = OrderedDict()

    def _allowance(self, most: int, seconds: float) -> Allowance:
        return Allowance(most, seconds, lambda: self._clock().timestamp())

    def open(self, lesson: Lesson, link: str, owner: str, network: str) -> tuple[Room, str]:
        """Open a room.

        Parameters
        ----------
        link : str
            The lesson as it stands in a link.
        owner : str
            The visitor who opens it, and is its teacher.
        network : str
            Where they come from: cookies cost nothing.

        Returns
        -------
        room : Room
        secret : str
            Makes whoever shows it a teacher as well; it is nowhere else.
        """
        now = self._clock()
        self._stored.forget(now - KEPT_AFTERWARDS)
        if self._stored.going_on(now, owner) >= MOST_OF_ONE or not self._openings.take(owner):
            raise SettingError(_("You have opened {n} classes, which is the most for now.", n=MOST_OF_ONE))
        if not self._openings_near.take(network):
            raise SettingError(_("So many classes were opened from your network that no more can be; try again later."))
        if self._stored.going_on(now) >= MOST_ROOMS and not self.end_unused():
            raise SettingError(_("This server has as many classes open as it can; try again later."))
        secret = new_secret()
        while True:
            code = "".join(secrets.choice(ALPHABET) for _letter in range(CODE_LENGTH))
            room = Room(code, link, lesson.key, less_is_better(lesson), now, now + LASTS)
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

    def member(self, room: Room, owner: str) -> Learner | None:
        """Return a visitor as a member of a room; None if they are none."""
        return self._stored.member(room.code, owner)

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
                    self._told.append((code, owner, attempt))
        with self._telling:  # whoever has waited here finds that theirs was written down with the others'
            with self._changing:
                told, self._told = self._told, []
            if told:
                self._stored.tell(told)

    def joined(self, lesson_key: str, owner: str) -> Sequence[str]:
        """Return the codes of the rooms that go on in which a visitor is at a lesson."""
        return self._stored.codes(owner, lesson_key, self._clock())

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
        self._stored.set_teacher(room.code, owner_of(secret))
        return secret

    def freeze(self, room: Room, owner: str) -> None:
        """Freeze the board; results reached meanwhile still count."""
        self._check_teacher(room, owner)
        self._stored.freeze(room.code, self._clock())
        self._look_anew(room.code)

    def reveal(self, room: Room, owner: str) -> None:
        """Show the present state on the board, and update it from now on."""
        self._check_teacher(room, owner)
        self._stored.reveal(room.code)
        self._look_anew(room.code)

    def hide_names(self, room: Room, hidden: bool, owner: str) -> None:
        """Show learners on the board by numbers, or by their names again."""
        self._check_teacher(room, owner)
        self._stored.set_nameless(room.code, hidden)
        self._look_anew(room.code)

    def remove(self, room: Room, number: int, owner: str) -> None:
        """Take a learner out of a room."""
        self._check_teacher(room, owner)
        self._stored.remove(room.code, number)
        self._look_anew(room.code)

    def results(self, room: Room, owner: str) -> pd.DataFrame:
        """Return how all stand now, frozen or not, for a teacher."""
        self._check_teacher(room, owner)
        learners = ranked(self._stored.learners(room.code), low=room.low)
        return Board(room, learners, self._clock()).frame()

    def look_anew(self) -> None:
        """Read every board again."""
        with self._changing:
            self._boards.clear()

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
        return Board(room, ranked(learners, low=room.low), self._clock())

    def _look_anew(self, code: str) -> None:
        with self._changing:
            self._boards.pop(code, None)


class _KeptBoard:
    """A board as it was read last, by one thread for all."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.read = float("-inf")
        self.board: Board | None = None


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
    """Tell whether of what the board of a lesson shows, its goal's first condition, the less is the better."""
    return lesson.goal.leading.gain(1.0) < 0


def ranked(learners: Sequence[Learner], *, low: bool) -> tuple[Learner, ...]:
    """Return learners with the best first: who has reached the goal, the best value, the quickest."""

    def place(learner: Learner) -> tuple[bool, bool, float, float, int]:
        value = learner.value if learner.value is not None else 0.0
        seconds = seconds_to_goal(learner)
        return (
            learner.reached is None,
            learner.value is None,
            value if low else -value,
            float("inf") if seconds is None else seconds,
            learner.number,
        )

    return tuple(sorted(learners, key=place))


def seconds_to_goal(learner: Learner) -> float | None:
    """Return how long it took a learner from joining to reaching the goal; None if it is not reached, or was before."""
    if learner.reached is None or learner.reached < learner.joined:
        return None
    return round((learner.reached - learner.joined).total_seconds(), 1)


@once
def rooms() -> Rooms:
    """Return the server's classes."""
    return Rooms(StoredRooms(database()))
