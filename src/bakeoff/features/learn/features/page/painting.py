"""Points of two classes that are painted, with the lab's brushes."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import streamlit as st

from bakeoff.errors import BakeoffError
from bakeoff.figures.style import class_colour
from bakeoff.html import Markup
from bakeoff.network.points import Points, painted_from_browser, painted_from_text
from bakeoff.network.settings import LabSettings
from bakeoff.text import _, language
from bakeoff.web.components.modules import component, module_address
from bakeoff.web.network.view import STYLE, LabView
from bakeoff.wire import pack_parts

N_CLASSES = 2


def painting(
    settings: LabSettings, points: Points, turn: int, on_painted: Callable[[int, str], None], *, key: str
) -> None:
    """Show points that can be painted; what is put down runs the page again."""
    view = LabView(settings, points)

    def painted() -> None:
        state = st.session_state.get(key)  # None if the page had already been left
        put = painted_of(state.painted) if state is not None else None
        if put is not None:
            on_painted(*put)

    about = _(
        "Painted points: {first} of the first class, {second} of the second. Arrow keys move the brush, Enter puts it "
        "down.",
        first=int((points.target == 0).sum()),
        second=int((points.target == 1).sum()),
    )
    data = pack_parts({"turn": turn, "about": about}, {"view": np.frombuffer(view.packed, np.uint8)})
    shown = component("learn_painting", language(), _html, STYLE)
    shown(key=key, data=data, height="content", on_painted_change=painted)


def painted_of(sent: Any) -> tuple[int, str] | None:
    """Return the number and the points, as text, of what a browser sends; None if it is nothing of the kind."""
    if not isinstance(sent, Mapping) or not isinstance(sent.get("turn"), int):
        return None
    try:
        text = painted_from_browser(sent.get("rows"))
    except (BakeoffError, KeyError, TypeError, ValueError, OverflowError):
        return None
    return (sent["turn"], text) if painted_from_text(text)[1].max(initial=0) < N_CLASSES else None


def _html() -> str:
    colours = " ".join(map(class_colour, range(N_CLASSES)))
    place = Markup('\n<div class="lab" data-classes="{}" data-module="{}" data-failure="{}"></div>\n')
    address = module_address("features/learn/features/page/painting.js")
    return place.format(colours, address, _("The pictures could not be loaded; reload the page."))
