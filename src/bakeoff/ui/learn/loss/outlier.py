"""The last step: a point that does not belong, and the chapter's goal."""

import streamlit as st

from bakeoff.learn import Chapter
from bakeoff.learn.loss.outlier import HEIGHT, N_POINTS, REACH, START, lines, reached
from bakeoff.learn.loss.prediction import OF_NUMBERS
from bakeoff.text import _, clauses
from bakeoff.ui.components import chart
from bakeoff.ui.learn.loss.figure import fitted
from bakeoff.ui.learn.loss.words import name_of, number
from bakeoff.ui.learn.parts import goal, predict, seen, step

_PLACE = ("learn-loss-outlier-x", "learn-loss-outlier-y")


def an_outlier(chapter: Chapter) -> None:
    """Show the line that each loss of numbers draws, and the goal."""
    with step(6, _("An outlier")) as (words, picture):
        with words:
            st.markdown(
                _(
                    "Back to numbers: {n} points lie about a straight line, and one does not belong. Each loss has a "
                    "line of its own that it calls best.",
                    n=N_POINTS,
                )
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
            outlier = _place() if answer is not None else START
        best = lines(outlier)
        if answer is not None:
            with words:
                _seen()
            with picture:
                told = clauses(
                    [_("{loss}: {miss}", loss=name_of(name), miss=f"{best[name].miss:.2f}") for name in OF_NUMBERS]
                )
                alt = _("Points, an outlier and three lines. How far they miss the points: {list}.", list=told)
                chart(fitted(best, outlier), alt=alt, key="learn-loss-outlier-picture", height=460)
                st.caption(_("How far each line misses the points that belong, on average: {list}.", list=told))
    standing = _(
        "The squared error’s line misses the other points by {squared} on average, Huber’s by {huber}.",
        squared=f"{best['mse'].miss:.2f}",
        huber=f"{best['huber'].miss:.2f}",
    )
    goal(chapter, reached(best), standing)


def _place() -> tuple[float, float]:
    """Ask where the outlier is."""
    across, up = (
        st.slider(label, -reach, reach, start, 0.5, key=key, persist_state="session")
        for label, reach, start, key in (
            (_("Outlier, across"), REACH, START[0], _PLACE[0]),
            (_("Outlier, up"), HEIGHT, START[1], _PLACE[1]),
        )
    )
    return across, up


def _seen() -> None:
    before, after = lines(START), lines((START[0], HEIGHT))
    seen(
        _(
            "**The squared error’s.** With the outlier at {high} in place of {low}, its line misses the others by "
            "{far} on average in place of {near}; Huber’s stays at {huber}, that of the absolute error at {absolute}. "
            "To these two, what is farther off pulls no harder. Where the outlier stands across matters as well.",
            low=number(START[1]),
            high=number(HEIGHT),
            near=f"{before['mse'].miss:.2f}",
            far=f"{after['mse'].miss:.2f}",
            huber=f"{after['huber'].miss:.2f}",
            absolute=f"{after['mae'].miss:.2f}",
        )
    )
