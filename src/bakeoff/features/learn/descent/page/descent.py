"""Optimisers on their way down a surface, from a start that the visitor drags.

`descent.js` computes the paths by the formulas of `bakeoff.features.learn.descent`, so that they follow the pointer.
"""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from bakeoff.features.learn.descent.paths import Way, errors
from bakeoff.features.learn.descent.rules import Rule
from bakeoff.features.learn.descent.surfaces import Surface
from bakeoff.html import Markup
from bakeoff.text import _, language, told
from bakeoff.web.components.modules import component, module_address
from bakeoff.wire import pack_parts

_STYLE = Path(__file__).with_suffix(".css")


def _html() -> str:
    failure = _("The picture could not be loaded; reload the page.")
    place = Markup('\n<section class="descent" data-module="{}" data-failure="{}"></section>\n')
    return place.format(module_address("features/learn/descent/page/descent.js"), failure)


def start_of(key: str, surface: Surface) -> tuple[float, float]:
    """Return where the visitor has put the start in the picture called `key`; else the surface's own."""
    sent = getattr(st.session_state.get(key), "start", None)
    return start_from(sent, surface)


def start_from(sent: Any, surface: Surface) -> tuple[float, float]:
    """Return what a browser sends as the start; the surface's own if it is none on the map."""
    if not isinstance(sent, list | tuple) or len(sent) != 2 or not all(isinstance(at, int | float) for at in sent):
        return surface.start
    x, y = float(sent[0]), float(sent[1])
    left, right, bottom, top = surface.view
    return (x, y) if left <= x <= right and bottom <= y <= top else surface.start


def descent(
    surface: Surface, racers: Sequence[Rule], rates: Mapping[str, float], way: Way, *, key: str, ended: bool = False
) -> bool:
    """Show who goes where, and return whether the visitor has seen them run to the end."""
    shown = {rule.name: _rounded(rates[rule.name]) for rule in racers}
    of_way = (way.steps, way.schedule, way.noise, way.momentum, way.seed)
    run = repr((surface.name, surface.condition, surface.degrees, shown, of_way))
    header = {
        "id": run,
        "surface": surface.name,
        "condition": surface.condition,
        "degrees": surface.degrees,
        "view": surface.view,
        "minima": surface.minima,
        "radius": surface.radius,
        "lowest": surface.lowest,
        "start": way.start,
        "racers": [_racer(rule, shown[rule.name]) for rule in racers],
        "steps": way.steps,
        "schedule": way.schedule,
        "noise": way.noise,
        "momentum": way.momentum,
        "ended": ended,
        "words": words(),
    }
    data = pack_parts(header, {"errors": errors(way.steps, way.seed)})
    state = component("learn_descent", language(), _html, _STYLE)(
        key=key,
        data=data,
        height="content",
        default={"start": None, "played": None},
        on_start_change=lambda: None,
        on_played_change=lambda: None,
    )
    return bool(getattr(state, "played", None) == run)


def _rounded(rate: float) -> float:
    return float(f"{rate:.6g}") if math.isfinite(rate) else 0.0


def _racer(rule: Rule, rate: float) -> Mapping[str, Any]:
    return {
        "name": rule.name,
        "label": told(rule.label),
        "colour": rule.colour,
        "marker": rule.marker,
        "dashed": rule.dashed,
        "rate": rate,
    }


def words() -> Mapping[str, str]:
    """Return what the browser says of a race of optimisers, by name."""
    return {
        "again": _("From the start"),
        "play": _("Play"),
        "pause": _("Pause"),
        "step": _("One step"),
        "steps": _("Step that is shown"),
        "controls": _("Playing"),
        "counter": _("Step {step} of {steps}"),
        "optimiser": _("Optimiser"),
        "rate": _("Learning rate"),
        "loss": _("Loss now"),
        "zero": _("0 (to rounding)"),
        "there": _("There after"),
        "gone": _("off the map"),
        "hide": _("Hide or show its path"),
        "track": _("Loss above the lowest, step by step, on a logarithmic scale"),
        "hint": _("Drag the ring, or click where they shall start. The small circle is the goal."),
        "start": _("Start at w₁ = {x}, w₂ = {y}; drag it, or move it by the arrow keys"),
        "told": _("Loss after step {step}: {losses}"),
        "of": _("{label} {loss}"),
        "list": _("{list}, {next}"),
    }
