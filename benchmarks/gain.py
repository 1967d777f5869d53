"""How often the interval of a class's gain holds, and how often it shows a real one, by simulated classes.

Learners differ: each has a chance of their own to be right before the chapter, and gains a share of their own of what
is missing. Both follow beta distributions. Two questions are answered before and two after.
"""

from itertools import product

import numpy as np
from shared import number_asked, run_script, size

from bakeoff.features.lessons.gain import gain

SIZES = (8, 10, 12, 16, 24, 40, 80, 200)
BEFORE = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7)
GAINS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.75, 0.9)
BAR = (0.92, 0.99)
SPREAD = 4.0
"""Sum of a beta distribution's two parameters."""


def simulated(n: int, before: float, gained: float, rng: np.random.Generator) -> np.ndarray:
    """Return whether the answers of a class are right, by learner, time and question."""
    chance = rng.beta(SPREAD * before, SPREAD * (1 - before), (n, 1))
    own = rng.beta(SPREAD * gained, SPREAD * (1 - gained), (n, 1)) if gained else 0.0
    return np.stack([rng.random((n, 2)) < chance, rng.random((n, 2)) < chance + own * (1 - chance)], axis=1)


def main() -> int:
    """Print each size of class in a line; return whether any setting misses the bar."""
    classes = number_asked(size(2000, 20))
    missed = 0
    print("learners | coverage, least to most | settings in bar | no number | gain of .3, .5 seen | gain of 0 seen")
    for n in SIZES:
        coverage, told, above = [], [], {}
        for before, gained in product(BEFORE, GAINS):
            rng = np.random.default_rng([n, round(100 * before), round(100 * gained)])
            known = [gain(simulated(n, before, gained, rng)) for _class in range(classes)]
            ends = np.array([(each.low, each.high) for each in known if each is not None]).reshape(-1, 2)
            if len(ends):  # of few classes perhaps none has a number
                coverage.append(float(np.mean((ends[:, 0] <= gained) & (gained <= ends[:, 1]))))
            told.append(len(ends) / classes)
            above[before, gained] = float(np.sum(ends[:, 0] > 0)) / classes
        held = sum(BAR[0] <= share <= BAR[1] for share in coverage)
        missed += len(coverage) - held
        power = f"{above[0.4, 0.3]:.0%}, {above[0.4, 0.5]:.0%}"
        error = max(above[before, 0.0] for before in BEFORE)
        print(
            f"{n} | {min(coverage):.1%} to {max(coverage):.1%} | {held} of {len(coverage)} | {1 - np.mean(told):.1%} | "
            f"{power} | {error:.1%}",
            flush=True,
        )
    print(f"{missed} of {len(SIZES) * len(BEFORE) * len(GAINS)} settings beyond {BAR[0]:.0%} to {BAR[1]:.0%}")
    return int(missed > 0)


if __name__ == "__main__":
    run_script(main, 10)
