"""Forward propagation: a row's way through a network, weights that can be moved, and "exclusive or" by hand."""

from dataclasses import replace

import streamlit as st

from bakeoff.features.learn.forward.exclusive_or import SURE, exclusive_or, louder, right_rows
from bakeoff.features.learn.forward.page.layers import layers
from bakeoff.features.learn.network import forward
from bakeoff.features.learn.parts.network import network_picture, picture_state
from bakeoff.features.learn.parts.small_words import small_choice
from bakeoff.features.learn.parts.steps import explain, goal, predict, say, seen, step
from bakeoff.features.learn.parts.traces import trace
from bakeoff.features.learn.parts.written import fixed
from bakeoff.features.learn.small import SmallTask
from bakeoff.figures.style import CLASS_COLOURS, GREY, Spec, axis, layout
from bakeoff.html import plain
from bakeoff.lesson.chapter import Chapter
from bakeoff.text import _, told
from bakeoff.web.components.chart import chart
from bakeoff.web.routes import route

_FACTORS = (1, 2, 3, 5, 10)


def show(chapter: Chapter) -> None:
    """Show the chapter; what moves in it redraws nothing else of the page."""
    st.fragment(_chapter)(chapter)


def _chapter(chapter: Chapter) -> None:
    task, row = _played()
    _louder(task, row)
    _moved(task, row)
    layers()
    _exclusive_or(chapter)


def _played() -> tuple[SmallTask, int]:
    """Show a row on its way; return the network and the row."""
    with step(1, _("One row, layer by layer")) as (words, picture):
        with words:
            explain(
                "A row’s features come in on the left. Every neuron multiplies its inputs by its **weights**, "
                "adds all up with its **bias**, and applies its **activation**. The result goes on to the next "
                "layer:"
            )
            st.latex(r"z_j = \sum_i w_{ij}\,h_i + b_j, \qquad h_j = f(z_j)")
            say(
                "At the end **softmax** turns the last sums into probabilities: how sure the network is of each "
                "class. They add up to 1."
            )
            st.latex(r"\hat{y}_k = \frac{e^{z_k}}{\sum_m e^{z_m}}")
            chosen = small_choice("learn-forward")
            task = chosen.task
            route("lab").link(_("Train such a network in the lab"), query=chosen.query())
        with picture:
            key = "learn-forward-way"
            state = picture_state(task, "forward", key=key)
            network_picture(task, "forward", state, key=key)
    return task, state.row or 0


def _louder(task: SmallTask, row: int) -> None:
    with step(2, _("How sure is sure?")) as (words, picture):
        with words:
            explain("Before you see it: all weights and biases of the **last layer** are made several times as large.")
            answer = predict(
                "forward-louder",
                _("How does the answer to row {n} change?", n=row + 1),
                {
                    "other": _("It becomes another class"),
                    "surer": _("The same class, and the network is surer of it"),
                    "same": _("The same class, as sure as before"),
                },
            )
        with words:
            factor = st.select_slider(_("Times"), _FACTORS, value=2, key="learn-forward-times")
            _louder_said(task, row, factor, answer)
        with picture:
            chart(
                _louder_drawn(task, row, factor),
                alt=_("Softmax before and after"),
                key="learn-forward-bars",
                height=280,
            )
            key = "learn-forward-loud"
            loud = replace(task, network=louder(task.network, factor))
            network_picture(loud, "edit", picture_state(loud, "edit", key=key), row=row, key=key)


def _louder_drawn(task: SmallTask, row: int, factor: int) -> Spec:
    """Draw the probabilities before and after as bars, with the last sums."""
    runs = {_("As they are"): task.network, _("Times {factor}", factor=factor): louder(task.network, factor)}
    names = [told(name) for name in task.class_names]
    bars: list[Spec] = []
    for (label, network), shade in zip(runs.items(), (GREY, CLASS_COLOURS[0]), strict=True):
        passed = forward(network, task.X[[row]])
        sums = [f"z = {fixed(value)}" for value in passed.sums[-1][0]]
        shares = passed.answer[0].round(4).tolist()
        bars.append(trace("bar", label, names, shares, text=sums, marker={"color": shade}))
    up = axis(_("Probability"), range=[0, 1.05])
    return {"data": bars, "layout": layout(_("Softmax before and after"), yaxis=up, barmode="group")}


def _louder_said(task: SmallTask, row: int, factor: int, answer: str) -> None:
    before, after = (
        forward(network, task.X[[row]]).answer[0] for network in (task.network, louder(task.network, factor))
    )
    best = int(before.argmax())
    values = {
        "n": row + 1,
        "name": plain(told(task.class_names[best])),
        "before": fixed(before[best]),
        "after": fixed(after[best]),
        "factor": factor,
    }
    wrong = {
        "other": _("All last sums grow alike: times {factor}, the largest is still that of {name}.", **values),
        "same": _("Softmax looks at the gaps, and these grow too: {before} became {after}.", **values),
    }
    seen(
        "Row {n} is answered {name} either way; its probability goes from {before} to {after}. All last sums are "
        "{factor} times as large, so the largest stays the largest. But the gaps between them grow, and softmax "
        "depends on the gaps. A sure answer need not be a right one.",
        answer,
        wrong,
        **values,
    )


def _moved(task: SmallTask, row: int) -> None:
    with step(3, _("Move a weight, and all behind it moves")) as (words, picture):
        with words:
            explain(
                "Pick a weight by a click on its line and pull it, or pull the row itself about. Everything "
                "downstream changes at once; everything else stays. The plane shows the network’s answer "
                "everywhere. Each neuron of the first layer draws a straight line, and the layers behind it "
                "combine them."
            )
            key = "learn-forward-moved"
            state = picture_state(task, "edit", key=key)
            right = [
                int((forward(network, task.X).answer.argmax(axis=1) == task.target).sum())
                for network in (task.network, state.network)
            ]
            seen(
                "With the weights as they were drawn {before} of {n} rows were answered right; with yours it is "
                "{after}.",
                before=right[0],
                after=right[1],
                n=len(task.X),
            )
        with picture:
            network_picture(task, "edit", state, row=row, marked=next(task.network.places()), key=key)


def _exclusive_or(chapter: Chapter) -> None:
    task, key = exclusive_or(), "learn-forward-xor"
    state = picture_state(task, "edit", key=key)
    right = right_rows(state.network)
    with step(5, _("Exclusive or, by hand")) as (words, picture):
        with words:
            explain(
                "The answer should be 1 where **exactly one** of the two inputs is 1. No straight line separates "
                "these four rows, so a hidden layer is needed, and its two ReLU neurons are enough. An answer "
                "above ½ counts as 1."
            )
            with st.expander(_("A hint")):
                say(
                    "Let both neurons add the inputs up: all four weights of the first layer 1. Then the two "
                    "middle rows look the same to the network. Only the sums 0, 1 and 2 are left to separate."
                )
            with st.expander(_("Another hint")):
                say(
                    "Give the second neuron a bias of −1: it then answers only where both inputs are 1. Its "
                    "weight to the output has to take away more than the first neuron adds there."
                )
        with picture:
            network_picture(task, "edit", state, marked=next(task.network.places()), key=key)
    standing = _("{n} of {all} rows are answered right.", n=sum(right), all=len(right))
    goal(chapter, all(right), standing, hard=all(right_rows(state.network, SURE)))
