"""A page's address, in step with what the visitor has set: read when it was changed from outside, else written."""

import time
from collections.abc import Mapping

import streamlit as st

from bakeoff.lesson.opened import PARAMETER as LESSON
from bakeoff.lesson.opened import OpenLesson, PageLesson
from bakeoff.lesson.slots import LessonOpening
from bakeoff.service.kernel import added
from bakeoff.web.streamlit_private import came_through_history

BELATED_SECONDS = 10.0
"""For how long a browser may still send the address that it had before the last one was written."""


class Address:
    """The query parameters as last written or read, and those that a browser may send belatedly.

    Every click brings the address that the browser shows. One that has not heard of the latest yet sends the one
    before, which must not undo what was set since.

    A lesson stands in the address beside what is set. By itself it stands for what it sets the page to.

    Parameters
    ----------
    *places : str
        The place whose lessons are done here, and others whose set-up is this one's as well; none: no lessons are.

    Attributes
    ----------
    opened : OpenLesson or None
        The lesson that the page was opened with, wherever it is done.
    """

    def __init__(self, *places: str) -> None:
        self._places = places
        self.opened: OpenLesson | None = None
        self._latest: dict[str, str] | None = None
        self._is_new = False
        self._former: list[tuple[float, dict[str, str]]] = []

    @property
    def lesson(self) -> PageLesson | None:
        """The lesson that is being done on this page."""
        lesson = None if self.opened is None else self.opened.lesson
        return lesson if lesson is not None and lesson.place == self._places[0] else None

    def hides(self, control: str) -> bool:
        """Tell whether the lesson leaves out a group of settings, or a contender."""
        return self.lesson is not None and control in self.lesson.hidden

    def open_again(self) -> None:
        """Let the lesson set the page up again as at its start."""
        if self.opened is not None:
            st.query_params.from_dict({LESSON: self.opened.code})
            self.opened = self._latest = None

    def news(self) -> dict[str, str] | None:
        """Return the query parameters if the page was opened or they were changed from outside, else None."""
        query = st.query_params.to_dict()
        if self._latest is not None and (not query or query == self._latest or self._is_belated(query)):
            return None
        self._latest, self._is_new = query, True
        if self.opened is not None and query == {LESSON: self.opened.code}:  # a way back to what is being done
            return None
        return self._set_to(query) if self._places else query

    def _set_to(self, query: Mapping[str, str]) -> dict[str, str]:
        """Return what is set by the address, beside its lesson if it has one, which is opened."""
        settings = {name: value for name, value in query.items() if name != LESSON}
        if LESSON not in query:  # a link within the app: one that was opened stays so, what went wrong was told
            self.opened = None if self.opened is not None and self.opened.lesson is None else self.opened
            return settings
        self.opened = next((opening.open(query[LESSON]) for opening in added(LessonOpening)), None)
        lesson = None if self.opened is None else self.opened.lesson
        return settings if settings or lesson is None or lesson.place not in self._places else dict(lesson.state)

    def write(self, query: Mapping[str, str]) -> dict[str, str]:
        """Put these query parameters into the browser's address, and the lesson; return all of them."""
        whole = dict(query) | ({LESSON: self.opened.code} if self.opened is not None and self.lesson else {})
        if self._is_new or whole != st.query_params.to_dict():  # the browser does not show a link's to the same page
            st.query_params.from_dict(whole)
            self._is_new = False
        self.note(whole)
        return whole

    def note(self, query: Mapping[str, str]) -> None:
        """Take these query parameters for what the browser's address is."""
        now = time.monotonic()
        self._former = [stamped for stamped in self._former if now - stamped[0] < BELATED_SECONDS]
        if self._latest is not None and query != self._latest:
            self._former.append((now, self._latest))
        self._latest = dict(query)

    def _is_belated(self, query: dict[str, str]) -> bool:
        if came_through_history():  # the visitor means it
            return False
        now = time.monotonic()
        return any(query == former and now - when < BELATED_SECONDS for when, former in self._former)
