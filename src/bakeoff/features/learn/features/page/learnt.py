"""Features that a network has learnt, and features of features."""

import streamlit as st

from bakeoff.features.learn.features.goal import DEEP, EXCLUSIVE_OR, RING, SPIRAL
from bakeoff.features.learn.features.models import NETWORK, UNITS, NetworkAnswers, held_out, line, network, tree
from bakeoff.features.learn.features.page.figure import name_of
from bakeoff.features.learn.parts.bent import bending, beside
from bakeoff.features.learn.parts.choice import choice, slider
from bakeoff.features.learn.parts.plane import right_of
from bakeoff.features.learn.parts.steps import explain, predict, say, seen, step, table
from bakeoff.features.learn.parts.written import fixed
from bakeoff.link import to_query as race_query
from bakeoff.network.features import FUNCTIONS
from bakeoff.network.points import make_points
from bakeoff.network.settings import LabSettings, to_query
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _
from bakeoff.web.components.chart import chart
from bakeoff.web.network.planes import Panel
from bakeoff.web.routes import route

_FEW = 1, 3
_AT_FIRST = _FEW[1]
"""Hidden units: those that the text tells of."""


@st.fragment
def learnt() -> None:
    """Show what each unit of a network has learnt."""
    with step(3, _("Features that are learnt")) as (words, picture):
        with words:
            say(
                "The network’s inputs are $x_1$ and $x_2$ alone. Each unit of its hidden layer makes one number "
                "from them. Its last layer is a straight line whose features are these numbers. Nobody has made "
                "them; training has."
            )
            st.latex(r"h_j = \tanh(w_{1j}\,x_1 + w_{2j}\,x_2 + b_j)")
            options = {
                "ring": _("The inside of the ring from the outside"),
                "edge": _("One side of a straight edge from the other"),
                "point": _("A single point from all others"),
            }
            given = predict("features-guess-unit", _("What does a single unit separate?"), options)
            data = choice(_("Data"), {"ring": _("Ring"), "xor": _("Exclusive or")}, key="learn-features-learnt-data")
            units = slider(_("Hidden units"), 1, UNITS, _AT_FIRST, key="learn-features-units")
            settings = {"ring": RING, "xor": EXCLUSIVE_OR}[data]
            answered = network(settings, (units,))
            _learnt_told(settings, units, answered, given)
        with picture:
            _learnt_drawn(settings, answered)


def _learnt_told(settings: LabSettings, units: int, answered: NetworkAnswers, given: str) -> None:
    n = held_out(make_points(settings))
    few, more = (network(settings, (count,)).right for count in _FEW)
    wrong = {
        "ring": _(
            "A ring has several sides. One unit gets {few} right, {count} get {more}.",
            few=few,
            count=_FEW[1],
            more=more,
        ),
        "point": _("A single point has neighbours on all sides. Its number is 0 along a whole line."),
    }
    seen(
        "A unit adds up and bends its sum: where that is 0 lies a straight edge. One unit alone has {few} "
        "held-out points right, {count} have {more}: each adds an edge.",
        given,
        wrong,
        few=right_of(few, n),
        count=_FEW[1],
        more=right_of(more, n),
    )
    rows = [
        [_("x₁ and x₂"), right_of(line(settings).right, n)],
        [_("The units’ numbers"), right_of(answered.line_right[0], n)],
    ]
    table([_("Input of the straight line"), _("Held-out points right")], rows)
    route("lab").link(_("The same points in the lab"), query=to_query(settings.replace("layers", f"{units}:tanh")))


def _learnt_drawn(settings: LabSettings, answered: NetworkAnswers) -> None:
    points = make_points(settings)
    n = held_out(points)
    weights = answered.network.weights[-1][:, 0]
    panels = [
        Panel(name_of(NETWORK), answered.plane, (right_of(answered.right, n),)),
        *(
            Panel(_("Unit {n}", n=unit + 1), plane, (_("counts times {weight}", weight=fixed(float(weight), 2)),))
            for unit, (plane, weight) in enumerate(zip(answered.units[0], weights, strict=True))
        ),
    ]
    beside(panels, settings, points, key="learn-features-learnt")


@st.fragment
def deeper() -> None:
    """Show what the units of a second layer make of the first one's."""
    n = held_out(make_points(SPIRAL))
    with step(4, _("Features of features")) as (words, picture):
        with words:
            explain(
                "Two spirals are harder. Here a second hidden layer of {units} units gets the first layer’s "
                "numbers, not the coordinates. A network with several hidden layers is called **deep**.",
                units=UNITS,
            )
            options = {
                "coordinates": _("The coordinates"),
                "first": _("The numbers of the first layer"),
                "second": _("The numbers of the second layer"),
            }
            given = predict(
                "features-guess-layer",
                _("A straight line gets one of these as input. Which lets it separate the spirals?"),
                options,
            )
            answered = network(SPIRAL, DEEP)
            _deeper_told(answered, n, given)
        with picture:
            _deeper_drawn()


def _deeper_told(answered: NetworkAnswers, n: int, given: str) -> None:
    first, second = answered.line_right
    wrong = {
        "coordinates": _(
            "There the spirals go round each other, and {n} points are on the wrong side.", n=n - line(SPIRAL).right
        ),
        "first": _("One layer has bent the plane, but {n} points are still on the wrong side.", n=n - first),
    }
    leaves, by_hand = tree(SPIRAL), line(SPIRAL, tuple(FUNCTIONS))
    seen(
        "With the second layer’s numbers as input, a straight line gets {second} held-out points right. With "
        "the first layer’s it gets {first}, with the coordinates {coordinates}. The layers have bent the "
        "plane until a straight line is enough.",
        given,
        wrong,
        second=right_of(second, n),
        first=right_of(first, n),
        coordinates=right_of(line(SPIRAL).right, n),
    )
    rows = [
        [_("x₁ and x₂"), right_of(line(SPIRAL).right, n)],
        [_("The lab’s {count} features, made by hand", count=len(FUNCTIONS)), right_of(by_hand.right, n)],
        [_("First layer, learnt"), right_of(first, n)],
        [_("Second layer, learnt"), right_of(second, n)],
    ]
    table([_("Input of the straight line"), _("Held-out points right")], rows)
    say(
        "**Deep learning** is machine learning whose features are learnt as well, layer upon layer. Nobody has "
        "to know which ones are needed, but there are more numbers to learn ({weights} here). Without its second "
        "layer the network gets {shallow} right, with it {network}. It is not always the best: a decision tree "
        "on the coordinates gets {tree}.",
        weights=answered.size,
        shallow=right_of(network(SPIRAL).right, n),
        network=right_of(answered.right, n),
        tree=right_of(leaves.right, n),
    )
    route("lab").link(_("Watch this network learn in the lab"), query=to_query(SPIRAL))
    race = BakeoffSpec(dataset="spiral", contenders=["linear", "decision_tree", "keras_mlp"])
    route("race").link(_("Race line, tree and network on the spirals"), query=race_query(race))


def _deeper_drawn() -> None:
    alt = _("Two layers bend the plane of the spirals until a straight line nearly separates them.")
    chart(bending(SPIRAL, DEEP), alt=alt, key="learn-features-bent", height=520)
    st.caption(
        _(
            "Each layer bends the plane, with its grid. A layer’s 8 numbers are seen in two "
            "directions: the one that the straight line asks about, and the one in which points differ most besides."
        )
    )
