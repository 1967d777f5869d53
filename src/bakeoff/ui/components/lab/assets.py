"""The component's JavaScript modules, at an address that changes whenever one of them does."""

import hashlib
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bakeoff.ui.components.served import served

_FOLDER = Path(__file__).parent
MODULES = {path.name: path.read_bytes() for path in sorted(_FOLDER.glob("*.js"))}
VERSION = hashlib.sha256(b"\0".join(MODULES.values())).hexdigest()[:12]


def module_address(name: str) -> str:
    """Return the address of a module."""
    return served(f"lab/{VERSION}/{name}")


async def _module(request: Request) -> Response:
    """Serve a module whatever the version asked for: a server that reloads its code keeps its first routes."""
    path = {path.name: path for path in _FOLDER.glob("*.js")}.get(request.path_params["name"])
    if path is None:
        return Response(status_code=404)
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return Response(path.read_bytes(), media_type="text/javascript", headers=headers)


def module_route() -> Route:
    """Return the route that serves the modules, for native imports: there is no build step."""
    return Route(served("lab/{version}/{name}"), _module)
