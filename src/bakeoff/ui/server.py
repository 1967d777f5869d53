"""What lives as long as the server: the engine, the races, the chart library's address."""

import gc
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import resources
from typing import Any

import streamlit as st
from starlette.requests import Request
from starlette.responses import FileResponse
from starlette.routing import Route
from streamlit.runtime.pages_manager import PagesManager

from bakeoff.engine import Engine
from bakeoff.fields import from_environment
from bakeoff.race import Race, local_engine
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _
from bakeoff.ui.components.chart import PLOTLY_PATH
from bakeoff.ui.components.lab.assets import module_route

MOST_RACES = 200
UNWATCHED_SECONDS = 300


class Races:
    """The races of all visitors, by their unguessable id.

    The oldest finished ones are forgotten. One that nobody looks at any more, its tab being closed, is
    stopped, so that it leaves the machine to those who watch.

    Parameters
    ----------
    engine : Engine
    most : int
        How many are kept.
    unwatched_seconds : float
        How long a race may go on unseen.
    """

    def __init__(self, engine: Engine, most: int = MOST_RACES, unwatched_seconds: float = UNWATCHED_SECONDS) -> None:
        self._engine = engine
        self._most = most
        self._unwatched_seconds = unwatched_seconds
        self._lock = threading.Lock()
        self._races: dict[str, Race] = {}
        self._seen: dict[str, float] = {}
        self._closed = threading.Event()
        self._watch = threading.Thread(target=self._stop_unwatched, name="bakeoff unwatched races", daemon=True)
        self._watch.start()

    def start(self, spec: BakeoffSpec) -> Race:
        """Start a race; raises a BakeoffError, with nothing started, if it can not be run."""
        race = Race(spec, self._engine)
        with self._lock:
            self._races[race.run.id] = race
            self._seen[race.run.id] = time.monotonic()
            self._forget()
        return race

    def get(self, id: str | None) -> Race | None:
        """Return the race with this id, which counts as a look at it, or None if it is not, or no longer, known."""
        with self._lock:
            if id not in self._races:
                return None
            self._seen[id] = time.monotonic()
            return self._races[id]

    def close(self) -> None:
        """Look after the races no longer; they go on, or end with the engine."""
        self._closed.set()
        self._watch.join()

    def _stop_unwatched(self) -> None:
        while not self._closed.wait(min(5.0, self._unwatched_seconds / 4)):
            latest = time.monotonic() - self._unwatched_seconds
            with self._lock:
                unwatched = [race for id, race in self._races.items() if self._seen[id] < latest]
            for race in unwatched:
                if race.run.active:
                    race.stop(why=_("Stopped, since nobody was watching."))

    def _forget(self) -> None:
        finished = [id for id, race in self._races.items() if not race.run.active]
        for id in finished[: max(0, len(self._races) - self._most)]:
            del self._races[id], self._seen[id]


@st.cache_resource(max_entries=1, show_spinner=False, on_release=lambda engine: engine.close())
def engine() -> Engine:
    """Return the server's engine; the first call starts it."""
    return local_engine()


@st.cache_resource(max_entries=1, show_spinner=False, on_release=lambda races: races.close())
def races() -> Races:
    """Return the server's races."""
    return Races(engine(), unwatched_seconds=from_environment("BAKEOFF_UNWATCHED_SECONDS", UNWATCHED_SECONDS))


@asynccontextmanager
async def lifespan(app: Any) -> AsyncIterator[None]:
    """Start the engine with the server, so that the first visitor's first race starts warm.

    The labs' engine waits for the first visitor of the lab: it is as large again, and not every server needs it.
    """
    started, watched = engine(), races()
    # Until a first script has run, Streamlit takes any folder called pages for its old kind of app with pages, and
    # tells the first visitor of a deep link that there is no such page.
    PagesManager.uses_pages_directory = False
    # What was imported until now will never be garbage: no collection needs to look through it again.
    gc.collect()
    gc.freeze()
    yield
    watched.close()
    started.close()


async def _plotly(request: Request) -> FileResponse:
    path = resources.files("plotly") / "package_data" / "plotly.min.js"
    return FileResponse(str(path), media_type="text/javascript", headers={"Cache-Control": "public, max-age=86400"})


def routes() -> list[Route]:
    """Return the routes that the server has beside Streamlit's own."""
    return [Route(f"/{PLOTLY_PATH}", _plotly), module_route()]
