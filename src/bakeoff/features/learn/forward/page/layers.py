"""Purpose of layers: the same points with no hidden layer, one and two, and the space of the last one."""

import streamlit as st

from bakeoff.features.learn.features.bending import bent
from bakeoff.features.learn.features.goal import DEEP, SPIRAL
from bakeoff.features.learn.features.models import UNITS, held_out, line, network
from bakeoff.features.learn.parts.bent import bent_plane, beside
from bakeoff.features.learn.parts.choice import choice
from bakeoff.features.learn.parts.plane import right_of
from bakeoff.features.learn.parts.steps import explain, predict, seen, step
from bakeoff.network.points import make_points
from bakeoff.text import _
from bakeoff.web.components.chart import chart
from bakeoff.web.network.planes import Panel

_WIDE = 16


def layers() -> None:
    """Show what a hidden layer adds, then a second one."""
    points = make_points(SPIRAL)
    n = held_out(points)
    with step(4, _("What layers are for")) as (words, picture):
        with words:
            explain(
                "The **input layer** holds a row’s features, the **output layer** gives the answer. Each **hidden "
                "layer** between them gives the next one other numbers for the same row. Here networks with no "
                "hidden layer, with one of {units} units and with two learn the same two spirals.",
                units=UNITS,
            )
            given = predict(
                "forward-layers",
                _("How many of {n} held-out points are right without a hidden layer?", n=n),
                {"half": _("Little more than half"), "most": _("About five in six"), "all": _("Nearly all")},
            )
        models = [line(SPIRAL), network(SPIRAL, DEEP[:1]), network(SPIRAL, DEEP)]
        names = [_("No hidden layer"), _("One hidden layer"), _("Two hidden layers")]
        rights = [right_of(model.right, n) for model in models]
        with words:
            said = _(
                "Without a hidden layer {none} are right, with one {one}, with two {two}. The output layer draws a "
                "straight line each time. The hidden layers have moved the points, so that it separates more of them. "
                "Depth is one way: a single layer of {wide} units gets {wider}.",
                none=rights[0],
                one=rights[1],
                two=rights[2],
                wide=_WIDE,
                wider=right_of(network(SPIRAL, (_WIDE,)).right, n),
            )
            wrong = {
                "most": _(
                    "Five in six is what one hidden layer gets: {one}. Without it the border is straight.",
                    one=rights[1],
                ),
                "all": _(
                    "For that two hidden layers are needed: {two}. One straight border misses {n}.",
                    two=rights[2],
                    n=n - models[0].right,
                ),
            }
            seen(said, given, wrong)
        with picture:
            number = choice(_("Hidden layers"), dict(enumerate(map(str, range(3)))), key="learn-forward-layers-n")
            title = _("What the output layer gets: {name}, {right}", name=names[number], right=rights[number])
            shown = bent(SPIRAL, DEEP[: max(number, 1)])[number]
            chart(bent_plane(SPIRAL, shown, title), alt=title, key="learn-forward-space", height=430)
            panels = [
                Panel(name, model.plane, (right,)) for name, model, right in zip(names, models, rights, strict=True)
            ]
            beside(panels, SPIRAL, points, key="learn-forward-layers-planes", title=_("The answer over the plane"))
            st.caption(_("Filled: training points. Hollow: held-out points. The line is where the answer changes."))
