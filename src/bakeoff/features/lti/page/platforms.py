"""Section of the administrator's page on the registered platforms."""

import functools
from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import urlsplit

import streamlit as st

from bakeoff.evaluation.notation import count
from bakeoff.features.lti.platforms import configured, platforms
from bakeoff.features.lti.service import learners
from bakeoff.features.lti.settings import LtiSettings
from bakeoff.features.lti.stored import StoredLaunches, Tally
from bakeoff.html import plain
from bakeoff.service.kernel import database
from bakeoff.text import _
from bakeoff.web.components.served import own_address

_ADDRESS = "lti-registration-address"


def platform_list(do: Callable[[Callable[[], None]], None]) -> None:
    """Show each platform with its launches and scores; `do` does what an administrator alone may."""
    if not LtiSettings.read().lti:
        return
    st.subheader(_("Learning platforms"), anchor=False)
    address = st.session_state.get(_ADDRESS, "")
    if address:
        st.markdown(_("Paste this address into the learning platform. It registers one platform, within a week."))
        st.code(address, language=None)
    else:
        st.button(_("Make a registration address"), key="lti-register", on_click=do, args=(_make_address,))
    tallies = learners().tallies()
    for key, platform in platforms().items():
        tally = tallies.get(key, Tally())
        numbers = {name: count(value) for name, value in vars(tally).items() if name != "error"}
        with st.container(border=True, gap="small", key=f"platform-{key[:12]}"):
            st.markdown(f"**{plain(platform.name or platform.issuer)}**")
            st.caption(
                _(
                    "Launches: {launches}; learners: {learners}; scores sent: {sent}, waiting: {waiting}, "
                    "failed: {failed}",
                    **numbers,
                )
            )
            if tally.error:
                st.warning(plain(tally.error), icon=":material/warning:")
            if tally.failed:
                st.button(_("Send the failed scores again"), key=f"retry-{key[:12]}", on_click=do, args=(_retry,))
            if key not in configured():
                remove = functools.partial(_remove, key)
                st.button(_("Remove the platform"), key=f"remove-{key[:12]}", on_click=do, args=(remove,))


def _make_address() -> None:
    from bakeoff.features.lti.registration import new_ticket

    here = urlsplit(st.context.url or "")
    ticket = new_ticket(here.hostname or "")
    st.session_state[_ADDRESS] = f"{here.scheme}://{here.netloc}{own_address('lti/register', ticket=ticket)}"


def _remove(key: str) -> None:
    StoredLaunches(database()).remove_platform(key)


def _retry() -> None:
    learners().retry(datetime.now(UTC))
