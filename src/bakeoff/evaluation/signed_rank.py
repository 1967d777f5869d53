"""Two contenders compared over several data sets, whoever else takes part.

A. Benavoli, F. Mangili, G. Corani, M. Zaffalon, F. Ruggeri: A Bayesian Wilcoxon signed-rank test based on the Dirichlet
process. ICML 2014. With a region of practical equivalence: Benavoli, Corani, Demšar and Zaffalon, JMLR 18, 2017. The
package that has it, baycomp, would bring matplotlib into every installation; it is the oracle of the tests.
"""

import itertools
import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy import special, stats

from bakeoff.evaluation.base import Estimate
from bakeoff.evaluation.intervals import LEVEL
from bakeoff.evaluation.significance import holm

_DRAWS = 20_000
_PRIOR = 0.5
"""Weight of a made-up data set on which there is no difference, as in the papers."""
FEWEST_DATASETS = 6


@dataclass(frozen=True)
class OverDatasets:
    """Two contenders compared on the same data sets.

    Attributes
    ----------
    p_first, p_rope, p_second : float
        Probabilities that over data sets like these the first is mostly better, that the difference mostly does not
        matter, and that the second is mostly better. Without a rope the middle one is zero.
    difference : Estimate
        Mean over data sets by how much the first is better, with its 95 % t interval: data sets are what is drawn.
    effect : float
        Matched-pairs rank-biserial correlation (Kerby 2014), -1 to 1: the ranks of the differences in the first's
        favour less those against it, by all.
    p_value : float
        Of Wilcoxon's exact signed-rank test that there is no difference, adjusted for all pairs (Holm 1979).
    """

    first: str
    second: str
    p_first: float
    p_rope: float
    p_second: float
    difference: Estimate
    effect: float
    p_value: float
    rope: float
    n_datasets: int

    @property
    def ahead(self) -> str:
        """The likelier to be better."""
        return self.first if self.p_first >= self.p_second else self.second

    @property
    def of_others(self) -> bool:
        """True if there are enough data sets to tell of others like them: of fewer no exact test reaches 5 %."""
        return self.n_datasets >= FEWEST_DATASETS

    @property
    def sure(self) -> bool:
        """True if one is better, or both are equivalent, beyond doubt.

        The posterior alone decides too soon: three of four datasets suffice. So the exact test must agree. For
        equivalence the whole interval must lie within the rope.
        """
        if max(self.p_first, self.p_second) >= LEVEL:
            return self.p_value < 1 - LEVEL
        return self.p_rope >= LEVEL and max(-self.difference.low, self.difference.high) < self.rope


def over_datasets(
    scores: pd.DataFrame, rope: float, greater_is_better: bool = True, seed: int = 0
) -> tuple[OverDatasets, ...]:
    """Compare every two contenders by their scores on several data sets.

    Parameters
    ----------
    scores : DataFrame of shape (n_datasets, n_contenders)
        A row per data set, a column per contender. Rows with a missing score are left out.
    rope : float
        Differences up to this do not matter, in units of the score.
    seed : int
        Of the draws from the posterior.
    """
    known = scores.dropna() * (1 if greater_is_better else -1)
    weights = np.random.default_rng(seed).dirichlet([_PRIOR, *[1.0] * len(known)], _DRAWS)
    pairs = list(itertools.combinations(known, 2))
    gaps = [(known[first] - known[second]).to_numpy() for first, second in pairs]
    p_values = holm([_wilcoxon(gap) for gap in gaps])
    return tuple(
        OverDatasets(
            str(first),
            str(second),
            *_posterior(gap, rope, weights),
            difference=_mean(gap),
            effect=rank_biserial(gap),
            p_value=p_value,
            rope=rope,
            n_datasets=len(gap),
        )
        for (first, second), gap, p_value in zip(pairs, gaps, p_values, strict=True)
    )


def _wilcoxon(gaps: NDArray[Any]) -> float:
    return float(stats.wilcoxon(gaps).pvalue) if gaps.any() else 1.0


def _posterior(gaps: NDArray[Any], rope: float, weights: NDArray[np.float64]) -> tuple[float, float, float]:
    """Return how often, over draws of the data sets' weights, the first, neither, and the second is the likeliest.

    Of a draw, a side's probability is the weight of all pairs of data sets whose mean difference is on that side.
    """
    every = np.concatenate([[0.0], gaps])
    sums = every[:, None] + every[None, :]
    first, second = (_share(side, 2 * rope, weights) for side in (sums, -sums))
    if not rope:
        return float((first > second).mean() + (first == second).mean() / 2), 0.0, float((second > first).mean())
    likeliest = np.argmax(np.stack([first, 1 - first - second, second]), axis=0)
    return tuple(float((likeliest == side).mean()) for side in range(3))  # type: ignore[return-value]


def _share(sums: NDArray[Any], edge: float, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    beyond = np.where(sums == edge, 0.5, sums > edge)
    shares: NDArray[np.float64] = ((weights @ beyond) * weights).sum(axis=1)
    return shares


def _mean(gaps: NDArray[Any]) -> Estimate:
    mean, n = float(gaps.mean()), len(gaps)
    if n < 2:
        return Estimate(mean, math.nan, math.nan)
    half = float(special.stdtrit(n - 1, (1 + LEVEL) / 2)) * float(gaps.std(ddof=1)) / math.sqrt(n)
    return Estimate(mean, mean - half, mean + half)


def rank_biserial(gaps: ArrayLike) -> float:
    """Return the matched-pairs rank-biserial correlation of differences; 0 if there are none.

    Examples
    --------
    >>> rank_biserial([1, 2, 3]), rank_biserial([-3, 1, 2]), rank_biserial([0, 0])
    (1.0, 0.0, 0.0)
    """
    known = np.asarray(gaps, dtype=float)
    known = known[known != 0]
    ranks = stats.rankdata(np.abs(known))
    return float((np.sign(known) * ranks).sum() / ranks.sum()) if len(known) else 0.0
