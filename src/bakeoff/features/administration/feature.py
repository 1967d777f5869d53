"""Registration of the server's counts with the server."""

from collections.abc import Sequence

from starlette.routing import Route

from bakeoff.race.events import RACE
from bakeoff.service.kernel import Feature
from bakeoff.service.metrics import meter
from bakeoff.service.slots import Page


def _is_administrator() -> bool:
    from bakeoff.web.access import is_administrator

    return is_administrator()


def _routes() -> Sequence[Route]:
    from bakeoff.features.administration.probes import probe_routes

    return probe_routes()


FEATURE = Feature(
    routes=_routes,
    order=95,
    on=dict.fromkeys(RACE, lambda event: meter().hear(event)),
    adds=(
        Page(
            "administration",
            "Administration",
            "pages/administration/administration.py",
            ":material/admin_panel_settings:",
            160,
            group="Background",
            hidden=True,
            offered=_is_administrator,
        ),
    ),
)
