"""Concepts of the support vector machine."""

import numpy as np
from sklearn.datasets import make_moons
from sklearn.svm import SVC

from bakeoff.lesson.concepts.record import Claim, Concept, Idea, Outcome
from bakeoff.lesson.concepts.small import right
from bakeoff.text import _


def _removed(seed: int) -> Outcome:
    rng = np.random.default_rng(seed)
    sign = np.repeat([-1, 1], 100)
    X = rng.normal(0, 1, (200, 2)) + np.outer(sign, (1.5, 0))
    whole = SVC(kernel="linear", tol=1e-8).fit(X, sign)
    side = sign * whole.decision_function(X)
    nearest = [np.flatnonzero((sign == of) & (side > 0)) for of in (-1, 1)]
    pair = [rows[side[rows].argmin()] for rows in nearest]
    changes = []
    for rows in (side <= 1 + 1e-6, side >= 0, pair):
        weights = SVC(kernel="linear", tol=1e-8).fit(X[rows], sign[rows]).coef_
        changes.append(round(float(np.linalg.norm(weights - whole.coef_) / np.linalg.norm(whole.coef_)), 4))
    names = (_("Without those beyond the edges"), _("Without the wrong side"), _("With two points alone"))
    beyond = int((side > 1 + 1e-6).sum())
    said = _(
        "Without {n} points beyond the edges the weights change by {share:.1f} %.", n=beyond, share=100 * changes[0]
    )
    bars = tuple(zip(names, changes, strict=True))
    claims = (Claim(0, high=0.001), Claim(0, 0.001), Claim(1, high=0.01), Claim(2, high=0.01))
    return Outcome(bars, said, claims, unit="")


def _islands(seed: int) -> Outcome:
    X, y = make_moons(1200, noise=0.3, random_state=seed)
    mild, wild = (SVC(C=C, gamma=gamma).fit(X[:200], y[:200]) for C, gamma in ((1, 1), (1000, 300)))
    before, after = (right(machine, X[200:], y[200:]) for machine in (mild, wild))
    bars = (
        (_("C = 1, γ = 1: new points"), before),
        (_("C = 1000, γ = 300: training points"), right(wild, X[:200], y[:200])),
        (_("C = 1000, γ = 300: new points"), after),
    )
    vectors = [len(machine.support_) for machine in (mild, wild)]
    said = _("Of 200 points {few} were support vectors, then {many}.", few=vectors[0], many=vectors[1])
    return Outcome(bars, said, (Claim(2, high=before - 5), Claim(2, 97), Claim(2, before - 2), Claim(2, before + 1)))


CONCEPTS = (
    Concept(
        "svm_support",
        "learning",
        "svm",
        "A linear SVM has learnt {n} points of two classes that overlap. Which of them can go without any change?",
        (
            "All beyond the edges of the street, few or many.",
            "None: each point has pulled at the line a little.",
            "Those on the wrong side: it took them for mistakes.",
            "All but the two nearest ones, one of each class.",
        ),
        (
            Idea(
                "Every point pulls at the border",
                "A point beyond its edge has the multiplier 0, so it adds nothing to the weights.",
                "Hastie, Tibshirani and Friedman 2009",
            ),
            Idea(
                "Mistakes are left out",
                "A point on the wrong side has the largest multiplier, C. Without such points the street narrows.",
                "Cristianini and Shawe-Taylor 2000",
            ),
            Idea(
                "Support vectors are the nearest points",
                "All points on an edge or on its wrong side are support vectors. Where classes overlap, they are many.",
                "Cortes and Vapnik 1995",
            ),
        ),
        "The weights are a sum over support vectors: points on an edge of the street, or on the wrong side of it.",
        "An SVM learns 200 points, then again without some; how far its weights move, as a share of their length.",
        _removed,
        lambda rng: {"n": rng.choice((100, 200, 400, 1000))},
    ),
    Concept(
        "svm_islands",
        "learning",
        "svm",
        "C and γ of an SVM are raised until all training points are right. What about new points?",
        (
            "Fewer are right: each training point speaks for itself.",
            "Nearly all are right: it has understood the two classes.",
            "As many are right: the widest street does not overfit.",
            "More are right: it can rely on more support vectors now.",
        ),
        (
            Idea(
                "What is right on training rows is right",
                "Training points are right here because each has an island of its own. A new point lies beside them.",
                "Domingos 2012",
            ),
            Idea(
                "A wide street cannot overfit",
                "With a large γ the street is wide in a space with a direction for each point. That fits anything.",
                "Cawley and Talbot 2010",
            ),
            Idea(
                "More support vectors are better",
                "Many support vectors are a bad sign: the border hangs on every single point.",
                "Vapnik 1995",
            ),
        ),
        "γ sets how near a point has to be to count, C what a mistake costs. Both too large fit the noise.",
        "An SVM learns 200 noisy points with two settings and answers 1,000 new ones.",
        _islands,
        query={
            "dataset": "moons",
            "contenders": "svm",
            "svm.C": "1000",
            "svm.gamma": "value",
            "svm.gamma_value": "100",
        },
    ),
)
