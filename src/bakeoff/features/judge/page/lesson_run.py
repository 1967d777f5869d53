"""The study on show as a lesson looks at it."""

from bakeoff.contenders import contenders
from bakeoff.features.judge.page.draft import JudgeDraft
from bakeoff.features.judge.record import TUNED
from bakeoff.features.judge.service import studies
from bakeoff.features.lessons.measures.base import subject
from bakeoff.features.lessons.parts.attempts import LessonRun
from bakeoff.features.lessons.parts.making import lesson_making
from bakeoff.text import _
from bakeoff.web.visitor import visitor


def lesson_run(draft: JudgeDraft) -> LessonRun | None:
    """Return the study on show, if there is one and a lesson is open."""
    record = draft.stored if draft.study is None else draft.study.record
    if record is None or draft.address.lesson is None:
        return None
    own = studies().is_of(record.id, visitor().owner)
    return LessonRun(record.id, record, own, not record.active, record.active)


def judge_lesson_making(draft: JudgeDraft) -> None:
    """Show what makes a lesson of the question that is asked; not in one."""
    if draft.address.lesson is not None:
        return
    spec = draft.race.spec
    named = dict.fromkeys((*spec.contenders, *contenders()))
    lesson_making(
        "judge",
        draft.link(),
        draft.stored if draft.study is None else draft.study.record,
        task=spec.dataset.info.task,
        subjects={lane: subject(lane) for lane in (*named, *(f"{name}{TUNED}" for name in spec.contenders))},
        controls={
            "dataset": _("Data"),
            "contenders": _("Contenders"),
            "judge": _("Question"),
            "rules": _("What decides"),
        },
    )
