"""The same gradient in three ways: by the chain rule, by a finite difference, and by TensorFlow in a job."""

import numpy as np
import streamlit as st

from bakeoff.engine.waiting import Waiting
from bakeoff.errors import BakeoffError
from bakeoff.evaluation.notation import by_power
from bakeoff.features.learn.backward.gradient import STEPS, TapeQuestion, batch_gradient, difference_errors, furthest
from bakeoff.features.learn.backward.page.figure import error_figure
from bakeoff.features.learn.network import Weight, numeric_gradient
from bakeoff.features.learn.parts.small_words import weight_name
from bakeoff.features.learn.parts.steps import explain, predict, say, seen, step, table
from bakeoff.features.learn.parts.written import fixed
from bakeoff.features.learn.small import SmallTask
from bakeoff.html import plain
from bakeoff.network.session import keras_missing
from bakeoff.text import _
from bakeoff.web.components.chart import chart
from bakeoff.web.visitor_job import begin_job

_POLL_SECONDS = 0.3
_SECONDS = 120
_JOB = "bakeoff.features.learn.backward.tape:gradients"
_KEPT = "learn-backward-tape"


def checks(task: SmallTask, place: Weight) -> None:
    """Show the step in which a gradient is checked."""
    with step(3, _("Three ways to the same number")) as (words, picture):
        with words:
            explain(
                "Is the gradient right? A **finite difference** needs no chain rule. It moves the weight by h to "
                "either side and looks at the loss of all rows."
            )
            st.latex(r"\frac{\partial L}{\partial w} \approx \frac{L(w + h) - L(w - h)}{2h}")
            answer = predict(
                "backward-difference",
                _("What happens to its error if h is made ever smaller?"),
                {
                    "smaller": _("It gets smaller and smaller"),
                    "turns": _("It gets smaller at first, then larger again"),
                    "same": _("It stays about the same"),
                },
            )
        with picture:
            _shown(task, place, answer)


def _shown(task: SmallTask, place: Weight, answer: str) -> None:
    h = st.select_slider(_("How far it looks: h"), STEPS, value=STEPS[5], format_func=_power, key="learn-backward-h")
    by_chain = batch_gradient(task.network, task.X, task.target, place)
    by_difference = numeric_gradient(task.network, task.X, task.target, place, h)
    say("Gradient of the {name}, of all rows:", name=weight_name(task, place))
    place_of_table = st.container()
    others = _tape(task)
    by_tape = fixed(others[list(task.network.places()).index(place)], 10) if others else "–"
    with place_of_table:
        table(
            [_("Worked out by"), _("Gradient")],
            [
                [_("Chain rule"), fixed(by_chain, 10)],
                [_("Finite difference"), fixed(by_difference, 10)],
                ["`tf.GradientTape`", by_tape],
            ],
        )
    errors = difference_errors(task.network, task.X, task.target, place)
    alt = _("How far the finite difference is from the chain rule’s gradient, by h")
    chart(error_figure(errors.tolist(), h), alt=alt, key="learn-backward-errors", height=260)
    best, last = _power(float(errors.min())), _power(errors[-1])
    wrong = {
        "smaller": _("Down to {best}, then rounding wins: the smallest h has {last}.", best=best, last=last),
        "same": _("It falls from {first} at the largest h to {best}.", first=_power(errors[0]), best=best),
    }
    seen(_best(errors), answer, wrong)
    if others:
        n = sum(1 for _place in task.network.places())
        apart = furthest(task.network, task.X, task.target, others)
        seen(
            "TensorFlow’s own backward pass, on all {n} weights and biases: no gradient differs by more than "
            "{apart} of the largest. That is rounding.",
            n=n,
            apart=_power(apart),
        )


def _best(errors: np.ndarray) -> str:
    at = int(errors.argmin())
    told = {"best": _power(STEPS[at]), "least": _power(errors[at])}
    told |= {"last": _power(errors[-1]), "smallest": _power(STEPS[-1])}
    return _(
        "It gets smaller at first, then larger again. It is best at h = {best}, with a relative error of {least}; at "
        "h = {smallest} it is {last}. A large h misses how the loss bends. With a tiny one the two losses differ "
        "only in their last digits, and their difference is mostly rounding.",
        **told,
    )


def _tape(task: SmallTask) -> tuple[float, ...]:
    """Return what TensorFlow says, once it was asked and has said it."""
    if sentence := keras_missing():
        st.caption(plain(sentence))
        return ()
    name = hash((*(part.tobytes() for part in task.network.weights), task.X.tobytes(), task.network.activations))
    kept: tuple[int, Waiting] | None = st.session_state.get(_KEPT)
    if kept is None or kept[0] != name:
        st.button(_("Ask TensorFlow"), key="learn-backward-ask", on_click=_ask, args=(name, task))
        return ()
    work = kept[1]
    if work.active:
        st.fragment(_wait, run_every=_POLL_SECONDS)(work)
    elif work.problem:
        st.error(plain(work.problem))
        st.button(_("Ask again"), key="learn-backward-ask", on_click=_ask, args=(name, task))
    answer: tuple[float, ...] | None = work.result
    return answer or ()


def _ask(name: int, task: SmallTask) -> None:
    question = TapeQuestion(task.network, task.X, task.target)
    try:
        work = begin_job(_JOB, question, _SECONDS, at_once=None, rivals=("keras_mlp",))
    except BakeoffError as error:
        st.error(plain(str(error)))
        return
    st.session_state[_KEPT] = (name, work)


def _wait(work: Waiting) -> None:
    if not work.active:
        st.rerun()
    st.caption(_("TensorFlow is working it out in a process of its own."))


def _power(value: float) -> str:
    return by_power(value, 1)
