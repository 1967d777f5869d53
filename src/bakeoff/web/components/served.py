"""Addresses of the server's own assets, with the server's optional base path."""

from urllib.parse import urlencode

import streamlit as st

ROOT = "bakeoff-assets"
KEPT_FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}
NOT_KEPT = {"Cache-Control": "no-store"}


def base_path() -> str:
    """Return the path that everything of this server is behind, ``/`` if there is none.

    It is `server.baseUrlPath`, as a proxy passes it on: without it in front no request comes here.
    """
    return "/" + str(st.get_option("server.baseUrlPath") or "").strip("/")


def own_address(path: str, **query: str) -> str:
    """Return the address of a path on this server."""
    return f"{base_path().rstrip('/')}/{path}" + (f"?{urlencode(query)}" if query else "")


def served(path: str) -> str:
    """Return the address of an asset, both for its route and for the page that asks for it."""
    return own_address(f"{ROOT}/{path}")


def cache_headers(asked: str, version: str) -> dict[str, str]:
    """Return the headers that say how long to keep an asset whose address names its version: for ever, if that is ours.

    Beside a server of another version, during an update, a page may ask this one for what only the other has.

    Parameters
    ----------
    asked, version : str
        The version that was asked for, and the one that this server has.
    """
    return KEPT_FOR_EVER if asked == version else NOT_KEPT
