"""The last step: a point that does not belong, and the chapter's goal."""

from collections.abc import Mapping

import numpy as np
import streamlit as st

from bakeoff.evaluation.notation import number
from bakeoff.features.learn.loss.mistake import LEAST_TIMES, times_slower
from bakeoff.features.learn.loss.mistake import START as START_OF_UNIT
from bakeoff.features.learn.loss.outlier import (
    HEIGHT,
    N_POINTS,
    REACH,
    START,
    FittedLine,
    belonging,
    everywhere,
    lines,
    reached,
)
from bakeoff.features.learn.loss.page.dragged_point import Fits, Raster, dragged_point
from bakeoff.features.learn.loss.page.words import DASHES, LOOKS, name_of
from bakeoff.features.learn.loss.prediction import OF_NUMBERS
from bakeoff.features.learn.network import Floats, Loss
from bakeoff.features.learn.parts.choice import slider
from bakeoff.features.learn.parts.steps import explain, goal, predict, seen, step
from bakeoff.lesson.chapter import Chapter
from bakeoff.text import _, clauses

_PLACE = ("learn-loss-outlier-x", "learn-loss-outlier-y")
_ACROSS, _UP = Raster(-REACH, REACH, 21), Raster(-HEIGHT, HEIGHT, 41)
"""Every whole number; the sliders' steps are the same."""


def an_outlier(chapter: Chapter) -> None:
    """Show the line that each loss of numbers draws, and the goal."""
    with step(6, _("An outlier")) as (words, picture):
        with words:
            explain(
                "Back to numbers: {n} points lie about a straight line, and one does not belong. Each loss has a "
                "line of its own that it calls best.",
                n=N_POINTS,
            )
            answer = predict(
                "loss-outlier",
                _("The outlier is moved up from {low} to {high}. Which line follows it?", low=6, high=20),
                {
                    "all": _("All three alike"),
                    "mse": _("That of the squared error most of all"),
                    "mae": _("That of the absolute error most of all"),
                },
            )
            outlier = _place()
            _seen(answer)
        with picture:
            _picture(outlier, lines(outlier))
    goals(chapter)


def goals(chapter: Chapter) -> None:
    """Show how far both goals are: the unit's first answer in step 4, and the outlier."""
    times = times_slower(st.session_state.get("learn-loss-start", START_OF_UNIT))
    x, y = (st.session_state.get(key, at) for key, at in zip(_PLACE, START, strict=True))
    best = lines((x, y))
    standing = _(
        "The squared error needs {times} times as many steps. Its line misses the other points by {squared} on "
        "average, Huber’s by {huber}.",
        times=f"{times:.1f}",
        squared=f"{best['mse'].miss:.2f}",
        huber=f"{best['huber'].miss:.2f}",
    )
    easy, hard = times >= LEAST_TIMES, reached(best)
    goal(chapter, easy, standing if easy or hard else "", hard=hard)


def _place() -> tuple[float, float]:
    """Ask where the outlier is; it can be dragged as well."""
    for key, start in zip(_PLACE, START, strict=True):
        st.session_state.setdefault(key, start)  # a default of the slider's own would be a second one
    across, up = (
        slider(label, raster.low, raster.high, step=1.0, key=key)
        for label, raster, key in zip((_("Outlier, across"), _("Outlier, up")), (_ACROSS, _UP), _PLACE, strict=True)
    )
    return across, up


def _placed(x: float, y: float) -> None:
    for key, value in zip(_PLACE, (x, y), strict=True):
        st.session_state[key] = value


@st.cache_data(max_entries=1, show_spinner=False)
def _everywhere() -> Mapping[Loss, Floats]:
    """Return the lines for every place of the outlier, which the browser looks up while it is dragged."""
    return everywhere(np.array([(x, y) for y in _UP.values() for x in _ACROSS.values()]))


def _picture(outlier: tuple[float, float], best: Mapping[Loss, FittedLine]) -> None:
    told = clauses([_("{loss}: {miss}", loss=name_of(loss), miss=f"{best[loss].miss:.2f}") for loss in OF_NUMBERS])
    dragged_point(
        np.column_stack(belonging()),
        [
            Fits(name_of(loss), LOOKS[loss].colour, DASHES[LOOKS[loss].dash], fits)
            for loss, fits in _everywhere().items()
        ],
        _ACROSS,
        _UP,
        outlier,
        _placed,
        about=_("Points, an outlier and three lines. How far they miss the points: {list}.", list=told),
        title=_("The best line, by each loss; drag the outlier"),
        heads=(_("Loss"), _("Its line misses the other points, on average, by")),
        key="learn-loss-outlier-picture",
    )


def _seen(answer: str) -> None:
    before, after = lines(START), lines((START[0], HEIGHT))
    near, far = (f"{best['mae'].miss:.2f}" for best in (before, after))
    wrong = {
        "all": _(
            "Only the square’s pull grows with the distance. The absolute error’s line stays: {near}, {far}.",
            near=near,
            far=far,
        ),
        "mae": _(
            "It pulls equally hard from anywhere: its line misses by {near} before and {far} after.", near=near, far=far
        ),
    }
    seen(
        "**The squared error’s.** With the outlier at {high} instead of {low}, its line misses the others by "
        "{far} on average, before by {near}. Huber’s stays at {huber}, the absolute error’s at {absolute}. For "
        "these two, a farther point pulls no harder. The outlier’s horizontal place matters as well.",
        answer,
        wrong,
        low=number(START[1]),
        high=number(HEIGHT),
        near=f"{before['mse'].miss:.2f}",
        far=f"{after['mse'].miss:.2f}",
        huber=f"{after['huber'].miss:.2f}",
        absolute=f"{after['mae'].miss:.2f}",
    )
