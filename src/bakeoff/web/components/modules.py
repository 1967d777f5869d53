"""JavaScript modules of components, at an address that changes whenever one of them does."""

import functools
import hashlib
import posixpath
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bakeoff.web.components.served import cache_headers, served

_PACKAGE = Path(__file__).resolve().parents[2]

MODULES = {
    path.relative_to(_PACKAGE).as_posix(): path.read_bytes()
    for path in sorted(_PACKAGE.rglob("*.js"))
    if not path.name.endswith(".min.js")  # a library, which no module imports
}
"""Content of each module by its path in the package; modules import each other by relative paths."""
_IMPORT = re.compile(rb'^(?:import|\}) .*from "(\.[^"]+)"', re.M)
VERSION = hashlib.sha256(b"\0".join(MODULES.values())).hexdigest()[:12]
BOOTSTRAP = MODULES["web/components/kit/bootstrap.js"].decode()
"""The script that Streamlit gets: it loads the module whose address its place names."""


def module_address(path: str) -> str:
    """Return the address of a module, such as ``web/network/planes.js``."""
    return served(f"modules/{VERSION}/{path}")


@functools.cache
def component(name: str, language: str, html: Callable[[], str], css: Path) -> Any:
    """Return the component `name`, which a module draws, built with words of the language that is spoken now.

    With another language it is another component, which a page builds anew.

    Parameters
    ----------
    language : str
        The code of that language.
    html : callable
        Returns what it begins as; an element of it names the module.
    css : Path
        Its style sheet.
    """
    style = css.read_text(encoding="utf-8")
    return st.components.v2.component(f"bakeoff_{name}_{language}", html=html(), css=style, js=BOOTSTRAP)


async def _module(request: Request) -> Response:
    """Serve a module whatever the version asked for: a server that reloads its code keeps its first routes."""
    asked = request.path_params
    try:
        path = (_PACKAGE / asked["path"]).resolve()
        there = path.suffix == ".js" and path.is_relative_to(_PACKAGE) and path.is_file()
    except (OSError, ValueError):  # a name that no file can have
        there = False
    if not there:
        return Response(status_code=404)
    content = path.read_bytes() + _also_needed(path.relative_to(_PACKAGE).as_posix())
    return Response(content, media_type="text/javascript", headers=cache_headers(asked["version"], VERSION))


@functools.cache
def _also_needed(path: str) -> bytes:
    """Return imports of all that a module's imports import: a browser asks for them at once, not level by level."""
    needed, folder = [path], posixpath.dirname(path)
    for name in needed:
        asked = [to.decode() for to in _IMPORT.findall(MODULES.get(name, b""))]
        needed += {posixpath.normpath(f"{posixpath.dirname(name)}/{to}") for to in asked} - set(needed)
    return "".join(f'import "./{posixpath.relpath(each, folder)}"\n' for each in needed[1:]).encode()


def module_route() -> Route:
    """Return the route that serves the modules, for native imports: there is no build step."""
    return Route(served("modules/{version}/{path:path}"), _module)
