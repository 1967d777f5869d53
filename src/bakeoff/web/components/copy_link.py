"""A button that copies the link to a set-up."""

from collections.abc import Mapping
from urllib.parse import urlencode

from bakeoff.text import _
from bakeoff.web.components.beside import component_beside

_COPY_LINK = component_beside(__file__, '<button type="button" aria-live="polite"></button>')


def copy_link(query: Mapping[str, str], *, key: str, label: str = "") -> None:
    """Show a button that copies this page's address with `query` as its parameters."""
    data = {"query": urlencode(query), "label": label or _("Copy link"), "copied": _("Copied")}
    _COPY_LINK(key=key, data=data)
