"""The race on show as a lesson looks at it."""

from contextlib import suppress

from bakeoff.contenders import contenders
from bakeoff.errors import HistoryError
from bakeoff.lesson.book import KeptLessons
from bakeoff.lesson.lesson import Lesson
from bakeoff.lesson.run import LessonRun
from bakeoff.lesson.slots import LessonSource
from bakeoff.link import to_query
from bakeoff.runs.races import races
from bakeoff.service.kernel import database
from bakeoff.text import _
from bakeoff.web.draft import RaceDraft
from bakeoff.web.lesson_places import lesson_making
from bakeoff.web.visitor import visitor


def lesson_run(draft: RaceDraft) -> LessonRun | None:
    """Return the race on show, if there is one and a lesson is open."""
    race = draft.race if draft.address.lesson is not None else None
    if race is None:
        return None
    active, own = race.run.active, race.trained_here and races().is_of(race.id, visitor().owner)
    return LessonRun(race.id, race.run.report, own, not active, active)


def test_part_closed(draft: RaceDraft) -> bool:
    """Tell if the test part of the race on show stays closed: a lesson opens it once, for the first solution."""
    lesson, race = draft.address.lesson, draft.race
    if race is None or not isinstance(lesson, Lesson) or not lesson.goal.validates:
        return False
    with suppress(HistoryError):
        first = KeptLessons(database()).attempted(visitor().owner, lesson).first
        return first is None or first.run != race.id
    return True


def race_lesson_making(draft: RaceDraft) -> None:
    """Show what makes a lesson of the race that is set up; not in one."""
    if draft.address.lesson is not None:
        return
    names = {name: _(info.label) for name, info in contenders().items()}
    groups = {
        "dataset": _("Data"),
        "contenders": _("Contenders"),
        "rules": _("Rules: split, seed, limits"),
        "transform": _("Transform: compress, augment"),
    }
    source = LessonSource(
        "race",
        to_query(draft.spec),
        None if draft.race is None else draft.race.run.report,
        task=draft.spec.dataset.info.task,
        subjects={name: names[name] for name in (*draft.spec.contenders, *names)},
        controls=groups | names,
    )
    lesson_making(source)
