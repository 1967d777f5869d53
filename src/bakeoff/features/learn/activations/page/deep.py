"""The last steps: gradients through many layers, what comes of them, and the chapter's goal."""

import streamlit as st

from bakeoff.contenders.layers import Layer
from bakeoff.evaluation.notation import count, percent
from bakeoff.features.learn.activations.curve import BENDING
from bakeoff.features.learn.activations.depth import (
    DEEPEST,
    LAYERS,
    RATE,
    ROWS,
    SPREAD,
    STARTS,
    STEPS,
    UNITS,
    Learning,
    Start,
    compared,
    deep,
    gradient_sizes,
    ratio,
    reached,
)
from bakeoff.features.learn.activations.page.figure import of_gradients, of_layers, of_learning
from bakeoff.features.learn.activations.page.words import name_of, number, start_of
from bakeoff.features.learn.parts.choice import menu, segments, stops
from bakeoff.features.learn.parts.steps import explain, goal, predict, seen, step
from bakeoff.features.learn.parts.working import worked_out
from bakeoff.lesson.chapter import Chapter
from bakeoff.link import to_query
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _
from bakeoff.web.components.chart import chart
from bakeoff.web.routes import route

_FIRST: tuple[int, str, Start] = (3, "sigmoid", "glorot")


def many_layers(chapter: Chapter) -> None:
    """Show gradients layer by layer, networks that learn with them, and the goal."""
    layers, activation, start = _gradients()
    _learning(activation)
    sizes = gradient_sizes(deep(layers, activation, start))
    standing = _(
        "{name}, {start}, {layers} layers: the first layer’s gradient is {ratio} times the last one’s.",
        name=name_of(activation),
        start=start_of(start),
        layers=layers,
        ratio=number(ratio(sizes)),
    )
    goal(chapter, reached(activation, sizes), standing, hard=reached(activation, sizes, hard=True))


def _gradients() -> tuple[int, str, Start]:
    """Show the gradient in each layer; return what was chosen."""
    with step(4, _("Layer upon layer")) as (words, picture):
        with words:
            explain(
                "Deep networks for {n} handwritten digits, {units} units a layer, before training. **Glorot** "
                "weights have a variance of 2 / (inputs + outputs), **He** weights 2 / inputs. **Small** and "
                "**large** are normal, with a standard deviation of {small} and {large}. A layer gets back the "
                "gradient by its sums; here is its root mean square over units and digits. **Residual** networks have "
                "Glorot weights, and each layer adds its inputs to its outputs.",
                n=ROWS,
                units=UNITS,
                small=number(SPREAD["small"]),
                large=number(SPREAD["large"]),
            )
            answer = predict(
                "activations-deep",
                _(
                    "{layers} layers of sigmoid, Glorot weights: how many times smaller is the first layer’s "
                    "gradient than the last one’s?",
                    layers=DEEPEST,
                ),
                {"8": _("About 8 times"), "1000": _("About 1,000 times"), "more": _("More than 10,000 times")},
            )
            layers = stops(_("Layers"), LAYERS, _FIRST[0], key="learn-activations-layers")
            activation = menu(_("Activation"), BENDING, _FIRST[1], key="learn-activations-deep-of", name=name_of)
            start = segments(_("Weights at the start"), STARTS, _FIRST[2], key="learn-activations-start", name=start_of)
        sizes, asked = (gradient_sizes(deep(*how)) for how in ((layers, activation, start), (DEEPEST, *_FIRST[1:])))
        with words:
            seen(
                "**{times} times** in {most} layers of sigmoid: each layer multiplies by a slope of at most 0.25. "
                "{name}, {start}, {layers} layers: from {last} in the last layer to {first} in the first, "
                "{ratio} times as large.",
                answer,
                {
                    "8": _("That adds the layers up. Their factors multiply."),
                    "1000": _(
                        "A slope of at most 0.25, {n} times over, is {slopes} at most, before the weights.",
                        n=DEEPEST - 1,
                        slopes=number(0.25 ** (DEEPEST - 1)),
                    ),
                },
                times=count(1000 * round(1 / ratio(asked) / 1000)),
                most=DEEPEST,
                name=name_of(activation),
                start=start_of(start),
                layers=layers,
                last=number(sizes[-1]),
                first=number(sizes[0]),
                ratio=number(ratio(sizes)),
            )
        with picture:
            alt = _(
                "The gradient in each of {n} layers, from {first} to {last}.",
                n=layers,
                first=number(sizes[0]),
                last=number(sizes[-1]),
            )
            chart(of_layers(sizes, activation), alt=alt, key="learn-activations-layers-picture", height=440)
    return layers, activation, start


def _learning(activation: str) -> None:
    """Show what comes of such gradients when networks are trained."""
    with step(5, _("Effect on training")) as (words, picture):
        with words:
            explain(
                "Networks of {layers} layers learn the same {n} digits. Each takes {steps} steps of "
                "gradient descent at a rate of {rate}, with all digits in each step.",
                layers=DEEPEST,
                n=ROWS,
                steps=STEPS,
                rate=RATE,
            )
            answer = predict(
                "activations-learning",
                _("Which of them has more than half of the digits right first?"),
                {
                    "sigmoid": _("Sigmoid with Glorot’s weights"),
                    "tanh": _("Tanh with Glorot’s weights"),
                    "relu": _("ReLU with Glorot’s weights"),
                    "he": _("ReLU with He’s weights"),
                },
            )
        with picture:
            learnt = worked_out("activations-learning", _("Training"), compared).value
            if learnt is None:
                return
        times = {"he": _half(learnt["relu", "he"]), "glorot": _half(learnt["relu", "glorot"])}
        with words:
            wrong = {
                "sigmoid": _(
                    "It has {n} % right after all steps: its first layers hardly move.",
                    n=percent(learnt["sigmoid", "glorot"].right[-1]),
                ),
                "relu": _(
                    "It needs {glorot} steps: ReLU turns half of the sums into 0, and these weights ignore that.",
                    **times,
                ),
                "he": _(
                    "It needs {he} steps, as He’s weights are made for ReLU, but tanh keeps all of the sums.", **times
                ),
            }
            seen(
                "**Tanh with Glorot’s weights**, which are made for it: after {tanh} steps. ReLU needs {he} with "
                "He’s, and {glorot} with Glorot’s. The sigmoid’s network has {sigmoid} % after all {steps}: hardly "
                "any of the gradient comes to its first layers. **Residual** connections cure it: the same sigmoid has "
                "{residual} % then, for the gradient also goes round each curve.",
                answer,
                wrong,
                tanh=_half(learnt["tanh", "glorot"]),
                **times,
                sigmoid=percent(learnt["sigmoid", "glorot"].right[-1]),
                steps=STEPS,
                residual=percent(learnt["sigmoid", "residual"].right[-1]),
            )
            st.caption(_("Keras begins with Glorot’s weights. Race such a network on all digits, with Adam:"))
            hidden = tuple(Layer(units=UNITS, activation=activation) for _layer in range(DEEPEST - 1))
            spec = BakeoffSpec(dataset="digits", contenders={"keras_mlp": {"hidden": hidden}, "random_forest": {}})
            route("race").link(_("Open the race with {name}", name=name_of(activation)), query=to_query(spec))
        with picture:
            alt = _("The gradient in each of {n} layers while three networks learn.", n=DEEPEST)
            chart(of_gradients(learnt), alt=alt, key="learn-activations-moving", height=380)
            alt = _("The share of digits right by step, of networks of {n} layers.", n=DEEPEST)
            chart(of_learning(learnt), alt=alt, key="learn-activations-learning-picture", height=420)


def _half(learnt: Learning) -> int:
    """Return after how many steps more than half are right."""
    return next(n for n, share in enumerate(learnt.right) if share > 0.5)
