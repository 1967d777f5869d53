"""The visitor's attempts at the lesson that is open: counted, kept like the history, and told to the class."""

import contextlib
import functools
import time
from typing import Any

import streamlit as st

from bakeoff.errors import BakeoffError, HistoryError
from bakeoff.features.lessons.page.room import member_of, report
from bakeoff.features.lessons.service import rooms
from bakeoff.lesson.attempt import Attempt
from bakeoff.lesson.book import Attempted, KeptLessons
from bakeoff.lesson.certificate import Certificate
from bakeoff.lesson.fixed import keeps_to
from bakeoff.lesson.lesson import Lesson
from bakeoff.lesson.moment import LabMoment
from bakeoff.lesson.run import LessonRun
from bakeoff.lesson.standing import Standing
from bakeoff.lesson.starting_point import StartingPoint
from bakeoff.service.kernel import database
from bakeoff.service.secret import server_key
from bakeoff.text import _, sentences
from bakeoff.web.visitor import visitor

NOTED_SECONDS = 10.0
"""Interval between two records of a run's progress; a reached goal is recorded at once."""


class Attempts:
    """Attempts of the visitor at a lesson, whose time in a class begins now.

    Attributes
    ----------
    known : Attempted
    trouble : str
        Reason why they are not stored, in one sentence; empty if they are.
    certificate : str
        The signed text of the certificate, once the goal is reached.
    """

    def __init__(self, lesson: Lesson) -> None:
        self._lesson = lesson
        self.known, self.trouble, self.certificate = Attempted(), "", ""
        self._noted: tuple[str, float | None, bool] | None = None
        self._when, self._step = 0.0, 0
        self._kept_to: tuple[str, Any, bool] | None = None
        try:
            rooms().begin(lesson.key, visitor().owner)
            self.known = KeptLessons(database()).attempted(visitor().owner, lesson)
            self.certificate = self.known.certificate
        except HistoryError as error:
            self._tell(error)

    @functools.cached_property
    def tested(self) -> str:
        """What the test part says of the first solution, which is certified; empty for none."""
        return Certificate.read(self.certificate, server_key()).tests

    def keeps_to_lesson(self, run: LessonRun) -> bool:
        """Tell whether a run is set up as the lesson has it, where it does not let one choose."""
        known, moment = self._kept_to, run.moment
        settings = moment.settings if isinstance(moment, LabMoment) else moment.spec
        if known is None or known[0] != run.name or known[1] is not settings:
            known = self._kept_to = (run.name, settings, keeps_to(self._lesson, StartingPoint.of(moment)))
        return known[2]

    def at_step(self, step: int) -> None:
        """Tell the class which step of a chapter is open."""
        if step != self._step:
            self._step = step
            with contextlib.suppress(HistoryError):  # the chapter goes on without the class
                rooms().begin(self._lesson.key, visitor().owner, step)

    def take(self, run: LessonRun, stands: Standing) -> None:
        """Write down where a run stands, if it is time, or if it has just reached the goal."""
        state = (run.name, stands.leading.value, stands.reached)
        over = self._noted is not None and self._noted[0] == run.name and self._noted[2]
        if state == self._noted or (over and not stands.reached):
            return
        if run.moving and (over or not stands.reached) and time.monotonic() - self._when < NOTED_SECONDS:
            return
        self._noted, self._when = state, time.monotonic()
        attempt = Attempt.of(run.name, stands, StartingPoint.of(run.moment))
        report(self._lesson, attempt)
        if not over:  # else only the class hears of a better value
            self._note(attempt)
            if stands.reached:
                self._certify(run, stands)

    def _note(self, attempt: Attempt) -> None:
        try:
            self.known = KeptLessons(database()).note(visitor().owner, self._lesson, attempt)
        except HistoryError as error:
            others = tuple(known for known in self.known.attempts if known.run != attempt.run)
            self.known = Attempted((*others, attempt), attempt)
            self._tell(error)

    def _tell(self, error: HistoryError) -> None:
        self.trouble = sentences(str(error), _("What you reach here is kept until you close the page."))

    def _certify(self, run: LessonRun, stands: Standing) -> None:
        """Sign and keep what was reached; of a race that was over before the page was loaded, when it was."""
        number, attempt = next(
            (number, attempt) for number, attempt in enumerate(self.known.attempts, start=1) if attempt.run == run.name
        )
        try:
            learner, code = member_of(self._lesson)
            certificate = Certificate.of(self._lesson, stands, run.moment, attempt, number)
            self.certificate = certificate.given_to(learner, code).signed(server_key())
            KeptLessons(database()).certify(visitor().owner, self._lesson, run.name, self.certificate)
        except HistoryError as error:
            self._tell(error)
        except BakeoffError as error:
            self.trouble = str(error)


def attempts_at(code: str, lesson: Lesson) -> Attempts:
    """Return what the visitor has tried at the lesson that is open, as its link has it."""
    key = f"lesson-attempts-{code}"
    if key not in st.session_state:
        st.session_state[key] = Attempts(lesson)
    kept: Attempts = st.session_state[key]
    return kept
