"""The random forest: a vote, Condorcet's theorem, errors that differ, a test set for free, and a jury of one's own."""

import functools

import numpy as np
import streamlit as st

from bakeoff.evaluation.notation import UNKNOWN, percent
from bakeoff.features.learn.digits import SIDE
from bakeoff.features.learn.forest.condorcet import VOTERS, counts, limit, majority
from bakeoff.features.learn.forest.goal import alone, reached, reached_hard, voted_right
from bakeoff.features.learn.forest.jury import FEATURES, SHARES, TREES, USUAL, Jury, correlation, high_digits, jury
from bakeoff.features.learn.forest.page.figure import FOREST, TRAINING, TREE, hardness, tallies
from bakeoff.features.learn.parts.choice import slider, stops
from bakeoff.features.learn.parts.curves import curves
from bakeoff.features.learn.parts.moons import same_moons
from bakeoff.features.learn.parts.pixels import of_pixels, side_by_side
from bakeoff.features.learn.parts.plane import HEIGHT, right_of
from bakeoff.features.learn.parts.steps import as_share, explain, goal, predict, say, seen, step, table
from bakeoff.lesson.chapter import Chapter
from bakeoff.text import _, counted, sentences
from bakeoff.web.components.chart import chart
from bakeoff.web.routes import route

_COUNTS = range(1, TREES + 1, 2)
_HARD = 6
"""Hard digits side by side."""
_SHOWN = 101
"""Voters in the sentences on Condorcet's theorem."""


def show(chapter: Chapter) -> None:
    """Show the chapter's steps."""
    same_moons(
        "On the moons of chapters 8 and 9 a tree grown to the end has {tree} of {n} validation points right, a support "
        "vector machine {svm}, and a forest of such trees {forest}. What a forest does is easier to see on digits."
    )
    _vote()
    _condorcet()
    _mistakes()
    _out_of_bag()
    _own(chapter)


def _usual() -> Jury:
    return jury(1.0, USUAL)


def _same() -> Jury:
    return jury(None, FEATURES[-1])


def _right(share: float) -> str:
    n = len(_usual().validation.truth)
    return right_of(round(share * n), n)


@st.fragment
def _vote() -> None:
    usual = _usual()
    with step(1, _("A vote")) as (words, picture):
        with words:
            explain(
                "Is a handwritten digit **5 or more**? {train} digits train {trees} trees, {validation} validate "
                "them, and {test} are the test part, for the end. Each tree grows on rows drawn **with "
                "replacement**. Each split may use only {features} of {all} pixels, drawn again as well. Then all "
                "trees vote.",
                train=len(usual.train.truth),
                validation=len(usual.validation.truth),
                test=len(usual.test.truth),
                trees=TREES,
                features=USUAL,
                all=FEATURES[-1],
            )
            options = {"same": _("About as many"), "more": _("Clearly more"), "fewer": _("Fewer")}
            answer = predict(
                "forest-guess-vote",
                _(
                    "One of these trees has {n} of the {all} validation digits right on average. How many does their "
                    "vote?",
                    all=len(usual.validation.truth),
                    n=f"{alone(usual):.0f}",
                ),
                options,
            )
            trees = slider(_("Trees that vote"), 1, TREES, 15, 2, key="learn-forest-vote")
            _vote_told(usual, trees, answer)
        with picture:
            lines = [
                (_("The vote"), [usual.validation.right(n) for n in _COUNTS], FOREST, "solid"),
                (_("The best of the trees"), [usual.best] * len(_COUNTS), TREE, "dot"),
                (_("One tree, on average"), [usual.alone] * len(_COUNTS), TREE, "dash"),
            ]
            alt = _("Validation digits that are right by vote, by the number of trees")
            chart(
                curves(_COUNTS, lines, _("Trees"), chosen=trees), alt=alt, key="learn-forest-curve", height=HEIGHT - 60
            )
            _hard_digits(usual, trees)


def _vote_told(usual: Jury, trees: int, answer: str) -> None:
    seen(
        counted(
            "The vote of {n} tree has {vote} validation digits right, that of all {all} has {last}. The best of "
            "the trees alone has {best}. A tree that uses all rows and all pixels has {whole}.",
            "The vote of {n} trees has {vote} validation digits right, that of all {all} has {last}. The best of "
            "the trees alone has {best}. A tree that uses all rows and all pixels has {whole}.",
            trees,
            vote=_right(usual.validation.right(trees)),
            all=TREES,
            last=voted_right(usual, TREES),
            best=round(usual.best * len(usual.validation.truth)),
            whole=f"{alone(_same()):.0f}",
        ),
        answer,
        {
            "same": _("A digit that one tree gets wrong is right in most others."),
            "fewer": _("For that, most trees would have to err on the same digits."),
        },
    )


def _hard_digits(usual: Jury, trees: int) -> None:
    """Show digits that divide the trees, and how many of the first trees are right."""
    divided = np.argsort(np.abs((~usual.wrong).mean(axis=0) - 0.6), kind="stable")[:_HARD]
    right = (~usual.wrong[:trees, divided]).sum(axis=0)
    titles = [f"{n}. {count}/{trees}" for n, count in enumerate(right, start=1)]
    pictures = (digit.reshape(SIDE, SIDE) for digit in high_digits()[1].X[divided])
    side_by_side(zip(pictures, titles, strict=True), _("A digit that divides the trees"), key="learn-forest-digit")
    left, beside = st.columns(2)
    with left:
        alt = _("Digits that divide the trees, and the share of trees that are right: {list}", list=", ".join(titles))
        chart(tallies((right / trees).tolist()), alt=alt, key="learn-forest-tallies", height=280)
    with beside:
        heading = _("Importance of each pixel to the forest")
        chart(of_pixels(usual.importance, heading), alt=heading, key="learn-forest-pixels", height=280)


@functools.cache
def _majorities(p: float, rho: float) -> list[float]:
    return [majority(p, rho, voters) for voters in VOTERS]


@st.fragment
def _condorcet() -> None:
    with step(2, _("Condorcet’s jury")) as (words, picture):
        with words:
            say(
                "In 1785 Condorcet computed how often the majority of $n$ voters is right, if each is right with "
                "chance $p$. His voters err independently. Real ones err together. A model of it: each case has "
                r"its own chance that a voter is right, drawn from a beta distribution. Then $\rho$ is the "
                "**correlation** of two voters’ errors."
            )
            st.latex(r"P = \sum_{k > n/2} \binom{n}{k} \frac{B(a + k,\; b + n - k)}{B(a, b)}")
            st.latex(r"a = p\,\frac{1 - \rho}{\rho} \qquad b = (1 - p)\,\frac{1 - \rho}{\rho}")
            options = {"same": _("{number} %", number=60), "more": _("About 80 %"), "sure": _("About 98 %")}
            answer = predict(
                "forest-guess-jury",
                _(
                    "{n} voters are right 60 % of the time each, independently. How often is their majority right?",
                    n=_SHOWN,
                ),
                options,
            )
            p = slider(_("A voter is right, in percent"), 30, 95, 60, key="learn-forest-p")
            rho = slider(_("Correlation ρ of their errors"), 0.0, 1.0, 0.1, 0.05, key="learn-forest-rho")
            share = p / 100
            seen(
                sentences(
                    _(
                        "The majority of {n} voters is right {free} of the time if they err independently, and "
                        "{alike} with correlation {rho}. Ever more voters lead to {limit}, not further.",
                        n=_SHOWN,
                        free=as_share(majority(share, 0, _SHOWN)),
                        alike=as_share(majority(share, rho, _SHOWN)),
                        rho=f"{rho:.2f}",
                        limit=as_share(limit(share, rho)),
                    ),
                    _("Below 50 % a majority is worse than one voter."),
                ),
                answer,
                {
                    "same": _("That is one voter. Among many, a wrong majority needs many mistakes at once."),
                    "more": _(
                        "So much have {n} voters already.", n=next(n for n in VOTERS if majority(0.6, 0, n) > 0.8)
                    ),
                },
            )
        with picture:
            lines = [
                (_("Independent voters"), _majorities(share, 0.0), FOREST, "dot"),
                (_("Correlation {rho}", rho=f"{rho:.2f}"), _majorities(share, rho), FOREST, "solid"),
                (_("One voter"), [share] * len(VOTERS), TREE, "dash"),
            ]
            alt = _("How often the majority is right, by the number of voters")
            chart(curves(VOTERS, lines, _("Voters")), alt=alt, key="learn-forest-condorcet", height=HEIGHT)


@st.fragment
def _mistakes() -> None:
    with step(3, _("Mistakes that differ")) as (words, picture):
        with words:
            say(
                "A forest makes its trees err differently in two ways: each draws its rows, and each split draws "
                "its pixels."
            )
            options = {"one": _("As good as one tree"), "vote": _("As good as the vote in step 1")}
            answer = predict(
                "forest-guess-same",
                _("Now each tree may see all rows and split by all pixels. What is a vote of {n} worth?", n=TREES),
                options,
            )
            _mistakes_told(answer)
        with picture:
            for name, title, each in (
                ("same", _("**All rows, all pixels**"), _same()),
                ("drawn", _("**Rows and pixels drawn**"), _usual()),
            ):
                st.markdown(title)
                alt = _("How many of {trees} trees are right about each validation digit", trees=TREES)
                expected = counts(each.alone, correlation(each), TREES)
                chart(hardness(each, expected), alt=alt, key=f"learn-forest-{name}", height=310)


def _mistakes_told(answer: str) -> None:
    same, drawn = _same(), _usual()
    seen(
        "Trees that see the same err alike: their mistakes correlate by {same}. Their vote gets {first} "
        "right, one of them {alone} on average. With rows and pixels drawn, the correlation is {drawn} and "
        "the vote gets {second} right.",
        answer,
        {"vote": _("Trees that see the same split alike: few mistakes are outvoted.")},
        same=f"{correlation(same):.2f}",
        first=_right(same.validation.right(TREES)),
        alone=f"{alone(same):.0f}",
        drawn=f"{correlation(drawn):.2f}",
        second=voted_right(drawn, TREES),
    )
    rows = []
    for share in (None, SHARES[-1]):
        for features in (FEATURES[-1], USUAL, FEATURES[0]):
            each = jury(share, features)
            alike = f"{correlation(each):.2f}"
            cells = [f"{alone(each):.0f}", alike, _by_formula(each, TREES), str(voted_right(each, TREES))]
            rows.append([_set_up(share, features), *cells])
    table([_("Rows, pixels"), _("Alone"), _("Correlation"), _("By the formula"), _("Vote")], rows)
    say(
        "The formula uses the two columns before it. Drawn rows alone, which is **bagging**, raise the vote from "
        "{same} to {bagged}; drawn pixels alone raise it to {pixels}. Both together do no better here, but drawn "
        "rows leave others to test on.",
        same=voted_right(same, TREES),
        bagged=voted_right(jury(1.0, FEATURES[-1]), TREES),
        pixels=voted_right(jury(None, USUAL), TREES),
    )


def _by_formula(each: Jury, trees: int) -> str:
    return f"{len(each.validation.truth) * majority(each.alone, correlation(each, trees), trees):.0f}"


def _set_up(share: float | None, features: int) -> str:
    return _("All, {n}", n=features) if share is None else _("Drawn, {n}", n=features)


@st.fragment
def _out_of_bag() -> None:
    usual = _usual()
    with step(4, _("A test set for free")) as (words, picture):
        with words:
            say(
                "To grow a tree, {n} rows are drawn from {n}, with replacement. Some are drawn twice or more, "
                "others never: these are **out of its bag**.",
                n=len(usual.train.truth),
            )
            options = {"half": _("About half"), "two": _("About two thirds"), "all": _("Nearly all")}
            answer = predict(
                "forest-guess-bag", _("What share of the training rows does a tree see, on average?"), options
            )
            _bag_told(usual, answer)
        with picture:
            lines = [
                (_("Training rows"), [usual.train.right(n) for n in _COUNTS], TRAINING, "dot"),
                (_("Out of bag"), [usual.out_of_bag(n) for n in _COUNTS], TREE, "dash"),
                (_("Validation rows"), [usual.validation.right(n) for n in _COUNTS], FOREST, "solid"),
            ]
            alt = _("Training, out-of-bag and validation rows that are right by vote, by the number of trees")
            chart(curves(_COUNTS, lines, _("Trees")), alt=alt, key="learn-forest-bag", height=HEIGHT)


def _bag_told(usual: Jury, answer: str) -> None:
    seen(
        "A tree sees {bag} % of them, close to 1 − 1/e = 63.2 %. If each training row is answered by those "
        "trees alone that have not seen it, {oob} % are right. On the validation rows it is {validation} %, "
        "on the training rows, with every tree, {train} %. So the rows out of the bag tell almost what a "
        "validation part would, and the training rows tell nothing.",
        answer,
        {
            "half": _("A row is missed by all draws with chance (1 − 1/n)ⁿ, near 1/e = 37 %."),
            "all": _("As many draws as rows are not all rows: some come twice."),
        },
        bag=percent(float(usual.in_bag.mean())),
        oob=percent(usual.out_of_bag(TREES)),
        validation=percent(usual.validation.right(TREES)),
        train=percent(usual.train.right(TREES)),
    )


@st.fragment
def _own(chapter: Chapter) -> None:
    with step(5, _("Your jury")) as (words, picture):
        with words:
            say(
                "What is lost when trees see less, and what is won? Each tree alone gets worse, but the trees err "
                "less alike. Look for the best exchange, with few trees."
            )
            each, trees = _set()
            _own_told(each, trees)
        with picture:
            lines = [
                (_("Your jury’s vote"), [each.validation.right(n) for n in _COUNTS], FOREST, "solid"),
                (_("One tree, on average"), [each.alone] * len(_COUNTS), TREE, "dash"),
            ]
            alt = _("Validation digits that your jury has right, by the number of trees")
            drawn = curves(_COUNTS, lines, _("Trees"), chosen=trees)
            drawn["layout"]["yaxis"]["range"] = [55, 101]
            chart(drawn, alt=alt, key="learn-forest-own", height=HEIGHT)
    hard = reached_hard(each, trees)
    goal(chapter, reached(each, trees), _standing(each, trees), (each, trees), _tested, hard=hard)


def _tested(solution: tuple[Jury, int]) -> str:
    each, trees = solution
    n = len(each.test.truth)
    return _("{right} test digits are right by vote.", right=right_of(round(each.test.right(trees) * n), n))


def _set() -> tuple[Jury, int]:
    """Show the forest's settings; return the forest, and the number of trees that vote."""
    names = {0: _("All")} | {100 * share: _("{n} % drawn", n=f"{100 * share:.0f}") for share in SHARES[::-1]}
    drawn = stops(_("Rows of each tree"), names, key="learn-forest-rows")
    features = stops(
        _("Pixels of each split, of {n}", n=FEATURES[-1]), FEATURES, FEATURES[-1], key="learn-forest-features"
    )
    trees = slider(_("Trees in the jury"), 1, TREES, 11, 2, key="learn-forest-trees")
    return jury(drawn / 100 or None, features), trees


def _own_told(each: Jury, trees: int) -> None:
    rows = [
        [_("By vote"), str(voted_right(each, trees))],
        [_("By the formula"), _by_formula(each, trees)],
        [_("Correlation ρ of their mistakes"), f"{correlation(each, trees):.3f}" if trees > 1 else UNKNOWN],
    ]
    oob = each.out_of_bag(trees)
    if oob == oob:  # NaN where every tree has seen every row
        rows.append([_("Right out of bag"), as_share(oob)])
    table([_("Measured"), counted("{n} tree", "{n} trees", trees)], rows)
    race = {"dataset": "digits", "contenders": "decision_tree,random_forest"}
    route("race").link(_("Race a tree against a forest on the digits"), query=race)


def _standing(each: Jury, trees: int) -> str:
    return counted(
        "{n} tree: {vote} right by vote, {alone} alone on average.",
        "{n} trees: {vote} right by vote, {alone} alone on average.",
        trees,
        vote=_right(each.validation.right(trees)),
        alone=f"{alone(each):.0f}",
    )
