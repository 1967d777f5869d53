"""A tree grown by hand against the machine's: on points that no single question parts, and on noisy ones."""

import streamlit as st

from bakeoff.features.learn.parted import Parted
from bakeoff.features.learn.parts.choice import choice, menu, slider
from bakeoff.features.learn.parts.plane import HEIGHT, NAMES, place, right_of, tested
from bakeoff.features.learn.parts.steps import goal, predict, say, seen, step, table
from bakeoff.features.learn.parts.written import fixed
from bakeoff.features.learn.tree.goal import MOST_LEAVES, exclusive_or, moons, reached, reached_hard
from bakeoff.features.learn.tree.growing import Cut, Grown, can_cut, leaf_at, leaves, machine, tree
from bakeoff.features.learn.tree.impurity import ThresholdQuestion, asked
from bakeoff.features.learn.tree.page.figure import drawn_tree, grown_tree
from bakeoff.lesson.chapter import Chapter
from bakeoff.network.settings import to_query
from bakeoff.text import _, counted, told
from bakeoff.web.components.chart import Clicked, chart
from bakeoff.web.routes import route

_CUTS, _POINTS = "learn-tree-cuts", "learn-tree-points"
_LEAF, _FEATURE, _AT = "learn-tree-leaf", "learn-tree-own-feature", "learn-tree-own-threshold"
_MOST = 8
"""Leaves that can be grown by hand."""


@st.fragment
def by_hand(chapter: Chapter) -> None:
    """Show a tree to grow by hand, the machine's tree beside it, and the goal."""
    points = exclusive_or()
    with step(5, _("You against the algorithm")) as (words, picture):
        with words:
            say(
                "The class of a point here is whether its two features have the same sign: three splits are "
                "enough. The algorithm takes at each step the split that gains most *at once*, and never looks "
                "further ahead."
            )
            options = {"half": _("About half"), "most": _("About three quarters"), "all": _("Nearly all")}
            answer = predict(
                "tree-guess-greedy",
                _("Of 100 validation points, how many will its tree of 4 leaves have right?"),
                options,
            )
            _machine_told(points, answer)
            choice(_("Points"), {"xor": _("Exclusive or"), "moons": _("Moons")}, key=_POINTS)
            points = _points()
            _controls(points)
        own = tree(_cuts(), points.X, points.y, 2)
        with picture:
            _pictures(points, own)
    easy, hard = (reached(own), False) if points is exclusive_or() else (False, reached_hard(own))
    goal(chapter, easy, _standing(points, own), (points, own), lambda first: tested(*first), hard=hard)


def _points() -> Parted:
    return moons() if st.session_state.get(_POINTS) == "moons" else exclusive_or()


def _cuts() -> tuple[Cut, ...]:
    """Return the cuts made in the chosen points."""
    cuts: dict[str, tuple[Cut, ...]] = st.session_state.setdefault(_CUTS, {})
    return cuts.get(_points().settings.data, ())


def _put(cuts: tuple[Cut, ...]) -> None:
    st.session_state[_CUTS] = st.session_state[_CUTS] | {_points().settings.data: cuts}


def _machine_told(points: Parted, answer: str) -> None:
    theirs = machine(points.X, points.y, 2, MOST_LEAVES)
    first = max(asked(ThresholdQuestion(feature, 0.0), points.X, points.y, 2).gain for feature in (0, 1))
    seen(
        "The algorithm’s tree of {leaves} leaves has {right} validation points right. A cut through the "
        "middle gains "
        "{gain} at most, so it never makes one: it is **greedy**. Grow a better one.",
        answer,
        {
            "most": _("Three splits could do it, but no first split gains enough to be taken in the middle."),
            "all": _("A person sees the four corners at once; the algorithm sees one split at a time."),
        },
        leaves=theirs.n_leaves,
        right=right_of(theirs.right(*points.validation), points.n_validation),
        gain=fixed(first, 3),
    )


def _controls(points: Parted) -> None:
    """Show the choice of the next question."""
    cuts = _cuts()
    st.session_state[_LEAF] = _leaf()  # other points may have fewer
    menu(
        _("Leaf to split"),
        range(len(cuts) + 1),
        key=_LEAF,
        help=_("Or click in the picture: that chooses leaf and threshold."),
        name=lambda leaf: _("Leaf {n}", n=leaf + 1),
    )
    choice(_("Feature to split"), dict(enumerate(NAMES)), key=_FEATURE)
    slider(_("Threshold of the leaf"), -6.0, 6.0, 3.0, 0.1, key=_AT)
    cut = _planned()
    _gain_told(points, cuts, cut)
    possible = can_cut(cuts, cut, points.X)
    if not possible:
        st.caption(_("This split leaves all points of the leaf on one side; choose another leaf or threshold."))
    with st.container(horizontal=True):
        st.button(
            _("Split"),
            icon=":material/call_split:",
            type="primary",
            key="learn-tree-split",
            on_click=_split,
            disabled=not possible or len(cuts) + 1 >= _MOST,
        )
        st.button(_("Take back"), icon=":material/undo:", key="learn-tree-back", on_click=_back, disabled=not cuts)
    route("lab").link(_("The same points in the lab, for a network"), query=to_query(points.settings))


def _planned() -> Cut:
    return Cut(_leaf(), ThresholdQuestion(_feature(), float(st.session_state[_AT])))


def _leaf() -> int:
    """Return the chosen leaf; the first for a text that no list offers, which a browser can send."""
    chosen = st.session_state.get(_LEAF)
    return chosen if isinstance(chosen, int) and chosen <= len(_cuts()) else 0


def _feature() -> int:
    return 1 if st.session_state[_FEATURE] == 1 else 0


def _gain_told(points: Parted, cuts: tuple[Cut, ...], cut: Cut) -> None:
    inside = leaves(cuts, points.X) == cut.leaf
    sides = asked(cut.question, points.X[inside], points.y[inside], 2)
    left, right = sides.counts
    say(
        "Gain in this leaf: **{gain}**. Left {first}, right {second}.",
        gain=fixed(abs(sides.gain), 3),
        first=_("{first} : {second}", first=int(left[0]), second=int(left[1])),
        second=_("{first} : {second}", first=int(right[0]), second=int(right[1])),
    )


def _split() -> None:
    cuts, cut = _cuts(), _planned()
    if len(cuts) + 1 < _MOST and can_cut(cuts, cut, _points().X):
        _put((*cuts, cut))


def _back() -> None:
    _put(_cuts()[:-1])
    st.session_state[_LEAF] = min(_leaf(), len(_cuts()))


def _clicked(clicked: Clicked) -> None:
    at = place(clicked)
    if at is None:
        return
    st.session_state[_LEAF] = leaf_at(_cuts(), *at)
    st.session_state[_AT] = round(min(6.0, max(-6.0, at[_feature()])), 1)


def _pictures(points: Parted, own: Grown) -> None:
    cut = _planned()
    theirs = machine(points.X, points.y, 2, max(2, own.n_leaves))
    yours, other = st.columns(2)
    with yours:
        say("**Your tree**")
        drawn = grown_tree(points, own, held=False, chosen=cut.leaf, preview=cut.question)
        chart(
            drawn,
            alt=_("Your tree in the plane"),
            key="learn-tree-own",
            height=HEIGHT - 40,
            on_click=_clicked,
            draggable=True,
        )
    with other:
        st.markdown(counted("**The algorithm’s, {n} leaf**", "**The algorithm’s, {n} leaves**", theirs.n_leaves))
        alt = _("The algorithm’s tree in the plane")
        chart(grown_tree(points, theirs, held=False), alt=alt, key="learn-tree-theirs", height=HEIGHT - 40)
    _table(points, own, theirs)
    if own.cuts:
        names = [told(name) for name in points.class_names]
        say("**Your tree from the root down** ({first} : {second})", first=names[0], second=names[1])
        chart(
            drawn_tree(own),
            alt=_("Your tree from the root down"),
            key="learn-tree-drawn",
            height=280,
            min_width=90 * own.n_leaves,
        )


def _table(points: Parted, own: Grown, theirs: Grown) -> None:
    rows = []
    for name, grown in ((_("You"), own), (_("Algorithm"), theirs)):
        train = right_of(grown.right(points.X, points.y), len(points.y))
        validation = right_of(grown.right(*points.validation), points.n_validation)
        rows.append([name, str(grown.n_leaves), train, validation])
    table([_("Whose tree"), _("Leaves"), _("Training points"), _("Validation points")], rows)


def _standing(points: Parted, own: Grown) -> str:
    return counted(
        "Your tree has {n} leaf, and {right} validation points right.",
        "Your tree has {n} leaves, and {right} validation points right.",
        own.n_leaves,
        right=right_of(own.right(*points.validation), points.n_validation),
    )
