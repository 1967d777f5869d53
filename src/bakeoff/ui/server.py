"""What lives as long as the server: the engine, the races, the chart library's address."""

import gc
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import resources
from typing import Any

import streamlit as st
from starlette.requests import Request
from starlette.responses import FileResponse
from starlette.routing import Route

from bakeoff.engine import Engine
from bakeoff.race import Race, local_engine
from bakeoff.spec import BakeoffSpec
from bakeoff.ui.components.chart import PLOTLY_PATH

MOST_RACES = 200


class Races:
    """The races of all visitors, by their unguessable id; the oldest finished ones are forgotten.

    Parameters
    ----------
    engine : Engine
    most : int
        How many are kept.
    """

    def __init__(self, engine: Engine, most: int = MOST_RACES) -> None:
        self._engine = engine
        self._most = most
        self._lock = threading.Lock()
        self._races: dict[str, Race] = {}

    def start(self, spec: BakeoffSpec) -> Race:
        """Start a race; raises a BakeoffError, with nothing started, if it can not be run."""
        race = Race(spec, self._engine)
        with self._lock:
            self._races[race.run.id] = race
            self._forget()
        return race

    def get(self, id: str | None) -> Race | None:
        """Return the race with this id, or None if it is not, or no longer, known."""
        return self._races.get(id) if id else None

    def _forget(self) -> None:
        finished = [id for id, race in self._races.items() if not race.run.active]
        for id in finished[: max(0, len(self._races) - self._most)]:
            del self._races[id]


@st.cache_resource(max_entries=1, show_spinner=False, on_release=lambda engine: engine.close())
def engine() -> Engine:
    """Return the server's engine; the first call starts it."""
    return local_engine()


@st.cache_resource(max_entries=1, show_spinner=False)
def races() -> Races:
    """Return the server's races."""
    return Races(engine())


@asynccontextmanager
async def lifespan(app: Any) -> AsyncIterator[None]:
    """Start the engine with the server, so that the first visitor's first race starts warm."""
    started = engine()
    # Streamlit collects garbage after every script run; what was imported until now will never be any.
    gc.collect()
    gc.freeze()
    yield
    started.close()


async def _plotly(request: Request) -> FileResponse:
    path = resources.files("plotly") / "package_data" / "plotly.min.js"
    return FileResponse(str(path), media_type="text/javascript", headers={"Cache-Control": "public, max-age=86400"})


def routes() -> list[Route]:
    """Return the routes that the server has beside Streamlit's own."""
    return [Route(f"/{PLOTLY_PATH}", _plotly)]
