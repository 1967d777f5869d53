"""Backward propagation: one training step taken apart, a weight's gradient checked, and worked out by hand."""

import functools
from dataclasses import dataclass, replace

import numpy as np
import streamlit as st

from bakeoff.features.learn.backward.exercise import Exercise, exercise, is_right, worked_out
from bakeoff.features.learn.backward.gradient import batch_gradient, descent, row_gradients
from bakeoff.features.learn.backward.page.checks import checks
from bakeoff.features.learn.backward.page.figure import loss_figure
from bakeoff.features.learn.network import Network, Weight, backward, forward, losses
from bakeoff.features.learn.parts.network import Way, network_picture, picture_state
from bakeoff.features.learn.parts.small_words import small_choice, weight_name
from bakeoff.features.learn.parts.steps import explain, goal, predict, say, seen, step
from bakeoff.features.learn.parts.written import checkable, fixed
from bakeoff.features.learn.small import SmallTask
from bakeoff.html import plain
from bakeoff.lesson.chapter import Chapter
from bakeoff.network.settings import to_query
from bakeoff.text import _, told
from bakeoff.web.components.chart import chart
from bakeoff.web.goals import answers
from bakeoff.web.routes import route

_RATES = (0.03, 0.1, 0.3, 1.0, 3.0)
_STEPS = (0, 1, 2, 5, 10, 20, 50, 100, 200, 500)


@dataclass(frozen=True, eq=False)
class Walkthrough:
    """Example of the chapter."""

    task: SmallTask
    rate: float
    row: int  # the row with the largest loss
    place: Weight  # of the last layer: from the unit with the largest output to the row's own class
    query: dict[str, str]  # the lab's link with the same points and layers


def show(chapter: Chapter) -> None:
    """Show the chapter; what moves in it redraws nothing else of the page."""
    st.fragment(_chapter)(chapter)


def _chapter(chapter: Chapter) -> None:
    with step(1, _("One training step, picture by picture")) as (words, picture):
        with words:
            explain(
                "A network learns one step at a time, and each step has four parts. **Forward**: a row goes "
                "through, and an answer comes out. **Loss**: how wrong was it? **Backward**: how would the loss "
                "change if a weight did? **Update**: every weight goes a little the way that makes the loss "
                "smaller. The way back needs only numbers that the way forward has left behind."
            )
            walk = _walkthrough()
        with picture:
            _played(walk)
        with words:
            answer = _predicted(walk)
        with picture:
            _direction(walk, answer)
    place = _chain(walk)
    checks(walk.task, place)
    _again(walk)
    by_hand(chapter)


def _walkthrough() -> Walkthrough:
    """Let the network be chosen."""
    chosen = small_choice("learn-backward")
    rate = st.select_slider(_("Learning rate"), _RATES, value=0.1, key="learn-backward-rate")
    settings = chosen.settings.replace("learning_rate", rate)
    return _with_row(chosen.task, rate, to_query(settings))


def _with_row(task: SmallTask, rate: float, query: dict[str, str]) -> Walkthrough:
    passed = forward(task.network, task.X)
    row = int(losses(task.network, passed, task.target).argmax())
    answers = np.abs(passed.inputs[-2][row])
    place = Weight(len(task.network.activations), int(answers.argmax()), int(task.target[row]))
    return Walkthrough(task, rate, row, place, query)


def _predicted(walk: Walkthrough) -> str:
    task = walk.task
    passed = forward(task.network, task.X[[walk.row]])
    say(
        "Row {n} is of class {target}, and the network gives that class a share of {share}. Look at the {name}, "
        "drawn thick: it is {value}, and its input is {told}.",
        n=walk.row + 1,
        target=plain(told(task.class_names[task.target[walk.row]])),
        share=fixed(passed.answer[0, task.target[walk.row]]),
        name=weight_name(task, walk.place),
        value=fixed(task.network.value(walk.place)),
        told=fixed(passed.inputs[-2][0, walk.place.source or 0]),
    )
    question = _("Will the step make this weight larger or smaller?")
    return predict("backward-direction", question, {"larger": _("Larger"), "smaller": _("Smaller")})


def _played(walk: Walkthrough) -> None:
    task, key = walk.task, "learn-backward-step"
    way: Way = "training" if "backward-direction" in answers() else "forward"
    state = picture_state(task, way, key=key)
    network_picture(task, way, state, row=walk.row, rate=walk.rate, marked=walk.place, key=key)


def _direction(walk: Walkthrough, answer: str) -> None:
    task, place = walk.task, walk.place
    slopes = backward(task.network, forward(task.network, task.X[[walk.row]]), task.target[[walk.row]])
    gradient, before = slopes.of(place), task.network.value(place)
    shown_before, shown_gradient = checkable([before, gradient], lambda w, slope: w - walk.rate * slope)
    values = {
        "name": weight_name(task, place),
        "gradient": shown_gradient,
        "before": shown_before,
        "after": fixed(before - walk.rate * gradient),
        "rate": walk.rate,
    }
    went = _(
        "The gradient of the {name} is {gradient}, and the step goes against it, from {before} to {before} − {rate} · "
        "({gradient}) = {after}.",
        **values,
    )
    if gradient > 0:
        wrong = {"larger": _("Its gradient is positive: more of this weight, more loss. So it is made smaller.")}
    else:
        wrong = {"smaller": _("Its gradient is negative: more of this weight, less loss. So it is made larger.")}
    seen(went, answer, wrong)


def _chain(walk: Walkthrough) -> Weight:
    """Show what any weight's gradient is made of; return the one that was picked."""
    task, key = walk.task, "learn-backward-chain"
    state = picture_state(task, "chain", key=key)
    place = state.picked or walk.place
    with step(2, _("Any weight: its gradient as a chain of factors")) as (words, picture):
        with words:
            explain(
                "If the weight moves a little, its neuron’s sum moves, then everything behind it, and in the end "
                "the loss. The **chain rule** multiplies the slopes along the way:"
            )
            st.latex(
                r"\frac{\partial L}{\partial w_{ij}} = \frac{\partial L}{\partial z_j} \cdot "
                r"\frac{\partial z_j}{\partial w_{ij}} = \frac{\partial L}{\partial z_j} \cdot h_i"
            )
            say(
                "The slope by a sum comes from the slopes of the layer behind it. So it is worked out **once** "
                "and serves every weight before it. That is why the way back costs about as much as the way "
                "forward, for any number of weights."
            )
            st.latex(
                r"\frac{\partial L}{\partial z_j^{(l)}} = f'\bigl(z_j^{(l)}\bigr) \sum_k w_{jk}^{(l+1)} "
                r"\frac{\partial L}{\partial z_k^{(l+1)}}"
            )
            say("Pick any weight, by a click on its line or by its name. Every factor is a number in the picture.")
            seen(_batch(task, place))
        with picture:
            network_picture(task, "chain", state, row=walk.row, rate=walk.rate, marked=walk.place, key=key)
    return place


def _batch(task: SmallTask, place: Weight) -> str:
    own = row_gradients(task.network, task.X, task.target, place)
    values = {
        "name": weight_name(task, place),
        "gradient": fixed(batch_gradient(task.network, task.X, task.target, place)),
        "less": int((own < 0).sum()),
        "more": int((own > 0).sum()),
        "n": len(own),
    }
    return _(
        "Of all {n} rows together, the gradient of the {name} is {gradient}: the mean of the rows’ own. {less} of them "
        "would have it grow, {more} would have it shrink.",
        **values,
    )


def _again(walk: Walkthrough) -> None:
    task = walk.task
    with step(4, _("The same step, again and again")) as (words, picture):
        with words:
            explain("Training is nothing else than this step, taken many times, here with the gradient of all rows.")
            steps = st.select_slider(_("Steps"), _STEPS, value=100, key="learn-backward-steps")
            after, curve = _descended(task, walk.rate, steps)
            right = [_right(replace(task, network=network)) for network in (task.network, after)]
            seen(
                "After {steps} steps at learning rate {rate} the loss went from {before} to {after}. Now {right} "
                "of {n} rows are right, {at_first} at first.",
                steps=steps,
                rate=walk.rate,
                before=fixed(curve[0]),
                after=fixed(curve[-1]),
                right=right[1],
                at_first=right[0],
                n=len(task.X),
            )
            route("lab").link(_("Go on in the lab, with the same points and layers"), query=walk.query)
        with picture:
            drawn = loss_figure(curve)
            chart(drawn, alt=_("The loss, step by step"), key="learn-backward-losses", height=300)


@functools.lru_cache(maxsize=64)
def _descended(task: SmallTask, rate: float, steps: int) -> tuple[Network, list[float]]:
    """Take the steps once, however often something else of the page is moved."""
    return descent(task.network, task.X, task.target, rate, steps)


def _right(task: SmallTask) -> int:
    return int((forward(task.network, task.X).answer.argmax(axis=1) == task.target).sum())


_NUMBER = "learn-backward-exercise"
_MANY = 3
"""Exercises of the hard goal."""


def by_hand(chapter: Chapter) -> None:
    """Show the exercise, and tell which of its numbers are right."""
    drawn = exercise(st.session_state.setdefault(_NUMBER, 0))
    with step(5, _("By hand")) as (words, picture):
        with words:
            st.markdown(_asked(drawn))
            answers = _answers(drawn)
            st.button(_("Another one"), icon=":material/refresh:", key="learn-backward-another", on_click=_another)
        with picture:
            key = "learn-backward-hand"
            state = picture_state(drawn.task, "forward", key=key)
            network_picture(drawn.task, "forward", state, row=drawn.row, marked=drawn.place, key=key)
    right = sum(is_right(answers[name], value) for name, value in drawn.parts.items())
    standing = _("{n} of {all} numbers are right; the last one is the gradient.", n=right, all=len(drawn.parts))
    done: set[int] = st.session_state.setdefault(f"{_NUMBER}s-done", set())
    if worked_out(drawn, answers):
        done.add(st.session_state[_NUMBER])
    goal(chapter, worked_out(drawn, answers), standing, hard=len(done) >= _MANY)


def _another() -> None:
    st.session_state[_NUMBER] += 1


def _asked(drawn: Exercise) -> str:
    source, target = drawn.place.source or 0, drawn.place.target
    names = drawn.task.class_names
    return _(
        "Here the way back is hidden. Work out the gradient of the weight from {source} to neuron {n} of layer 1 "
        "(the thick line). Use row {row}, whose class is {target}. Go to the end of the way forward, write down what "
        "you need, and go back by yourself. Two decimals are enough.",
        source=drawn.task.input_names[source],
        n=target + 1,
        row=drawn.row + 1,
        target=names[drawn.task.target[drawn.row]],
    )


def _answers(drawn: Exercise) -> dict[str, float | None]:
    j, i = drawn.place.target + 1, (drawn.place.source or 0) + 1
    name = drawn.task.class_names[0]
    labels = {
        "output": _("Slope by the sum of output {name}: $ŷ_1 - y_1$", name=name),
        "arriving": _(
            "What arrives at the neuron: {formula}",
            formula=rf"$\sum_k w_{{{j}k}}\, \frac{{\partial L}}{{\partial z_k}}$",
        ),
        "slope": _("The slope of its activation: {formula}", formula=rf"$\tanh'(z_{j}) = 1 - h_{j}^2$"),
        "gradient": _(
            "The gradient, the input {input} times the two numbers above: {formula}",
            input=drawn.task.input_names[i - 1],
            formula=rf"$\frac{{\partial L}}{{\partial w_{{{i}{j}}}}}$",
        ),
    }
    return {part: _field(drawn, part, label) for part, label in labels.items()}


def _field(drawn: Exercise, part: str, label: str) -> float | None:
    number = st.session_state[_NUMBER]
    answer = st.number_input(
        label, value=None, step=0.01, format="%.3f", key=f"learn-backward-{part}-{number}", persist_state="session"
    )
    if answer is None:
        return None
    value = drawn.parts[part]
    if is_right(answer, value):
        st.caption(_(":material/check_circle: Right: {value}", value=fixed(value)))
    else:
        st.caption(_(":material/cancel: Not yet, to within 5 %."))
    return answer
