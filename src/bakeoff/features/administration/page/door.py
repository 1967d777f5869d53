"""Access to the administrator's page: by the list where visitors sign in, else by the token."""

import hmac

import streamlit as st

from bakeoff.settings import ServerSettings
from bakeoff.text import _
from bakeoff.web.access import UNLOCKED, is_administrator

_GIVEN, _WRONG = "administration-token", "administration-wrong"


def opened() -> bool:
    """Tell whether whoever has this page open administers the server; show what they can do if they do not."""
    if is_administrator():
        return True
    settings = ServerSettings.read()
    if settings.require_login:
        st.markdown(_("You are not among those who may administer this server."))
    elif not settings.admin_token:
        st.markdown(_("This page is off. The server’s operator turns it on with BAKEOFF_ADMIN_TOKEN."))
    else:
        with st.form("administration-door", border=False):
            st.text_input(_("Token of this server’s operator"), type="password", key=_GIVEN, autocomplete="off")
            st.form_submit_button(_("Open"), on_click=_try)
        if problem := st.session_state.pop(_WRONG, ""):
            st.error(problem)
    return False


def _try() -> None:
    """Open the page with the right token; wrong ones are not counted, else anybody could keep the administrator out."""
    given, token = str(st.session_state.get(_GIVEN, "")), ServerSettings.read().admin_token
    if token and hmac.compare_digest(given.encode(), token.encode()):
        st.session_state[UNLOCKED] = token
    else:
        st.session_state[_WRONG] = _("That is not the token.")
    st.session_state[_GIVEN] = ""
