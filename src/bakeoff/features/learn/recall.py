"""Questions of reached chapters, which come back after 1, 7 and 30 days.

Each question's standing is kept among the visitor's answers: right answers in a row, answers so far, time of the last.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from bakeoff.features.learn.exercises import EXERCISES, Question, exercise
from bakeoff.lesson.concepts import concepts, of_chapter, posed
from bakeoff.text import _

WAITS = tuple(timedelta(days=days) for days in (1, 7, 30))
"""Days until a question is asked, by its right answers in a row; after the last it is not asked again."""
MOST = 3
"""Questions of a visit."""
PAUSE = timedelta(hours=12)
"""Time after an answer in which no other question is asked."""
PREFIX, EXERCISE = "recall-", "exercise"
_TIME = "%Y-%m-%dT%H:%M"


class Standing(NamedTuple):
    """Standing of a question with a visitor; `last` is the last answer's time, or the goal's."""

    right: int
    answers: int
    last: datetime

    def code(self) -> str:
        """Return it as an answer to be stored."""
        return f"{self.right} {self.answers} {self.last:{_TIME}}"

    def answered(self, right: bool, now: datetime) -> "Standing":
        """Return the standing after an answer: a wrong one begins again."""
        return Standing(self.right + 1 if right else 0, self.answers + 1, now)


def standing(code: str) -> Standing:
    """Return a standing that was stored."""
    right, answers, last = code.split()
    return Standing(int(right), int(answers), datetime.strptime(last, _TIME).replace(tzinfo=UTC))


def due(reached: Mapping[str, datetime], answers: Mapping[str, str], now: datetime) -> dict[str, Standing]:
    """Return the questions to ask on a visit, overdue the longest first, one of each chapter before a second one."""
    kept = {name: standing(code) for name, code in answers.items() if name.startswith(PREFIX)}
    if any(now - each.last < PAUSE for each in kept.values()):
        return {}
    waiting: list[tuple[int, datetime, str, Standing]] = []
    for chapter in EXERCISES.keys() & reached.keys():
        each = {name: kept.get(name, Standing(0, 0, reached[chapter])) for name in _names(chapter)}
        open_ = {name: at.last + WAITS[at.right] for name, at in each.items() if at.right < len(WAITS)}
        ready = sorted((name for name, when in open_.items() if when <= now), key=open_.__getitem__)
        waiting += [(place, open_[name], name, each[name]) for place, name in enumerate(ready)]
    return {name: at for _place, _when, name, at in sorted(waiting)[:MOST]}


def _names(chapter: str) -> Iterator[str]:
    yield from (f"{PREFIX}{chapter}-{concept.name}" for concept in of_chapter(chapter))
    yield f"{PREFIX}{chapter}-{EXERCISE}"


def question(name: str, answers: int) -> tuple[str, Question]:
    """Return a question's chapter and its form after so many answers, which draws the numbers."""
    chapter, kind = name.removeprefix(PREFIX).split("-", 1)
    if kind == EXERCISE:
        return chapter, exercise(chapter, f"{answers}")
    concept = concepts()[kind]
    form = posed(concept, f"{answers}")
    replies = (concept.explanation, *(idea.feedback for idea in concept.ideas))
    feedback = tuple(_(replies[number]) for number in form.numbers)
    return chapter, Question(form.sentence, form.options, form.numbers.index(0), feedback)
