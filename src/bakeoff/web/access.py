"""Rights of the visitor who has this page open, with a sentence for each refusal."""

import hmac
from collections.abc import Mapping

import streamlit as st

from bakeoff.errors import SettingError
from bakeoff.service.access import Access
from bakeoff.settings import ServerSettings
from bakeoff.text import _
from bakeoff.web.streamlit_private import sign_in_trouble
from bakeoff.web.visitor import signed_in
from bakeoff.web.what_this_is import what_this_is

UNLOCKED = "administration-unlocked"
"""Session key of the token that opened the page, so that another token closes it."""


def access() -> Access:
    """Return who may do what on this server."""
    return Access.of(ServerSettings.read())


def check_sign_in(settings: ServerSettings) -> None:
    """Raise SettingError, one sentence, if visitors are to sign in and could not, or are on lists for nothing."""
    if not Access.of(settings).required:
        return
    if why := sign_in_trouble(next(iter(_providers())) or "default"):
        raise SettingError(_("BAKEOFF_REQUIRE_LOGIN is set, but nobody could sign in: {why}", why=why))


def admitted() -> bool:
    """Tell whether whoever has this page open may use the server."""
    return access().may_use(signed_in())


def may_upload() -> bool:
    """Tell whether they may bring data."""
    return access().may_upload(signed_in())


def is_administrator() -> bool:
    """Tell whether they administer the server: by the list where visitors sign in, else by the token."""
    settings = ServerSettings.read()
    if settings.require_login:
        return Access.of(settings).may_administer(signed_in())
    given = str(st.session_state.get(UNLOCKED, ""))
    return bool(settings.admin_token) and hmac.compare_digest(given.encode(), settings.admin_token.encode())


def upload_refused() -> bool:
    """Tell whether they may bring no data, and say so if that is so."""
    refused = not may_upload()
    if refused:
        st.info(
            _("You may not upload your own data to this server. Its operator can allow it."), icon=":material/lock:"
        )
    return refused


def entrance() -> None:
    """Show who has not signed in how to, and who may not use the server that it is so."""
    person = signed_in()
    with st.container(key="entrance"):
        if person is None:
            what_this_is()
            st.header(_("Sign in"), anchor=False)
            st.markdown(_("Races, tables and what you have reached are yours then, on whatever device you are."))
            for provider in _providers():
                label = _("Sign in with {provider}", provider=provider) if provider else _("Sign in")
                if st.button(label, type="primary", icon=":material/login:", key=f"sign-in-{provider}"):
                    st.login(provider or None)
            return
        st.header(_("You are not on the list"), anchor=False)
        st.markdown(
            _(
                "You have signed in as `{name}`, who may not use this server. Its operator can allow it.",
                name=person.called,
            )
        )
        sign_out()


def sign_out() -> None:
    """Show the button by which somebody is no longer signed in."""
    if st.button(_("Sign out"), icon=":material/logout:", key="sign-out"):
        st.logout()


def _providers() -> list[str]:
    """Return what Streamlit's secrets call the providers; an empty name where there is one without a name."""
    try:
        told = st.secrets.get("auth", {})
    except FileNotFoundError:  # no secrets at all
        return [""]
    names = [name for name, about in told.items() if isinstance(about, Mapping) and "client_id" in about]
    return names or [""]
