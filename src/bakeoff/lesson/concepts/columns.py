"""Concepts of columns and rows: what tells the class, and what only seems to."""

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, StratifiedKFold, cross_val_score
from sklearn.neighbors import KNeighborsClassifier

from bakeoff.lesson.concepts.record import Claim, Concept, Idea, Outcome
from bakeoff.lesson.concepts.trials import raced, tenths
from bakeoff.text import _

_ONE_MODEL = {"rules.validation_share": "0", "rules.test_share": "0.5"}
_CONTRACTS = _ONE_MODEL | {
    "dataset": "contracts",
    "contenders": "k_nearest",
    "rules.rows": "200",
    "rules.leave_out": "Age (years),House number,Day of birth,Letters in the name,Minutes of calls a day,"
    "Messages a month,Data used (GB a month),Steps to the nearest shop",
}
_XOR = _ONE_MODEL | {"dataset": "xor", "contenders": "svm,linear"}


def _useless(seed: int) -> Outcome:
    query = _CONTRACTS | {"dataset.seed": str(seed)}
    a, b, c = (raced(query | {"transform.junk": junk}, seed)["k_nearest"] for junk in (0, 1, 3))
    bars = (_("4 columns"), a), (_("and 4 random ones"), b), (_("and 12 random ones"), c)
    said = _("With 4 columns {a} % of new rows are right, with 12 random ones beside them {c} %.", **tenths(a=a, c=c))
    same = Claim(2, a - 2, a + 2)
    return Outcome(bars, said, (Claim(2, high=a - 2), Claim(2, a), same, same))


def _together(seed: int) -> Outcome:
    query = _XOR | {"dataset.seed": str(seed)}
    a, b = (raced(query | {"rules.leave_out": column}, seed)["svm"] for column in ("x2", "x1"))
    both = raced(query, seed)
    c, d = both["linear"], both["svm"]
    bars = (_("SVM, x₁ alone"), a), (_("SVM, x₂ alone"), b), (_("Linear model, both"), c), (_("SVM, both"), d)
    said = _("One column alone gets {a} % of new rows right or {b} %, both together {d} %.", **tenths(a=a, b=b, d=d))
    guessing = Claim(3, high=max(a, b) + 5)
    return Outcome(bars, said, (Claim(3, max(a, b) + 20), guessing, Claim(3, high=max(c, 50) + 5), guessing))


def _rare(seed: int) -> Outcome:
    rng = np.random.default_rng(seed)
    sick = rng.random(8000) < 0.02
    X = rng.normal(size=(8000, 6)) + 0.6 * sick[:, None]
    model, truth = LogisticRegression().fit(X[:4000], sick[:4000]), sick[4000:]
    answers = model.predict(X[4000:])
    a, b, c = (100 * float(np.mean(share)) for share in (answers == truth, ~truth, answers[truth]))
    bars = (_("Right: the model"), a), (_("Right: “healthy” for all"), b), (_("Sick that the model finds"), c)
    said = _("The model has {a} % of rows right, “healthy” for all {b} %. It finds {c} % of the sick.")
    claims = Claim(1, a - 1, a + 1), Claim(2, 50), Claim(1, 45, 55), Claim(2, 50)
    return Outcome(bars, _(said, **tenths(a=a, b=b, c=c)), claims)


def _patients(seed: int) -> Outcome:
    rng = np.random.default_rng(seed)
    n = 400  # patients with ten pictures each; the first hundred are in the table
    sick, who, centres = np.arange(n) % 2, np.repeat(np.arange(n), 10), rng.normal(size=(n, 8))
    centres[:, 0] += 1.5 * sick
    X, y = centres[who] + 0.5 * rng.normal(size=(10 * n, 8)), sick[who]
    table, model = who < 100, KNeighborsClassifier()
    folds = [list(StratifiedKFold(5, shuffle=True, random_state=seed).split(X[table], by[table])) for by in (y, who)]
    folds.append(list(GroupKFold(5).split(X[table], groups=who[table])))
    a, b, c = (100 * float(cross_val_score(model, X[table], y[table], cv=each).mean()) for each in folds)
    d = 100 * float(model.fit(X[table], y[table]).score(X[~table], y[~table]))
    bars = (
        (_("At random, classes alike"), a),
        (_("Each patient in all parts"), b),
        (_("Split by patient"), c),
        (_("New patients"), d),
    )
    said = _("A random split promises {a} %, a split by patient {c} %. Of new patients’ pictures {d} % are right.")
    claims = Claim(3, c - 8, c + 8), Claim(3, a - 8), Claim(3, b - 8), Claim(3, a - 8)
    return Outcome(bars, _(said, **tenths(a=a, c=c, d=d)), claims)


CONCEPTS = (
    Concept(
        "useless_columns",
        "comparing",
        "features",
        "A table gets {n} further columns of random numbers. How do the nearest neighbours do on new rows then?",
        (
            "Worse: in a distance, useless columns count like useful ones.",
            "Better or equally well: more columns never tell less of a row.",
            "Equally well: training finds out which of the columns matter.",
            "Equally well, if all of the columns are scaled to one spread.",
        ),
        (
            Idea(
                "More features are never worse",
                "The table tells no less, but the model has few rows to sort it out. Each useless column adds noise.",
                "Domingos 2012",
            ),
            Idea(
                "Every model chooses its features by itself",
                "A tree chooses columns. Nearest neighbours do not: they add up the distances in all of them.",
                "Aha, Kibler & Albert 1991",
            ),
            Idea(
                "Scaling makes useless columns harmless",
                "With one spread, a random column counts as much as the best one. That is the trouble.",
                "Aha, Kibler & Albert 1991",
            ),
        ),
        "Useless columns hide the neighbours that are near in the useful ones. Leave them out.",
        "Nearest neighbours learn 200 customers from 4 useful columns, then with 4 and 12 random ones beside them.",
        _useless,
        draw=lambda rng: {"n": rng.choice((8, 10, 12, 15))},
        query=_CONTRACTS | {"transform.junk": "3"},
    ),
    Concept(
        "useless_alone",
        "comparing",
        "features",
        "Neither {a} nor {b} alone tells the class any better than guessing does. May both be left out?",
        (
            "Not yet: the two together may tell what neither tells alone.",
            "Yes: two columns that tell nothing alone tell nothing together.",
            "Yes, if a linear model with both is no better than guessing.",
            "Yes, if neither of them has any correlation with the class.",
        ),
        (
            Idea(
                "Features count one by one",
                "A pair can tell all where each tells nothing: two coordinates have the same sign, or not.",
                "Guyon & Elisseeff 2003",
            ),
            Idea(
                "What a linear model misses is not there",
                "A linear model only adds up. Columns that work together need a model that can bend, or their product.",
                "Guyon & Elisseeff 2003",
            ),
            Idea(
                "Zero correlation means no relation",
                "Correlation sees straight lines alone, one column at a time. It is near 0 here for both columns.",
                "Anscombe 1973",
            ),
        ),
        "Columns have to be tried together, by a model that can use them together.",
        "An SVM learns exclusive or from one column, from the other, and from both. A linear model gets both, too.",
        _together,
        draw=lambda rng: dict(zip("ab", rng.sample("ABCDEF", 2), strict=True)),
        query=_XOR,
    ),
    Concept(
        "rare_accuracy",
        "comparing",
        "uses",
        "Of all patients {p} % are sick. A model is right on {right} % of new patients. What does that tell?",
        (
            "Little: to call everybody healthy has about the same score.",
            "That it finds most of the sick, as nearly all rows are right.",
            "That it has learnt a lot, as guessing would be right on 50 %.",
            "That it finds the sick, if each part has its share of them.",
        ),
        (
            Idea(
                "High accuracy means that each class is found",
                "Nearly all rows are healthy, so they make the score. It hardly changes if all the sick are missed.",
                "Provost, Fawcett & Kohavi 1998",
            ),
            Idea(
                "Guessing is right on half of the rows",
                "That is so for two classes of one size. Here the most frequent class is the baseline.",
                "Provost, Fawcett & Kohavi 1998",
            ),
            Idea(
                "A stratified split makes accuracy fair",
                "Stratifying keeps shares alike in all parts. The rare class stays rare, and its errors count little.",
                "He & Garcia 2009",
            ),
        ),
        "Compare with the baseline, and look at the rare class by itself, such as the share of it that is found.",
        "A linear model learns 4,000 patients, of whom 2 % are sick, and answers for 4,000 others.",
        _rare,
        draw=lambda rng: {"p": (p := rng.choice((2, 3, 4))), "right": 100 - p},
    ),
    Concept(
        "patients_split",
        "comparing",
        "uses",
        "A table has {n} pictures of each patient. How is it split to tell how a model does on new patients?",
        (
            "By patient: all pictures of one patient are in one part.",
            "At random: then chance makes all parts as alike as can be.",
            "So that each patient has some of the pictures in all parts.",
            "At random, with the same share of the sick in each part.",
        ),
        (
            Idea(
                "A random split is always fair",
                "The model then knows each test patient from other pictures. New patients are unknown to it.",
                "Saeb et al. 2017",
            ),
            Idea(
                "All parts should have the same patients",
                "That tests whether it knows patients again. The score leaks from one picture to the next.",
                "Kaufman et al. 2012",
            ),
            Idea(
                "Equal shares of classes prevent a leak",
                "Equal shares make scores steadier. Pictures of one patient are on both sides all the same.",
                "Saeb et al. 2017",
            ),
        ),
        "A test part has to be as new as later rows are: new patients, not new pictures of known ones.",
        "Nearest neighbours learn 100 patients with ten pictures each, and are tried on 300 new ones.",
        _patients,
        draw=lambda rng: {"n": rng.choice((8, 10, 12, 15))},
    ),
)
