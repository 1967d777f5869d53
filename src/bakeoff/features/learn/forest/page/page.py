"""The random forest: a vote, mistakes that differ, a test for nothing, and a jury of one's own."""

import streamlit as st

from bakeoff.evaluation.notation import UNKNOWN, percent
from bakeoff.features.learn.chapter import Chapter
from bakeoff.features.learn.forest.goal import LEAST_VOTED, MOST_ALONE, alone, reached, voted_right
from bakeoff.features.learn.forest.jury import FEATURES, TREES, Jury, jury, spread
from bakeoff.features.learn.forest.page.figure import FOREST, TRAINING, TREE, benches, curves
from bakeoff.features.learn.parts.choice import came_as, choice
from bakeoff.features.learn.parts.plane import HEIGHT, right_of
from bakeoff.features.learn.parts.steps import as_share, goal, predict, seen, step, table
from bakeoff.text import _, counted, sentences
from bakeoff.web.components.chart import chart
from bakeoff.web.routes import RACE

_USUAL = 3  # features, as scikit-learn has it: the square root of all


def show(chapter: Chapter) -> None:
    """Show the chapter's steps."""
    _vote()
    _mistakes()
    _out_of_bag()
    _own(chapter)


@st.fragment
def _vote() -> None:
    usual = jury(True, _USUAL)
    with step(1, _("A vote")) as (words, picture):
        with words:
            st.markdown(
                _(
                    "{train} wines train {trees} trees, and {validation} validate them. A tree tells three kinds of "
                    "grape by 13 measurements. The other {test} wines are the test part, for the end. Each tree "
                    "grows on rows drawn again **with replacement**. Each of its questions may use only {features} "
                    "features, drawn again as well. Then all of them vote.",
                    train=len(usual.train_truth),
                    validation=len(usual.truth),
                    test=len(usual.test_truth),
                    trees=TREES,
                    features=_USUAL,
                )
            )
            options = {"same": _("About as many"), "more": _("Clearly more"), "fewer": _("Fewer")}
            given = predict(
                "forest-guess-vote",
                _(
                    "One of these trees has {n} of the {all} validation wines right on average. How many does their "
                    "vote?",
                    all=len(usual.truth),
                    n=f"{alone(usual):.1f}",
                ),
                options,
            )
            if given is None:
                return
            trees = st.slider(_("Trees that vote"), 1, TREES, 15, key="learn-forest-vote", persist_state="session")
            _vote_told(usual, trees, given == "more")
        with picture:
            counts = range(1, TREES + 1)
            lines = [
                (_("The vote"), [usual.together(n) for n in counts], FOREST, "solid"),
                (_("One tree, on average"), [usual.alone] * TREES, TREE, "dash"),
            ]
            alt = _("Validation wines that are right by vote, by the number of trees")
            chart(curves(lines, trees), alt=alt, key="learn-forest-curve", height=HEIGHT)


def _vote_told(usual: Jury, trees: int, predicted: bool) -> None:
    seen(
        sentences(
            came_as(predicted),
            counted(
                "The vote of {n} tree has {vote} validation wines right, that of all {all} has {last}. The best "
                "tree of them "
                "alone has {best}.",
                "The vote of {n} trees has {vote} validation wines right, that of all {all} has {last}. The best "
                "tree of "
                "them alone has {best}.",
                trees,
                vote=right_of(voted_right(usual, trees), len(usual.truth)),
                all=TREES,
                last=voted_right(usual, TREES),
                best=int((~usual.wrong).sum(axis=1).max()),
            ),
        )
    )


@st.fragment
def _mistakes() -> None:
    with step(2, _("Mistakes that differ")) as (words, picture):
        with words:
            st.markdown(
                _(
                    "A vote is right where most are. It helps only if not all are wrong about the same rows: if their "
                    "mistakes hardly **correlate**."
                )
            )
            options = {"one": _("As good as one tree"), "vote": _("As good as the vote in step 1")}
            given = predict(
                "forest-guess-same",
                _("Now each tree may see all rows and ask about all features. What is a vote of {n} worth?", n=TREES),
                options,
            )
            if given is None:
                return
            _mistakes_told(given == "one")
        with picture:
            for name, title, each in (
                ("same", _("**All rows, all features**"), jury(False, FEATURES[-1])),
                ("drawn", _("**Rows and features drawn**"), jury(True, _USUAL)),
            ):
                st.markdown(title)
                alt = _("Which of {trees} trees is wrong about which validation wine", trees=TREES)
                chart(benches(each, TREES), alt=alt, key=f"learn-forest-{name}", height=310)


def _mistakes_told(predicted: bool) -> None:
    same, drawn = jury(False, FEATURES[-1]), jury(True, _USUAL)
    seen(
        sentences(
            came_as(predicted),
            _(
                "Trees that see the same err alike: their mistakes correlate by {same}. Their vote gets {first} "
                "right, one of them {alone} on average. With rows and features drawn, the correlation is {drawn} and "
                "the vote gets {second} right.",
                same=f"{spread(same).correlation:.2f}",
                first=right_of(voted_right(same, TREES), len(same.truth)),
                alone=f"{alone(same):.1f}",
                drawn=f"{spread(drawn).correlation:.2f}",
                second=voted_right(drawn, TREES),
            ),
        )
    )
    rows = []
    for bootstrap in (False, True):
        for features in reversed(FEATURES):
            each = jury(bootstrap, features)
            vote, correlation = str(voted_right(each, TREES)), f"{spread(each).correlation:.2f}"
            rows.append([_set_up(bootstrap, features), f"{alone(each):.1f}", vote, correlation])
    table([_("Rows, features"), _("Alone"), _("Vote"), _("Correlation")], rows)


def _set_up(bootstrap: bool, features: int) -> str:
    if bootstrap:
        return _("Drawn, {n}", n=features)
    return _("All, {n}", n=features)


@st.fragment
def _out_of_bag() -> None:
    usual = jury(True, _USUAL)
    with step(3, _("A test set for free")) as (words, picture):
        with words:
            st.markdown(
                _(
                    "To grow a tree, 89 rows are drawn from 89, with replacement. Some are drawn twice or more, others "
                    "never: these are **out of its bag**."
                )
            )
            options = {"half": _("About half"), "two": _("About two thirds"), "all": _("Nearly all")}
            given = predict(
                "forest-guess-bag", _("What share of the training rows does a tree see, on average?"), options
            )
            if given is None:
                return
            _bag_told(usual, given == "two")
        with picture:
            counts = range(1, TREES + 1)
            lines = [
                (_("Training rows"), [usual.learnt(n) for n in counts], TRAINING, "dot"),
                (_("Out of bag"), [usual.out_of_bag(n) for n in counts], TREE, "dash"),
                (_("Validation rows"), [usual.together(n) for n in counts], FOREST, "solid"),
            ]
            alt = _("Training, out-of-bag and validation rows that are right by vote, by the number of trees")
            chart(curves(lines, TREES), alt=alt, key="learn-forest-bag", height=HEIGHT)


def _bag_told(usual: Jury, predicted: bool) -> None:
    seen(
        sentences(
            came_as(predicted),
            _(
                "A tree sees {bag} % of them, close to 1 − 1/e = 63.2 %. If each training row is answered by those "
                "trees alone that have not seen it, {oob} % are right. On the validation rows it is {validation} %, "
                "on the training rows, with every tree, {train} %. So the rows out of the bag tell almost what a "
                "validation part would, and the training rows tell nothing.",
                bag=percent(usual.bag),
                oob=percent(usual.out_of_bag(TREES)),
                validation=percent(usual.together(TREES)),
                train=percent(usual.learnt(TREES)),
            ),
        )
    )


@st.fragment
def _own(chapter: Chapter) -> None:
    with step(4, _("Your jury")) as (words, picture):
        with words:
            st.markdown(
                _(
                    "What is lost when trees see less, and what is won? The share of trees that are wrong differs "
                    "from row to row. Its variance has two parts; more trees make only the first smaller:"
                )
            )
            st.latex(r"\frac{1}{B}\,\sigma^2 + \Bigl(1 - \frac{1}{B}\Bigr) \rho\, \sigma^2")
            each, trees = _set()
            _own_told(each, trees)
        with picture:
            alt = _("Which wines the trees of your jury are wrong about")
            chart(benches(each, trees), alt=alt, key="learn-forest-own", height=HEIGHT)
    goal(chapter, reached(each, trees), _standing(each, trees), (each, trees), _tested)


def _tested(solution: tuple[Jury, int]) -> str:
    each, trees = solution
    right = right_of(each.tested_right(trees), len(each.test_truth))
    return _("{right} test wines are right by vote.", right=right)


def _set() -> tuple[Jury, int]:
    """Show the forest's settings; return the forest, and the number of trees that vote."""
    drawn = choice(_("Rows of each tree"), {"all": _("All"), "drawn": _("Drawn")}, key="learn-forest-rows")
    names = {features: f"{features}" for features in reversed(FEATURES)}
    features = choice(_("Features of each question, of 13"), names, key="learn-forest-features")
    trees = st.slider(_("Trees in the jury"), 1, TREES, 10, key="learn-forest-trees", persist_state="session")
    return jury(drawn == "drawn", features), trees


def _own_told(each: Jury, trees: int) -> None:
    made_of = spread(each, trees)
    rows = [
        [_("One tree alone, on average"), _("{right} of {n}", right=f"{alone(each):.1f}", n=len(each.truth))],
        [_("By vote"), right_of(voted_right(each, trees), len(each.truth))],
        [_("Correlation ρ of their mistakes"), f"{made_of.correlation:.3f}" if trees > 1 else UNKNOWN],
        [_("Variance σ² of one tree’s mistakes"), f"{made_of.variance:.4f}"],
        [_("Variance of the share that is wrong"), f"{made_of.together:.4f}"],
    ]
    oob = each.out_of_bag(trees)
    if oob == oob:  # NaN where every tree has seen every row
        rows.append([_("Right out of bag"), as_share(oob)])
    table([_("Measured"), counted("{n} tree", "{n} trees", trees)], rows)
    race = {"dataset": "wine", "contenders": "decision_tree,random_forest"}
    RACE.link(_("Race a tree against a forest on the wines"), query=race)


def _standing(each: Jury, trees: int) -> str:
    return _(
        "The vote gets {vote} right (goal: {least}). A single tree averages {alone} (goal: below {most}).",
        vote=right_of(voted_right(each, trees), len(each.truth)),
        least=LEAST_VOTED,
        alone=f"{alone(each):.1f}",
        most=MOST_ALONE,
    )
