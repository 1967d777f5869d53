"""Account of a visitor who has signed in: name, rights and sign-out."""

import streamlit as st

from bakeoff.text import _
from bakeoff.web.access import is_administrator, may_upload, sign_out
from bakeoff.web.routes import route
from bakeoff.web.visitor import signed_in


def account() -> None:
    """Show it, and how to sign out."""
    st.header(_("Account"), anchor=False)
    person = signed_in()
    if person is None:
        st.markdown(_("Nobody needs an account here: what is yours belongs to your browser."))
    else:
        st.markdown(_("You have signed in as `{name}`.", name=person.called))
        st.markdown(
            _("You may race, judge and upload your own data.")
            if may_upload()
            else _("You may race and judge, but not upload your own data.")
        )
        if is_administrator():
            st.markdown(_("You may administer this server."))
        sign_out()
    route("privacy").link(_("What is kept of you"))
