"""What a host asks the server: whether it lives, whether to send it visitors, and what it measures of itself."""

import hmac
import logging

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bakeoff.service.health import trouble
from bakeoff.service.metrics import ErrorCount, MetricFamily, exposition, memory_bytes, waiting_seconds
from bakeoff.settings import ServerSettings
from bakeoff.ui.components.served import base_path
from bakeoff.ui.shared import server
from bakeoff.ui.shared.streamlit_private import n_sessions

_NEVER_KEPT = {"Cache-Control": "no-store"}
_errors = ErrorCount()
logging.getLogger("bakeoff").addHandler(_errors)


def probe_routes() -> list[Route]:
    """Return the routes for probes."""
    prefix = base_path().rstrip("/") + "/api"
    return [
        Route(f"{prefix}/live", _live, methods=["GET"]),
        Route(f"{prefix}/ready", _ready, methods=["GET"]),
        Route(f"{prefix}/metrics", _metrics, methods=["GET"]),
    ]


async def _live(_request: Request) -> Response:
    return JSONResponse({"live": True}, headers=_NEVER_KEPT)


def _ready(_request: Request) -> Response:  # a plain function, which Starlette runs in a thread: the database may hang
    why = trouble(server.engine(), server.races().history)
    answer = {"ready": not why} | ({"why": why} if why else {})
    return JSONResponse(answer, status_code=503 if why else 200, headers=_NEVER_KEPT)


def _metrics(request: Request) -> Response:
    token = ServerSettings.read().metrics_token
    if not token:
        return PlainTextResponse("Metrics are off: BAKEOFF_METRICS_TOKEN is not set.\n", status_code=404)
    given = request.headers.get("authorization", "")
    if not hmac.compare_digest(given.encode(), f"Bearer {token}".encode()):
        challenge = {"WWW-Authenticate": "Bearer"}
        return PlainTextResponse("This takes the token of BAKEOFF_METRICS_TOKEN.\n", status_code=401, headers=challenge)
    return PlainTextResponse(exposition(_measured()), headers=_NEVER_KEPT)


def _measured() -> list[MetricFamily]:
    races, engine = server.races(), server.engine()
    runs = [race.run for race in races.items()]
    return [
        *races.meter.metrics(),
        MetricFamily("bakeoff_waiting_seconds", "The longest wait told.", "gauge", [({}, waiting_seconds(runs))]),
        MetricFamily("bakeoff_event_lateness_seconds", "How late it is heard.", "gauge", [({}, engine.lateness)]),
        MetricFamily("bakeoff_engine_ready", "Whether jobs start warm.", "gauge", [({}, float(engine.ready))]),
        MetricFamily("bakeoff_sessions", "Pages that are open.", "gauge", [({}, float(n_sessions()))]),
        MetricFamily("bakeoff_memory_bytes", "Of all processes together.", "gauge", [({}, float(memory_bytes()))]),
        MetricFamily(
            "bakeoff_log_lines_total",
            "Warnings and errors.",
            "counter",
            [({"level": level}, float(n)) for level, n in sorted(_errors.counts.items())],
        ),
    ]
