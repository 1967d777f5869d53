"""Probes of a host: liveness, readiness for visitors, and metrics."""

import hmac
import logging
from collections.abc import Iterator

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bakeoff.features.administration.service import activities
from bakeoff.service.engines import engine, interactive_engine
from bakeoff.service.health import trouble
from bakeoff.service.kernel import database
from bakeoff.service.metrics import ErrorCount, exposition, memory_bytes, meter
from bakeoff.settings import ServerSettings
from bakeoff.web.components.served import base_path
from bakeoff.web.streamlit_private import n_sessions

_NEVER_KEPT = {"Cache-Control": "no-store"}
_errors = ErrorCount()
for _name in ("bakeoff", "streamlit.error_util"):  # the second has the exceptions of pages
    logging.getLogger(_name).addHandler(_errors)


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
    why = trouble(database(), engine(), interactive_engine())
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
    content, content_type = exposition(_measured, request.headers.get("accept", ""))
    return Response(content, headers=_NEVER_KEPT | {"Content-Type": content_type})


def _measured() -> Iterator[Metric]:
    trains = engine()
    yield from meter().metrics()
    waits = max((activity.longest_wait_seconds for activity in activities()), default=0.0)
    yield GaugeMetricFamily("bakeoff_waiting_seconds", "The longest wait told.", value=waits)
    yield GaugeMetricFamily("bakeoff_event_lateness_seconds", "How late it is heard.", value=trains.lateness)
    yield GaugeMetricFamily("bakeoff_engine_ready", "Whether jobs start warm.", value=trains.ready)
    yield GaugeMetricFamily("bakeoff_slots", "How many trainings run at once.", value=trains.slots)
    yield GaugeMetricFamily("bakeoff_sessions", "Pages that are open.", value=n_sessions())
    yield GaugeMetricFamily("bakeoff_memory_bytes", "Of all processes together.", value=memory_bytes())
    lines = CounterMetricFamily("bakeoff_log_lines", "Warnings and errors.", labels=("level",))
    for level, n in sorted(_errors.counts.items()):
        lines.add_metric((level,), n)
    yield lines
