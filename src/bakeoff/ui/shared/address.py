"""A page's address, in step with what the visitor has set: read when it was changed from outside, else written."""

import time
from collections.abc import Mapping

import streamlit as st

from bakeoff.ui.shared.streamlit_private import came_through_history

RUN = "run"
"""Parameter of the pages with a race's set-up: the id of the race on show."""
JUDGE, STUDY = "judge", "study"
"""Parameters of the judge's page beside the set-up: what its settings begin with, and the id of the study on show."""
RACE = "race"
"""Parameter of the pages about what is stored: the id of one race, or study."""
PRESENT = "present"
"""Parameter of the race's page: the step that is shown to a room, from 1."""
BELATED_SECONDS = 10.0
"""For how long a browser may still send the address that it had before the last one was written."""


class Address:
    """The query parameters as last written or read, and those that a browser may send belatedly.

    Every click brings the address that the browser shows. One that has not heard of the latest yet sends the one
    before, which must not undo what was set since.
    """

    def __init__(self) -> None:
        self._latest: dict[str, str] | None = None
        self._former: list[tuple[float, dict[str, str]]] = []

    def news(self) -> dict[str, str] | None:
        """Return the query parameters if the page was opened or they were changed from outside, else None."""
        query = st.query_params.to_dict()
        if self._latest is not None and (not query or query == self._latest or self._is_belated(query)):
            return None
        self._latest = query
        return query

    def write(self, query: Mapping[str, str]) -> None:
        """Put these query parameters into the browser's address."""
        if query != st.query_params.to_dict():
            st.query_params.from_dict(query)
        self.note(query)

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
