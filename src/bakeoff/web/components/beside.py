"""Components whose script, and style sheet if they have one, stand beside the module that shows them."""

from pathlib import Path
from typing import Any

import streamlit as st


def component_beside(module: str, html: str = "", *, sheets: tuple[str, ...] = (), isolated: bool = True) -> Any:
    """Declare the component of a module, by its name.

    Parameters
    ----------
    module : str
        The module's ``__file__``: the script and the style sheet are called as it is.
    html : str
        What it begins as.
    sheets : tuple of str
        Style sheets of the same folder that it shares with others.
    isolated : bool
        Whether the page's own style sheets are kept off it.
    """
    path = Path(module)
    own = path.with_suffix(".css")
    styles = [*([own] if own.exists() else []), *map(path.with_name, sheets)]
    return st.components.v2.component(
        f"bakeoff_{path.stem}",
        html=html,
        css="".join(style.read_text(encoding="utf-8") for style in styles) or None,
        js=path.with_suffix(".js").read_text(encoding="utf-8"),
        isolate_styles=isolated,
    )
