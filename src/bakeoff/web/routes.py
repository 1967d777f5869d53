"""Every page of the app, each declared once: navigation, links and switches are made from these.

Imports no page, so that every page can lead to every other and none knows another.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn, TypeVar

import streamlit as st

from bakeoff.text import _, declare
from bakeoff.web.components.served import base_path

P = TypeVar("P", bound=st.Page)


class _Linked(st.Page):
    """A page whose links have an absolute address: a new tab opens the first page's bare query on the present page."""

    @property
    def url_path(self) -> str:
        return f"{base_path().rstrip('/')}/{super().url_path}"


@dataclass(frozen=True)
class Route:
    """One page.

    Attributes
    ----------
    script : str
        The file that shows it, from the folder of ``app.py``.
    title : str
        What the navigation calls it.
    icon : str
        Before its title, and before links to it.
    url_path : str
        Its place in the browser's address.
    group : str
        What it stands under in the navigation; empty for what stands there by itself.
    hidden : bool
        Whether links alone lead to it.
    """

    script: str
    title: str
    icon: str
    url_path: str
    group: str = ""
    hidden: bool = False

    def __post_init__(self) -> None:
        declare(self, "title", "group")

    def page(self, *, offered: bool = False) -> st.Page:
        """Return it as Streamlit's navigation takes it; the first one is shown at the bare address.

        Parameters
        ----------
        offered : bool
            Whether the navigation has it although it is hidden.
        """
        hidden = self.hidden and not offered
        return self._as(st.Page, title=_(self.title), visibility="hidden" if hidden else "visible")

    def _as(self, kind: type[P], **how: Any) -> P:
        return kind(self.script, icon=self.icon, url_path=self.url_path, default=self is ROUTES[0], **how)

    def link(
        self, label: str, *, icon: str = "", query: Mapping[str, str] | None = None, width: int | None = None
    ) -> None:
        """Show a link to it, by its own icon unless another is named.

        Parameters
        ----------
        query : mapping of str to str, optional
            What it is told in the address.
        width : int, optional
            In pixels; as wide as its label unless it is named.
        """
        page = self._as(_Linked)
        st.page_link(page, label=label, icon=icon or self.icon, query_params=query, width=width or "content")

    def button(self, label: str) -> None:
        """Show a primary button that leads to it, where that is what comes next."""
        if st.button(label, icon=self.icon, key=f"to-{self.url_path}", type="primary"):
            self.open()

    def open(self, query: Mapping[str, str] | None = None) -> NoReturn:
        """Leave the present page for it."""
        st.switch_page(self.script, query_params=query)


RACE = Route("pages/race/race.py", "Race", ":material/sports_score:", "race")
JUDGE = Route("pages/judge/judge.py", "Judge", ":material/gavel:", "judge")
ASK = Route("pages/ask/ask.py", "Ask", ":material/question_answer:", "ask")
LAB = Route("pages/lab/lab.py", "Network lab", ":material/hub:", "lab")
LEARN = Route("pages/learn/learn.py", "Learn", ":material/school:", "learn")
HISTORY = Route("pages/history/history.py", "History", ":material/history:", "history")
UPLOAD = Route("pages/bring/bring.py", "Your data", ":material/upload_file:", "bring", "Data")
GALLERY = Route("pages/data/gallery.py", "Data and recipes", ":material/dataset:", "data", "Data")
EXPLORE = Route("pages/explore/explore.py", "Explore", ":material/query_stats:", "explore", "Data")
PUBLISHED = Route("pages/published/published.py", "Published", ":material/article:", "published", "Background")
METHOD = Route("pages/about/method.py", "How it is measured", ":material/balance:", "method", "Background")
PRIVACY = Route("pages/about/privacy.py", "Privacy", ":material/shield_person:", "privacy", "Background")
CLASS = Route("pages/class/class.py", "Classroom", ":material/groups:", "class", hidden=True)
CERTIFICATE = Route(
    "pages/certificate/certificate.py", "Certificate", ":material/workspace_premium:", "certificate", hidden=True
)
ACCOUNT = Route(
    "pages/account/account.py", "Account", ":material/account_circle:", "account", "Background", hidden=True
)
ADMINISTRATION = Route(
    "pages/administration/administration.py",
    "Administration",
    ":material/admin_panel_settings:",
    "administration",
    "Background",
    hidden=True,
)

ROUTES = (
    RACE,
    JUDGE,
    ASK,
    LAB,
    LEARN,
    HISTORY,
    UPLOAD,
    GALLERY,
    EXPLORE,
    PUBLISHED,
    METHOD,
    PRIVACY,
    CLASS,
    CERTIFICATE,
    ACCOUNT,
    ADMINISTRATION,
)
"""In the order of the navigation."""


def navigation(offered: Collection[Route] = ()) -> dict[str, list[st.Page]]:
    """Return the pages by the group that they stand under.

    Parameters
    ----------
    offered : collection of Route
        Hidden ones that this visitor is offered all the same.
    """
    groups: dict[str, list[st.Page]] = {}
    for route in ROUTES:
        groups.setdefault(_(route.group) if route.group else "", []).append(route.page(offered=route in offered))
    return groups
