"""Board of a class, to be read from the last row; it changes in place, so that a glance follows who moves."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bakeoff.contenders import contenders
from bakeoff.evaluation.notation import UNKNOWN, count, duration, percent
from bakeoff.features.judge.record import TUNED
from bakeoff.features.lessons.lesson import Lesson
from bakeoff.features.lessons.measures.base import subject
from bakeoff.features.lessons.rooms import Learner
from bakeoff.features.lessons.service import Board, seconds_to_goal
from bakeoff.text import _, counted
from bakeoff.web.components.beside import component_beside
from bakeoff.web.pictures import marker

_BOARD = component_beside(
    __file__,
    """
<section>
  <div class="sum">
    <p><strong></strong> <span class="of"></span></p>
    <div class="bar" role="img"><i></i></div>
    <p class="attempts"></p>
  </div>
  <ol></ol>
</section>
""",
)
FEW, ROOMY = 8, 24
"""As many learners stand in larger letters, and more than the latter closer together."""
FRESH_SECONDS = 3.0
"""For how long it is shown that somebody has just reached the goal."""


@dataclass(frozen=True)
class LearnerLine:
    """A learner's line, in words.

    Attributes
    ----------
    number : int
        Which learner.
    contender : str
        Whose value it is, one of those that `class_board` is given; empty for nobody's.
    kinds : str
        What it is marked as, parted by spaces: ``reached``, ``own``, ``fresh``.
    """

    number: int
    place: str
    name: str
    told: str
    value: str
    contender: str
    kinds: str


def class_board(
    lines: Sequence[LearnerLine],
    contenders: Mapping[str, Mapping[str, str]],
    summary: Mapping[str, str | float],
    *,
    key: str,
) -> None:
    """Show the board.

    Parameters
    ----------
    lines : sequence of LearnerLine
        The best first.
    contenders : mapping of str to mapping
        Of each that is named: ``marker``, as HTML, and ``label``.
    summary : mapping of str to str or float
        What stands above: ``reached``, ``of``, ``share``, ``percent`` and ``attempts``.
    """
    size = "few" if len(lines) <= FEW else "close" if len(lines) > ROOMY else ""
    written = [dataclasses.asdict(line) for line in lines]
    _BOARD(key=key, data={"label": _("Board"), "size": size, "lines": written, "contenders": contenders, **summary})


def show_board(board: Board, lesson: Lesson, *, own: int | None = None, most: int | None = None) -> None:
    """Show the board.

    Parameters
    ----------
    own : int, optional
        The number of whoever looks at it, if they are on it: their line is always there.
    most : int, optional
        How many lines there are beside that.
    """
    learners = board.learners
    reached, n = sum(learner.reached is not None for learner in learners), len(learners)
    share = reached / n if n else 0.0
    summary: dict[str, str | float] = {
        "reached": count(reached),
        "of": counted("of {n} has reached it", "of {n} have reached it", n),
        "share": _("{number} %", number=percent(share)),
        "percent": round(100 * share, 1),
        "attempts": counted("{n} attempt", "{n} attempts", sum(learner.attempts for learner in learners)),
    }
    lines = [
        _line(board, lesson, place, learner, own)
        for place, learner in enumerate(learners, start=1)
        if most is None or place <= most or learner.number == own
    ]
    named = {line.contender: _identity(line.contender) for line in lines if line.contender}
    class_board(lines, named, summary, key="class-lines")


def _identity(name: str) -> dict[str, str]:
    info = contenders()[name.removesuffix(TUNED)]
    return {"marker": marker(info.identity), "label": subject(name)}


def _line(board: Board, lesson: Lesson, place: int, learner: Learner, own: int | None) -> LearnerLine:
    leading = lesson.goal.leading
    just = learner.reached is not None and (board.at - learner.reached).total_seconds() < FRESH_SECONDS
    kinds = {"reached": learner.reached, "own": learner.number == own, "fresh": just}
    known = learner.value if not leading.declared.is_truth else None
    return LearnerLine(
        number=learner.number,
        place=str(place) if learner.attempts else UNKNOWN,
        name=board.called(learner),
        told=_told(learner),
        value="" if known is None else leading.unit.write(known),
        contender=learner.contender if learner.contender.removesuffix(TUNED) in contenders() else "",
        kinds=" ".join(kind for kind, holds in kinds.items() if holds),
    )


def _told(learner: Learner) -> str:
    """Say what a learner has done so far."""
    if not learner.attempts:
        return _("not tried yet")
    tries = counted("{n} attempt", "{n} attempts", learner.attempts)
    seconds = seconds_to_goal(learner)
    if seconds is not None:
        return _("{tries}, reached in {time}", tries=tries, time=duration(seconds))
    if learner.reached is not None:
        return _("{tries}, reached before joining", tries=tries)
    return tries
