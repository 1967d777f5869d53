"""The component's JavaScript modules, at an address that changes whenever one of them does."""

import hashlib
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

_FOLDER = Path(__file__).parent
MODULES = {path.name: path.read_bytes() for path in sorted(_FOLDER.glob("*.js"))}
VERSION = hashlib.sha256(b"\0".join(MODULES.values())).hexdigest()[:12]
FOLDER_PATH = f"bakeoff-assets/lab/{VERSION}"
MAIN_PATH = f"{FOLDER_PATH}/component.js"


async def _module(request: Request) -> Response:
    content = MODULES.get(request.path_params["name"])
    if content is None:
        return Response(status_code=404)
    return Response(
        content, media_type="text/javascript", headers={"Cache-Control": "public, max-age=31536000, immutable"}
    )


def module_route() -> Route:
    """Return the route that serves the modules, for native imports: there is no build step."""
    return Route(f"/{FOLDER_PATH}/{{name}}", _module)
