"""Certificates of reached goals: conditions and numbers, signed by the server that measured them."""

import base64
import hashlib
import hmac
import json
import zlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal, Self

from pydantic import Field

from bakeoff.errors import SettingError
from bakeoff.fields import Settings
from bakeoff.lesson.attempt import MOST_VALUE, Attempt
from bakeoff.lesson.goal import Goal
from bakeoff.lesson.lesson import Lesson
from bakeoff.lesson.moment import Measured
from bakeoff.lesson.standing import ConditionStanding, Standing
from bakeoff.lesson.starting_point import StartingPoint
from bakeoff.text import _, clauses

PARAMETER = "certificate"
"""The query parameter that a certificate stands in."""
_PURPOSE = b"Bakeoff certificate 1\0"
"""So that nothing else that may be signed with the same key is ever a certificate."""


class Certificate(Settings):
    """Achievement of a learner.

    It contains no sentences, so that it can be shown in any language.

    Attributes
    ----------
    lesson : str
        `Lesson.key`, which distinguishes lessons of the same title.
    values : tuple of float or None
        Measured value of each of `goal.conditions`, all at the moment of reaching the goal.
    how : mapping of str to str
        Settings of the run, as in a link.
    seed : int
        Of the run.
    attempt : int
        Number of the learner's attempt, from 1.
    at : datetime
        Time in UTC.
    nickname, room : str
        The learner's nickname in a class, and its code; empty outside a class.
    data : str
        As in `Attempt`.
    tested : tuple of float or None
        The test part's value for each condition on validation data; empty if there is none.
    """

    version: Literal[1] = 1
    lesson: str
    title: str
    goal: Goal
    values: tuple[float | None, ...]
    how: Mapping[str, str]
    seed: int
    attempt: int = Field(ge=1)
    at: datetime
    nickname: str = ""
    room: str = ""
    data: str = ""
    tested: tuple[float | None, ...] = ()

    @classmethod
    def of(cls, lesson: Lesson, now: Standing, run: Measured, attempt: Attempt, number: int) -> Self:
        """Return what is to be signed.

        Parameters
        ----------
        now : Standing
            Of the run.
        number : int
            Which of the learner's attempts it is, from 1.

        Raises
        ------
        SettingError
            If the goal is not reached.
        """
        if not now.reached:
            raise SettingError(_("There is a certificate once the goal is reached."))
        start = StartingPoint.of(run)
        return cls(
            lesson=lesson.key,
            title=lesson.title,
            goal=lesson.goal,
            values=tuple(part.value for part in now.parts),
            how={path: value for path, value in start.query().items() if len(value) <= MOST_VALUE},
            seed=start.seed,
            attempt=number,
            at=attempt.at,
            data=start.data,
            tested=tuple(part.condition.opened(run) for part in now.parts) if lesson.goal.validates else (),
        )

    def given_to(self, nickname: str, room: str) -> Self:
        """Return it with the learner's nickname and the code of the class."""
        return self.model_copy(update={"nickname": nickname, "room": room})

    @property
    def parts(self) -> tuple[ConditionStanding, ...]:
        """Each condition and what it measured."""
        return tuple(map(ConditionStanding, self.goal.conditions, self.values))

    @property
    def tests(self) -> str:
        """What the test part says, as a person reads it; empty for a goal on nothing but it."""
        known = [
            (each, value) for each, value in zip(self.goal.conditions, self.tested, strict=False) if value is not None
        ]
        return clauses(
            [_("{name} {value}", name=each.tested_as, value=each.unit.write(value)) for each, value in known]
        )

    def signed(self, key: bytes) -> str:
        """Return it as a text for a link, with the signature by a server's key."""
        packed = zlib.compress(self.model_dump_json(exclude_defaults=True).encode(), 9)
        return f"{_text(packed)}.{_text(_signature(packed, key))}"

    @classmethod
    def read(cls, text: str, key: bytes) -> Self:
        """Read what `signed` wrote.

        Raises
        ------
        SettingError
            If it was not by this key, or was changed, or is about what is no longer there: one sentence.
        """
        content, _dot, mark = text.partition(".")
        packed, signature = _bytes(content), _bytes(mark)
        if not hmac.compare_digest(_signature(packed, key), signature):  # before anything of it is looked at
            raise SettingError(
                _("This certificate is not genuine: another server signed it, or it was changed or cut short.")
            )
        return cls.parse(json.loads(zlib.decompress(packed)), _("The certificate"))


def said(signed: str) -> Any:
    """Return what a signed text says, which nobody may believe: no signature is looked at."""
    return json.loads(zlib.decompress(_bytes(signed.partition(".")[0])))


def _signature(packed: bytes, key: bytes) -> bytes:
    return hmac.digest(key, _PURPOSE + packed, hashlib.sha256)


def _text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    """Return what `_text` made a text of; nothing, which nobody signs, if it made it of nothing."""
    try:
        content = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        return b""
    return content if _text(content) == text else b""
