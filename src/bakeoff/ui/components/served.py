"""Where the server has what it serves beside Streamlit's own: behind the path that it may be set up with."""

import streamlit as st

ROOT = "bakeoff-assets"
KEPT_FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}
"""Headers of an asset whose address changes when it does."""


def base_path() -> str:
    """Return the path that everything of this server is behind, ``/`` if there is none.

    It is `server.baseUrlPath`, as a proxy passes it on: without it in front no request comes here.
    """
    return "/" + str(st.get_option("server.baseUrlPath") or "").strip("/")


def served(path: str) -> str:
    """Return the address of an asset, both for its route and for the page that asks for it."""
    return f"{base_path().rstrip('/')}/{ROOT}/{path}"
