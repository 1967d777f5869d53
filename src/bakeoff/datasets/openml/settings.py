"""Settings for operators: data sets of OpenML."""

from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field

from bakeoff.settings import Group, number, unfit
from bakeoff.text import _

OPENML = "https://www.openml.org"


def _server(given: str) -> str:
    """Return the address of a server without what may follow it."""
    parts = urlsplit(given)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.path.strip("/") or parts.query:
        raise unfit(_("the address of a server such as {example}", example=OPENML))
    return f"{parts.scheme}://{parts.netloc}"


class OpenmlSettings(Group):
    """Server of OpenML, and limits of what is fetched from it."""

    openml_url: Annotated[str, AfterValidator(_server)] = Field(
        OPENML, description="OpenML server", json_schema_extra={"unset": f"`{OPENML}`"}
    )
    openml_seconds: int = number(120, "s", "time to download a data set from OpenML")
    openml_cache_mb: int = number(500, "MB", "disk space for data sets from OpenML", cloud=50, space=200)
