"""The first steps: a loss's value and slope at one prediction."""

import math

import numpy as np
import streamlit as st

from bakeoff.evaluation.notation import number, with_minus
from bakeoff.features.learn.loss.page.figure import of_classes
from bakeoff.features.learn.loss.page.words import DASHES, LOOKS, name_of
from bakeoff.features.learn.loss.prediction import (
    OF_CLASSES,
    OF_NUMBERS,
    of_logits,
    of_number,
    of_probability,
    of_sum,
    steeper,
)
from bakeoff.features.learn.network import Loss
from bakeoff.features.learn.parts.choice import segments, slider
from bakeoff.features.learn.parts.steps import predict, say, seen, step
from bakeoff.features.learn.parts.tangents import Across, Mark, TangentCurve, TangentPanel, tangents
from bakeoff.features.learn.parts.written import checkable
from bakeoff.text import _, enumerated
from bakeoff.web.components.chart import chart

_TARGET = 2.0
_NUMBERS = (-2.0, 6.0)
_SURE = 0.01
"""The probability of the right class that is asked about."""
_SUMS = 6.0
_LOGITS = (2.0, 0.0, -1.0)
_FORMULAS = r"$p_i = \dfrac{e^{z_i}}{\sum_j e^{z_j}}, \quad \dfrac{\partial L}{\partial z_i} = p_i - y_i$"
"""In a line of text: what `st.latex` shows scrolls sideways, which a keyboard can not do."""


def _heads() -> tuple[str, str, str]:
    return _("Loss"), _("Value"), _("Slope")


def _curve(loss: Loss, values: np.ndarray, slopes: np.ndarray) -> TangentCurve:
    look = LOOKS[loss]
    return TangentCurve(name_of(loss), look.colour, DASHES[look.dash], values, slopes)


def a_number() -> None:
    """Show three losses of a number."""
    with step(1, _("A number that is missed")) as (words, picture):
        with words:
            say(
                "The target is y = {target}, the prediction ŷ. The **squared error** is $(\\hat y - y)^2$, the "
                "**absolute error** $|\\hat y - y|$. **Huber’s loss** is half the square up to a miss of 1, and "
                "goes on as a straight line.",
                target=number(_TARGET),
            )
            answer = predict(
                "loss-number",
                _("One prediction misses by 1, another by 3. How many times as steep is the squared error there?"),
                {"same": _("As steep"), "3": _("3 times"), "9": _("9 times")},
            )
            near, far = ({loss: of_number(loss, miss, 0.0).slope for loss in OF_NUMBERS} for miss in (1.0, 3.0))
            mse = {"near": number(near["mse"]), "far": number(far["mse"])}
            seen(
                "**{times} times.** From a miss of 1 to one of 3 the slope of the squared error goes from {near} "
                "to {far}. For the absolute error and Huber’s it stays at {absolute} and {huber}. So under the "
                "squared error the farthest points pull hardest.",
                answer,
                {
                    "same": _("That is the absolute error. The square bends: its slope is twice the miss."),
                    "9": _("Its value is 9 times as large. Its slope is twice the miss: {far} against {near}.", **mse),
                },
                times=number(far["mse"] / near["mse"]),
                **mse,
                absolute=number(far["mae"]),
                huber=number(far["huber"]),
            )
        with picture:
            x = np.linspace(*_NUMBERS, 401)
            readings = {loss: of_number(loss, x, _TARGET) for loss in OF_NUMBERS}
            tangents(
                [_curve(loss, read.value, read.slope) for loss, read in readings.items()],
                Across(_("Prediction ŷ"), *_NUMBERS, start=3.0),
                (TangentPanel(_("Loss"), 0, 9), TangentPanel(_("Its slope by ŷ"), -4.5, 4.5)),
                about=_("Three losses of a number, and below them their slopes; the slider moves the prediction."),
                heads=_heads(),
                mark=Mark(_TARGET, _("target")),
                key="learn-loss-number-picture",
            )


def a_probability() -> None:
    """Show the two losses of a class's probability."""
    with step(2, _("A probability")) as (words, picture):
        with words:
            say(
                r"A classifier gives the right class the probability p. **Cross-entropy** is $-\ln p$, the "
                r"squared error $(1 - p)^2$. The network itself makes a sum z, and $p = \sigma(z)$. By the chain "
                r"rule, the slope by z has $\sigma'(z) = p\,(1 - p)$ as one more factor."
            )
            answer = predict(
                "loss-probability",
                _("A network is sure and wrong: p = {p}. How many times as steep is cross-entropy?", p=_SURE),
                {"2": _("About twice"), "10": _("About 10 times"), "50": _("About 50 times")},
            )
            z = float(np.log(_SURE / (1 - _SURE)))
            by_sum = {loss: float(of_sum(loss, z).slope) for loss in OF_CLASSES}
            by_p = {loss: number(float(of_probability(loss, _SURE).slope)) for loss in OF_CLASSES}
            seen(
                "**{times} times**, by p and by z alike. By the sum, the slope of cross-entropy is p − 1 = "
                "{cross_entropy}: nearly as steep as can be. That of the squared error is {squared}: the curve has "
                "gone flat where the mistake is worst.",
                answer,
                {
                    "2": _("There −ln p has a slope of {cross_entropy}, the square one of only {mse}.", **by_p),
                    "10": _("The slope of −ln p is −1 / p: {cross_entropy} there. The square’s is {mse}.", **by_p),
                },
                times=number(steeper(_SURE)),
                cross_entropy=number(by_sum["cross_entropy"]),
                squared=number(by_sum["mse"]),
            )
            by = segments(
                _("Slope by"),
                ["z", "p"],
                "z",
                key="learn-loss-by",
                name={"z": _("the sum z"), "p": _("the probability p")}.__getitem__,
            )
        with picture:
            _of_probability() if by == "p" else _of_sum()


def _of_probability() -> None:
    p = np.linspace(0.005, 0.995, 397)
    readings = {loss: of_probability(loss, p) for loss in OF_CLASSES}
    tangents(
        [_curve(loss, read.value, read.slope) for loss, read in readings.items()],
        Across(_("Probability p of the right class"), 0.005, 0.995, start=0.05),
        (TangentPanel(_("Loss"), 0, 5), TangentPanel(_("Its slope by p"), -22, 1)),
        about=_("Two losses of a probability, and below them their slopes; the slider moves the probability."),
        heads=_heads(),
        steeper=_("Cross-entropy is {times} times as steep here.", times="{times}"),
        key="learn-loss-p-picture",
    )


def _of_sum() -> None:
    z = np.linspace(-_SUMS, _SUMS, 481)
    readings = {loss: of_sum(loss, z) for loss in OF_CLASSES}
    tangents(
        [_curve(loss, read.value, read.slope) for loss, read in readings.items()],
        Across(_("Sum z; p = σ(z)"), -_SUMS, _SUMS, start=-4.0),
        (TangentPanel(_("Loss"), 0, 6), TangentPanel(_("Its slope by z"), -1.1, 0.1)),
        about=_("Two losses of a sum, and below them their slopes; the slider moves the sum."),
        heads=_heads(),
        steeper=_("Cross-entropy is {times} times as steep here.", times="{times}"),
        key="learn-loss-z-picture",
    )


def three_classes() -> None:
    """Show a row's softmax, and the gradient that cross-entropy has there."""
    with step(3, _("Three classes")) as (words, picture):
        with words:
            say(
                "With more classes the network makes a **logit** $z_i$ for each, and the **softmax** makes "
                "probabilities of them. Cross-entropy is −ln of the right class’s probability. Its slope by each "
                "logit is the predicted probability minus the label, $p_i - y_i$."
            )
            st.markdown(_FORMULAS)
            answer = predict(
                "loss-classes",
                _("What do the slopes by the three logits add up to?"),
                {"0": _("Always 0"), "1": _("Always 1"), "other": _("It depends on the logits")},
            )
            logits = [
                slider(_("Logit of class {n}", n=n), -5.0, 5.0, start, 0.1, key=f"learn-loss-logit-{n}")
                for n, start in enumerate(_LOGITS, 1)
            ]
            target = segments(_("Right class"), [0, 1, 2], 1, key="learn-loss-target", name=lambda code: str(code + 1))
        p, reading = of_logits(logits, target)
        with picture:
            figure = of_classes(p, target)
            told = enumerated([with_minus(f"{slope:.3f}") for slope in reading.slope])
            alt = _("Three classes’ probabilities, and the slopes {slopes}.", slopes=told)
            chart(figure, alt=alt, key="learn-loss-classes-picture", height=380)
        with words:
            seen(
                "**They add up to 0**: here {slopes}. What the right class gains the others lose, each as much as "
                "it was believed. The loss is −ln {p} = {loss}.",
                answer,
                {
                    "1": _("The probabilities add up to 1, and so do the labels. Their difference adds up to 0."),
                    "other": _("Move the logits: each slope changes, {slopes} here. Their sum does not.", slopes=told),
                },
                slopes=told,
                p=checkable([float(p[target])], lambda p: -math.log(p))[0],
                loss=f"{reading.value:.3f}",
            )
