"""Bakeoff's entry point: ``streamlit run app.py``.

Streamlit imports this file once, as a server, and runs it as ``__main__`` for every visitor's page.
"""

from pathlib import Path

import streamlit as st

from bakeoff.text import _

UI = Path(__file__).parent / "src" / "bakeoff" / "ui"

if __name__ == "__main__":
    st.set_page_config(page_title=_("Bakeoff"), page_icon=str(UI / "icon.svg"), layout="wide")
    st.logo((UI / "logo.svg").read_text(encoding="utf-8"), size="large")
    st.navigation(
        [
            st.Page(
                "pages/race/race.py", title=_("Race"), icon=":material/sports_score:", url_path="race", default=True
            ),
            st.Page("pages/judge/judge.py", title=_("Judge"), icon=":material/gavel:", url_path="judge"),
            st.Page("pages/ask/ask.py", title=_("Ask"), icon=":material/question_answer:", url_path="ask"),
            st.Page("pages/lab/lab.py", title=_("Network lab"), icon=":material/hub:", url_path="lab"),
            st.Page("pages/history/history.py", title=_("History"), icon=":material/history:", url_path="history"),
            st.Page("pages/bring/bring.py", title=_("Your data"), icon=":material/upload_file:", url_path="bring"),
            st.Page("pages/data/gallery.py", title=_("Data and recipes"), icon=":material/dataset:", url_path="data"),
            st.Page(  # about the data that are set up, so it is reached from where they are chosen
                "pages/explore/explore.py",
                title=_("Explore"),
                icon=":material/query_stats:",
                url_path="explore",
                visibility="hidden",
            ),
            st.Page(
                "pages/published/published.py", title=_("Published"), icon=":material/article:", url_path="published"
            ),
            st.Page(
                "pages/about/method.py", title=_("How it is measured"), icon=":material/balance:", url_path="method"
            ),
        ],
        position="top",
    ).run()
else:
    from bakeoff.ui.shared.server import lifespan, middleware, routes

    app = st.App(__file__, lifespan=lifespan, routes=routes(), middleware=middleware())
