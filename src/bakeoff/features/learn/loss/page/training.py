"""The steps in which something is trained with either loss from the same start."""

from collections.abc import Mapping

import streamlit as st

from bakeoff.evaluation.notation import count, number, percent
from bakeoff.features.learn.loss.mistake import (
    ENOUGH,
    EXPERIMENT,
    MISLED,
    MOST_STEPS,
    RIGHT_BELOW,
    START,
    UNIT_RATE,
    UNIT_STEPS,
    Training,
    steps_needed,
    trainings,
    unlearning,
)
from bakeoff.features.learn.loss.page.figure import rolling, taught
from bakeoff.features.learn.loss.page.outlier import goals
from bakeoff.features.learn.loss.prediction import OF_CLASSES
from bakeoff.features.learn.network import Loss
from bakeoff.features.learn.parts.choice import stops
from bakeoff.features.learn.parts.steps import explain, predict, seen, step
from bakeoff.features.learn.parts.working import worked_out
from bakeoff.lesson.chapter import Chapter
from bakeoff.network.settings import to_query
from bakeoff.text import _, counted
from bakeoff.web.components.chart import chart
from bakeoff.web.routes import route

_STARTS = (0.6, 0.8, 0.9, 0.95, 0.98, 0.99, 0.999)


def a_unit(chapter: Chapter) -> None:
    """Show a unit that is sure and wrong, as it learns with either loss."""
    with step(4, _("A confident mistake")) as (words, picture):
        with words:
            explain(
                "One sigmoid unit with one weight and one bias; its input is always 1, and its answer should be 0. "
                "It starts out sure of the opposite. Both losses take steps at the same rate, {rate}, until the "
                "answer is below {below}.",
                rate=UNIT_RATE,
                below=RIGHT_BELOW,
            )
            quick = steps_needed(unlearning(START, "cross_entropy"))
            answer = predict(
                "loss-unit",
                _(
                    "From an answer of {start}, cross-entropy needs {n} steps. How many does the squared error need?",
                    start=START,
                    n=quick,
                ),
                {"same": _("About as many"), "2": _("About twice as many"), "4": _("More than four times as many")},
            )
            start = stops(_("The unit’s first answer"), _STARTS, START, key="learn-loss-start")
        answers = {loss: unlearning(start, loss) for loss in OF_CLASSES}
        needed = {loss: steps_needed(told) for loss, told in answers.items()}
        with words:
            squared = count(steps_needed(unlearning(START, "mse")) or UNIT_STEPS)
            wrong = {
                "same": _(
                    "From {start} the squared error needs {n} steps: its slope has a factor that is nearly 0.",
                    start=START,
                    n=squared,
                ),
                "2": _(
                    "More: {n} steps from {start}. It begins flat, so it stays there for long.", n=squared, start=START
                ),
            }
            seen(_of_unit(start, needed), answer, wrong)
        with picture:
            alt = _(
                "Each loss over the unit’s sum, and how the unit rolls down it from an answer of {start}.", start=start
            )
            chart(rolling(answers), alt=alt, key="learn-loss-unit-picture", height=400)
        goals(chapter)


def _of_unit(start: float, needed: Mapping[Loss, int | None]) -> str:
    squared, cross = needed["mse"], needed["cross_entropy"]
    first = {"mse": 2 * start * start * (1 - start), "cross_entropy": start}
    if squared is None or cross is None:
        return _("From {start}, not both get there within {most} steps.", start=start, most=count(UNIT_STEPS))
    return _(
        "From {start}, cross-entropy needs **{cross} steps** and the squared error **{squared}**: {times} times as "
        "many. Their first slopes by z are {steep} and {gentle}. The surer the mistake, the flatter is the squared "
        "error, and the steeper cross-entropy.",
        start=start,
        cross=count(cross),
        squared=count(squared),
        times=f"{squared / cross:.1f}",
        steep=number(first["cross_entropy"]),
        gentle=number(first["mse"]),
    )


def a_network() -> None:
    """Show a network that has learnt swapped labels, as it learns the right ones with either loss."""
    with step(5, _("A network that is sure and wrong")) as (words, picture):
        with words:
            explain(
                "The same in a network of 8 tanh units on the lab’s circle. First it learns **swapped labels** "
                "for a while. Then it gets the right ones and goes on with one loss or the other, at the same "
                "rate, {rate}.",
                rate=number(EXPERIMENT.learning_rate),
            )
            answer = predict(
                "loss-network",
                _(
                    "After {n} steps of swapped labels: which has {share} % of the points right within {most} steps?",
                    n=max(MISLED),
                    share=percent(ENOUGH).removesuffix(".0"),
                    most=count(MOST_STEPS),
                ),
                {"both": _("Both"), "cross_entropy": _("Cross-entropy alone"), "mse": _("The squared error alone")},
            )
            misled = stops(_("Steps with swapped labels first"), MISLED, max(MISLED), key="learn-loss-misled")
        with picture:
            outcome = worked_out("loss-network", _("Training"), trainings, misled)
            if outcome.value is None:
                return
            (misled,), learnt = outcome.args, outcome.value
        with words:
            p = f"{learnt['mse'].believed[0]:.3f}"
            wrong = {
                "both": _("The right class begins at a probability of {p}. There the squared error is flat.", p=p),
                "mse": _("It is the flat one: at a probability of {p} its slope is nearly 0.", p=p),
            }
            seen(_of_network(misled, learnt), answer, wrong)
            st.caption(_("Try it in the lab: the same network and points, with the squared error."))
            route("lab").link(_("Open in the lab"), query=to_query(EXPERIMENT.replace("loss", "mse")))
        with picture:
            alt = _("The share of points right by step, with either loss, after {n} misled steps.", n=misled)
            chart(taught(learnt), alt=alt, key="learn-loss-network-picture", height=400)


def _of_network(misled: int, learnt: Mapping[Loss, Training]) -> str:
    squared, cross = learnt["mse"], learnt["cross_entropy"]
    begun = counted(
        "After {n} step of swapped labels the network gives the right class a probability of {p} on average.",
        "After {n} steps of swapped labels the network gives the right class a probability of {p} on average.",
        misled,
        p=f"{squared.believed[0]:.3f}",
    )
    share = percent(ENOUGH).removesuffix(".0")
    if cross.needed is None:
        return begun
    if squared.needed is None:
        return _(
            "{begun} Cross-entropy has {share} % right after **{cross} steps**; the squared error has {right} % right "
            "after all {most}.",
            begun=begun,
            share=share,
            cross=count(cross.needed),
            right=percent(squared.right[-1]),
            most=count(len(squared.right) - 1),
        )
    return _(
        "{begun} Cross-entropy has {share} % right after **{cross} steps**, the squared error after **{squared}**: "
        "{times} times as many.",
        begun=begun,
        share=share,
        cross=count(cross.needed),
        squared=count(squared.needed),
        times=f"{squared.needed / cross.needed:.1f}",
    )
