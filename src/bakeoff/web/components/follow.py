"""A link that the browser follows by itself."""

from collections.abc import Mapping

import streamlit as st

from bakeoff.web.components.beside import component_beside
from bakeoff.web.routes import Route

_FOLLOW = component_beside(__file__)


def follow(route: Route, label: str, *, query: Mapping[str, str], key: str) -> None:
    """Show a link to another page, and have the browser follow it at once.

    Where a page asks for news, `st.switch_page` will not do: an ask that is on its way then comes from a page that the
    server has left, which brings back that page's fragment, and nothing around it.
    """
    with st.container(key=key):
        route.link(label, icon=":material/arrow_forward:", query=query)
        _FOLLOW(key=f"{key}-link")
