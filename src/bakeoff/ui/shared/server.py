"""What lives as long as the server: the engine, the races, the chart library's address."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import resources
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse
from starlette.routing import Route
from streamlit import config
from streamlit.runtime.pages_manager import PagesManager

from bakeoff.ask.session import PRELOAD as ASK_PRELOAD
from bakeoff.datasets.upload.limits import Bounds
from bakeoff.engine import Engine
from bakeoff.explore.work import PRELOAD as EXPLORE_PRELOAD
from bakeoff.export.tracking import Tracker, tracked
from bakeoff.history import History, Recorder
from bakeoff.judge import Plan, Study
from bakeoff.lab.session import PRELOAD
from bakeoff.race import Race, Run, local_engine
from bakeoff.service.registry import Kept
from bakeoff.settings import DEFAULTS, ServerSettings
from bakeoff.spec import BakeoffSpec
from bakeoff.ui.components.chart import PLOTLY
from bakeoff.ui.components.lab.assets import module_route
from bakeoff.ui.components.served import served
from bakeoff.ui.shared.visitor import VisitorCookie

MOST_RACES = 200
SPARE_SLOTS = 3
"""For the labs' rivals, which are soon done, and for a lab whose predecessor is just ending."""


class Races(Kept[Race]):
    """The races of all visitors, each of which is written down in `history`, which is closed with this.

    They are logged to MLflow as well, if the server is set up so.
    """

    def __init__(
        self,
        engine: Engine,
        history: History,
        most: int = MOST_RACES,
        unwatched_seconds: float = DEFAULTS.unwatched_seconds,
    ) -> None:
        super().__init__(most, unwatched_seconds)
        self._engine = engine
        self.history = history
        self.recorder = Recorder(history)
        self._tracker = Tracker() if tracked() else None

    def start(self, spec: BakeoffSpec, owner: str) -> Race:
        """Start a race of the visitor `owner`; raises a BakeoffError, with nothing started, if it can not be run."""
        listeners = [self.recorder.listener(owner), *([self._tracker.listener()] if self._tracker else [])]

        def hear(run: Run) -> None:
            for listener in listeners:
                listener(run)

        self.check_room(owner)
        race = Race(spec, self._engine, hear, keep_models=True, owner=owner)
        hear(race.run)
        return self.add(race, owner)

    def close(self) -> None:
        """Look after them no longer, and write down how they are."""
        super().close()
        self.recorder.close()
        if self._tracker:
            self._tracker.close()
        self.history.close()


class Studies(Kept[Study]):
    """The studies of all visitors, each of which is written down beside the races."""

    def __init__(
        self,
        engine: Engine,
        recorder: Recorder,
        most: int = MOST_RACES,
        unwatched_seconds: float = DEFAULTS.unwatched_seconds,
    ) -> None:
        super().__init__(most, unwatched_seconds)
        self._engine = engine
        self._recorder = recorder

    def start(self, spec: BakeoffSpec, plan: Plan, owner: str) -> Study:
        """Start a study of the visitor `owner`; raises a BakeoffError, with nothing started, if it can not be run."""
        self.check_room(owner)
        hear = self._recorder.listener(owner)
        study = Study(spec, plan, self._engine, hear, owner=owner)
        hear(study.record)
        return self.add(study, owner)


@st.cache_resource(max_entries=1, show_spinner=False, on_release=lambda engine: engine.close())
def engine() -> Engine:
    """Return the server's engine, which runs races, labs and questions; the first call starts it."""
    server = ServerSettings.read()
    slots = server.labs + server.asks + SPARE_SLOTS
    return local_engine(
        interactive_slots=slots, preload=(*PRELOAD, *ASK_PRELOAD, *EXPLORE_PRELOAD, "bakeoff.upload.job")
    )


@st.cache_resource(max_entries=1, show_spinner=False, on_release=lambda races: races.close())
def races() -> Races:
    """Return the server's races."""
    return Races(engine(), History(), unwatched_seconds=ServerSettings.read().unwatched_seconds)


@st.cache_resource(max_entries=1, show_spinner=False, on_release=lambda studies: studies.close())
def studies() -> Studies:
    """Return the server's studies."""
    return Studies(engine(), races().recorder, unwatched_seconds=ServerSettings.read().unwatched_seconds)


@asynccontextmanager
async def lifespan(app: Any) -> AsyncIterator[None]:
    """Start the engine with the server, so that the first visitor's first race, or lab, starts warm."""
    started, watched = engine(), races()
    set_up_streamlit()
    # What was imported until now will never be garbage: no collection needs to look through it again.
    gc.collect()
    gc.freeze()
    yield
    watched.close()
    started.close()


def set_up_streamlit() -> None:
    """Have Streamlit do what its configuration file cannot say."""
    # Until a first script has run, Streamlit takes any folder called pages for its old kind of app with pages, and
    # tells the first visitor of a deep link that there is no such page.
    PagesManager.uses_pages_directory = False
    # A host says once how large a file may be; Streamlit would refuse one by a limit of its own before we see it.
    config.set_option("server.maxUploadSize", Bounds.set_here().megabytes)


async def _plotly(request: Request) -> FileResponse:
    path = resources.files("plotly") / "package_data" / "plotly.min.js"
    return FileResponse(str(path), media_type="text/javascript", headers={"Cache-Control": "public, max-age=86400"})


def routes() -> list[Route]:
    """Return the routes that the server has beside Streamlit's own."""
    return [Route(served(PLOTLY), _plotly), module_route()]


def middleware() -> list[Middleware]:
    """Return what every request passes through before it comes to Streamlit."""
    return [Middleware(VisitorCookie)]
