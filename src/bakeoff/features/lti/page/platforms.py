"""Section of the administrator's page on the registered platforms."""

from collections.abc import Callable
from datetime import UTC, datetime

import streamlit as st

from bakeoff.evaluation.notation import count
from bakeoff.features.lti.platforms import platforms
from bakeoff.features.lti.service import learners
from bakeoff.features.lti.stored import Tally
from bakeoff.html import plain
from bakeoff.text import _


def platform_list(do: Callable[[Callable[[], None]], None]) -> None:
    """Show each platform with its launches and scores; `do` does what an administrator alone may."""
    if not platforms():
        return
    st.subheader(_("Learning platforms"), anchor=False)
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


def _retry() -> None:
    learners().retry(datetime.now(UTC))
