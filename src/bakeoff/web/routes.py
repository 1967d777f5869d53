"""Ways to the pages: navigation, links and switches are made from what features add.

Imports no page, so that every page can lead to every other and none knows another.
"""

import functools
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn, TypeVar

import streamlit as st

from bakeoff.errors import reason
from bakeoff.service.kernel import added
from bakeoff.service.slots import Page
from bakeoff.text import _
from bakeoff.web.components.served import own_address

P = TypeVar("P", bound=st.Page)
_log = logging.getLogger(__name__)


class _Linked(st.Page):
    """A page whose links have an absolute address: a new tab opens the first page's bare query on the present page."""

    @property
    def url_path(self) -> str:
        return own_address(super().url_path)


def pages() -> tuple[Page, ...]:
    """Return every page, in the order of the navigation; of two with one name, the first that was added."""
    return _in_order(added(Page))


@functools.lru_cache(maxsize=1)
def _in_order(pages: tuple[Page, ...]) -> tuple[Page, ...]:
    by_name: dict[str, Page] = {}
    for page in pages:
        if by_name.setdefault(page.name, page) is not page:
            _log.log(logging.WARNING, "the page %s is left out: another has its name", page.script)
    return tuple(sorted(by_name.values(), key=lambda page: page.order))


def route(name: str) -> "Route":
    """Return the way to the page that has this name."""
    return Route(next((page for page in pages() if page.name == name), None))


@dataclass(frozen=True)
class Route:
    """Way to a page, or to none: then there is nothing to show, since the feature that had it is gone."""

    page: Page | None

    def link(
        self,
        label: str,
        *,
        icon: str = "",
        query: Mapping[str, str] | None = None,
        width: int | None = None,
        help: str | None = None,
    ) -> None:
        """Show a link to it, by its own icon unless another is named.

        Parameters
        ----------
        query : mapping of str to str, optional
            What it is told in the address.
        width : int, optional
            In pixels; as wide as its label unless it is named.
        help : str, optional
            Tooltip.
        """
        if self.page is not None:
            linked, icon = _as(_Linked, self.page), icon or self.page.icon
            st.page_link(linked, label=label, icon=icon, query_params=query, width=width or "content", help=help)

    def button(self, label: str) -> None:
        """Show a primary button that leads to it, where that is what comes next."""
        if self.page is not None and st.button(label, icon=self.page.icon, key=f"to-{self.page.name}", type="primary"):
            self.open()

    def open(self, query: Mapping[str, str] | None = None) -> NoReturn:
        """Leave the present page for it; draw the present one anew if there is no such page."""
        if self.page is not None:
            st.switch_page(_as(st.Page, self.page), query_params=query)
        st.rerun()

    def __bool__(self) -> bool:
        return self.page is not None


def _as(kind: type[P], page: Page, **how: Any) -> P:
    return kind(page.script, icon=page.icon, url_path=page.name, default=page is pages()[0], **how)


def navigation() -> dict[str, list[st.Page]]:
    """Return the pages by the group that they stand under."""
    groups: dict[str, list[st.Page]] = {}
    for page in pages():
        seen = not page.hidden or _is_offered(page)
        shown = _as(st.Page, page, title=_(page.title), visibility="visible" if seen else "hidden")
        groups.setdefault(_(page.group) if page.group else "", []).append(shown)
    return groups


def _is_offered(page: Page) -> bool:
    try:
        return page.offered()
    except Exception as error:
        reason(error, f"the page {page.name} cannot tell whether it is offered")
        return False
