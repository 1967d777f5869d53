"""Chapter 11: too little, enough, too much; stopping early; luck; and what else helps."""

from collections.abc import Mapping
from functools import partial

import numpy as np
import plotly.graph_objects as go
import streamlit as st

from bakeoff.contenders import contender
from bakeoff.evaluation.notation import number, percent
from bakeoff.features.learn.generalising.curve import (
    ACROSS,
    DECAYS,
    DEGREES,
    GOAL_SEED,
    NEW,
    NOISE,
    OVERFITTING,
    ROWS,
    SAMPLES,
    STEPS,
    NoisyPoints,
    Polynomial,
    SampledFits,
    best_degree,
    descended,
    fit,
    of_samples,
    points,
    reached,
    reached_hard,
    truth,
)
from bakeoff.features.learn.generalising.luck import SEEDS, SeedRaces, races
from bakeoff.features.learn.parts.choice import slider, stops
from bakeoff.features.learn.parts.moons import same_moons
from bakeoff.features.learn.parts.steps import explain, goal, predict, say, seen, step, table
from bakeoff.features.learn.parts.traces import trace
from bakeoff.features.learn.parts.working import worked_out
from bakeoff.figures.style import CLASS_COLOURS, GREY, axis, figure, layout, percent_ticks
from bakeoff.lesson.chapter import Chapter
from bakeoff.link import to_query as race_query
from bakeoff.network.settings import to_query
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _
from bakeoff.web.components.chart import chart
from bakeoff.web.routes import route

_SEED = 0
_LARGE = 1000


def show(chapter: Chapter) -> None:
    """Show the steps; each is drawn again by itself."""
    say(
        "Rows are split in three. A model learns from the **training** part. Its settings are chosen by the "
        "**validation** part. The **test** part, used for neither, shows what it is worth."
    )
    same_moons(
        "On the moons of chapters 8 to 10, tree, support vector machine and forest have {tree}, {svm} and {forest} of "
        "{n} validation points right. Is that skill or luck? Step 3 asks."
    )
    for part in (_degrees, _stopping, _luck, partial(_cures, chapter)):
        st.fragment(part)()


def _degrees() -> None:
    with step(1, _("Too little, enough, too much")) as (words, picture):
        data = points(ROWS[0], _SEED)
        with words:
            say(
                "Points lie about a curve, off by chance. A polynomial of degree d is fitted to the training "
                "points; the more degrees, the more it can bend."
            )
            st.latex(r"\hat{y} = w_0 + w_1 P_1(x) + \dots + w_d P_d(x)")
            answer = predict(
                "generalising-degree",
                _("From degree 3 to degree 15: how do the errors on training and validation points change?"),
                {"fall": _("Both fall"), "part": _("The first falls, the second rises"), "rise": _("Both rise")},
            )
            degree = slider(_("Degree"), DEGREES[0], DEGREES[-1], 3, key="learn-generalising-d")
        fits, others = {each: fit(data, each) for each in DEGREES}, of_samples(degree)
        with picture:
            _drawn("fit", of_fit(data, fits[degree], degree, others), 400)
            _drawn("errors", of_errors(fits, degree, _("Degree")), 330)
        with words:
            best = best_degree(data)
            seen(
                "Degree {best} misses validation points least, by {validated}; degree {n} misses them by {here}, "
                "but training points by only {trained}. Far below the best it **underfits**; far above, it "
                "**overfits**: it learns the noise, which differs on every new point. Degree {last} passes through "
                "all training points and swings far out between them: its validation error is {out}.",
                answer,
                {
                    "fall": _("More degrees bend the curve to the noise of its own points, which new points lack."),
                    "rise": _("A higher degree can do all that a lower one can: on its own points it is never worse."),
                },
                best=best,
                validated=_error(fits[best].validated, 2),
                n=degree,
                here=_error(fits[degree].validated, 2),
                trained=_error(fits[degree].trained, 2),
                last=DEGREES[-1],
                out=_error(fits[DEGREES[-1]].validated),
            )
            say(
                "**{n} other samples**, a thin line each. Their median is off the truth by the **bias**. A line is off "
                "their median by the spread, which shows the **variance**. Low degrees have much bias, high ones much "
                "variance.",
                n=SAMPLES,
            )
            rows = [
                [str(d), _error(of_samples(d).bias, 2), _error(of_samples(d).spread, 2)]
                for d in sorted({1, degree, 12})
            ]
            table([_("Degree"), _("Median off the truth"), _("Line off the median")], rows)
            say(
                "On {new} new points degree {best} misses by {tested}, more than on the validation points. It was "
                "chosen because it looked good on them, and {n} points are few. That is why a test part is needed "
                "beside the validation part.",
                new=f"{NEW:,}",
                best=best,
                tested=_error(fits[best].tested, 2),
                n=len(data.x) // 2,
            )


def _stopping() -> None:
    with step(2, _("Stopping early")) as (words, picture):
        data, degree = points(ROWS[0], _SEED), DEGREES[-1]
        with words:
            explain(
                "A network does not solve for its weights: it learns them by gradient descent, from weights near "
                "zero. Here degree {n} is learnt in the same way, step by step.",
                n=degree,
            )
            answer = predict(
                "generalising-stopping",
                _("Training goes on and on. What does the error on validation points do?"),
                {
                    "falls": _("It falls and falls"),
                    "turns": _("It falls, then rises"),
                    "stays": _("It falls, then stays as it is"),
                },
            )
            steps = stops(
                _("Steps of gradient descent"), STEPS, key="learn-generalising-steps", name=lambda n: f"{n:,}"
            )
        fits = {each: descended(data, degree, each) for each in STEPS}
        with picture:
            _drawn("stopped", of_fit(data, fits[steps], degree), 360)
            _drawn("descent", of_errors(fits, steps, _("Steps of gradient descent"), logarithmic=True), 330)
        with words:
            best = min(STEPS, key=lambda each: fits[each].validated)
            seen(
                "After {best} steps validation points are missed least, by {validated}; after {last} by "
                "{late}. Directions in which the data are strong are learnt first, the noise in the others "
                "last. **Early stopping** keeps the weights of the best validation error.",
                answer,
                {
                    "falls": _(
                        "That is the training error: it is what descent lowers, and it does not see other points."
                    ),
                    "stays": _("Nothing holds it there: later steps fit the noise of the training points."),
                },
                best=f"{best:,}",
                validated=_error(fits[best].validated, 2),
                last=f"{STEPS[-1]:,}",
                late=_error(fits[STEPS[-1]].validated, 1),
            )
            route("lab").link(_("See a network overfit in the lab"), query=to_query(OVERFITTING))


def _drawn(name: str, drawn: go.Figure, height: int) -> None:
    """Show a figure, whose title and the words beside it say what it shows."""
    chart(drawn, alt=drawn.layout.title.text, key=f"learn-generalising-{name}", height=height)


def _error(value: float, places: int = 3) -> str:
    """Write an error to so many places; one that is far too large by its power of ten."""
    return f"{value:.{places}f}" if value < _LARGE else number(value)


def _luck() -> None:
    with step(3, _("Luck")) as (words, picture):
        with words:
            explain(
                "A support vector machine and a forest race on the wines {n} times. Each time another seed "
                "splits the rows, and the forest draws again.",
                n=SEEDS,
            )
            answer = predict(
                "generalising-luck",
                _("How often does the same one win?"),
                {"always": _("In all 30"), "mostly": _("In more than 20"), "seldom": _("Neither wins even 15")},
            )
        with picture:
            run = worked_out("generalising-luck", _("Racing"), races).value
            if run is None:
                return
            won, lost = int((run.forest > run.svm).sum()), int((run.svm > run.forest).sum())
            _drawn("races", of_races(run), 400)
        with words:
            seen(
                "The support vector machine wins **{lost}**, the forest **{won}**, and {tied} end level; "
                "on average {svm} % and {forest} % of {n} test wines. If you race once and "
                "believe the result, you are believing a seed. That is why a race has intervals and a test, and "
                "why the judge splits again and again.",
                answer,
                {
                    "always": _("The better one on average does not win on each split."),
                    "mostly": _("A race that ends level is won by neither."),
                },
                lost=lost,
                won=won,
                tied=SEEDS - won - lost,
                svm=percent(float(run.svm.mean())),
                forest=percent(float(run.forest.mean())),
                n=run.n_test,
            )
            spec = BakeoffSpec(dataset="wine", contenders=["svm", "random_forest"], rules={"seeds": 10})
            route("race").link(_("Race them with ten seeds"), query=race_query(spec))


def _cures(chapter: Chapter) -> None:
    with step(4, _("Your cure")) as (words, picture):
        with words:
            explain(
                "**More rows**: noise averages out. **Weight decay**: large weights cost something, so that the "
                "curve bends only where many points ask for it. **Dropout** sets random units of a network to "
                "zero at each step; for a linear model that amounts to weight decay, on average."
            )
            say("Other points than in the steps above: the same degree has other errors here.")
            st.latex(r"\min_w \; \sum_i (\hat{y}_i - y_i)^2 + \lambda \sum_{k \ge 1} w_k^2")
            degree = slider(_("Degree"), DEGREES[0], DEGREES[-1], DEGREES[-1], key="learn-generalising-d2")
            rows = stops(_("Points, half of them to learn from"), ROWS, key="learn-generalising-rows")
            decay = stops(_("Weight decay λ"), DECAYS, key="learn-generalising-decay", name=number)
        data = points(rows, GOAL_SEED)
        fitted = fit(data, degree, decay)
        with picture:
            _drawn("cured", of_fit(data, fitted, degree), 400)
            errors = {_("Training points"): fitted.trained, _("Validation points"): fitted.validated}
            st.table({name: [_error(value)] for name, value in errors.items()})
    standing = _("Degree {n} misses validation points by {validated}.", n=degree, validated=_error(fitted.validated))
    hard = reached_hard(degree, rows, fitted)
    goal(chapter, reached(degree, fitted), standing, fitted, _tested, hard=hard)


def _tested(fitted: Polynomial) -> str:
    return _("it misses {n} new points by {tested}.", n=f"{NEW:,}", tested=_error(fitted.tested))


_TALL = 2.2
_LEAST = 0.001
"""Lowest error that the chart shows."""


def of_fit(data: NoisyPoints, fitted: Polynomial, degree: int, others: SampledFits | None = None) -> go.Figure:
    """Draw the points, what is behind them, and the polynomial; behind it those of other samples, which move."""
    thin = {"color": CLASS_COLOURS[6], "width": 1, "simplify": False}
    sampled = [
        trace("lines", "", ACROSS.tolist(), y.tolist(), line=thin, opacity=0.45, hoverinfo="skip", showlegend=False)
        for y in ([] if others is None else np.clip(others.curves, -2 * _TALL, 2 * _TALL).round(3))
    ]
    dots = [
        trace("markers", name, data.x[part].tolist(), data.y[part].tolist())
        | {
            "marker": {"color": colour, "symbol": symbol, "size": 8},
            "hovertemplate": "%{x:.2f}, %{y:.2f}<extra></extra>",
        }
        for name, part, colour, symbol in (
            (_("Training points"), data.train, CLASS_COLOURS[0], "circle"),
            (_("Validation points"), data.validation, CLASS_COLOURS[6], "square-open"),
        )
    ]
    lines = [
        trace("lines", name, ACROSS.tolist(), y.tolist(), line=look, hoverinfo="skip")
        for name, y, look in (
            (_("What is behind them"), truth(ACROSS), {"color": GREY, "dash": "dot", "width": 2}),
            (_("Degree {n}", n=degree), fitted.at(ACROSS), {"color": CLASS_COLOURS[1], "width": 3}),
        )
    ]
    if others is not None:
        median = {"color": CLASS_COLOURS[6], "width": 3, "dash": "dash"}
        name = _("Median of {n} samples", n=SAMPLES)
        lines.append(trace("lines", name, ACROSS.tolist(), others.median.tolist(), line=median, hoverinfo="skip"))
    up = axis("y", range=[-_TALL, _TALL])
    title, motion = _("The polynomial and the points"), {"duration": 700, "easing": "cubic-in-out"}
    drawn = layout(title, xaxis=axis("x", range=[-1.03, 1.03]), yaxis=up, transition=motion if sampled else None)
    return figure({"data": [*sampled, *lines, *dots], "layout": drawn})


def of_errors(fits: Mapping[int, Polynomial], chosen: int, title: str, *, logarithmic: bool = False) -> go.Figure:
    """Draw how far training and validation points are missed, by degree or by steps."""
    parts = (
        (_("Training points"), [fitted.trained for fitted in fits.values()], CLASS_COLOURS[0], "circle", "solid"),
        (_("Validation points"), [fitted.validated for fitted in fits.values()], CLASS_COLOURS[6], "square", "dash"),
    )
    data = [
        trace("lines+markers", name, list(fits), [max(value, _LEAST) for value in values], hovertemplate="%{text}")
        | {"line": {"color": colour, "dash": dash, "width": 2.5}, "marker": {"symbol": symbol, "size": 8}}
        | {"text": [_error(value) for value in values]}
        for name, values, colour, symbol, dash in parts
    ]
    dot = {"color": GREY, "dash": "dot", "width": 1.5}
    shapes = [
        {"type": "line", "yref": "paper", "y0": 0, "y1": 1, "x0": chosen, "x1": chosen, "line": dot},
        {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": NOISE, "y1": NOISE, "line": dot},
    ]
    highest = int(np.ceil(np.log10(max(fitted.validated for fitted in fits.values()))))
    powers = [power for power in range(-3, highest + 1) if power < 2 or power % 3 == 0]
    names = [f"≤ {_LEAST}", *(number(10.0**power) for power in powers[1:])]
    ticks = {"tickvals": [10.0**power for power in powers], "ticktext": names}
    up = axis(_("Error (RMSE), logarithmic"), type="log", range=[-3.3, highest + 0.3], **ticks)
    across = axis(title, type="log", dtick=1) if logarithmic else axis(title, dtick=3)
    drawn = layout(_("Error"), xaxis=across, yaxis=up, shapes=shapes, hovermode="x unified")
    return figure({"data": data, "layout": drawn})


def of_races(races: SeedRaces) -> go.Figure:
    """Draw both scores of each seed."""
    data = []
    for name, scores in (("svm", races.svm), ("random_forest", races.forest)):
        label, look = _(contender(name).label), contender(name).identity
        marker = {"color": look.colour, "symbol": look.marker, "size": 10, "opacity": 0.85}
        seeds, shares = list(range(1, len(scores) + 1)), (100 * scores).tolist()
        data.append(trace("markers", label, seeds, shares, marker=marker, hovertemplate="%{y:.1f}"))
    up = axis(_("Test wines right"), range=[88, 101], **percent_ticks())
    title = _("Thirty seeds, thirty splits")
    return figure({"data": data, "layout": layout(title, xaxis=axis(_("Seed")), yaxis=up, hovermode="x unified")})
