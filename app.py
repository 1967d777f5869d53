"""Bakeoff's entry point: ``streamlit run app.py``; the app itself is `bakeoff.web.app`.

Streamlit imports this file once, as a server, and runs it as ``__main__`` for every visitor's page.
"""

import streamlit as st

from bakeoff.web.app import server, show

if __name__ == "__main__":
    show()
else:
    app = st.App(__file__, **server())
