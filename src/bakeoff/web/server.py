"""Life of the server: its start and end, settings of Streamlit, and what it serves beside pages."""

import gc
import pkgutil
import sys
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from importlib import import_module, resources
from typing import Any

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bakeoff.datasets.home import close_to_others
from bakeoff.datasets.upload.settings import UploadLimits
from bakeoff.engine.system import give_back_files
from bakeoff.service.engines import engine, interactive_engine
from bakeoff.service.events import SessionEnded
from bakeoff.service.kernel import HOME, database, features, publish
from bakeoff.service.own_process import giving_back_memory, open_many_files, send_at_once, share_arenas
from bakeoff.service.presence import present
from bakeoff.service.registry import end_all
from bakeoff.service.retention import tidied
from bakeoff.settings import LOCAL, ServerSettings
from bakeoff.storage.servers import Servers
from bakeoff.web.components.chart import PLOTLY, PLOTLY_VERSION
from bakeoff.web.components.modules import module_route
from bakeoff.web.components.served import cache_headers, own_address, served
from bakeoff.web.compressed import CompressedFiles
from bakeoff.web.ending import end_without_fault
from bakeoff.web.leaving import LeftPages
from bakeoff.web.page_head import STYLE, PageHead, style_sheet, style_version
from bakeoff.web.routes import pages
from bakeoff.web.security import Secured
from bakeoff.web.streamlit_patches import (
    bound_uploads,
    finish_callbacks,
    ignore_former_options,
    ignore_pages_folder,
    order_rerun_requests,
    send_unsent_messages,
    write_theme_once,
)
from bakeoff.web.streamlit_private import set_server_option
from bakeoff.web.visitor import VisitorCookie
from bakeoff.web.way_back import WayBack

PAGE_FILES, ALL_FILES = 2, 25
"""Largest files kept in memory, of one page and of all: a page needs the one that it read last."""

COMPILED_AT_ONCE = b"//# allFunctionsCalledOnLoad\n"
"""First line by which Chromium compiles a whole script beside the page, while it comes.

Of Plotly it would else compile each function as it is called, at the cost of 0.4 s in which the page stands still.
"""

OWN_NAMES = ["localhost", "127.0.0.1", "::1"]
"""Names of a server that listens on its own machine alone."""

THREAD_TURN_SECONDS = 0.001
"""For how long a thread may keep the others waiting for Python.

Reading a class of 200 from the database hands Python over some hundred times: with Python's own 5 ms, and with many
visitors' pages being drawn, it came back so late each time that a board took 15 s.
"""


@asynccontextmanager
async def lifespan(app: Any) -> AsyncIterator[None]:
    """Start the engine with the server, so that the first visitor's first race, or lab, starts warm."""
    close_to_others()
    sys.setswitchinterval(THREAD_TURN_SECONDS)
    share_arenas()
    open_many_files()
    send_at_once()
    end_without_fault()
    engines = engine(), interactive_engine()
    registries = [feature.runs() for feature in features() if feature.runs]
    set_up_streamlit()
    import_pages()
    # What was imported until now will never be garbage: no collection needs to look through it again.
    gc.collect()
    gc.freeze()
    give_back_files()
    with ExitStack() as stack, tidied(), present(Servers(database())), giving_back_memory():
        for feature in features():
            if feature.background:
                stack.enter_context(feature.background())
        yield
        await run_in_threadpool(end_all, registries, ServerSettings.read().grace_seconds)
    for ended in (*reversed(registries), *reversed(engines)):
        ended.close()


def import_pages() -> None:
    """Import what the pages are made of, while the engine gets warm, so that no visitor waits for that."""
    for module in pkgutil.walk_packages(import_module(HOME).__path__, f"{HOME}."):
        if {"page", "parts"}.intersection(module.name.split(".")):  # what computes may need TensorFlow
            import_module(module.name)


def set_up_streamlit() -> None:
    """Set up Streamlit beyond its configuration file."""
    ignore_pages_folder()
    order_rerun_requests()
    send_unsent_messages()
    finish_callbacks()
    ignore_former_options()
    write_theme_once()
    settings = ServerSettings.read()
    own_alone = settings.preset == LOCAL and st.get_option("server.address") in OWN_NAMES
    if own_alone and not st.get_option("server.allowedHosts"):
        # Else a page whose name is made to lead to this machine (DNS rebinding) could use it by the browser.
        set_server_option("allowedHosts", OWN_NAMES)
    # A host says once how large a file may be; Streamlit would refuse one by a limit of its own before we see it.
    megabytes = UploadLimits.read().upload_mb
    set_server_option("maxUploadSize", megabytes)
    largest = megabytes * 2**20
    bound_uploads(PAGE_FILES * largest, ALL_FILES * largest)


def _plotly(request: Request) -> Response:
    script = (resources.files("plotly") / "package_data" / "plotly.min.js").read_bytes()
    headers = cache_headers(request.url.query, PLOTLY_VERSION)
    return Response(COMPILED_AT_ONCE + script, media_type="text/javascript", headers=headers)


async def _style(request: Request) -> Response:
    return Response(style_sheet(), media_type="text/css", headers=cache_headers(request.url.query, style_version()))


async def _first_page(request: Request) -> RedirectResponse:
    """Lead to the bare address, where Streamlit has the first page: at its name it would find none."""
    return RedirectResponse(f"./?{request.url.query}" if request.url.query else "./")


def routes() -> list[Route]:
    """Return the routes that the server has beside Streamlit's own."""
    first = own_address(pages()[0].name)
    plotly, style = Route(served(PLOTLY), _plotly), Route(served(STYLE), _style)
    own = [route for feature in features() if feature.routes for route in feature.routes()]
    return [plotly, style, Route(first, _first_page), module_route(), *own]


def middleware() -> list[Middleware]:
    """Return what every request passes through before it comes to Streamlit."""
    known = WayBack if ServerSettings.read().require_login else VisitorCookie
    left = Middleware(LeftPages, give_up=lambda session: publish(SessionEnded(session)))
    return [Middleware(Secured), Middleware(CompressedFiles), Middleware(PageHead), left, Middleware(known)]
