"""A pad to draw on, by pointer, touch or keyboard; and the picture that is made of it."""

from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from bakeoff.features.ask.drawing import BRUSHES, PadDrawing
from bakeoff.html import Markup
from bakeoff.text import _, language
from bakeoff.web.components.modules import component, module_address

_STYLE = Path(__file__).with_suffix(".css")


def _html() -> str:
    failure = _("The picture could not be loaded; reload the page.")
    place = Markup('<section class="pad" data-module="{}" data-failure="{}"></section>')
    return place.format(module_address("features/ask/page/pad.js"), failure)


def drawn(key: str) -> tuple[PadDrawing, int]:
    """Return what is on the pad called `key`, and the drawing's number, with which `pad` says that it was seen."""
    sent = getattr(st.session_state.get(key), "drawing", None)
    turn = sent.get("turn") if isinstance(sent, dict) else 0
    return PadDrawing.of(sent), turn if isinstance(turn, int) else 0


def pad(drawing: PadDrawing, picture: NDArray[np.uint8], high: float, turn: int, *, key: str) -> None:
    """Show the pad.

    Parameters
    ----------
    drawing : PadDrawing
        What is on it.
    picture : ndarray of shape (height, width)
        What was made of the drawing.
    high : float
        Its largest possible value.
    turn : int
        Number of the drawing that it was made of, from `drawn`.
    key : str
        Name that stays the same from run to run of the script.
    """
    shown = {
        "turn": turn,
        "rows": picture.shape[0],
        "columns": picture.shape[1],
        "pixels": np.rint(picture * (255 / (high or 1))).astype(int).ravel().tolist(),
        "brushes": list(BRUSHES),
        "brush": drawing.brush,
        "strokes": [list(stroke) for stroke in drawing.strokes],
        "words": _words(),
    }
    component("pad", language(), _html, _STYLE)(
        key=key, data=shown, height="content", default={"drawing": None}, on_drawing_change=lambda: None
    )


def _words() -> dict[str, Any]:
    return {
        "pad": _("Pad to draw on. Arrow keys move the pen, Enter sets it down and lifts it."),
        "hint": _("Draw here"),
        "size": _("Brush size"),
        "undo": _("Undo"),
        "clear": _("Clear"),
        "seen": _("What the contenders see"),
    }
