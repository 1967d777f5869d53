"""Concepts of chance: intervals, leads and p-values."""

import random

import numpy as np
from scipy import stats

from bakeoff.evaluation.intervals import mid_p
from bakeoff.evaluation.notation import placed
from bakeoff.lesson.concepts.record import Claim, Concept, Idea, Outcome
from bakeoff.lesson.concepts.trials import tenths
from bakeoff.text import _

_TRUE = 0.84
_TESTS = 4000


def _share(hits: np.ndarray) -> float:
    return 100 * float(np.mean(hits))


def _interval(seed: int) -> Outcome:
    rng = np.random.default_rng(seed)
    few, many, again = (rng.binomial(n, _TRUE, _TESTS) for n in (100, 1000, 100))
    ends, ends_of_many = ({k: mid_p(k, n) for k in set(map(int, rights))} for rights, n in ((few, 100), (many, 1000)))
    low, high = np.array([ends[int(k)] for k in few]).T
    low_many, high_many = np.array([ends_of_many[int(k)] for k in many]).T
    a, b = _share((low <= _TRUE) & (high >= _TRUE)), _share((low <= again / 100) & (high >= again / 100))
    c = _share((low_many <= _TRUE) & (high_many >= _TRUE))
    d = _share(np.abs(_TRUE - (low + high) / 2) <= (high - low) / 4)
    bars = (
        (_("Hold the true score"), a),
        (_("Hold the score on other rows"), b),
        (_("Hold the true score, 1,000 rows"), c),
        (_("Hold it in the middle half"), d),
    )
    said = _("Of 4,000 intervals {a} % hold the true score, and {b} % hold the score on 100 other rows.")
    claims = Claim(0, 93, 97), Claim(1, 93), Claim(2, 98), Claim(3, 42, 53)
    return Outcome(bars, _(said, **tenths(a=a, b=b)), claims)


def _p_values(rng: np.random.Generator, lead: float) -> tuple[np.ndarray, np.ndarray]:
    """Draw tests of two models on 40 rows, the first better by `lead`: by how many rows it leads, and p of McNemar."""
    first, second, _both = rng.multinomial(40, (0.1 + lead, 0.1, 0.8 - lead), _TESTS).T
    return first - second, np.minimum(1, 2 * stats.binom.cdf(np.minimum(first, second), first + second, 0.5))


def _lead(seed: int) -> Outcome:
    rng = np.random.default_rng(seed)
    (leads, p_equal), (_leads, p_better) = _p_values(rng, 0.0), _p_values(rng, 0.05)
    a, b = _share(np.abs(leads) >= 2), _share(p_better > 0.05)
    equal, better = (_share((p > 0.6) & (p < 0.8)) for p in (p_equal, p_better))
    c = 100 * equal / (equal + 9 * better)
    bars = (
        (_("Equal models: a lead of 2 rows"), a),
        (_("One is better: p above 0.05"), b),
        (_("Equal ones among p near 0.7"), c),
    )
    said = _("Equal models have such a lead in {a} % of tests. A model 5 points better has p above 0.05 in {b} %.")
    return Outcome(
        bars, _(said, **tenths(a=a, b=b)), (Claim(0, 40), Claim(2, 60, 80), Claim(0, high=20), Claim(1, high=20))
    )


def _scored(rng: random.Random) -> dict[str, object]:
    k = rng.randint(78, 90)
    low, high = (placed(100 * end, 0) for end in mid_p(k, 100))
    return {"k": k, "low": low, "high": high}


CONCEPTS = (
    Concept(
        "interval_95",
        "comparing",
        "questions",
        "On 100 test rows a model has {k} right: 95 % interval {low} to {high} %. What is true of such intervals?",
        (
            "About 95 of 100 such intervals hold the model’s true score.",
            "About 95 of 100 scores on other test rows lie in this one.",
            "With 1,000 test rows, over 95 of 100 hold the true score.",
            "The true score is as often near an end as near the middle.",
        ),
        (
            Idea(
                "The interval holds 95 % of further scores",
                "A further score has chance of its own, and the present one is off as well. So it misses more often.",
                "Cumming, Williams & Fidler 2004",
            ),
            Idea(
                "More rows make an interval surer",
                "More rows make it narrower. How often it holds the true score stays at what it says: 95 %.",
                "Hoekstra et al. 2014",
            ),
            Idea(
                "All values in the interval are as likely",
                "Values near the middle fit the rows better. The middle half holds the true score two times in three.",
                "Kalinowski, Lai & Cumming 2018",
            ),
        ),
        "95 % is how often the method is right, over many test parts. It says nothing of rows or of further scores.",
        "A model with a true score of 84 % is tested 4,000 times, each time on other rows, with an interval each.",
        _interval,
        draw=_scored,
    ),
    Concept(
        "small_lead",
        "comparing",
        "questions",
        "Of 40 test rows model A has {m} right and B has {k}. A test of equal scores says p = 0.7. What follows?",
        (
            "Little: equal models often have such a lead on 40 rows.",
            "With a chance of 70 % the two models are equally good.",
            "A is better: both have been tested on the same 40 rows.",
            "They are equally good, as p is far above 0.05 here.",
        ),
        (
            Idea(
                "p is the chance that there is no difference",
                "p says how often equal models differ by as much. It does not know how many models are equal.",
                "Haller & Krauss 2002",
            ),
            Idea(
                "A fair test shows the better one",
                "The same rows make it fair, not exact. On 40 rows two models differ by chance alone.",
                "Tversky & Kahneman 1971",
            ),
            Idea(
                "A large p shows that models are equal",
                "On 40 rows p is mostly large even if one is 5 points better. The test has seen too little.",
                "Greenland et al. 2016",
            ),
        ),
        "Such a lead is common between equal models, and between unequal ones. More test rows are needed.",
        "4,000 tests on 40 rows of equal models, and of models 5 points apart. The last bar has 1 equal pair in 10.",
        _lead,
        draw=lambda rng: {"k": (k := rng.randint(31, 35)), "m": k + 2},
        query={"dataset": "wine", "contenders": "svm,random_forest"},
    ),
)
