"""The decision tree: one question, every question, many leaves, one row less, and a tree grown by hand."""

import functools
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from bakeoff.evaluation.notation import percent
from bakeoff.features.lab.settings import to_query
from bakeoff.features.learn.chapter import Chapter
from bakeoff.features.learn.parted import Parted
from bakeoff.features.learn.parts.choice import came_as, choice
from bakeoff.features.learn.parts.plane import HEIGHT, NAMES, REACH, nearest, right_of
from bakeoff.features.learn.parts.steps import predict, seen, step, table
from bakeoff.features.learn.tree.changing import Change, Difference, changed, every_change
from bakeoff.features.learn.tree.goal import moons
from bakeoff.features.learn.tree.growing import Grown, machine
from bakeoff.features.learn.tree.impurity import Criterion, Sides, ThresholdQuestion, all_gains
from bakeoff.features.learn.tree.impurity import asked as sides_of
from bakeoff.features.learn.tree.page.by_hand import by_hand
from bakeoff.features.learn.tree.page.figure import (
    asked,
    by_leaves,
    every_question,
    grown_tree,
    number,
    one_question,
    touchy,
)
from bakeoff.text import _, counted, sentences, told
from bakeoff.web.components.chart import Clicked, chart
from bakeoff.web.routes import LAB, RACE

_ALL = 18
"""Leaves of the tree that asks on until none is mixed."""


def show(chapter: Chapter) -> None:
    """Show the chapter's steps."""
    _questions()
    _leaves()
    _one_row()
    by_hand(chapter)


@st.fragment
def _questions() -> None:
    points = moons()
    with step(1, _("One question")) as (words, picture):
        with words:
            question, criterion = _ask(points)
        with picture:
            alt = _("The points, split by your question {question}", question=asked(question))
            chart(one_question(points, question), alt=alt, key="learn-tree-question", height=HEIGHT + 90)
    with step(2, _("Every question")) as (words, picture):
        _every_question(points, question, criterion, words, picture)


def _ask(points: Parted) -> tuple[ThresholdQuestion, Criterion]:
    """Show the choice of a question, and its effect on the training points."""
    st.markdown(
        _(
            "A decision tree asks questions that have two answers: is a feature at most a threshold? Ask one. The "
            "fewer colours are mixed on each side, the better it is."
        )
    )
    feature = choice(_("Feature"), dict(enumerate(NAMES)), key="learn-tree-feature")
    threshold = st.slider(_("Threshold"), -6.0, 6.0, 0.0, 0.1, key="learn-tree-threshold", persist_state="session")
    impurities: dict[Criterion, str] = {"gini": _("Gini"), "entropy": _("Entropy")}
    criterion = choice(_("Impurity"), impurities, key="learn-tree-criterion")
    question = ThresholdQuestion(feature, threshold)
    _told(points, question, criterion)
    return question, criterion


def _told(points: Parted, question: ThresholdQuestion, criterion: Criterion) -> None:
    formulas = {"gini": r"I = 1 - \sum_k p_k^2", "entropy": r"I = -\sum_k p_k \log_2 p_k"}
    st.latex(formulas[criterion])
    sides = sides_of(question, points.X, points.y, 2, criterion)
    first, second = (told(name) for name in points.class_names)
    table(
        [_("Answer"), first, second, _("Impurity")],
        [
            _row(_("All"), sides.counts.sum(axis=0), sides.before),
            _row(_("Yes"), sides.counts[0], sides.impurities[0]),
            _row(_("No"), sides.counts[1], sides.impurities[1]),
        ],
    )
    st.markdown(_("The gain is the impurity before, less that of both sides, each weighed with its share:"))
    st.latex(_sum(sides))


def _row(name: str, counts: NDArray[np.int64], impurity: float) -> list[str]:
    return [name, str(counts[0]), str(counts[1]), number(impurity, 3)]


def _sum(sides: Sides) -> str:
    n_left, n_right = sides.counts.sum(axis=1)
    n, (left, right) = n_left + n_right, sides.impurities
    first = rf"{sides.before:.3f} - \tfrac{{{n_left}}}{{{n}}}\cdot {left:.3f}"
    second = rf"- \tfrac{{{n_right}}}{{{n}}}\cdot {right:.3f} = \mathbf{{{abs(sides.gain):.3f}}}"
    return rf"\begin{{gathered}} {first} \\ {second} \end{{gathered}}"


def _every_question(points: Parted, own: ThresholdQuestion, criterion: Criterion, words: Any, picture: Any) -> None:
    best = machine(points.X, points.y, 2, 2, criterion).cuts[0].question
    with words:
        st.markdown(
            _(
                "An algorithm does not guess. It tries a threshold between every two neighbouring points along a "
                "feature, and keeps the question that gains most. This is all that CART does, the method of almost "
                "every tree in use."
            )
        )
        options = {str(feature): name for feature, name in enumerate(NAMES)}
        given = predict("tree-guess-best", _("Which feature will it ask about first?"), options)
        if given is None:
            return
        _best_told(points, own, best, criterion, given == str(best.feature))
    with picture:
        gains = [all_gains(points.X[:, feature], points.y, 2, criterion) for feature in (0, 1)]
        alt = _("The gain of every question about each feature, with the best one and yours")
        chart(every_question(points, own, best, gains), alt=alt, key="learn-tree-gains", height=HEIGHT + 90)


def _best_told(
    points: Parted, own: ThresholdQuestion, best: ThresholdQuestion, criterion: Criterion, predicted: bool
) -> None:
    gained = [sides_of(question, points.X, points.y, 2, criterion).gain for question in (best, own)]
    n = sum(len(np.unique(points.X[:, feature])) - 1 for feature in (0, 1))
    seen(
        sentences(
            came_as(predicted),
            _(
                "Of {n} questions “{best}” gains most, {most}. Yours, “{own}”, gains {gain}.",
                n=n,
                best=asked(best),
                most=number(gained[0], 3),
                own=asked(own),
                gain=number(gained[1], 3),
            ),
        )
    )
    st.markdown(
        _(
            "Move your question in step 1 and watch it climb the curve. Scikit-learn’s tree finds this very threshold, "
            "in the middle between two points."
        )
    )


@functools.cache
def _every_size() -> list[tuple[int, int]]:
    """Return how many training and validation points are right with 2 leaves and more."""
    points = moons()
    trees = [machine(points.X, points.y, 2, leaves) for leaves in range(2, _ALL + 1)]
    return [(grown.right(points.X, points.y), grown.right(*points.validation)) for grown in trees]


@st.fragment
def _leaves() -> None:
    with step(3, _("How many leaves?")) as (words, picture):
        with words:
            st.markdown(
                _(
                    "Each side of a question gets another question, and so on. A part without a further question is "
                    "a **leaf**. It answers with the class of most of its training points. Asked on and on, no leaf "
                    "is mixed in the end, and every training point is right."
                )
            )
            options = {"more": _("They rise too"), "fewer": _("They rise, then fall"), "same": _("They fall")}
            given = predict(
                "tree-guess-leaves",
                _("With more and more leaves, how does the number of right validation points change?"),
                options,
            )
            if given is None:
                return
            leaves = _how_many(given == "fewer")
        with picture:
            _grown(leaves)


def _how_many(predicted: bool) -> int:
    points, sizes = moons(), _every_size()
    leaves: int = st.slider(_("Leaves"), 2, _ALL, 4, key="learn-tree-leaves", persist_state="session")
    validations = [validation for _train, validation in sizes]
    best = int(np.argmax(validations))
    train, validation = sizes[leaves - 2]
    seen(
        sentences(
            came_as(predicted),
            _(
                "With {leaves} leaves {train} training points and {validation} validation points are right. Most "
                "validation points, {most}, are right with {best} leaves. With all {all} leaves every training point "
                "is right, and {last} validation points. What was learnt last was the noise of the training points: "
                "**overfitting**.",
                leaves=leaves,
                train=right_of(train, len(points.y)),
                validation=right_of(validation, points.n_validation),
                best=best + 2,
                most=right_of(validations[best], points.n_validation),
                all=_ALL,
                last=right_of(validations[-1], points.n_validation),
            ),
        )
    )
    LAB.link(_("The same points in the lab, for a network"), query=to_query(points.settings))
    return leaves


def _grown(leaves: int) -> None:
    points, sizes = moons(), _every_size()
    grown = machine(points.X, points.y, 2, leaves)
    alt = counted("The plane as a tree with {n} leaf parts it", "The plane as a tree with {n} leaves parts it", leaves)
    chart(grown_tree(points, grown, held=True), alt=alt, key="learn-tree-grown", height=HEIGHT - 60)
    st.caption(_("Filled: training points. Hollow: validation points."))
    shares = [[right / 100 for right in part] for part in zip(*sizes, strict=True)]
    alt = _("Training and validation points that are right, by the number of leaves")
    chart(by_leaves(shares[0], shares[1], leaves), alt=alt, key="learn-tree-sizes", height=260)


@functools.cache
def _touch(how: Change) -> tuple[Difference, ...]:
    points = moons()
    return every_change(points.X, points.y, how, points.validation[0], REACH)


def _areas(how: Change) -> NDArray[np.float64]:
    return np.array([apart.area for apart in _touch(how)])


@st.fragment
def _one_row() -> None:
    with step(4, _("One row less")) as (words, picture):
        with words:
            st.markdown(
                _(
                    "A tree is chosen question by question, and each rests on the one before. Remove one of the 100 "
                    "training points, or give it the other class, and let the whole tree grow again."
                )
            )
            options = {"none": _("Nothing"), "little": _("Up to 5 %"), "much": _("More than 5 %")}
            given = predict(
                "tree-guess-row",
                _("One point is removed. How much of the plane changes its answer, at most?"),
                options,
            )
            if given is None:
                return
            how, row = _which(given == "much")
        with picture:
            _both(how, row)


def _which(predicted: bool) -> tuple[Change, int]:
    """Show the choice of a point; return the change made to it, and its row."""
    changes: dict[Change, str] = {"removed": _("Take it out"), "flipped": _("Give it the other class")}
    how = choice(_("What happens to the point"), changes, key="learn-tree-change")
    removed = _touch("removed")
    first = min(range(len(removed)), key=lambda row: _kept(removed[row]))
    last = len(removed)
    row = st.number_input(
        _("Training point"),
        1,
        last,
        first + 1,
        help=_("Or click a point."),
        key="learn-tree-row",
        persist_state="session",
    )
    _changed_told(how, row - 1, predicted)
    return how, row - 1


def _kept(apart: Difference) -> tuple[bool, int]:
    """Return how much of a tree is left: whether its first question is, and how many."""
    return apart.same_root, apart.questions


def _changed_told(how: Change, row: int, predicted: bool) -> None:
    apart, areas = _touch(how)[row], _areas(how)
    root = _("The first question is the same.") if apart.same_root else _("Even the first question differs.")
    seen(
        sentences(
            came_as(predicted),
            _(
                "Of the original tree’s {n} questions, {same} survive the change. {root} The new tree answers "
                "{share} % of the plane and {rows} of {n_validation} validation points differently. Over all "
                "training points, each changed alone, it is {most} % of the plane at most. Changing {none} of them "
                "changes nothing.",
                n=_ALL - 1,
                same=apart.questions,
                root=root,
                share=percent(apart.area),
                rows=apart.rows,
                n_validation=moons().n_validation,
                most=percent(float(areas.max())),
                none=int((areas == 0).sum()),
            ),
        )
    )
    st.markdown(
        _(
            "So two samples of the same world can give trees that look nothing alike. A **random forest** makes use "
            "of it."
        )
    )
    race = {"dataset": "moons", "dataset.noise": "0.3", "contenders": "decision_tree,random_forest"}
    RACE.link(_("Race a tree against a forest on moons"), query=race)


def _trees(how: Change, row: int) -> tuple[Grown, Grown]:
    points = moons()
    return machine(points.X, points.y, 2), machine(*changed(points.X, points.y, row, how), 2)


def _both(how: Change, row: int) -> None:
    points = moons()
    chart(
        touchy(points, _areas(how), row),
        alt=_("The training points, larger the more of the plane changes with each"),
        key="learn-tree-touchy",
        height=HEIGHT - 60,
        on_click=_clicked,
    )
    st.caption(_("The larger a point, the more of the plane changes its answer when it alone is changed."))
    titles = {"before": _("Before"), "after": _("After")}
    for place, (name, title), grown in zip(st.columns(2), titles.items(), _trees(how, row), strict=True):
        with place:
            st.markdown(f"**{title}**")
            alt = counted(
                "{title}: a tree with {n} leaf", "{title}: a tree with {n} leaves", grown.n_leaves, title=title
            )
            chart(grown_tree(points, grown, held=False), alt=alt, key=f"learn-tree-{name}", height=300)


def _clicked(clicked: Clicked) -> None:
    row = nearest(moons().X, clicked)
    if row is not None:
        st.session_state["learn-tree-row"] = row + 1
