"""Machine learning and deep learning: three borders, features made by hand, features learnt, and what to paint."""

import streamlit as st

from bakeoff.features.learn.features.goal import CLOUDS, DEEP, EXCLUSIVE_OR, RING
from bakeoff.features.learn.features.models import LineAnswers, held_out, line, network, tree
from bakeoff.features.learn.features.page.figure import HEIGHT, in_features, three
from bakeoff.features.learn.features.page.learnt import deeper, learnt
from bakeoff.features.learn.features.page.own import own_points
from bakeoff.features.learn.parts.bent import bending, beside
from bakeoff.features.learn.parts.choice import choice
from bakeoff.features.learn.parts.plane import right_of
from bakeoff.features.learn.parts.steps import explain, predict, say, seen, step, table
from bakeoff.features.learn.small import FEATURE_NAMES
from bakeoff.lesson.chapter import Chapter
from bakeoff.network.features import FUNCTIONS
from bakeoff.network.points import make_points
from bakeoff.network.settings import Feature, LabSettings, to_query
from bakeoff.text import _, enumerated
from bakeoff.web.components.chart import chart
from bakeoff.web.network.planes import Panel
from bakeoff.web.routes import route

_SQUARES: tuple[Feature, ...] = ("x1_sq", "x2_sq")
UNITS = (3,)
"""Hidden units of the first network: enough to go round a ring, and too few to follow single points."""
_SYMBOLS: dict[Feature, str] = {
    "x1": "x_1",
    "x2": "x_2",
    "x1_sq": "x_1^2",
    "x2_sq": "x_2^2",
    "x1x2": "x_1 x_2",
    "sin_x1": r"\sin x_1",
    "sin_x2": r"\sin x_2",
}


def show(chapter: Chapter) -> None:
    """Show the chapter's steps."""
    _borders()
    _by_hand()
    learnt()
    deeper()
    belongs()
    own_points(chapter)


@st.fragment
def _borders() -> None:
    with step(1, _("Learnt from examples")) as (words, picture):
        with picture:
            alt = _("A layer bends the plane until a straight line nearly separates two classes that lie crosswise.")
            chart(bending(EXCLUSIVE_OR, DEEP[:1]), alt=alt, key="learn-features-opening", height=430)
            three(CLOUDS, UNITS, key="learn-features-clouds", title=_("Two clouds"))
        with words:
            say(
                "In the first picture no straight line separates the two classes. A network bends the plane, with its "
                "grid, until one nearly does: that is what it learns, and what this chapter is about."
            )
            explain(
                "Nobody writes down the rule that separates the two clouds; it is learnt from examples. That "
                "is **machine learning**. The examples are the {n} filled points. The {held} hollow ones are "
                "held out, to see whether the rule holds for new points.",
                n=int(make_points(CLOUDS).train.sum()),
                held=held_out(make_points(CLOUDS)),
            )
            say(
                "- A **straight line** (logistic regression) multiplies each coordinate by a number and adds "
                "up.\n"
                "- A **decision tree** asks one question about one coordinate after another.\n"
                "- A **network** has {units} hidden units. Each applies an activation function to a weighted "
                "sum; the output adds up the results.",
                units=UNITS[0],
            )
            options = {"line": _("The straight line"), "tree": _("The tree"), "network": _("The network")}
            given = predict(
                "features-guess-ring",
                _("Now one class lies all round the other. Which model cannot separate them?"),
                options,
            )
            _borders_told(given)
        with picture:
            three(RING, UNITS, key="learn-features-ring", title=_("A ring"))
            st.caption(_("Filled: training points. Hollow: held-out points. The line is where the answer changes."))


def _borders_told(given: str) -> None:
    n = held_out(make_points(CLOUDS))
    rights = {"tree": tree(RING).right, "network": network(RING, UNITS).right}
    wrong = {
        "tree": _("The tree asks on several sides and so goes round it: {tree} of {n} right.", n=n, **rights),
        "network": _("The network joins several edges round it: {network} of {n} right.", n=n, **rights),
    }
    seen(
        "On the clouds line, tree and network get {line}, {tree} and {network} of {n} held-out points right: "
        "nearly equal. On the ring they get {ring_line}, {ring_tree} and {ring_network}. A straight line "
        "cannot go round anything, with any number of examples.",
        given,
        wrong,
        line=line(CLOUDS).right,
        tree=tree(CLOUDS).right,
        network=network(CLOUDS, UNITS).right,
        n=n,
        ring_line=line(RING).right,
        ring_tree=rights["tree"],
        ring_network=rights["network"],
    )


@st.fragment
def _by_hand() -> None:
    n = held_out(make_points(RING))
    with step(2, _("Features made by hand")) as (words, picture):
        with words:
            say(
                "The numbers a model gets about an example are its **features**. So far they were the "
                "coordinates $x_1$ and $x_2$. Somebody who knows the points can work out better ones by hand. "
                "Before deep learning this was most of the work."
            )
            options = {"half": _("About half"), "most": _("About two thirds"), "all": _("Nearly all")}
            given = predict(
                "features-guess-squares",
                _(
                    "We give the linear model only x₁² and x₂² of each point of the ring. How many of {n} held-out "
                    "points does it get right?",
                    n=n,
                ),
                options,
            )
            settings, names = _chosen()
            if not names:
                st.warning(_("Choose at least one feature."), icon=":material/tune:")
                return
            answered = line(settings, names)
            _by_hand_told(settings, names, answered, given)
        with picture:
            _by_hand_drawn(settings, names, answered)


def _chosen() -> tuple[LabSettings, tuple[Feature, ...]]:
    data = choice(_("Data"), {"ring": _("Ring"), "xor": _("Exclusive or")}, key="learn-features-hand-data")
    names = st.pills(
        _("Features of the line"),
        list(FUNCTIONS),
        selection_mode="multi",
        wrap=True,
        default=list(_SQUARES),
        format_func=FEATURE_NAMES.__getitem__,
        key="learn-features-hand",
        persist_state="session",
    )
    return {"ring": RING, "xor": EXCLUSIVE_OR}[data], tuple(name for name in FUNCTIONS if name in names)


def _by_hand_told(settings: LabSettings, names: tuple[Feature, ...], answered: LineAnswers, given: str) -> None:
    n = held_out(make_points(RING))
    squares, coordinates = line(RING, _SQUARES).right, line(RING).right
    wrong = {
        "half": _("You thought of a straight border. Where x₁² + x₂² is one number, there is a circle."),
        "most": _("A border x₁² + x₂² = c is a circle, as the ring is. It misses {n}.", n=n - squares),
    }
    seen(
        "On the ring, the line gets {squares} right with the squares and {coordinates} with the coordinates. "
        "The model is the same; the features make the difference.",
        given,
        wrong,
        squares=right_of(squares, n),
        coordinates=right_of(coordinates, n),
    )
    say(
        "With {names} it gets **{right}** of these held-out points right. Its border is",
        names=enumerated([FEATURE_NAMES[name] for name in names]),
        right=right_of(answered.right, n),
    )
    st.latex(_equation(names, answered))
    if settings == EXCLUSIVE_OR:
        say("Which single feature parts the exclusive or?")
    route("lab").link(
        _("The same points in the lab, with these features"), query=to_query(settings.replace("features", names))
    )


def _equation(names: tuple[Feature, ...], answered: LineAnswers) -> str:
    """Write the border as a formula, whose numbers have two places."""
    terms = [f"{weight:+.2f}\\,{_SYMBOLS[name]}" for weight, name in zip(answered.weights.tolist(), names, strict=True)]
    return "".join([*terms, f"{answered.bias:+.2f}"]).removeprefix("+") + " = 0"


def _by_hand_drawn(settings: LabSettings, names: tuple[Feature, ...], answered: LineAnswers) -> None:
    points = make_points(settings)
    n = held_out(points)
    labels = [FEATURE_NAMES[name] for name in names]
    plain = line(settings)
    panels = [
        Panel(_("With x₁ and x₂"), plain.plane, (right_of(plain.right, n),)),
        Panel(_("With {names}", names=enumerated(labels)), answered.plane, (right_of(answered.right, n),)),
    ]
    beside(panels, settings, points, key="learn-features-by-hand")
    if len(names) == 2:
        first, second = names
        figure = in_features(settings, (first, second), answered, labels)
        alt = _(
            "The same points where {names} are the axes, with the border as a straight line", names=enumerated(labels)
        )
        chart(figure, alt=alt, key="learn-features-axes", height=HEIGHT)


@st.fragment
def belongs() -> None:
    """Show which programs belong to which of the three."""
    with step(5, _("A part of artificial intelligence")) as (words, picture):
        with words:
            explain(
                "**Artificial intelligence** is the widest of three words: programs for tasks that seem to need a "
                "mind. **Machine learning** is the part that learns its rules from examples. **Deep learning** is "
                "the part of machine learning that learns its features as well."
            )
            names = [_("Artificial intelligence"), _("Machine learning"), _("Deep learning")]
            given = predict(
                "features-guess-belongs",
                _("A chess program tries moves by rules that people wrote. What is the narrowest word for it?"),
                dict(zip(("ai", "machine", "deep"), names, strict=True)),
            )
            seen(
                "It is artificial intelligence without learning. Line and tree learn from examples; the deep "
                "network also learns its features. Nerve cells gave the idea of a network, but it is no model "
                "of the brain.",
                given,
                {
                    "machine": _("It learns nothing from examples: people wrote its rules."),
                    "deep": _("It has no layers, and learns neither rules nor features."),
                },
            )
        programs = (
            _("Chess program with written rules"),
            _("Straight line, tree, support vector machine, forest"),
            _("Network with several hidden layers"),
        )
        yes, no = _("Yes"), _("No")
        with picture:
            rows = [[name, *(yes if place <= row else no for place in range(3))] for row, name in enumerate(programs)]
            table([_("Program"), *names], rows)
