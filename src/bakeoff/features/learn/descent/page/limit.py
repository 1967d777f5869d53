"""The chapter's goal: find where plain descent begins to diverge."""

import streamlit as st

from bakeoff.features.learn.chapter import Chapter
from bakeoff.features.learn.descent.page.descent import descent, start_of
from bakeoff.features.learn.descent.page.knobs import condition_knob, rate_knob
from bakeoff.features.learn.descent.paths import Way, path
from bakeoff.features.learn.descent.quadratic import divergence_rate, near_divergence
from bakeoff.features.learn.descent.rules import BY_NAME
from bakeoff.features.learn.descent.surfaces import valley
from bakeoff.features.learn.parts.steps import goal, step
from bakeoff.features.learn.parts.written import number
from bakeoff.text import _

_STEPS = 100
_DEGREES = 20
_MAP = "learn-descent-goal-map"
_SGD = BY_NAME["sgd"]


def limit(chapter: Chapter) -> None:
    """Show the valley, what can be set, and how far it is."""
    with step(7, _("Find the limit yourself")) as (knobs, picture):
        with knobs:
            st.markdown(
                _(
                    "The curvature along this valley is 1, across it as many times that as you choose. How large may "
                    "the rate be?"
                )
            )
            condition = condition_knob("learn-descent-goal-condition", 30)
            alpha = rate_knob("learn-descent-goal-alpha", 0.02)
        surface = valley(condition, _DEGREES)
        way = Way(start_of(_MAP, surface), _STEPS)
        with picture:
            descent(surface, [_SGD], {_SGD.name: alpha}, way, key=_MAP, ended=True)
    goal(chapter, near_divergence(alpha, condition), _standing(condition, alpha, way))


def _standing(condition: int, alpha: float, way: Way) -> str:
    if near_divergence(alpha, condition):
        return _(
            "α = {alpha} is within 5 % of {bound} = {limit}: there descent begins to diverge.",
            bound=r"$2 / \lambda_{\max}$",
            alpha=number(alpha),
            limit=number(divergence_rate(condition)),
        )
    surface = valley(condition, _DEGREES)
    heights = surface.height(path(_SGD, surface, alpha, way))
    values = {"alpha": number(alpha), "before": number(float(heights[0])), "after": number(float(heights[-1]))}
    steps = way.steps
    if heights[-1] > heights[0]:
        return _("At α = {alpha} the loss rose from {before} to {after} in {steps} steps.", steps=steps, **values)
    return _("At α = {alpha} the loss fell from {before} to {after} in {steps} steps.", steps=steps, **values)
