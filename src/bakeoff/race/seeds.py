"""Seeds that a contender is trained with on one split."""

import numpy as np

from bakeoff.contenders import contender
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
