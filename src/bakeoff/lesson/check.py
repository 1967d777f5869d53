"""Check of a lesson: its goal is valid, is not reached at the start, and is reached by a solution."""

import contextlib
import json
import math
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from bakeoff.engine.base import Engine
from bakeoff.errors import EngineError, SettingError
from bakeoff.lesson.book import KeptLessons
from bakeoff.lesson.code import is_short, unpack
from bakeoff.lesson.fixed import keeps_to
from bakeoff.lesson.goal import Condition
from bakeoff.lesson.lesson import Lesson
from bakeoff.lesson.moment import ChapterMoment, LabMoment, Measured
from bakeoff.lesson.opened import PARAMETER
from bakeoff.lesson.standing import Standing, standing
from bakeoff.lesson.starting_point import StartingPoint
from bakeoff.network.commands import StepEpoch
from bakeoff.network.messages import Snapshot
from bakeoff.network.session import NEEDS, PRELOAD, LabSession
from bakeoff.race.engines import local_engine
from bakeoff.race.race import run
from bakeoff.race.report import Report
from bakeoff.records.studies import stored_study
from bakeoff.refusals import shown
from bakeoff.spec import BakeoffSpec
from bakeoff.storage.database import Database
from bakeoff.study.study import judge
from bakeoff.text import _

_OF_THE_PAGE = {PARAMETER, "run", "study", "present", "lab", "of_race", "lang"}
"""Parameters of pages that are no settings."""


@dataclass(frozen=True)
class LessonCheck:
    """Result of a lesson's check.

    Attributes
    ----------
    start : Standing
        Of its page as it opens: a network before it is trained, a race or a study as it is set.
    solution : Standing or None
        Of the solution, when it reached the goal, or at its end; None if there is none.
    """

    start: Standing
    solution: Standing | None

    def in_words(self) -> str:
        """Return it as a person reads it."""
        if self.start.reached:
            return _("The goal is already reached at the start, so the task is empty.")
        if self.solution is None:
            return _("The goal is not reached at the start, as it should be.")
        if self.solution.reached:
            return _("The goal is not reached at the start, and is with the solution: all is well.")
        return _("The goal is not reached with the solution.")

    @property
    def passed(self) -> bool:
        """True if the goal is open at the start, and the solution, if any, reaches it."""
        return not self.start.reached and (self.solution is None or self.solution.reached)


def check_lesson(lesson: Lesson, solution: StartingPoint | Measured | None = None) -> LessonCheck:
    """Try a lesson as it opens, and its solution.

    Raises
    ------
    BakeoffError
        If they cannot be run, or the solution changes what the lesson does not let one change: one sentence.
    """
    if solution is not None:
        set_up = solution if isinstance(solution, StartingPoint) else StartingPoint.of(solution)
        if not keeps_to(lesson, set_up):
            raise SettingError(_("The solution changes what the lesson hides, which has to stay as it is."))
    with contextlib.closing(_standings(lesson, lesson.start)) as standings:
        start = next(standings)
    if solution is None:
        return LessonCheck(start, None)
    with contextlib.closing(_standings(lesson, solution)) as standings:
        return LessonCheck(start, _reached_or_last(standings))


def _standings(lesson: Lesson, what: StartingPoint | Measured) -> Generator[Standing]:
    if isinstance(what, StartingPoint) and what.place == "learn":
        what = ChapterMoment(what.chapter)
    if not isinstance(what, StartingPoint):
        yield standing(lesson.goal, what)
        return
    with (
        contextlib.closing(engine_for(what)) as engine,
        contextlib.closing(tried(what, engine, _most_epochs(lesson))) as moments,
    ):
        for moment in moments:
            yield standing(lesson.goal, moment)


def _most_epochs(lesson: Lesson) -> int:
    """Return after how many epochs a network cannot reach the goal any more, or is given up."""
    together = [part for part in lesson.goal.all_of if isinstance(part, Condition) and part.measure == "lab.epochs"]
    return min([MOST_EPOCHS, *(math.floor(part.needed[1]) for part in together if part.at_most is not None)])


def _reached_or_last(standings: Generator[Standing]) -> Standing:
    """Return the first that is reached, or the last."""
    last = next(standings)
    while not last.reached and (following := next(standings, None)) is not None:
        last = following
    return last


def lesson_of(given: str) -> Lesson:
    """Return the lesson of a link, of its text alone, or of a JSON file.

    Raises
    ------
    SettingError, HistoryError
        If there is none, or not one that can be: one sentence.
    """
    if given.endswith(".json"):
        return Lesson.from_json(_content(given))
    code = dict(parse_qsl(urlsplit(given).query)).get(PARAMETER, given)
    if not is_short(code):
        return unpack(code)
    with contextlib.closing(Database()) as database:
        return KeptLessons(database).get(code)


def solution_of(given: str, lesson: Lesson) -> StartingPoint | Measured:
    """Return the solution that a link, a spec file, a report or a study as JSON is.

    Raises
    ------
    SettingError, HistoryError
        If it is none, or not of the lesson's place: one sentence.
    """
    if lesson.place == "learn":
        raise SettingError(_("The page of a chapter checks its goal; such a lesson has no solution to try."))
    if not given.endswith(".json"):
        return StartingPoint.read(lesson.place, _settings(given, lesson))
    text = _content(given)
    try:
        values = json.loads(text)
        known = values.keys() if isinstance(values, dict) else ()
        if "lanes" in known and lesson.place == "judge":
            return stored_study(text, interrupted=True)
        if "environment" in known and lesson.place == "race":
            return Report.from_json(text)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise SettingError(_("{path} is no report, study or spec that can be read.", path=given)) from error
    if lesson.place == "lab" or "lanes" in known or "environment" in known:
        raise SettingError(_("{path} is no solution of a lesson in this place; give the link of its page.", path=given))
    return StartingPoint(lesson.place, BakeoffSpec.from_json(text, given), lesson.start.plan)


def _settings(link: str, lesson: Lesson) -> dict[str, str]:
    """Return the settings of a page's link; SettingError if it is another page's."""
    parts = urlsplit(link)
    page = parts.path.rpartition("/")[2]
    if not parts.query or page not in ("", lesson.place):
        raise SettingError(
            _(
                "A solution is a page’s link, of the same place as the lesson, or a .json file, not {given}.",
                given=shown(link),
            )
        )
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    return {path: value for path, value in query.items() if path not in _OF_THE_PAGE}


def _content(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8-sig")  # with or without the mark that some editors put first
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(_("Cannot read {path}: {reason}.", path=path, reason=error)) from error


MOST_EPOCHS = 3000
"""Of a network that nobody stops before."""
_PATIENCE, _TICK = 60.0, 0.05


def engine_for(start: StartingPoint) -> Engine:
    """Return an engine on this machine for what `tried` needs; to be closed."""
    if start.place == "lab":
        return local_engine(1, interactive_slots=1, preload=(*PRELOAD, *NEEDS), names=())
    return local_engine(names=start.spec.contenders)


def tried(start: StartingPoint, engine: Engine, most_epochs: int = MOST_EPOCHS) -> Generator[Measured]:
    """Give what can be measured: of a lab at the start and after each epoch, of a race or a study once it is over.

    Raises
    ------
    BakeoffError
        If nothing can be run so: one sentence.
    """
    match start.place:
        case "lab":
            yield from _trained(start, engine, min(start.network.stop_epoch or most_epochs, most_epochs))
        case "race":
            yield run(start.spec, engine)
        case "judge":
            yield judge(start.spec, start.plan, engine)


def _trained(start: StartingPoint, engine: Engine, most_epochs: int) -> Generator[LabMoment]:
    with contextlib.closing(LabSession(engine, start.network)) as session:
        for epoch in range(most_epochs + 1):
            if epoch:
                session.send(StepEpoch())
            snapshot = _shown(session)
            if snapshot.epoch < epoch:  # diverged, and refuses to go on
                return
            yield LabMoment(session.settings, session.points, snapshot)


def _shown(session: LabSession) -> Snapshot:
    """Return the picture that shows what the commands did so far."""
    while (snapshot := session.look(_PATIENCE)) is None:
        if session.wait(_TICK):
            raise EngineError(session.state.trouble)
    return snapshot
