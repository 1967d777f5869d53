"""The decision tree: one split, every split, many leaves, another sample, and a tree grown by hand."""

from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from bakeoff.evaluation.notation import percent
from bakeoff.features.learn.parted import Parted
from bakeoff.features.learn.parts.choice import choice, segments, slider
from bakeoff.features.learn.parts.curves import curves
from bakeoff.features.learn.parts.plane import HEIGHT, NAMES, REACH, place, right_of
from bakeoff.features.learn.parts.steps import as_share, predict, say, seen, step, table
from bakeoff.features.learn.parts.written import checkable, fixed
from bakeoff.features.learn.tree.changing import SAMPLES, by_size, grown_on, one_row_less, other_samples, sample
from bakeoff.features.learn.tree.goal import moons
from bakeoff.features.learn.tree.growing import Grown, machine, pruned
from bakeoff.features.learn.tree.impurity import Criterion, Sides, ThresholdQuestion, all_gains
from bakeoff.features.learn.tree.impurity import asked as sides_of
from bakeoff.features.learn.tree.page.by_hand import by_hand
from bakeoff.features.learn.tree.page.figure import MACHINE, asked, drawn_tree, every_question, grown_tree, one_question
from bakeoff.figures.style import GREY
from bakeoff.lesson.chapter import Chapter
from bakeoff.network.settings import to_query
from bakeoff.text import _, counted, sentences, told
from bakeoff.web.components.chart import Clicked, chart
from bakeoff.web.routes import route

_ALL = 18
"""Leaves of the tree that asks on until none is mixed."""


def show(chapter: Chapter) -> None:
    """Show the chapter's steps."""
    st.caption(_("The moons of steps 1 to 4 stay until chapter 11, for other models and a last question."))
    _questions()
    _leaves()
    _another_sample()
    by_hand(chapter)


@st.fragment
def _questions() -> None:
    points = moons()
    with step(1, _("One split")) as (words, picture):
        with words:
            question, criterion = _ask(points)
        with picture:
            alt = _("The points on both sides of your split {split}", split=asked(question))
            drawn = one_question(points, question)
            chart(drawn, alt=alt, key="learn-tree-question", height=HEIGHT + 90, on_click=_placed, draggable=True)
            st.caption(_("Drag the line, or use the slider."))
    with step(2, _("Every split")) as (words, picture):
        _every_question(points, question, criterion, words, picture)


def _placed(clicked: Clicked) -> None:
    at = place(clicked)
    if at is not None:
        threshold = at[1 if st.session_state["learn-tree-feature"] == 1 else 0]
        st.session_state["learn-tree-threshold"] = round(min(6.0, max(-6.0, threshold)), 1)


def _ask(points: Parted) -> tuple[ThresholdQuestion, Criterion]:
    """Show the choice of a question, and its effect on the training points."""
    say(
        "A decision tree asks questions with two answers: is a feature at most a threshold? Such a question is a "
        "**split**. Make one: the fewer colours are mixed on each side, the better it is."
    )
    feature = choice(_("Feature"), dict(enumerate(NAMES)), key="learn-tree-feature")
    threshold = slider(_("Threshold"), -6.0, 6.0, 0.0, 0.1, key="learn-tree-threshold")
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
        [_("Split"), first, second, _("Impurity")],
        [
            _row(_("All"), sides.counts.sum(axis=0), sides.before),
            _row(_("Yes"), sides.counts[0], sides.impurities[0]),
            _row(_("No"), sides.counts[1], sides.impurities[1]),
        ],
    )
    say("The gain is the impurity before, less that of both sides, each weighed with its share:")
    st.latex(_sum(sides))


def _row(name: str, counts: NDArray[np.int64], impurity: float) -> list[str]:
    return [name, str(counts[0]), str(counts[1]), fixed(impurity, 3)]


def _sum(sides: Sides) -> str:
    n_left, n_right = sides.counts.sum(axis=1)
    n = n_left + n_right
    before, left, right = checkable(
        [sides.before, *sides.impurities], lambda a, b, c: a - (n_left * b + n_right * c) / n
    )
    first = rf"{before} - \tfrac{{{n_left}}}{{{n}}}\cdot {left}"
    second = rf"- \tfrac{{{n_right}}}{{{n}}}\cdot {right} = \mathbf{{{abs(sides.gain):.3f}}}"
    return rf"\begin{{gathered}} {first} \\ {second} \end{{gathered}}"


def _every_question(points: Parted, own: ThresholdQuestion, criterion: Criterion, words: Any, picture: Any) -> None:
    best = machine(points.X, points.y, 2, 2, criterion).cuts[0].question
    with words:
        say(
            "An algorithm does not guess. It tries a threshold between every two neighbouring points along a "
            "feature, and keeps the split that gains most. This is all that CART does, the method of almost "
            "every tree in use."
        )
        options = {str(feature): name for feature, name in enumerate(NAMES)}
        answer = predict("tree-guess-best", _("Which feature will it split first?"), options)
        _best_told(points, own, best, criterion, answer)
    with picture:
        gains = [all_gains(points.X[:, feature], points.y, 2, criterion) for feature in (0, 1)]
        alt = _("The gain of every split of each feature, with the best one and yours")
        chart(every_question(points, own, best, gains), alt=alt, key="learn-tree-gains", height=HEIGHT + 90)


def _best_told(
    points: Parted, own: ThresholdQuestion, best: ThresholdQuestion, criterion: Criterion, answer: str
) -> None:
    other = all_gains(points.X[:, 1 - best.feature], points.y, 2, criterion).gains.max()
    gained = [sides_of(question, points.X, points.y, 2, criterion).gain for question in (best, own)]
    n = sum(len(np.unique(points.X[:, feature])) - 1 for feature in (0, 1))
    seen(
        "Of {n} splits “{best}” gains most, {most}. Yours, “{own}”, gains {gain}.",
        answer,
        {str(1 - best.feature): _("The best split of the other feature gains only {gain}.", gain=fixed(other, 3))},
        n=n,
        best=asked(best),
        most=fixed(gained[0], 3),
        own=asked(own),
        gain=fixed(gained[1], 3),
    )
    say(
        "Move your split in step 1 and watch it climb the curve. Scikit-learn’s tree finds this very threshold, "
        "in the middle between two points."
    )


@st.fragment
def _leaves() -> None:
    points = moons()
    with step(3, _("How many leaves?")) as (words, picture):
        with words:
            say(
                "Each side is split again, and so on. A part without a further split is a **leaf**. It answers with "
                "the class of most of its training points. Split on and on, no leaf is mixed in the end, and every "
                "training point is right. **Pruning** goes back from there: it removes the splits that gain least."
            )
            options = {"more": _("They rise too"), "fewer": _("They rise, then fall"), "same": _("They fall")}
            answer = predict(
                "tree-guess-leaves",
                _("With more and more leaves, how does the number of right validation points change?"),
                options,
            )
        with picture:
            ways = {"grown": _("Growing"), "pruned": _("Growing to the end, then pruning")}
            make = pruned if segments(_("Made by"), ways, key="learn-tree-way") == "pruned" else machine
            leaves: int = slider(_("Leaves, at most"), 2, _ALL, 4, key="learn-tree-leaves")
            grown = make(points.X, points.y, 2, leaves)
            _grown(points, grown, leaves)
        with words:
            _size_told(points, grown, answer)


def _size_told(points: Parted, grown: Grown, answer: str) -> None:
    _train, validation = by_size(_ALL)
    seen(
        sentences(
            _(
                "With {leaves} leaves {train} training points and {validation} validation points are right.",
                leaves=grown.n_leaves,
                train=right_of(grown.right(points.X, points.y), len(points.y)),
                validation=right_of(grown.right(*points.validation), points.n_validation),
            ),
            _(
                "One sample is a matter of luck. Over {n} samples, validation points are most often right with {best} "
                "leaves, {most}; grown to the end, {last} are. What was learnt last was the noise of the training "
                "points: **overfitting**.",
                n=SAMPLES + 1,
                best=int(np.argmax(validation)) + 2,
                most=as_share(float(validation.max())),
                last=as_share(float(validation[-1])),
            ),
        ),
        answer,
        {
            "more": _("Each leaf answers its own training points, which says little of the next ones."),
            "same": _("The first splits find what is true of all moons: they help new points too."),
        },
    )
    route("lab").link(_("The same points in the lab, for a network"), query=to_query(points.settings))


def _grown(points: Parted, grown: Grown, leaves: int) -> None:
    alt = counted("The plane as a tree with {n} leaf parts it", "The plane as a tree with {n} leaves parts it", leaves)
    plane, beside = st.columns(2)
    with plane:
        chart(grown_tree(points, grown, held=True), alt=alt, key="learn-tree-grown", height=HEIGHT - 60)
        st.caption(_("Filled: training points. Hollow: validation points."))
    with beside:
        from_root = drawn_tree(grown)
        alt = _("The same tree from the root down")
        chart(from_root, alt=alt, key="learn-tree-root", height=HEIGHT - 60, min_width=70 * leaves)
    train, validation = by_size(_ALL).tolist()
    looks = ((_("Training points"), train, GREY, "dot"), (_("Validation points"), validation, MACHINE, "solid"))
    sized = curves(
        range(2, _ALL + 1), looks, _("Leaves"), chosen=leaves, heading=_("Mean of {n} samples", n=SAMPLES + 1)
    )
    alt = _("Training and validation points that are right, by the number of leaves")
    chart(sized, alt=alt, key="learn-tree-sizes", height=290)


@st.fragment
def _another_sample() -> None:
    with step(4, _("Another sample")) as (words, picture):
        with words:
            say(
                "A tree is chosen split by split, and each rests on the one before. Draw another 100 "
                "training points from the same moons, and let a tree grow on them until no leaf is mixed."
            )
            options = {"none": _("Nothing"), "little": _("Up to 5 %"), "much": _("More than 5 %")}
            answer = predict(
                "tree-guess-sample",
                _("How much of the plane does the new tree answer differently, on average?"),
                options,
            )
            number = slider(_("Sample"), 1, SAMPLES, 1, key="learn-tree-sample")
            _samples_told(number, answer)
        with picture:
            titles = (_("First sample"), _("Sample {n}", n=number))
            for place, each, title in zip(st.columns(2), (0, number), titles, strict=True):
                with place:
                    st.markdown(f"**{title}**")
                    grown = grown_on(each)
                    alt = counted(
                        "{title}: a tree with {n} leaf", "{title}: a tree with {n} leaves", grown.n_leaves, title=title
                    )
                    drawn = grown_tree(sample(each), grown, held=False)
                    chart(drawn, alt=alt, key=f"learn-tree-sample-{min(each, 1)}", height=HEIGHT - 60)


def _samples_told(number: int, answer: str) -> None:
    apart = other_samples(REACH)
    here, areas, removed = apart[number - 1], [each.area for each in apart], one_row_less(REACH)
    seen(
        sentences(
            _(
                "The tree of sample {n} answers {share} % of the plane and {rows} of {n_validation} validation points "
                "differently. Of the first tree’s {splits} splits it makes {same}.",
                n=number,
                share=percent(here.area),
                rows=here.rows,
                n_validation=moons().n_validation,
                splits=len(grown_on(0).cuts),
                same=here.questions,
            ),
            _(
                "Over {all} samples it is {mean} % of the plane on average, from {least} % to {most} %.",
                all=SAMPLES,
                mean=percent(float(np.mean(areas))),
                least=percent(min(areas)),
                most=percent(max(areas)),
            ),
        ),
        answer,
        {
            "none": _("The moons are the same, but the first split moves with the points, and all others follow."),
            "little": _("One split that moves takes all those below it along."),
        },
    )
    say(
        "Yet these trees are about as good: {first} validation points are right by the first, {others} by the "
        "others on average. So a tree has **high variance**: the sample decides where it errs. To remove one of "
        "the 100 points is a far smaller change. {none} removals change nothing, and none changes more than "
        "{most} % of the plane. A **random forest** averages many such trees.",
        first=grown_on(0).right(*moons().validation),
        others=f"{np.mean([each.right for each in apart]):.1f}",
        none=removed.count(0.0),
        most=percent(max(removed)),
    )
    race = {"dataset": "moons", "dataset.noise": "0.3", "contenders": "decision_tree,random_forest"}
    route("race").link(_("Race a tree against a forest on moons"), query=race)
