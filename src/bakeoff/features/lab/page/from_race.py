"""The way from a race to the lab on its data."""

from bakeoff.network.race_and_lab import opens_in_lab, to_lab_query
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _
from bakeoff.web.routes import route


def link(spec: BakeoffSpec) -> None:
    """Show the link if the lab can draw the race's data."""
    if opens_in_lab(spec.dataset.info):
        route("lab").link(_("Open this race in the lab"), query=to_lab_query(spec))
