"""Concepts of choosing: settings, versions, moments to stop."""

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit
from sklearn.linear_model import LogisticRegression
from sklearn.tree import DecisionTreeClassifier

from bakeoff.evaluation.notation import placed
from bakeoff.lesson.concepts.record import Claim, Concept, Idea, Outcome
from bakeoff.lesson.concepts.trials import raced, tenths
from bakeoff.preparation.prepared import prepare
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _

_SPIRAL = {
    "dataset": "spiral",
    "dataset.rows": "2000",
    "dataset.noise": "0.2",
    "dataset.classes": "3",
    "contenders": "svm,decision_tree",
    "rules.rows": "500",
    "rules.test_share": "0.5",
}
_PARTS = ("train", "validation", "test")
_SETTINGS = [
    {"svm.C": C, "svm.gamma": "value", "svm.gamma_value": gamma, "decision_tree.min_samples_leaf": leaf}
    for C, gamma, leaf in ((1, 1, 1), (10, 3, 2), (10, 10, 3), (100, 10, 5))
]


def _defaults(seed: int) -> Outcome:
    query = _SPIRAL | {"dataset.seed": str(seed)}
    by_default, names = raced(query, seed), ("svm", "decision_tree")
    scores = [(raced(query | tried, seed, "validation"), raced(query | tried, seed)) for tried in _SETTINGS]
    a, b = (by_default[name] for name in names)
    c, d = (max(scores, key=lambda pair, name=name: pair[0][name])[1][name] for name in names)  # type: ignore[misc]
    bars = (_("SVM, defaults"), a), (_("Tree, defaults"), b), (_("SVM, tuned"), c), (_("Tree, tuned"), d)
    said = _("By default the tree leads, {b} % to {a} %. Both tuned on validation rows, the SVM leads, {c} % to {d} %.")
    claims = Claim(2, d + 0.1), Claim(2, high=d), Claim(2, a - 2, a + 2), Claim(2, high=a + 10)
    return Outcome(bars, _(said, **tenths(a=a, b=b, c=c, d=d)), claims)


def _chosen(seed: int) -> Outcome:
    scores = []
    for split in range(20):
        points = {"rows": 2000, "noise": 0.5, "seed": 20 * seed + split}
        rules = {"seed": 20 * seed + split, "test_share": 0.75, "validation_share": 0.08}
        parts = prepare(BakeoffSpec(dataset={"name": "moons", "options": points}, rules=rules))
        tried = [DecisionTreeClassifier(max_depth=3, splitter="random", random_state=n) for n in range(50)]
        learnt = [tree.fit(parts.X_train, parts.y_train) for tree in tried]
        best = max(learnt, key=lambda tree: tree.score(parts.X_validation, parts.y_validation))
        scores.append([best.score(getattr(parts, f"X_{p}"), getattr(parts, f"y_{p}")) for p in _PARTS])
    a, b, c = (100 * float(mean) for mean in np.mean(scores, axis=0))
    d = 100 * float(np.mean([new < validated for _trained, validated, new in scores]))
    bars = (
        (_("Training rows"), a),
        (_("Validation rows"), b),
        (_("New rows"), c),
        (_("Splits where it falls"), d),
    )
    said = _("The best of 50 has {b} % on its 40 validation rows and {c} % on new ones. On {d} % of splits it falls.")
    claims = Claim(2, high=b - 2), Claim(2, b - 2, b + 2), Claim(3, 30, 70), Claim(2, b - 2)
    return Outcome(bars, _(said, **tenths(b=b, c=c, d=d)), claims)


def _curves(seed: int) -> Outcome:
    rng = np.random.default_rng(seed)
    true = 0.3 * rng.normal(size=40)
    X, X_new = rng.normal(size=(60, 40)), rng.normal(size=(3000, 40))
    y, y_new = (rng.random(len(rows)) < expit(rows @ true) for rows in (X, X_new))
    losses = []
    for decay in (0.0, 0.1):
        weights = np.zeros(40)
        for step in range(1, 2001):
            weights -= 0.5 * (X.T @ (expit(X @ weights) - y) / len(y) + decay * weights)
            if step in (20, 2000):
                losses.append(float(np.mean(np.logaddexp(0, X_new @ weights) - y_new * (X_new @ weights))))
    a, b, c, d = losses
    bars = (_("A, 20 steps"), a), (_("A, 2,000 steps"), b), (_("B, 20 steps"), c), (_("B, 2,000 steps"), d)
    n = {name: placed(loss, 2) for name, loss in zip("abcd", losses, strict=True)}
    said = _("From 20 to 2,000 steps A’s loss on new rows goes from {a} to {b}, and B’s from {c} to {d}.", **n)
    return Outcome(bars, said, (Claim(1, a + 0.3), Claim(3, c + 0.1), Claim(3, c + 0.1), Claim(1, high=a)), "")


def _often(seed: int) -> Outcome:
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(3180, 40))
    y = rng.random(3180) < expit(0.6 * X[:, :3].sum(axis=1))
    train, test, new = slice(100), slice(100, 180), slice(180, None)

    def score(columns: NDArray[np.bool_], rows: slice) -> float:
        model = LogisticRegression().fit(X[train][:, columns], y[train])
        return 100 * float(model.score(X[rows][:, columns], y[rows]))

    columns = rng.random(40) < 0.5
    first = best = score(columns, test)
    for _change in range(100):
        changed = columns ^ (np.arange(40) == rng.integers(40))
        if score(changed, test) >= best:
            best, columns = score(changed, test), changed
    c = score(columns, new)
    bars = (_("Test part, at first"), first), (_("Test part, after 100 changes"), best), (_("New rows"), c)
    said = _("After 100 changes the test part says {b} %, and 3,000 new rows say {c} %.", **tenths(b=best, c=c))
    return Outcome(bars, said, (Claim(2, high=best - 2), *(Claim(2, best - 2, best + 2),) * 3))


CONCEPTS = (
    Concept(
        "default_settings",
        "comparing",
        "textbook",
        "An SVM and a tree race with their library’s default settings. The SVM is {n} points behind. What follows?",
        (
            "It is worse with these settings; tuned, the order may change.",
            "It is worse on this table: defaults are a fair start for both.",
            "It is worse: the library’s authors have chosen good settings.",
            "It is worse: no settings are worth more than ten points here.",
        ),
        (
            Idea(
                "Defaults are fair to all",
                "Defaults suit some tables, not others. The same effort for both is fair, mere defaults are not.",
                "Skripchuk, Shi & Price 2022",
            ),
            Idea(
                "The library’s defaults are tuned",
                "They are made for no table in particular. Here the default width of the kernel is too large.",
                "Zimmermann, Allin & Zhang 2023",
            ),
            Idea(
                "Settings are a matter of detail",
                "Some are, but one wrong setting can cost half of the score. Nobody knows before trying.",
                "Probst, Boulesteix & Bischl 2019",
            ),
        ),
        "A comparison of models is one of settings, too. Tune both with the same effort, on validation rows.",
        "An SVM and a tree learn three spirals, by their defaults and by the best of four settings.",
        _defaults,
        draw=lambda rng: {"n": rng.choice((25, 30, 35, 40))},
        query=_SPIRAL,
    ),
    Concept(
        "best_on_validation",
        "comparing",
        "textbook",
        "Of {n} versions of a model the best has {p} % of 40 validation rows right. What is likely on new rows?",
        (
            "A lower score: the best of many has been lucky as well.",
            "The same score: no version has learnt a validation row.",
            "As likely a higher one as a lower one: luck has no side.",
            "The same score, if no version overfits its training rows.",
        ),
        (
            Idea(
                "Rows that are not learnt give a fair score",
                "No version has learnt them, but they have chosen one. The highest of many scores has luck in it.",
                "Cawley & Talbot 2010",
            ),
            Idea(
                "Luck averages out in the best one, too",
                "Luck has no side for one version. To choose the highest score is to choose the side of good luck.",
                "Cawley & Talbot 2010",
            ),
            Idea(
                "Only training can overfit",
                "To choose is to learn, too: one number from 40 rows. With many versions it fits these rows’ luck.",
                "Cawley & Talbot 2010",
            ),
        ),
        "The highest of many scores is too good. So a test part is opened once, after the choice.",
        "50 small trees learn moons, and the best on 40 validation rows answers new ones. All this on 20 splits.",
        _chosen,
        draw=lambda rng: {"n": rng.choice((30, 40, 50)), "p": rng.choice((85, 90))},
    ),
    Concept(
        "two_curves",
        "comparing",
        "generalising",
        "Training loss falls in A and B. Validation loss falls and rises in A, and stays high in B. Which gets worse?",
        (
            "A alone: its validation loss rises while training loss falls.",
            "Both of them: validation loss is above training loss in each.",
            "B alone: further training does not lower its validation loss.",
            "Neither of them: they improve as long as training loss falls.",
        ),
        (
            Idea(
                "Any gap is overfitting",
                "Nearly every model does better on rows it has learnt. What counts is whether validation loss rises.",
                "Zimmermann, Allin & Zhang 2023",
            ),
            Idea(
                "Steps without gain do harm",
                "A level validation loss means that further steps change little on new rows. They cost time alone.",
                "Prechelt 1998",
            ),
            Idea(
                "Lower training loss is a better model",
                "Training loss also falls while the noise of the training rows is learnt. New rows have other noise.",
                "Domingos 2012",
            ),
        ),
        "Look at validation loss by itself: where it turns and rises, the model learns the training rows’ noise.",
        "Two linear models with 40 weights learn 60 rows: A as it is, B with weight decay.",
        _curves,
        query={"data": "moons", "noise": "0.5", "points": "60", "layers": "8:tanh,8:tanh", "learning_rate": "0.3"},
        place="lab",
    ),
    Concept(
        "test_part_again",
        "comparing",
        "generalising",
        "A team makes {n} changes and keeps each that raises the score on the test part. Is the last score a fair one?",
        (
            "No: the test part has chosen the changes, so it is too high.",
            "Yes: no version of the model has learnt a row of the test part.",
            "Yes, if the last version is then trained once more from nothing.",
            "Yes, if nobody has looked at its rows, but at the scores alone.",
        ),
        (
            Idea(
                "Without training on it, the test part stays new",
                "Each kept change is chosen by these rows. So step by step the model is fitted to them.",
                "Skripchuk, Shi & Price 2022",
            ),
            Idea(
                "Training anew makes the score honest",
                "The choices remain: the same columns and settings that suit these test rows by luck.",
                "Kapoor & Narayanan 2023",
            ),
            Idea(
                "A score alone tells nothing of the rows",
                "Each score that decides passes on a little about the rows. After 100 decisions that is a lot.",
                "Dwork et al. 2015",
            ),
        ),
        "A test part is used up by each decision. Choose on validation rows, and open the test part once.",
        "A linear model gets or loses one of 40 columns 100 times, by its score on 80 test rows. Then 3,000 are new.",
        _often,
        draw=lambda rng: {"n": rng.choice((80, 100, 120))},
    ),
)
