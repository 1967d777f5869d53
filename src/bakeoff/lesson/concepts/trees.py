"""Concepts of trees and forests."""

from typing import Any

import numpy as np
from sklearn.ensemble import RandomForestClassifier
from sklearn.tree import DecisionTreeClassifier

from bakeoff.lesson.concepts.record import Claim, Concept, Idea, Outcome
from bakeoff.lesson.concepts.trials import raced, tenths
from bakeoff.preparation.prepared import prepare
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _, counted

_BOOK = "Hastie, Tibshirani & Friedman 2009"
_WINE = {"dataset": "wine", "contenders": "decision_tree,svm", "rules.validation_share": "0", "rules.scale": "none"}
_XOR = {"dataset": "xor", "contenders": "decision_tree,dummy", "decision_tree.max_leaf_nodes": "4"}
_DIGITS = {"dataset": "digits", "rules.rows": "400", "rules.test_share": "0.5", "rules.validation_share": "0"}
_VOTE = _DIGITS | {"contenders": "random_forest,decision_tree", "random_forest.n_estimators": "21"}
_NOISY = _DIGITS | {"contenders": "random_forest", "transform.label_noise": "0.2"}


def _scaling(seed: int) -> Outcome:
    raw, scaled = (raced(_WINE | {"rules.scale": scale}, seed) for scale in ("none", "standard"))
    (a, b), (c, d) = ((raw[name], scaled[name]) for name in ("decision_tree", "svm"))
    bars = (_("Tree"), a), (_("Tree, scaled"), b), (_("SVM"), c), (_("SVM, scaled"), d)
    said = _("Scaling takes the tree from {a} % to {b} % of new rows, the SVM from {c} % to {d} %.")
    claims = Claim(1, a - 0.5, a + 0.5), Claim(1, a + 1), Claim(1, high=a - 1), Claim(3, high=c + 1)
    return Outcome(bars, _(said, **tenths(a=a, b=b, c=c, d=d)), claims)


def _greedy(seed: int) -> Outcome:
    scores = [_two_trees(10 * seed + sample) for sample in range(10)]
    a, b, c, d = (100 * float(score) for score in np.mean(scores, axis=0))
    bars = (_("Greedy, training"), a), (_("Middle first, training"), b), (_("Greedy"), c), (_("Middle first"), d)
    said = _("With 4 leaves the greedy tree has {c} % of new rows right, the other one {d} %.", **tenths(c=c, d=d))
    return Outcome(bars, said, (Claim(3, c + 5), Claim(2, d), Claim(0, b), Claim(3, high=c + 3)))


def _two_trees(seed: int) -> tuple[float, ...]:
    """Return shares of training and new rows that are right, each by a greedy tree and by one that begins at x1 = 0."""
    options, rules = {"rows": 2000, "seed": seed}, {"seed": seed, "test_share": 0.9, "validation_share": 0.0}
    parts = prepare(BakeoffSpec(dataset={"name": "xor", "options": options}, rules=rules | {"scale": "none"}))
    X, y, X_new, y_new = parts.X_train, parts.y_train, parts.X_test, parts.y_test
    greedy = DecisionTreeClassifier(max_leaf_nodes=4, random_state=seed).fit(X, y)
    left, right = (DecisionTreeClassifier(max_depth=1).fit(X[side], y[side]) for side in (X[:, 0] <= 0, X[:, 0] > 0))

    def other(rows: Any) -> Any:
        return np.where(rows[:, 0] <= 0, left.predict(rows), right.predict(rows))

    return greedy.score(X, y), np.mean(other(X) == y), greedy.score(X_new, y_new), np.mean(other(X_new) == y_new)


def _vote(seed: int) -> Outcome:
    parts = prepare(BakeoffSpec(dataset="digits", rules={"seed": seed, "rows": 400, "test_share": 0.5}))
    new, no_draws = (parts.X_test, parts.y_test), {"bootstrap": False, "max_features": None}
    fitted = [
        RandomForestClassifier(21, random_state=seed, **how).fit(parts.X_train, parts.y_train) for how in ({}, no_draws)
    ]
    each = [[100 * float(tree.score(*new)) for tree in forest.estimators_] for forest in fitted]
    mean, same, best = *map(float, np.mean(each, axis=1)), max(each[0])
    vote, alike = (100 * float(forest.score(*new)) for forest in fitted)
    bars = (
        (_("Mean tree"), mean),
        (_("Best tree"), best),
        (_("Vote"), vote),
        (_("Vote of trees that learn the same"), alike),
    )
    said = _("The trees have {a} % of new rows right on average, the best has {b} %, and their vote {c} %.")
    claims = Claim(2, best + 1), Claim(2, high=best), Claim(2, mean - 2, mean + 2), Claim(3, same + (vote - mean) / 2)
    return Outcome(bars, _(said, **tenths(a=mean, b=best, c=vote)), claims)


def _many(seed: int) -> Outcome:
    counts = (1, 100, 200, 400)
    a, b, c, d = (raced(_NOISY | {"random_forest.n_estimators": n}, seed)["random_forest"] for n in counts)
    bars = tuple((counted("{n} tree", "{n} trees", n), score) for n, score in zip(counts, (a, b, c, d), strict=True))
    said = _("One tree has {a} % of new rows right, 100 have {b} % and 400 have {d} %.", **tenths(a=a, b=b, d=d))
    claims = Claim(3, b - 1, b + 4), Claim(3, high=b - 1), Claim(2, b + (b - a) / 2), Claim(1, high=a + 2)
    return Outcome(bars, said, claims)


CONCEPTS = (
    Concept(
        "tree_scaling",
        "comparing",
        "tree",
        "A column of a table goes up to {most}, the others up to 5. Does an SVM need scaled columns, and does a tree?",
        (
            "The SVM alone: the tree gives the same answers either way.",
            "Both: the tree too gives better answers with scaled columns.",
            "The SVM alone: the tree gives worse answers with scaled columns.",
            "Neither: both learn from the rows how much a column counts.",
        ),
        (
            Idea(
                "Every model needs scaled columns",
                "A tree asks whether a value is above a limit. Scaling moves both, so the same rows go the same way.",
                _BOOK,
            ),
            Idea(
                "Scaling takes information from a tree",
                "Scaling keeps the order of the values in a column. A tree uses that order alone, so nothing is lost.",
                _BOOK,
            ),
            Idea(
                "Training makes up for any scale",
                "An SVM adds up distances over all columns. One with large values decides them nearly alone.",
                "Hsu, Chang & Lin 2003",
            ),
        ),
        "A tree’s questions depend on the order within a column. An SVM adds up distances over all columns.",
        "A tree and an SVM learn 178 wines, with the columns as they are and with scaled ones.",
        _scaling,
        draw=lambda rng: {"most": rng.choice((800, 1200, 1600, 2000))},
        query=_WINE,
    ),
    Concept(
        "tree_greedy",
        "learning",
        "tree",
        "A tree takes at each step the question that gains most at once. Is it the best tree with {leaves} leaves?",
        (
            "No: a question that gains little can prepare one that gains a lot.",
            "Yes: the best question at each step gives the best tree in the end.",
            "Yes on the training rows, but not always on rows that are new.",
            "No, but it comes close: to try more questions changes few answers.",
        ),
        (
            Idea(
                "The best steps make the best whole",
                "The gain of a question does not show what the next ones can do. Another first question can be better.",
                "Murthy & Salzberg 1995",
            ),
            Idea(
                "Training finds the optimum of the training rows",
                "Not even there: the tree never takes a question back. To find the best one, all trees must be tried.",
                "Hyafil & Rivest 1976",
            ),
            Idea(
                "A greedy choice is nearly the best one",
                "Mostly it is close, but nothing ensures that. On exclusive or, no first question gains anything.",
                "Murthy & Salzberg 1995",
            ),
        ),
        "CART is greedy: it looks no further than the next question, and never takes one back.",
        "Two trees with 4 leaves learn exclusive or, ten times. One is greedy, the other one first asks in the middle.",
        _greedy,
        draw=lambda rng: {"leaves": rng.choice((4, 6, 8))},
        query=_XOR,
    ),
    Concept(
        "forest_vote",
        "comparing",
        "forest",
        "Of {n} trees of a forest, each has 60 to 70 % of new rows right. How many does their vote have right?",
        (
            "More than the best tree, since they err on different rows.",
            "At most 70 %, for no vote is better than its best voter.",
            "About 65 %, for a vote comes out at the mean of its voters.",
            "More than the best tree, even if all learn the same rows.",
        ),
        (
            Idea(
                "A vote cannot beat its best voter",
                "Where the best tree errs, most others can be right. Then the vote corrects it.",
                "Dietterich 2000",
            ),
            Idea(
                "A vote is as good as its mean voter",
                "The vote is taken row by row. Errors on different rows are outvoted, so they do not average.",
                "Dietterich 2000",
            ),
            Idea(
                "Many voters are enough",
                "Trees that learn the same make the same errors, and nobody outvotes them. They have to differ.",
                "Breiman 2001",
            ),
        ),
        "A vote is better than its voters if they err on different rows. A forest draws rows and columns for that.",
        "21 trees learn 400 digits twice: with rows and columns drawn as in a forest, and all from the same ones.",
        _vote,
        draw=lambda rng: {"n": rng.choice((15, 21, 25, 31))},
        query=_VOTE,
    ),
    Concept(
        "forest_more_trees",
        "comparing",
        "forest",
        "A forest grows from one tree to {n} trees. What happens to its score on new rows?",
        (
            "It rises at first, then it stays about where it is.",
            "It rises at first, then it falls: too many trees overfit.",
            "It rises all the time: each tree adds about as much.",
            "It stays about level: all trees learn from the same table.",
        ),
        (
            Idea(
                "Too many trees overfit",
                "A further tree changes no other tree. It moves the vote nearer to its mean over many more trees.",
                "Breiman 2001",
            ),
            Idea(
                "Each further tree helps as much",
                "The first trees settle most rows. After some hundreds, a further tree changes hardly a vote.",
                "Probst & Boulesteix 2018",
            ),
            Idea(
                "Trees from one table are all alike",
                "Each tree draws its own rows, and each split its own columns. So the first trees help a lot.",
                "Breiman 2001",
            ),
        ),
        "More trees make the vote steadier. Depth can overfit, the number of trees does not.",
        "Forests of 1 to 400 trees learn 400 digits. A fifth of the labels are wrong.",
        _many,
        draw=lambda rng: {"n": rng.choice((300, 400, 500))},
        query=_NOISY,
    ),
)
