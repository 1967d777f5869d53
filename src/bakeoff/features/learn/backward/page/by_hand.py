"""The chapter's goal: a gradient worked out by hand, number by number."""

import streamlit as st

from bakeoff.features.learn.backward.exercise import Exercise, exercise, is_right, worked_out
from bakeoff.features.learn.chapter import Chapter
from bakeoff.features.learn.parts.network import network_picture, picture_state
from bakeoff.features.learn.parts.small_words import fixed
from bakeoff.features.learn.parts.steps import goal, step
from bakeoff.text import _

_NUMBER = "learn-backward-exercise"


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
    goal(chapter, worked_out(drawn, answers), standing)


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
