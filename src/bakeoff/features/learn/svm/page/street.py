"""Points that are dragged, and the street between them."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from bakeoff.contenders import contender
from bakeoff.features.learn.svm.machine import Machine
from bakeoff.features.learn.svm.street import middle
from bakeoff.html import Markup
from bakeoff.text import _, language
from bakeoff.web.components.modules import component, module_address
from bakeoff.web.network.view import class_colours

_STYLE = Path(__file__).with_suffix(".css")
_FAR = 30.0


@dataclass(frozen=True)
class MovedPoint:
    """A point that was moved; the number of the move, `turn`, rises from one to the next."""

    turn: int
    row: int
    x: float
    y: float


def moved_point(key: str, n: int, reach: float) -> MovedPoint | None:
    """Return which point of `n` was moved last in the picture called `key`; None if none was, or it is no such move."""
    return moved_of(getattr(st.session_state.get(key), "moved", None), n, reach)


def moved_of(sent: Any, n: int, reach: float) -> MovedPoint | None:
    """Return what a browser sends as a move; None if it is nothing of the kind."""
    if not isinstance(sent, Mapping):
        return None
    turn, row, x, y = (sent.get(name) for name in ("turn", "row", "x", "y"))
    if not isinstance(turn, int) or not isinstance(row, int) or not 0 <= row < n:
        return None
    if not isinstance(x, int | float) or not isinstance(y, int | float) or not (math.isfinite(x) and math.isfinite(y)):
        return None
    return MovedPoint(turn, row, min(reach, max(-reach, float(x))), min(reach, max(-reach, float(y))))


def dragged_street(machine: Machine, turn: int, reach: float, *, key: str) -> None:
    """Show a linear machine's training points and its street after a move; the next move runs the page again."""
    shown = {
        "turn": turn,
        "reach": reach,
        "points": _points(machine),
        "lines": _lines(machine),
        "colour": contender("svm").identity.colour,
        "about": _("Points of two classes and the widest street between them"),
        "hint": _("Drag a point, or choose one with Tab and move it by arrow keys, with Shift in small steps."),
    }
    drawing = component("learn_street", language(), _html, _STYLE)
    drawing(
        key=key,
        data=json.dumps(shown).encode(),
        height="content",
        default={"moved": None},
        on_moved_change=lambda: None,
    )


def _points(machine: Machine) -> list[dict[str, Any]]:
    most = max(float(machine.alpha.max()), 1e-12)
    across = machine.weights / machine.norm**2
    shown = []
    for row, (point, sign, alpha, slack) in enumerate(
        zip(machine.X, machine.sign, machine.alpha, machine.slack, strict=True)
    ):
        end = point + sign * slack * across
        name = _("Point {n}, multiplier {alpha}", n=row + 1, alpha=f"{alpha:.3g}")
        edge = end.round(4).tolist() if slack > 1e-6 else None
        place = {"x": round(float(point[0]), 4), "y": round(float(point[1]), 4)}
        shown.append(place | {"code": int(sign > 0), "weight": round(alpha / most, 3), "edge": edge, "name": name})
    return shown


def _lines(machine: Machine) -> list[list[list[float]]]:
    """Return the ends of the street's edge, of its middle and of its other edge, beyond the picture."""
    line = middle(machine)
    normal = line.normal
    along = normal[::-1] * (-_FAR, _FAR)
    feet = [normal * (line.offset + by) for by in (-machine.width / 2, 0.0, machine.width / 2)]
    return [[(foot - along).round(4).tolist(), (foot + along).round(4).tolist()] for foot in feet]


def _html() -> str:
    address = module_address("features/learn/svm/page/street.js")
    place = Markup('\n<div class="street" data-classes="{}" data-module="{}" data-failure="{}"></div>\n')
    return place.format(class_colours(), address, _("The pictures could not be loaded; reload the page."))
