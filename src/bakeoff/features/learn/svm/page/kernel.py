"""The kernel whose reach and price are set: too close a fit on purpose, and its cure."""

from functools import partial

import streamlit as st

from bakeoff.features.learn.parts.choice import stops
from bakeoff.features.learn.parts.plane import HEIGHT, right_of, tested
from bakeoff.features.learn.parts.steps import goal, predict, say, seen, step, table
from bakeoff.features.learn.svm.goal import cured, cured_hard, moons, overfitted, validated
from bakeoff.features.learn.svm.machine import Machine, fit
from bakeoff.features.learn.svm.page.figure import decided, settings_map
from bakeoff.lesson.chapter import Chapter
from bakeoff.link import to_query as race_query
from bakeoff.network.settings import to_query
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _, sentences
from bakeoff.web.components.chart import Clicked, chart
from bakeoff.web.goals import reached_goals
from bakeoff.web.routes import route

_OVERFITTED, _MAP = "learn-svm-overfitted", "learn-svm-map"
C_VALUES = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0, 300.0, 1000.0)
GAMMA_VALUES = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0)


def settings_text(value: float) -> str:
    """Write a price or a reach, as long as it has to be."""
    return f"{value:g}"


@st.fragment
def kernel(chapter: Chapter) -> None:
    """Show the machine with its kernel, and tell whether the goal is reached."""
    with step(5, _("A kernel with a reach")) as (words, picture), words:
        say("Each support vector speaks for its surroundings, the louder the nearer:")
        st.latex(r"f(x) = \sum_i \alpha_i y_i\, e^{-\gamma \lVert x - x_i \rVert^2} + b")
        options = {"all": _("Nearly all"), "most": _("About three quarters"), "half": _("About half")}
        answer = predict(
            "svm-guess-gamma",
            _(
                "With a large γ, each point speaks only for itself. How many of the 100 validation points are "
                "right then?"
            ),
            options,
        )
        machine = _set()
        _told(machine, answer)
    if overfitted(machine):
        st.session_state[_OVERFITTED] = True
    before = bool(st.session_state.get(_OVERFITTED))
    reached = before and cured(machine)
    with picture:
        _picture(machine, complete=reached or chapter.name in reached_goals())
    goal(chapter, reached, _standing(machine, before), machine, partial(tested, moons()), hard=cured_hard(machine))


def _set() -> Machine:
    """Show the settings C and γ; return the machine that was fitted with them."""
    points = moons()
    C = stops(_("Price C"), C_VALUES, 1.0, key="learn-svm-kernel-C", name=settings_text)
    gamma = stops(_("Nearness γ"), GAMMA_VALUES, 1.0, key="learn-svm-gamma", name=settings_text)
    return fit(points.X, points.y, kernel="rbf", C=C, gamma=gamma)


def _told(machine: Machine, answer: str) -> None:
    points = moons()
    near = fit(points.X, points.y, kernel="rbf", C=10.0, gamma=GAMMA_VALUES[-1])
    seen(
        "With γ = {gamma} and C = 10 all of {train} training points are right, but only {validation} "
        "validation points. Each of {n} support vectors has its own island.",
        answer,
        {
            "all": _("So it is on training points, where each has its own peak. New points lie between the peaks."),
            "most": _("Off the peaks one class gets everything, which is right for about half."),
        },
        gamma=settings_text(near.gamma),
        train=near.right(points.X, points.y),
        validation=right_of(near.right(*points.validation), points.n_validation),
        n=len(near.support),
    )
    rows = [
        [_("Training points"), right_of(machine.right(points.X, points.y), len(points.y))],
        [_("Validation points"), right_of(machine.right(*points.validation), points.n_validation)],
        [_("Support vectors"), str(len(machine.support))],
        [_("Multipliers at C"), str(len(machine.at_most))],
        [_("Slack of all points"), f"{machine.slack.sum():.3f}"],
    ]
    table(
        [_("Measured"), _("C = {C}, γ = {gamma}", C=settings_text(machine.C), gamma=settings_text(machine.gamma))], rows
    )
    route("lab").link(_("The same points in the lab, for a network"), query=to_query(points.settings))
    data = {"name": "moons", "options": {"noise": 0.3}}
    race = BakeoffSpec(dataset=data, contenders=["svm", "keras_mlp"])
    route("race").link(_("Race a support vector machine against a network on moons"), query=race_query(race))


def _picture(machine: Machine, *, complete: bool) -> None:
    alt = _("What the machine decides all over the plane, with its support vectors")
    chart(decided(moons(), machine, held=True), alt=alt, key="learn-svm-kernel", height=HEIGHT + 130)
    st.caption(_("Filled: training points, with a ring if they are support vectors. Hollow: validation points."))
    tried: set[tuple[float, float]] = st.session_state.setdefault("learn-svm-tried", set())
    tried.add((machine.C, machine.gamma))
    rows = [[validated(C, g) if complete or (C, g) in tried else None for C in C_VALUES] for g in GAMMA_VALUES]
    drawn = settings_map(rows, C_VALUES, GAMMA_VALUES, machine)
    chart(drawn, alt=drawn["layout"]["title"]["text"], key=_MAP, height=360, on_click=_to)


def _to(clicked: Clicked) -> None:
    """Take the settings of the cell that was clicked."""
    for key, value, values in (("kernel-C", clicked.x, C_VALUES), ("gamma", clicked.y, GAMMA_VALUES)):
        if str(value) in map(settings_text, values):
            st.session_state[f"learn-svm-{key}"] = float(value)


def _standing(machine: Machine, before: bool) -> str:
    first = _("Fitted too closely: done.") if before else _("Fitted too closely: not yet.")
    right = right_of(machine.right(*moons().validation), moons().n_validation)
    n = len(machine.support)
    return sentences(first, _("Now {right} validation points are right, with {n} support vectors.", right=right, n=n))
