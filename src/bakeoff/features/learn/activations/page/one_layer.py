"""The first steps: an activation's curve, the sums that really come to it, and units that have died."""

import numpy as np
import streamlit as st

from bakeoff.evaluation.notation import count, percent
from bakeoff.features.learn.activations.curve import BENDING, read
from bakeoff.features.learn.activations.page.figure import of_sums, of_units
from bakeoff.features.learn.activations.page.words import COLOURS, DASHES, name_of, number
from bakeoff.features.learn.activations.sums import MOMENTS, N_LAYERS, RATES, UNITS, experiment, looks, untrained
from bakeoff.features.learn.network import ACTIVATIONS
from bakeoff.features.learn.parts.choice import menu, segments, stops
from bakeoff.features.learn.parts.steps import explain, predict, seen, step
from bakeoff.features.learn.parts.tangents import Across, TangentCurve, TangentPanel, tangents
from bakeoff.features.learn.parts.working import worked_out
from bakeoff.network.settings import to_query
from bakeoff.text import _, counted
from bakeoff.web.components.chart import chart
from bakeoff.web.routes import route

_REACH = 6.0
_ASKED = 4.0
_SHOWN_FIRST = ("sigmoid", "tanh", "relu")
_LAST = max(MOMENTS)
_DYING = 3.0
"""The rate at which ReLU's units die."""


def curves() -> None:
    """Show activations and their slopes."""
    with step(1, _("A curve and its slope")) as (words, picture):
        with words:
            explain(
                "The **sigmoid** goes from 0 to 1, **tanh** from −1 to 1. **ReLU** keeps a positive sum and "
                "turns a negative one into 0. ELU and GELU are ReLU with a round corner."
            )
            answer = predict(
                "activations-curve",
                _("A sum is z = {z}. How much of a gradient comes back through a sigmoid there?", z=number(_ASKED)),
                {"half": _("About half"), "quarter": _("About a quarter"), "little": _("Less than 2 %")},
            )
            there = {"z": number(_ASKED), "slope": number(read("sigmoid", _ASKED).slope)}
            seen(
                "**Less than 2 %**: σ′({z}) = {sigmoid}; of tanh it is {tanh}. ReLU lets all through: {relu}. "
                "Even at its steepest, at 0, the sigmoid’s slope is only {most}. It leaves a quarter of the "
                "gradient at most.",
                answer,
                {
                    "half": _("Its value at 0 is one half. Its slope at {z} is what comes back: {slope}.", **there),
                    "quarter": _("A quarter comes back at z = 0, where it is steepest. At {z} it is {slope}.", **there),
                },
                z=there["z"],
                sigmoid=there["slope"],
                tanh=number(read("tanh", _ASKED).slope),
                relu=number(read("relu", _ASKED).slope),
                most=f"{read('sigmoid', 0.0).slope:.2f}",
            )
            shown = st.pills(
                _("Curves"),
                list(ACTIVATIONS),
                selection_mode="multi",
                wrap=True,
                default=_SHOWN_FIRST,
                format_func=name_of,
                key="learn-activations-shown",
                persist_state="session",
            )
        with picture:
            z = np.linspace(-_REACH, _REACH, 481)
            tangents(
                [
                    TangentCurve(
                        name_of(name), COLOURS[name], DASHES[name], ACTIVATIONS[name].of(z), ACTIVATIONS[name].slope(z)
                    )
                    for name in ACTIVATIONS
                    if name in (shown or _SHOWN_FIRST)
                ],
                Across(_("Sum z"), -_REACH, _REACH, start=1.0),
                (TangentPanel("f(z)", -1.5, 4), TangentPanel("f′(z)", -0.25, 1.25)),
                about=_("Activations, and below them their slopes; the slider moves the sum."),
                heads=(_("Activation"), "f(z)", "f′(z)"),
                key="learn-activations-curves-picture",
            )


def real_sums() -> None:
    """Show a trained network's sums on the curve that they come to."""
    with step(2, _("The sums in a real network")) as (words, picture):
        with words:
            explain(
                "A network of two layers of {units} units learns the lab’s spiral. These are its sums, one for "
                "each unit and point. An activation counts as **flat** where its slope is below a tenth of its "
                "steepest; a sum there is **saturated**.",
                units=UNITS,
            )
            before = untrained("tanh").flat[0]
            answer = predict(
                "activations-sums",
                _(
                    "Before training, {share} % of the sums in tanh’s first layer are saturated. And after {n} steps?",
                    share=percent(before),
                    n=count(_LAST),
                ),
                {"fewer": _("Fewer"), "same": _("About as many"), "more": _("More than half")},
            )
            activation = menu(_("Activation"), BENDING, "tanh", key="learn-activations-of", name=name_of)
            rate = segments(_("Learning rate"), RATES, 1.0, key="learn-activations-rate", name=number)
            moment = stops(_("After how many steps"), MOMENTS, _LAST, key="learn-activations-moment")
            layer = segments(_("Hidden layer"), list(range(1, N_LAYERS + 1)), 1, key="learn-activations-layer")
        with picture:
            outcome = worked_out("activations-sums", _("Training"), looks, activation, rate)
            if outcome.value is None:
                return
            activation, rate = outcome.args
        look, fresh, place = outcome.value[moment], outcome.value[0], layer - 1
        with words:
            seen(
                "{name}, layer {layer}: **{now} %** of the sums are saturated after {n} steps, {before} % before "
                "training. The network has {right} % of the training points right. To be sure of an answer, a "
                "network makes its sums large; there sigmoid and tanh are flat.",
                answer,
                {
                    "fewer": _("A surer answer needs larger sums, and these lie where the curve is flat."),
                    "same": _("Training moves the sums outwards: a surer answer needs larger ones."),
                },
                name=name_of(activation),
                layer=layer,
                now=percent(look.flat[place]),
                n=count(moment),
                before=percent(fresh.flat[place]),
                right=percent(look.right),
            )
            route("lab").link(_("Open in the lab"), query=to_query(experiment(activation, rate)))
        with picture:
            alt = _(
                "Histogram of {n} sums of {name} with its slope; {share} % lie where it is flat.",
                n=count(look.sums[place].size),
                name=name_of(activation),
                share=percent(look.flat[place]),
            )
            chart(of_sums(activation, look.sums[place]), alt=alt, key="learn-activations-sums-picture", height=440)


def dead_units() -> None:
    """Show which units no point moves any more."""
    with step(3, _("Units that die")) as (words, picture):
        with words:
            explain(
                "A unit whose sums are saturated for **every** point is dead. With ReLU its output and slope are "
                "0 for all points, so its own weights no longer move. Only the layer before it could wake it up."
            )
            answer = predict(
                "activations-dead",
                _(
                    "ReLU learns the spiral at a rate of {rate}. How many of the {units} units in layer 2 are dead "
                    "after {n} steps?",
                    rate=number(_DYING),
                    units=UNITS,
                    n=count(_LAST),
                ),
                {"none": _("None"), "one": _("One or two"), "most": _("More than half")},
            )
            activation = menu(_("Activation"), BENDING, "relu", key="learn-activations-dead-of", name=name_of)
            rate = segments(_("Learning rate"), RATES, _DYING, key="learn-activations-dead-rate", name=number)
        with picture:
            outcome = worked_out("activations-dead", _("Training"), looks, activation, rate)
            if outcome.value is None:
                return
            (activation, rate), look = outcome.args, outcome.value[_LAST]
        with words:
            seen(
                "{name} at a rate of {rate}: {first} in layer 1 and **{second}** in layer 2; {right} % of the "
                "points are right. A large step can push all of a unit’s sums to where the curve is flat. "
                "Compare rates and curves.",
                answer,
                {
                    "none": _("At so high a rate one step can push all sums of a unit below 0, and none comes back."),
                    "one": _("At this rate one long step can silence many units at once."),
                },
                name=name_of(activation),
                rate=number(rate),
                first=counted("{n} dead unit", "{n} dead units", look.dead[0]),
                second=counted("{n} dead unit", "{n} dead units", look.dead[1]),
                right=percent(look.right),
            )
        with picture:
            alt = _(
                "The share of points that move each of {n} units; {dead} are dead.", n=2 * UNITS, dead=sum(look.dead)
            )
            chart(of_units(look.awake), alt=alt, key="learn-activations-units-picture", height=400)
