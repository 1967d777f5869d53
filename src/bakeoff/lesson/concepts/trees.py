"""Concepts of decision trees."""

from bakeoff.lesson.concepts.record import Claim, Concept, Idea, Outcome
from bakeoff.lesson.concepts.trials import percent, trained
from bakeoff.preparation.prepared import prepare
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _

_WINE = {"dataset": "wine", "contenders": "decision_tree,svm", "rules.scale": "none"}


def _scaling(seed: int) -> Outcome:
    spec = BakeoffSpec(dataset="wine", rules={"seed": seed, "validation_share": 0.0})
    tree, svm = [], []
    for scale in ("none", "standard"):
        prepared = prepare(spec.replace("rules.scale", scale))
        tree.append(percent(trained("decision_tree", prepared, seed), prepared))
        svm.append(percent(trained("svm", prepared, seed), prepared))
    bars = (
        (_("Tree, columns as they are"), tree[0]),
        (_("Tree, columns scaled"), tree[1]),
        (_("SVM, columns as they are"), svm[0]),
        (_("SVM, columns scaled"), svm[1]),
    )
    said = _(
        "Scaling changed the tree by {tree:.1f} points, the SVM by {svm:.1f}.",
        tree=tree[1] - tree[0],
        svm=svm[1] - svm[0],
    )
    same = Claim(1, tree[0] - 0.5, tree[0] + 0.5)
    return Outcome(bars, said, (same, Claim(1, tree[0] + 1), Claim(1, high=tree[0] - 1), Claim(3, high=svm[0] + 1)))


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
                "A tree asks whether a value is above a limit. Scaling moves values and limit alike, so the same rows "
                "go to the same side.",
                "Hastie, Tibshirani & Friedman 2009",
            ),
            Idea(
                "Scaling takes information from a tree",
                "Scaling keeps the order of the values in a column. A tree uses that order alone, so nothing is lost.",
                "Hastie, Tibshirani & Friedman 2009",
            ),
            Idea(
                "Training makes up for any scale",
                "An SVM adds up distances over all columns. A column with large values decides them nearly alone, and "
                "training cannot change that.",
                "Hsu, Chang & Lin 2003",
            ),
        ),
        "A tree’s questions depend on the order within a column. An SVM adds up distances over all columns.",
        "A tree and an SVM learn 178 wines, with the columns as they are and with scaled ones.",
        _scaling,
        draw=lambda rng: {"most": rng.choice((800, 1200, 1600, 2000))},
        query=_WINE,
    ),
)
