"""A contender's place in a race, in words: by the test, never by a score alone."""

import math
from collections.abc import Mapping, Sequence

from bakeoff.contenders import contender
from bakeoff.contenders.registry import joined
from bakeoff.evaluation.notation import UNKNOWN
from bakeoff.evaluation.standings import Standings
from bakeoff.text import _, counted

MOST_NAMED = 2


def place(standings: Standings, name: str) -> str:
    """Return a contender's place as an ordinal, a dash where it has none; see `Standings.place`."""
    rank = standings.place(name)
    return UNKNOWN if rank is None else ordinal(rank)


def relation(standings: Standings, name: str, most: int = MOST_NAMED) -> str:
    """Return the rivals that the test cannot separate from a contender, or its relation to the baseline; may be empty.

    Parameters
    ----------
    most : int
        How many rivals are named at most; more are counted.
    """
    if name not in standings.rivals:
        return ""
    if standings.worse_than_baseline(name):
        return _("worse than the baseline")
    if not standings.beats_baselines(name):
        return _("not better than the baseline")
    if name in standings.unfinished:
        return _("unfinished")
    close = standings.tied(name)
    return _("too close to call with {names}", names=_named(close, most)) if close else ""


def standing(standings: Standings, name: str, most: int = MOST_NAMED) -> str:
    """Return place and relation in one: "1st, too close to call with SVM"; empty where nothing was compared.

    Where a contender has no place, the relation alone says why.
    """
    rivals = standings.rivals
    if name in standings.baselines:
        return _("the baseline, not ranked")
    if name not in rivals or (len(rivals) < 2 and standings.beats_baselines(name)):
        return ""
    more = relation(standings, name, most)
    if standings.place(name) is None:
        return more
    return _("{place}, {relation}", place=place(standings, name), relation=more) if more else place(standings, name)


def ordinal(n: int) -> str:
    """Write a place.

    Examples
    --------
    >>> [ordinal(n) for n in (1, 2, 3, 4, 9, 11)]
    ['1st', '2nd', '3rd', '4th', '9th', '11th']
    """
    return {1: _("1st"), 2: _("2nd"), 3: _("3rd")}.get(n) or _("{n}th", n=n)


def ordered(standings: Standings | None, gains: Mapping[str, float]) -> list[str]:
    """Return who has a score in the order of every table: by rank, then by score, baselines last.

    Parameters
    ----------
    standings : Standings or None
        None, or one that ranks nobody, leaves it to the scores.
    gains : mapping of str to float
        Scores by contender, more being better; NaN comes after all numbers.
    """
    ranks = standings.ranks if standings else {}
    scores = {name: -math.inf if math.isnan(gain) else gain for name, gain in gains.items()}
    return sorted(gains, key=lambda name: (contender(name).baseline, ranks.get(name, len(ranks) + 1), -scores[name]))


def _named(names: Sequence[str], most: int) -> str:
    return joined(names) if len(names) <= most else counted("{n} other", "{n} others", len(names))
