"""The app as a whole: what is about every page, and what its server is started with."""

import sys
from pathlib import Path
from typing import Any

import streamlit as st

from bakeoff.datasets import object_store
from bakeoff.errors import SettingError
from bakeoff.html import plain
from bakeoff.service.announcement import announced
from bakeoff.service.kernel import settings_groups
from bakeoff.service.logs import write_log
from bakeoff.settings import ServerSettings
from bakeoff.text import _
from bakeoff.web.access import admitted, check_sign_in, entrance
from bakeoff.web.components.keep_focus import keep_focus
from bakeoff.web.language import choose_language, settle_language
from bakeoff.web.parameters import VIEW
from bakeoff.web.routes import navigation
from bakeoff.web.running import running_elsewhere
from bakeoff.web.server import lifespan, middleware, routes
from bakeoff.web.streamlit_patches import log_streamlit_through
from bakeoff.web.streamlit_private import draw_from_the_top

_HERE = Path(__file__).parent


def show() -> None:
    """Show the page that the address asks for, with the navigation above it."""
    draw_from_the_top()
    settle_language()
    st.set_page_config(page_title=_("Bakeoff"), page_icon=str(_HERE / "icon.svg"), layout="wide")
    admits = admitted()
    if admits and st.context.is_embedded and VIEW in st.query_params:
        st.navigation(navigation(), position="hidden").run()
        return
    st.logo((_HERE / "logo.svg").read_text(encoding="utf-8"), size="large")
    page = st.navigation(navigation(), position="top" if admits else "hidden")
    choose_language()
    keep_focus()
    if sentence := announced():
        st.info(plain(sentence), icon=":material/campaign:")
    if admits:
        above = st.container()
        page.run()
        with above:
            running_elsewhere(page.url_path)
    else:
        entrance()


def server() -> dict[str, Any]:
    """Return what `streamlit.App` takes beside the script: what lives, and is served, beside the pages.

    Where the server is set up wrongly, that is said in one sentence, and nothing is started.
    """
    try:
        for group in settings_groups():
            group.read()
        settings = ServerSettings.read()
        check_sign_in(settings)
        served = routes()
        object_store.check(settings)
    except SettingError as error:
        sys.exit(str(error))
    handler = write_log(settings.log)
    log_streamlit_through(handler if settings.log == "json" else None)
    return {"lifespan": lifespan, "routes": served, "middleware": middleware()}
