"""Several seeds of one contender on the same split: which they are, and what their scores come to."""

import math
from collections.abc import Sequence

import numpy as np
from scipy import stats

from bakeoff.contenders import contender
from bakeoff.evaluation.base import Estimate
from bakeoff.evaluation.intervals import LEVEL
from bakeoff.fields import Task
from bakeoff.spec import BakeoffSpec


def model_seeds(spec: BakeoffSpec, name: str, task: Task) -> tuple[int, ...]:
    """Return the seeds that the contender `name` is trained with, in order; the split keeps its own.

    The first is ``rules.seed`` itself, as it is with one seed alone. The others are drawn from it and their place by
    NumPy's `SeedSequence`, so that two neighbouring seeds have none in common, as ``seed + place`` would. One that
    learns the same with every seed has the first alone.
    """
    first = spec.rules.seed
    if not contender(name).seeded(spec.contenders[name], task):
        return (first,)
    others = (int(np.random.SeedSequence((first, place)).generate_state(1)[0]) for place in range(1, spec.rules.seeds))
    return (first, *others)


def mean_estimate(estimates: Sequence[Estimate]) -> Estimate:
    """Return the mean over seeds of a score, with an interval for other rows and other seeds.

    Two variances add up: what the rows leave open, which the intervals of the single scores tell (each side on its
    own, for they are lop-sided), and that of the mean over the seeds. The second is estimated from few seeds, so the
    normal quantile gives way to Student's, by Satterthwaite's degrees of freedom. A score over the same rows already
    differs a little from seed to seed by what single rows do, which is counted twice: the interval errs on the wide
    side.
    """
    if len(estimates) == 1:
        return estimates[0]
    values = np.array([estimate.value for estimate in estimates])
    value, seeds = float(values.mean()), float(values.var(ddof=1)) / len(values)
    return Estimate(
        value,
        value - _reach(float(np.mean([estimate.value - estimate.low for estimate in estimates])), seeds, len(values)),
        value + _reach(float(np.mean([estimate.high - estimate.value for estimate in estimates])), seeds, len(values)),
    )


def _reach(rows_reach: float, seeds_variance: float, n_seeds: int) -> float:
    """Return how far one side of an interval reaches, given how far it does for the rows alone."""
    rows_variance = (rows_reach / float(stats.norm.ppf((1 + LEVEL) / 2))) ** 2
    variance = rows_variance + seeds_variance
    if not seeds_variance:
        return rows_reach
    freedom = (n_seeds - 1) * (variance / seeds_variance) ** 2
    return float(stats.t.ppf((1 + LEVEL) / 2, freedom)) * math.sqrt(variance)
