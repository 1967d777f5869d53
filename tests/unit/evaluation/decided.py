"""Standings in which one says who beats whom, and what is said of them."""

import itertools

from bakeoff.evaluation.significance import Pair
from bakeoff.evaluation.standings import Standings
from bakeoff.evaluation.verdict_words import details, sentence


def standings(scores, decided, metric="accuracy", unfinished=()):
    """Return standings in which exactly the pairs named are decided; their differences have no error."""
    pairs = tuple(
        Pair(a, b, gap, gap, gap, 0.01, {a, b} in [set(pair) for pair in decided], "test")
        for a, b in itertools.combinations(scores, 2)
        for gap in [scores[a] - scores[b]]
    )
    return Standings(scores, pairs, metric, unfinished)


def said(scores, decided, metric="accuracy", *, complete=True):
    return sentence(standings(scores, decided, metric), complete=complete)


def beneath(scores, decided):
    """Return the details of the verdict's sentence."""
    found = standings(scores, decided)
    return details(found, sentence(found))
