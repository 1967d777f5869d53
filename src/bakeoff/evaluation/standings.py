"""Standings of a race: the one answer that headline, cards, leaderboard, cost board and history share."""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bakeoff.contenders import contender
from bakeoff.evaluation.base import Estimate, Prediction
from bakeoff.evaluation.choice import Choice, choose, ends_of_pairs
from bakeoff.evaluation.metrics import Metric, metric_named, score
from bakeoff.evaluation.over_seeds import compare_over_seeds
from bakeoff.evaluation.significance import Pair, lead_of_winner
from bakeoff.evaluation.units import Codes

_LITTLE = 0.01


@dataclass(frozen=True)
class Standings:
    """Scores and decided pairs of a race.

    "Beats" is meant strictly: the pair's test decides it. That relation has gaps: A may beat C although neither
    A and B nor B and C can be told apart.

    Attributes
    ----------
    scores : mapping of str to float
        Of each contender that was compared, baselines included, in the metric that decides.
    pairs : tuple of Pair
        Every two rivals compared, and every rival with every baseline.
    metric : str
        Name of the metric that decides, one of `bakeoff.evaluation.metrics.METRICS`.
    unfinished : tuple of str
        Contenders stopped before their end. They are compared, but have no rank.
    """

    scores: Mapping[str, float]
    pairs: tuple[Pair, ...]
    metric: str
    unfinished: tuple[str, ...] = ()

    @property
    def scored_by(self) -> Metric:
        """The metric that decides."""
        return metric_named(self.metric)

    @property
    def rivals(self) -> list[str]:
        """All but the baselines, best first."""
        rivals = [name for name in self.scores if not contender(name).baseline]
        return sorted(rivals, key=lambda name: -self.scored_by.gain(self.scores[name]))

    @property
    def baselines(self) -> list[str]:
        """The baselines."""
        return [name for name in self.scores if contender(name).baseline]

    @property
    def unbeaten(self) -> tuple[str, ...]:
        """The rivals that no other rival beats, best score first."""
        return tuple(name for name in self.rivals if not any(self.beats(other, name) for other in self.rivals))

    @property
    def leaders(self) -> tuple[str, ...]:
        """The ranked rivals that no other rival beats, best score first."""
        return tuple(name for name, rank in self.ranks.items() if rank == 1)

    @property
    def ranks(self) -> dict[str, int]:
        """Rank of each finished rival that beats every baseline: 1 and as many as the rivals that beat it."""
        return {
            rival: 1 + sum(self.beats(other, rival) for other in self.rivals)
            for rival in self.rivals
            if self.beats_baselines(rival) and rival not in self.unfinished
        }

    def lead(self, winner: str, loser: str) -> float | None:
        """Return by how much `winner` beats `loser`; None if it does not."""
        for pair in self.pairs:
            if pair.decided and {pair.first, pair.second} == {winner, loser}:
                lead = pair.difference if pair.first == winner else -pair.difference
                return lead if lead > 0 else None
        return None

    def margin(self, winner: str, loser: str) -> Estimate:
        """Return how far `winner` is likely ahead of `loser`, which it beats; see `lead_of_winner`."""
        return next(lead_of_winner(pair) for pair in self.pairs if {pair.first, pair.second} == {winner, loser})

    def beats(self, winner: str, loser: str) -> bool:
        """Return whether the test says that `winner` is better than `loser`."""
        return self.lead(winner, loser) is not None

    def beats_all(self, winners: Sequence[str], losers: Sequence[str]) -> bool:
        """Return whether every one of `winners` beats every one of `losers`."""
        return all(self.beats(winner, loser) for winner in winners for loser in losers)

    def tied(self, name: str) -> tuple[str, ...]:
        """Return the other rivals that can not be told from `name`, best score first."""
        others = [rival for rival in self.rivals if rival != name] if name in self.scores else []
        return tuple(rival for rival in others if not (self.beats(rival, name) or self.beats(name, rival)))

    def beats_baselines(self, name: str) -> bool:
        """Return whether `name` beats every baseline; with no baseline in the race it does."""
        return self.beats_all([name], self.baselines)

    def place(self, name: str) -> int | None:
        """Return a contender's rank; None for one that `ranks` leaves out."""
        return self.ranks.get(name)

    def worse_than_baseline(self, name: str) -> bool:
        """Return whether some baseline beats `name`."""
        return any(self.beats(baseline, name) for baseline in self.baselines)

    def choice(self, costs: Mapping[str, Mapping[str, float]]) -> Choice | None:
        """Return whom to choose, by amounts of each cost; None with fewer than two to choose from.

        The best baseline that no rival beats is one of them. A hundredth of a score does not matter, or a hundredth of
        the least loss or error.
        """
        gain = self.scored_by.gain
        open_baselines = [name for name in self.baselines if not any(self.beats(rival, name) for rival in self.rivals)]
        floor = sorted(open_baselines, key=lambda name: -gain(self.scores[name]))[:1]
        names = sorted([*self.rivals, *floor], key=lambda name: -gain(self.scores[name]))
        if len(names) < 2:
            return None
        beaten = {name for name in names if any(self.beats(other, name) for other in names)}
        scale = 1.0 if self.scored_by.highest == 1 else abs(self.scores[names[0]])
        return choose(names, ends_of_pairs(self.pairs, names), beaten, costs, _LITTLE * scale)


def standings(
    target: NDArray[Any],
    models: Mapping[str, Sequence[Prediction]],
    metric: Metric,
    n_classes: int = 0,
    unfinished: tuple[str, ...] = (),
    units: Codes | None = None,
) -> Standings:
    """Compare contenders on the held-out rows by one metric.

    Rivals are compared with one another, and each with every baseline. These are two families, each with Holm's
    correction (1979) of its own: whether a baseline takes part changes nothing among rivals.

    Parameters
    ----------
    target : ndarray of shape (n_rows,)
    models : mapping of str to sequence of Prediction
        By contender, one for each seed; of several the scores are means.
    n_classes : int
        How many class codes there are; 0 for regression.
    unfinished : tuple of str
        Contenders stopped before their end.
    units : ndarray of shape (n_rows,), optional
        The unit of each row, if rows are not independent.
    """
    scores = {
        name: float(np.mean([score(target, prediction, metric, n_classes) for prediction in own]))
        for name, own in models.items()
    }
    families = (_among_rivals(models), _against_baselines(models))
    pairs = tuple(
        pair for family in families for pair in compare_over_seeds(target, models, metric, n_classes, family, units)
    )
    return Standings(scores, pairs, metric.name, unfinished)


def _among_rivals(names: Iterable[str]) -> list[tuple[str, str]]:
    return list(itertools.combinations([name for name in names if not contender(name).baseline], 2))


def _against_baselines(names: Iterable[str]) -> list[tuple[str, str]]:
    """Pair each rival with each baseline; baselines among one another are nobody's question."""
    pairs = itertools.combinations(names, 2)
    return [two for two in pairs if contender(two[0]).baseline != contender(two[1]).baseline]
