"""The chapter's goals: find where plain descent begins to diverge, and a quick way down by momentum."""

from dataclasses import replace

import streamlit as st

from bakeoff.evaluation.notation import number
from bakeoff.features.learn.descent.page.descent import descent, start_of
from bakeoff.features.learn.descent.page.knobs import rate_knob
from bakeoff.features.learn.descent.paths import Way, arrival, path
from bakeoff.features.learn.descent.quadratic import near_divergence
from bakeoff.features.learn.descent.rules import BY_NAME
from bakeoff.features.learn.descent.surfaces import valley
from bakeoff.features.learn.parts.choice import slider
from bakeoff.features.learn.parts.steps import goal, say, step
from bakeoff.lesson.chapter import Chapter
from bakeoff.text import _

CURVATURE = 60
"""Curvature across the valley, which is to be found."""
_STEPS = 100
_QUICK = 30
"""Steps of the hard goal."""
_VALLEY = valley(CURVATURE, 20)
_MAP = "learn-descent-goal-map"
_RULE = BY_NAME["momentum"]


def limit(chapter: Chapter, *, with_momentum: bool) -> None:
    """Show the valley, what can be set, and how far it is."""
    with step(2, _("Find the limit yourself")) as (knobs, picture):
        with knobs:
            say(
                "The curvature along this valley is 1. Nobody tells you the curvature across it, as nobody can "
                "for a real network. How large may the rate be?"
            )
            if with_momentum:
                say("For the hard goal there is momentum here now, which step 3 is about.")
        with picture:
            with st.container(horizontal=True):
                alpha = rate_knob("learn-descent-goal-alpha", 0.02)
                key = "learn-descent-goal-beta"
                beta = slider(_("Momentum β"), 0.0, 0.95, 0.0, 0.05, key=key) if with_momentum else 0.0
            way = Way(start_of(_MAP, _VALLEY), _STEPS, momentum=beta)
            descent(_VALLEY, [_RULE], {_RULE.name: alpha}, way, key=_MAP, ended=True)
    easy = beta == 0 and near_divergence(alpha, CURVATURE)
    goal(chapter, easy, _standing(alpha, way), hard=quick(alpha, way))


def quick(alpha: float, way: Way) -> bool:
    """Return whether the hard goal is reached: from its own start, whatever the visitor's is."""
    return float(arrival(_VALLEY, path(_RULE, _VALLEY, alpha, replace(way, start=_VALLEY.start)))) <= _QUICK


def _standing(alpha: float, way: Way) -> str:
    if way.momentum == 0 and near_divergence(alpha, CURVATURE):
        return _(
            "At α = {alpha} descent begins to diverge: the curvature across is about {curvature}.",
            alpha=number(alpha),
            curvature=round(2 / alpha),
        )
    return ""
