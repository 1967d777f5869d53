"""Who won, in one sentence that is true.

"Beats" is meant strictly: the pair's test decides it. That relation has gaps: A may beat C although
neither A and B nor B and C can be told apart, so each shape that it can take has a sentence of its own.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from bakeoff.contenders import contender
from bakeoff.evaluation.base import Prediction
from bakeoff.evaluation.metrics import score
from bakeoff.evaluation.significance import ALPHA, Pair, compare, paired_test
from bakeoff.fields import Task
from bakeoff.text import _


@dataclass(frozen=True)
class Verdict:
    """What a race comes to.

    Attributes
    ----------
    sentence : str
        Who won, by how much, and what is too close to call.
    test : str
        The test behind it, on how many rows, with which correction; empty if nothing was compared.
    leaders : tuple of str
        The contenders that no other beats, best score first; baselines never lead.
    pairs : tuple of Pair
        Every two contenders compared, baselines included.
    """

    sentence: str
    test: str
    leaders: tuple[str, ...]
    pairs: tuple[Pair, ...]


@dataclass(frozen=True)
class Standings:
    """Scores and decided pairs of a race.

    Attributes
    ----------
    scores : mapping of str to float
        Accuracy or R² of each contender, baselines included.
    pairs : tuple of Pair
    task : {"classification", "regression"}
    """

    scores: Mapping[str, float]
    pairs: tuple[Pair, ...]
    task: Task

    @property
    def rivals(self) -> list[str]:
        """All but the baselines, best first."""
        rivals = [name for name in self.scores if not contender(name).baseline]
        return sorted(rivals, key=lambda name: -self.scores[name])

    @property
    def baselines(self) -> list[str]:
        """The baselines."""
        return [name for name in self.scores if contender(name).baseline]

    def lead(self, winner: str, loser: str) -> float | None:
        """Return by how much `winner` beats `loser`; None if it does not."""
        for pair in self.pairs:
            if pair.decided and {pair.first, pair.second} == {winner, loser}:
                lead = pair.difference if pair.first == winner else -pair.difference
                return lead if lead > 0 else None
        return None

    def beats_all(self, winners: Sequence[str], losers: Sequence[str]) -> bool:
        """Return whether every one of `winners` beats every one of `losers`."""
        return all(self.lead(winner, loser) is not None for winner in winners for loser in losers)

    @property
    def leaders(self) -> list[str]:
        """The rivals that no other rival beats."""
        return [one for one in self.rivals if all(self.lead(other, one) is None for other in self.rivals)]


def verdict(target: NDArray[Any], predictions: Mapping[str, Prediction], task: Task) -> Verdict:
    """Compare contenders on the held-out rows and say what came of it.

    Parameters
    ----------
    target : ndarray of shape (n_rows,)
    predictions : mapping of str to Prediction
        By contender, baselines included; they are compared but not ranked.
    task : {"classification", "regression"}
    """
    scores = {name: score(target, prediction.values, task) for name, prediction in predictions.items()}
    pairs = compare(target, predictions, task)
    standings = Standings(scores, pairs, task)
    return Verdict(sentence(standings), _test(task, len(target)) if pairs else "", tuple(standings.leaders), pairs)


def sentence(standings: Standings) -> str:
    """Return the verdict's sentence."""
    rivals, leaders = standings.rivals, standings.leaders
    if len(rivals) < 2:
        return _too_few(standings)
    if standings.baselines and not any(standings.beats_all([one], standings.baselines) for one in rivals):
        return _("No contender is significantly better than the baseline.")
    others = [one for one in rivals if one not in leaders]
    if not others:
        return _all_close(rivals)
    beaten = [one for one in others if standings.beats_all(leaders, [one])]
    partly = [one for one in others if one not in beaten]
    if len(leaders) == 1:
        return _one_leader(standings, leaders[0], beaten, partly)
    return _several(standings, leaders, beaten, partly)


def joined(names: Sequence[str]) -> str:
    """Return contenders' labels as a list in a sentence: "A", "A and B", "A, B and C"."""
    labels = [contender(name).label for name in names]
    if len(labels) == 1:
        return labels[0]
    if len(labels) == 2:
        return _("{first} and {second}", first=labels[0], second=labels[1])
    text = labels[0]
    for label in labels[1:-1]:
        text = _("{list}, {next}", list=text, next=label)
    return _("{list} and {last}", list=text, last=labels[-1])


def _too_few(standings: Standings) -> str:
    if not standings.rivals:
        return _("No contender finished, so there is nothing to compare.")
    only = standings.rivals[0]
    label, number = contender(only).label, _number(standings.scores[only], standings.task)
    if standings.baselines and not standings.beats_all([only], standings.baselines):
        return _(
            "Only {label} finished; it scores {score}, not significantly better than the baseline.",
            label=label,
            score=number,
        )
    return _("Only {label} finished; it scores {score}.", label=label, score=number)


def _all_close(rivals: Sequence[str]) -> str:
    match len(rivals):
        case 2:
            return _("{names} are too close to call.", names=joined(rivals))
        case 3:
            return _("All three are too close to call.")
        case 4:
            return _("All four are too close to call.")
        case n:
            return _("All {n} are too close to call.", n=n)


def _one_leader(standings: Standings, leader: str, beaten: Sequence[str], partly: Sequence[str]) -> str:
    """Word a race with one unbeaten contender; it beats the runner-up, for nobody else could."""
    by = _margin(standings, [leader], beaten)
    label = contender(leader).label
    if partly:
        return _(
            "{leader} leads: it beats {beaten} by {margin}, but its lead over {open} is too close to call.",
            leader=label,
            beaten=joined(beaten),
            margin=by,
            open=joined(partly),
        )
    if len(beaten) == 1:
        return _("{leader} wins: it beats {beaten} by {margin}.", leader=label, beaten=joined(beaten), margin=by)
    return _("{leader} wins: it beats every other contender by {margin}.", leader=label, margin=by)


def _several(standings: Standings, leaders: Sequence[str], beaten: Sequence[str], partly: Sequence[str]) -> str:
    """Word a race with several unbeaten contenders, none of which beats another of them."""
    if partly and not beaten:
        return _gaps(standings, leaders, partly)
    words = {"leaders": joined(leaders), "beaten": joined(beaten), "margin": _margin(standings, leaders, beaten)}
    if partly:
        return _(
            "{leaders} are too close to call; each beats {beaten} by {margin}, but not every one beats {partly}.",
            **words,
            partly=joined(partly),
        )
    if len(leaders) == 2:
        return _("{leaders} are too close to call; both beat {beaten} by {margin}.", **words)
    return _("{leaders} are too close to call; each beats {beaten} by {margin}.", **words)


def _gaps(standings: Standings, leaders: Sequence[str], partly: Sequence[str]) -> str:
    """Word a race in which no loser is beaten by every leader."""
    winners = [leader for leader in leaders if standings.beats_all([leader], partly)]
    rest = [leader for leader in leaders if leader not in winners]
    if winners and all(standings.lead(leader, one) is None for leader in rest for one in partly):
        return _(
            "{leaders} are too close to call; {partly} lost to {winners} by {margin}, but not to {rest}.",
            leaders=joined(leaders),
            partly=joined(partly),
            winners=joined(winners),
            margin=_margin(standings, winners, partly),
            rest=joined(rest),
        )
    return _(
        "{leaders} are too close to call; not every one of them beats {partly}.",
        leaders=joined(leaders),
        partly=joined(partly),
    )


def _margin(standings: Standings, winners: Sequence[str], losers: Sequence[str]) -> str:
    """Return the smallest lead, rounded down so that "or more" stays true."""
    leads = [standings.lead(winner, loser) or 0.0 for winner in winners for loser in losers]
    unit = 100 if standings.task == "classification" else 1
    least = min(leads) * unit
    digits = max(1 if unit == 100 else 2, math.ceil(-math.log10(least)) if least > 0 else 0)
    number = f"{round_down(least, digits):.{digits}f}"
    if standings.task == "classification":
        return _("{number} points", number=number) if len(leads) == 1 else _("{number} points or more", number=number)
    return _("{number} in R²", number=number) if len(leads) == 1 else _("{number} or more in R²", number=number)


def round_down(number: float, digits: int) -> float:
    """Return the greatest number of so many digits that is not above `number`, a rounding error of floats apart.

    Examples
    --------
    >>> round_down(1.79, 1), round_down(2.1, 1)
    (1.7, 2.1)
    """
    return math.floor(number * 10.0**digits + 1e-9) / 10.0**digits


def _number(score: float, task: Task) -> str:
    if task == "classification":
        return _("{number} % accuracy", number=f"{100 * score:.1f}")
    return _("{number} in R²", number=f"{score:.2f}")


def _test(task: Task, n: int) -> str:
    return _(
        "{test} on {n} held-out rows, Holm-corrected, at {alpha} %",
        test=paired_test(task),
        n=n,
        alpha=f"{100 * ALPHA:g}",
    )
