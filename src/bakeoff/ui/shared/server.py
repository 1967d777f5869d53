"""Objects that live as long as the server: the engine, visitors' work, the chart library's address."""

import gc
import pkgutil
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module, resources
from typing import Any

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse
from starlette.routing import Route

from bakeoff import ui
from bakeoff.ask.session import PRELOAD as ASK_PRELOAD
from bakeoff.datasets.home import close_to_others
from bakeoff.engine.cluster import ClusterEngine
from bakeoff.engine.local import LocalEngine
from bakeoff.engine.system import give_back_files
from bakeoff.explore.work import PRELOAD as EXPLORE_PRELOAD
from bakeoff.history.history import History
from bakeoff.lab.session import PRELOAD
from bakeoff.race.race import cluster_engine, local_engine
from bakeoff.service.administration import Administration
from bakeoff.service.asks import Asks
from bakeoff.service.chapter_jobs import ChapterJobs
from bakeoff.service.labs import Labs, most_labs
from bakeoff.service.own_process import giving_back_memory, open_many_files, send_at_once, share_arenas
from bakeoff.service.personal_data import PersonalData
from bakeoff.service.presence import present
from bakeoff.service.races import Races, Studies, end_all
from bakeoff.service.retention import tidied
from bakeoff.service.rooms import Rooms
from bakeoff.service.uploads import Uploads
from bakeoff.settings import LOCAL, ServerSettings
from bakeoff.ui import routes as pages
from bakeoff.ui.components.chart import PLOTLY
from bakeoff.ui.components.modules import module_route
from bakeoff.ui.components.served import base_path, cache_headers, served
from bakeoff.ui.shared.ending import end_without_fault
from bakeoff.ui.shared.leaving import LeftPages
from bakeoff.ui.shared.once import once
from bakeoff.ui.shared.packed import Packed
from bakeoff.ui.shared.page_head import STYLE, STYLE_VERSION, PageHead
from bakeoff.ui.shared.security import Secured
from bakeoff.ui.shared.streamlit_private import (
    hear_no_words_of_before,
    look_for_icons_once,
    obey_wholly,
    present_without_classes,
    send_all_that_was_drawn,
    set_server_option,
    take_asks_in_turn,
    take_no_folder_for_pages,
    tell_the_theme_from_memory,
)
from bakeoff.ui.shared.streamlit_private_sessions import hear_no_orders_to_the_server, keep_few_files
from bakeoff.ui.shared.visitor import VisitorCookie
from bakeoff.ui.shared.way_back import WayBack

PAGE_FILES, ALL_FILES = 2, 25
"""Largest files kept in memory, of one page and of all: a page needs the one that it read last."""
SPARE_SLOTS = 3
"""For the labs' rivals, which are soon done, and for a lab whose predecessor is just ending."""
_PRELOAD = (*PRELOAD, *ASK_PRELOAD, *EXPLORE_PRELOAD, "bakeoff.upload.job")

OWN_NAMES = ["localhost", "127.0.0.1", "::1"]
"""Names of a server that listens on its own machine alone."""

THREAD_TURN_SECONDS = 0.001
"""For how long a thread may keep the others waiting for Python.

Reading a class of 200 from the database hands Python over some hundred times: with Python's own 5 ms, and with many
visitors' pages being drawn, it came back so late each time that a board took 15 s.
"""


@once
def engine() -> LocalEngine | ClusterEngine:
    """Return the engine that runs races and studies; the first call starts it."""
    server = ServerSettings.read()
    if server.cluster:
        return cluster_engine(server.cluster, _interactive_slots(server), _PRELOAD)
    return local_engine(interactive_slots=_interactive_slots(server), preload=_PRELOAD)


def interactive_engine() -> LocalEngine | ClusterEngine:
    """Return the engine that runs what somebody plays with or waits for; the first call starts it."""
    server = ServerSettings.read()
    return _beside() if server.cluster and server.interactive == "server" else engine()


@once
def _beside() -> LocalEngine:
    """Return an engine on this machine for interactive jobs alone."""
    return local_engine(1, _interactive_slots(ServerSettings.read()), _PRELOAD)


def _interactive_slots(server: ServerSettings) -> int:
    return most_labs(server.labs_bytes) + server.asks + SPARE_SLOTS


@once
def races() -> Races:
    """Return the server's races."""
    server = ServerSettings.read()
    return Races(engine(), History(), each=server.visitor_races, unwatched_seconds=server.unwatched_seconds)


@once
def studies() -> Studies:
    """Return the server's studies."""
    server = ServerSettings.read()
    return Studies(engine(), races().recorder, each=server.visitor_studies, unwatched_seconds=server.unwatched_seconds)


def rooms() -> Rooms:
    """Return the server's classes."""
    return races().rooms


@once
def labs() -> Labs:
    """Return the server's labs."""
    server = ServerSettings.read()
    return Labs(interactive_engine(), server.labs_bytes, each=server.visitor_labs)


@once
def uploads() -> Uploads:
    """Return how much each visitor has brought."""
    return Uploads(ServerSettings.read().uploads_hour)


@once
def asks() -> Asks:
    """Return the server's sessions in which contenders are asked."""
    return Asks(interactive_engine(), ServerSettings.read().asks)


@once
def chapter_jobs() -> ChapterJobs:
    """Return what the chapters of Learn have worked out."""
    return ChapterJobs(interactive_engine(), ServerSettings.read().job_memory_bytes)


def personal_data() -> PersonalData:
    """Return what the server keeps of its visitors."""
    return PersonalData(races(), studies(), labs(), asks())


def administration() -> Administration:
    """Return what goes on at the server, for whoever runs it."""
    return Administration(races(), studies(), labs())


@asynccontextmanager
async def lifespan(app: Any) -> AsyncIterator[None]:
    """Start the engine with the server, so that the first visitor's first race, or lab, starts warm."""
    close_to_others()
    sys.setswitchinterval(THREAD_TURN_SECONDS)
    share_arenas()
    open_many_files()
    send_at_once()
    end_without_fault()
    started, beside, watched, judged = engine(), interactive_engine(), races(), studies()
    set_up_streamlit()
    import_pages()
    # What was imported until now will never be garbage: no collection needs to look through it again.
    gc.collect()
    gc.freeze()
    give_back_files()
    with tidied(watched.history), present(watched.history), giving_back_memory():
        yield
        await run_in_threadpool(end_all, watched, judged, ServerSettings.read().grace_seconds)
    judged.close()
    watched.close()
    beside.close()
    started.close()


def import_pages() -> None:
    """Import what the pages are made of, while the engine gets warm, so that no visitor waits for that."""
    for module in pkgutil.walk_packages(ui.__path__, f"{ui.__name__}."):
        import_module(module.name)


def set_up_streamlit() -> None:
    """Set up Streamlit beyond its configuration file."""
    take_no_folder_for_pages()
    hear_no_orders_to_the_server()
    take_asks_in_turn()
    send_all_that_was_drawn()
    obey_wholly()
    hear_no_words_of_before()
    present_without_classes()
    look_for_icons_once()
    tell_the_theme_from_memory()
    settings = ServerSettings.read()
    own_alone = settings.preset == LOCAL and st.get_option("server.address") in OWN_NAMES
    if own_alone and not st.get_option("server.allowedHosts"):
        # Else a page whose name is made to lead to this machine (DNS rebinding) could use it by the browser.
        set_server_option("allowedHosts", OWN_NAMES)
    # A host says once how large a file may be; Streamlit would refuse one by a limit of its own before we see it.
    set_server_option("maxUploadSize", settings.upload_mb)
    largest = settings.upload_mb * 2**20
    keep_few_files(PAGE_FILES * largest, ALL_FILES * largest)


async def _plotly(request: Request) -> FileResponse:
    path = resources.files("plotly") / "package_data" / "plotly.min.js"
    return FileResponse(str(path), media_type="text/javascript", headers={"Cache-Control": "public, max-age=86400"})


async def _style(request: Request) -> FileResponse:
    return FileResponse(STYLE, media_type="text/css", headers=cache_headers(request.url.query, STYLE_VERSION))


async def _first_page(request: Request) -> RedirectResponse:
    """Lead to the bare address, where Streamlit has the first page: at its name it would find none."""
    return RedirectResponse(f"./?{request.url.query}" if request.url.query else "./")


def routes() -> list[Route]:
    """Return the routes that the server has beside Streamlit's own."""
    first = f"{base_path().rstrip('/')}/{pages.ROUTES[0].url_path}"
    plotly, style = Route(served(PLOTLY), _plotly), Route(served(STYLE.name), _style)
    return [plotly, style, Route(first, _first_page), module_route()]


def middleware() -> list[Middleware]:
    """Return what every request passes through before it comes to Streamlit."""
    known = WayBack if ServerSettings.read().require_login else VisitorCookie
    left = Middleware(LeftPages, give_up=lambda session: uploads().give_up(session))
    return [Middleware(Secured), Middleware(Packed), Middleware(PageHead), left, Middleware(known)]
