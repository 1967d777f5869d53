"""The support vector machine: the widest street, what it rests on, slack, a lift into space, and a kernel."""

import numpy as np
import streamlit as st

from bakeoff.evaluation.notation import with_minus
from bakeoff.features.learn.parted import Parted
from bakeoff.features.learn.parts.choice import slider, stops
from bakeoff.features.learn.parts.moons import same_moons
from bakeoff.features.learn.parts.plane import HEIGHT, REACH, right_of
from bakeoff.features.learn.parts.steps import predict, say, seen, step, table
from bakeoff.features.learn.svm.goal import clouds, gauss, rings
from bakeoff.features.learn.svm.lift import circle, lifted, lifted_product
from bakeoff.features.learn.svm.machine import Machine, Numbers, fit
from bakeoff.features.learn.svm.page.figure import lift, streets
from bakeoff.features.learn.svm.page.kernel import kernel, settings_text
from bakeoff.features.learn.svm.page.street import dragged_street, moved_point
from bakeoff.features.learn.svm.street import HandLine, middle, street
from bakeoff.lesson.chapter import Chapter
from bakeoff.network.settings import to_query
from bakeoff.text import _, counted
from bakeoff.web.components.chart import chart
from bakeoff.web.goals import answers
from bakeoff.web.routes import route

_HARD = 1000.0  # a C at which no slack is worth its price
_DRAGGED_C = 1.0  # points that are dragged among the others must not make the solver slow
C_VALUES = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0)


def show(chapter: Chapter) -> None:
    """Show the chapter's steps."""
    same_moons(
        "The moons of chapter 8 come back in step 5. The tree that was grown to the end has {tree} of {n} validation "
        "points right there: can a street do better?"
    )
    _widest()
    _support()
    _slack()
    _lift()
    kernel(chapter)


@st.fragment
def _widest() -> None:
    points = gauss()
    with step(1, _("The widest street")) as (words, picture):
        with words:
            say(
                "Many lines separate these two classes. Turn and move yours to make the street along it as wide "
                "as you can. No point may stand on the street."
            )
            angle = slider(_("Direction, in degrees"), 0, 180, 90, key="learn-svm-angle")
            offset = slider(_("Place"), -4.0, 4.0, 0.0, 0.05, key="learn-svm-offset")
            own = HandLine(angle, offset)
            _own_told(points, own)
        machine = fit(points.X, points.y, C=_HARD)
        with picture:
            best = (middle(machine), machine.width) if "svm-guess-few" in answers() else None
            figure = streets(points, own, street(own, points.X, points.y).width, best)
            chart(
                figure, alt=_("Your line and its street between the points"), key="learn-svm-line", height=HEIGHT + 130
            )
        with words:
            options = {"few": _("Two or three"), "ten": _("About ten"), "all": _("All 30")}
            answer = predict("svm-guess-few", _("How many of the 30 points does the widest street depend on?"), options)
            _widest_told(points, own, machine, answer)


def _own_told(points: Parted, own: HandLine) -> None:
    room = street(own, points.X, points.y)
    if room.wrong:
        st.markdown(
            counted(
                "Your line has {n} point on the wrong side.", "Your line has {n} points on the wrong side.", room.wrong
            )
        )
    else:
        say("Your street is **{width}** wide.", width=f"{room.width:.3f}")


def _widest_told(points: Parted, own: HandLine, machine: Machine, answer: str) -> None:
    seen(
        "The widest street is {width} wide, yours {own}. It touches {n} points, its **support vectors**; the "
        "other {rest} could be anywhere beyond it.",
        answer,
        {
            "ten": _("Only points on its edges hold it, and an edge of most data touches one or two."),
            "all": _("A point behind its edge could move or go: the edge would stay where it is."),
        },
        width=f"{machine.width:.3f}",
        own=f"{street(own, points.X, points.y).width:.3f}",
        n=len(machine.support),
        rest=len(points.y) - len(machine.support),
    )


@st.fragment
def _support() -> None:
    points = gauss()
    with step(2, _("What it rests on")) as (words, picture):
        with words:
            say(
                r"The border is $f(x) = w \cdot x + b = 0$, its edges are $f(x) = \pm 1$, and the street is $2 / "
                r"\lVert w \rVert$ wide. The support vector machine (SVM) finds one number for each point, "
                r"its **multiplier** $\alpha_i$, and from these"
            )
            st.latex(r"w = \sum_i \alpha_i y_i x_i")
            st.latex(r"\sum_i \alpha_i y_i = 0, \quad 0 \le \alpha_i \le C")
            options = {"same": _("It stays as it is"), "wider": _("It gets wider"), "turns": _("It turns")}
            answer = predict(
                "svm-guess-alone",
                _("All points but its support vectors are taken away: what does the street do?"),
                options,
            )
            machine = fit(_places(points, "street"), points.y, C=_DRAGGED_C)
            _support_told(machine, points, answer)
        with picture:
            _dragged(points, machine, "street")


def _places(points: Parted, name: str) -> Numbers:
    """Return where the points are that can be dragged in a picture."""
    key = f"learn-svm-{name}"
    places: Numbers = st.session_state.setdefault(f"{key}-places", points.X)
    moved = moved_point(key, len(places), REACH)
    if moved is not None and moved.turn > st.session_state.get(f"{key}-turn", 0):
        places = places.copy()
        places[moved.row] = moved.x, moved.y
        st.session_state[f"{key}-places"], st.session_state[f"{key}-turn"] = places, moved.turn
    return places


def _dragged(points: Parted, machine: Machine, name: str) -> None:
    """Show the picture, and a button that puts all points back."""
    key = f"learn-svm-{name}"
    dragged_street(machine, st.session_state.get(f"{key}-turn", 0), REACH, key=key)
    back = st.session_state.__setitem__
    args = (f"{key}-places", points.X)
    st.button(_("All points back"), icon=":material/undo:", key=f"{key}-back", on_click=back, args=args)


def _support_told(machine: Machine, points: Parted, answer: str) -> None:
    support = machine.support
    alone = fit(machine.X[support], points.y[support], C=_DRAGGED_C)
    seen(
        "The street is {width} wide, and fitted to its {n} support vectors alone {alone}: the same. Drag the "
        "other points about on their side, and it does not move; drag a support vector, and it does.",
        answer,
        {
            "wider": _("The points that would stop it are its support vectors, and they are still there."),
            "turns": _("All other multipliers are 0: without those points, the sum for w is the same."),
        },
        width=f"{machine.width:.4f}",
        n=len(support),
        alone=f"{alone.width:.4f}",
    )
    largest = support[np.argsort(-machine.alpha[support])][:6]
    rows = [[_("Point {n}", n=row + 1), _place(machine.X[row]), f"{machine.alpha[row]:.4f}"] for row in largest]
    table([_("Support vector"), _("Place"), _("Multiplier")], rows)


def _place(point: Numbers) -> str:
    return f"({point[0]:.2f}, {point[1]:.2f})".replace("-", "−")


@st.fragment
def _slack() -> None:
    points = clouds()
    with step(3, _("Slack, and what it costs")) as (words, picture):
        with words:
            say(
                "These clouds overlap: no line separates them. So a point may lie on the wrong side of its edge, "
                r"by a **slack** $\xi_i = \max(0, 1 - y_i f(x_i))$, at a price $C$. This is minimised:"
            )
            st.latex(r"\tfrac{1}{2} \lVert w \rVert^2 + C \sum_i \xi_i")
            options = {"narrower": _("It gets narrower"), "wider": _("It gets wider"), "same": _("It stays as it is")}
            answer = predict("svm-guess-price", _("The price goes up. What does the street do?"), options)
            C: float = stops(_("Price C"), C_VALUES, 0.1, key="learn-svm-C", name=settings_text)
            machine = fit(_places(points, "slack"), points.y, C=C)
            _slack_told(points, machine, answer)
        with picture:
            _dragged(points, machine, "slack")
            st.caption(_("The larger a point, the larger its multiplier. A ring: a support vector. A line: its slack."))


def _slack_told(points: Parted, machine: Machine, answer: str) -> None:
    low, high = (fit(points.X, points.y, C=C) for C in (C_VALUES[0], C_VALUES[-1]))
    seen(
        "At C = {low} the street is {wide} wide, at C = {high} only {narrow}. The more slack costs, the "
        "narrower the street becomes to avoid it.",
        answer,
        {
            "wider": _("A wider street has more points on it, and each of them is paid for."),
            "same": _("The price weighs slack against width: at another price another street is best."),
        },
        low=settings_text(C_VALUES[0]),
        wide=f"{low.width:.2f}",
        high=settings_text(C_VALUES[-1]),
        narrow=f"{high.width:.2f}",
    )
    rows = [
        [_("Width of the street"), f"{machine.width:.3f}"],
        [_("Slack of all points"), f"{machine.slack.sum():.3f}"],
        [_("Support vectors"), str(len(machine.support))],
        [_("Multipliers at C"), str(len(machine.at_most))],
        [_("Primal objective (minimised)"), f"{machine.primal:.4f}"],
        [_("Dual objective (maximised by the multipliers)"), f"{machine.dual:.4f}"],
        [_("Training points"), right_of(machine.right(machine.X, points.y), len(points.y))],
        [_("Validation points"), right_of(machine.right(*points.validation), points.n_validation)],
    ]
    table([_("Measured"), _("C = {C}", C=settings_text(machine.C))], rows)
    say("That the two are equal proves that no better street exists: this is **strong duality**.")


@st.fragment
def _lift() -> None:
    points = rings()
    with step(4, _("Lifted into space")) as (words, picture):
        with words:
            say(
                "Here one class lies around the other. Give each point a third coordinate, $x_1^2 + x_2^2$, the "
                "square of its distance from the middle."
            )
            options = {"half": _("About half"), "most": _("About two thirds"), "all": _("Nearly all")}
            answer = predict(
                "svm-guess-line", _("Of 80 training points, how many has the machine’s straight line right?"), options
            )
            machine = fit(lifted(points.X), points.y)
            _lift_told(points, machine, answer)
        with picture:
            share = slider(_("Lifted, in percent"), 0, 100, 100, 5, key="learn-svm-lift")
            figure = lift(points, machine, share / 100, circle(machine) if share == 100 else None)
            alt = _("The points in space, {share} % lifted", share=share)
            chart(figure, alt=alt, key="learn-svm-space", height=HEIGHT + 130)


def _lift_told(points: Parted, machine: Machine, answer: str) -> None:
    flat = fit(points.X, points.y)
    first, second = points.X[0], points.X[1]
    seen(
        "The straight line has {line} training points right, a flat plane through the lifted points {plane}. "
        "Seen from above, the plane’s cut is a circle.",
        answer,
        {
            "half": _("A line that cuts off a part of the ring is right there, and so does better than half."),
            "all": _("No line goes round: beyond the disc there is ring on each side."),
        },
        line=right_of(flat.right(points.X, points.y), len(points.y)),
        plane=right_of(machine.right(lifted(points.X), points.y), len(points.y)),
    )
    both = lifted(points.X[:2])
    say(
        "All an SVM needs of two points is their dot product. Of the first two, lifted, it is {product}. It can "
        r"be had without lifting, as $x \cdot x' + \lVert x \rVert^2 \lVert x' \rVert^2$ = {kernel}: this is a "
        "**kernel**. The next one lifts into a space with infinitely many dimensions.",
        product=with_minus(f"{both[0] @ both[1]:.4f}"),
        kernel=with_minus(f"{lifted_product(first, second):.4f}"),
    )
    route("lab").link(_("The same points in the lab, for a network"), query=to_query(points.settings))
