"""What a class's measure is worth, by simulated classes whose gain is known.

Learners differ: each has a chance of their own to be right before the chapter, and gains a share of their own of what
is missing. Both follow beta distributions. Two questions are answered each time.
"""

from collections.abc import Callable, Iterator
from itertools import product

import numpy as np
from shared import number_asked, run_script, size

from bakeoff.evaluation.base import Estimate
from bakeoff.features.lessons.gain import difference, gain

SIZES = (8, 10, 12, 16, 24, 40, 80, 200)
HALVED = (16, 24, 40, 60)
BEFORE = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7)
GAINS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.75, 0.9)
BAR = (0.92, 0.99)
MOST_CLAIMED = 0.05
SPREAD = 4.0
"""Sum of a beta distribution's two parameters."""
LOOK_UP = 0.5
"""Share of learners who look up what they do not know, and of learners who stop before the goal."""
STOPPED = (0.0, 0.25)


def chances(n: int, before: float, gained: float, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Return each learner's chance to be right before the chapter, and after it."""
    chance = rng.beta(SPREAD * before, SPREAD * (1 - before), (n, 1))
    own = rng.beta(SPREAD * gained, SPREAD * (1 - gained), (n, 1)) if gained else 0.0
    return chance, chance + own * (1 - chance)


def answered(*chance: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Return whether answers are right, by learner, time and question."""
    return np.stack([rng.random((len(each), 2)) < each for each in chance], axis=1)


def simulated(n: int, before: float, gained: float, rng: np.random.Generator) -> np.ndarray:
    """Return the answers of a class in which all answer both times, without help."""
    return answered(*chances(n, before, gained, rng), rng=rng)


def looked_up(n: int, before: float, at_first: float, rng: np.random.Generator) -> np.ndarray:
    """Return the answers of a class that learns nothing; half look up all they do not know, the first time `at_first`.

    Before an open book that is never; with a closed book, on another device, it is as often as afterwards.
    """
    chance, _same = chances(n, before, 0.0, rng)
    looks = rng.random((n, 1)) < LOOK_UP
    first = looks & (rng.random((n, 1)) < at_first)
    return answered(np.where(first, 1.0, chance), np.where(looks, 1.0, chance), rng=rng)


def dropped(n: int, before: float, gained: float, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Return the answers of a class in which half stop, the weak sooner, and learn nothing: of all, and who is left.

    All of them answer before. Those who stop never come back.
    """
    chance, learnt = chances(n, before, gained, rng)
    left = (rng.random((n, 1)) < LOOK_UP * chance / before).ravel()
    return answered(chance, np.where(left[:, None], learnt, chance), rng=rng), left


def halved(
    n: int, before: float, gained: float, stopped: float, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Return the answers before and between of the half that has had a chapter, and of the half that waits."""
    chance, learnt = chances(n, before, gained, rng)
    had = np.concatenate([rng.permutation([True, True, False, False]) for _block in range(-(-n // 4))])[:n]
    right = answered(chance, np.where(had[:, None], learnt, chance), rng=rng)
    here = rng.random(n) >= stopped
    return right[had & here], right[~had & here]


def ends(of_class: Callable[..., Estimate | None], classes: int, *setting: float) -> np.ndarray:
    """Return the ends of the interval of each class of a setting that has one."""
    rng = np.random.default_rng([round(100 * each) for each in setting])
    known = (of_class(*setting, rng) for _class in range(classes))
    return np.array([(each.low, each.high) for each in known if each is not None]).reshape(-1, 2)


def held(of: np.ndarray, truth: float) -> float:
    """Return how many intervals hold the truth, as a share; 1 of none."""
    return float(np.mean((of[:, 0] <= truth + 1e-9) & (truth - 1e-9 <= of[:, 1]))) if len(of) else 1.0


def gains(classes: int) -> Iterator[float]:
    """Print how often the gain's interval holds; yield the share of each setting."""
    print("learners | coverage, least to most | settings in bar | no number | gain of .3, .5 seen | gain of 0 seen")
    for n in SIZES:
        coverage, told, above = [], [], {}
        for before, gained in product(BEFORE, GAINS):
            of = ends(lambda *of: gain(simulated(*of)), classes, n, before, gained)
            if len(of):  # of few classes perhaps none has a number
                coverage.append(held(of, gained))
            told.append(len(of) / classes)
            above[before, gained] = float(np.sum(of[:, 0] > 0)) / classes
        in_bar = sum(BAR[0] <= share <= BAR[1] for share in coverage)
        error = max(above[before, 0.0] for before in BEFORE)
        print(
            f"{n} | {min(coverage):.1%} to {max(coverage):.1%} | {in_bar} of {len(coverage)} | "
            f"{1 - np.mean(told):.1%} | {above[0.4, 0.3]:.0%}, {above[0.4, 0.5]:.0%} | {error:.1%}",
            flush=True,
        )
        yield from coverage


def claims(classes: int) -> Iterator[float]:
    """Print how often a class that learns nothing, half of which look up, shows a gain; yield that of a closed book."""
    print(
        "\nlearners | nobody learns, half look up: open book after | closed both times | closed, half as often before"
    )
    for n in (12, 16, 24, 40, 60):
        most = []
        for at_first in (0.0, 1.0, 0.5):
            of = [ends(lambda *of: gain(looked_up(*of)), classes, n, before, at_first) for before in BEFORE]
            most.append(max(float(np.sum(each[:, 0] > 0)) / classes for each in of))
        print(f"{n} | {' | '.join(f'{share:.1%}' for share in most)}", flush=True)
        yield most[1]


def stopping(classes: int) -> None:
    """Print what becomes of the gain of a class half of which stops."""
    print("\nlearners | half stop, gain 0: claimed by those left | gain .5: shown of those left | taken as unchanged")
    for n in (16, 24, 40, 60):
        row = []
        for gained, filled in ((0.0, False), (0.5, False), (0.5, True)):
            rng = np.random.default_rng([n, round(100 * gained), filled])
            shown = []
            for _class in range(classes):
                right, left = dropped(n, 0.4, gained, rng)
                right[~left, 1] = right[~left, 0]
                estimate = gain(right if filled else right[left])
                shown.append((np.nan, np.nan) if estimate is None else (estimate.value, estimate.low))
            values = np.array(shown)
            row.append(np.nanmean(values[:, 0]) if gained else np.mean(values[:, 1] > 0))
        print(f"{n} | {' | '.join(f'{share:.1%}' for share in row)}", flush=True)


def halves(classes: int) -> Iterator[float]:
    """Print how often the interval of the difference between halves holds; yield the share of each setting."""
    print("\nlearners | stopped | difference: coverage | settings in bar | gain of .3, .5, .75 seen | gain of 0 seen")
    for n, stopped in product(HALVED, STOPPED):
        coverage, above = [], {}
        for before, gained in product(BEFORE, GAINS):
            of = ends(lambda *of: difference(*halved(*of)), classes, n, before, gained, stopped)
            coverage.append(held(of, (1 - before) * gained))
            above[before, gained] = float(np.sum(of[:, 0] > 1e-9)) / classes
        in_bar = sum(BAR[0] <= share <= BAR[1] for share in coverage)
        power = ", ".join(f"{above[0.4, gained]:.0%}" for gained in (0.3, 0.5, 0.75))
        error = max(above[before, 0.0] for before in BEFORE)
        print(
            f"{n} | {stopped:.0%} | {min(coverage):.1%} to {max(coverage):.1%} | {in_bar} of {len(coverage)} | "
            f"{power} | {error:.1%}",
            flush=True,
        )
        yield from coverage


def main() -> int:
    """Print four tables; return whether any setting misses its bar."""
    classes = number_asked(size(2000, 20))
    claimed = list(claims(2 * classes))
    stopping(classes)
    of_halves, of_gains = list(halves(classes)), list(gains(classes))
    missed = [sum(not BAR[0] <= share <= BAR[1] for share in of) for of in (of_gains, of_halves)]
    for what, of, beyond in zip(("gain", "difference"), (of_gains, of_halves), missed, strict=True):
        print(f"{what}: {beyond} of {len(of)} settings beyond {BAR[0]:.0%} to {BAR[1]:.0%}")
    print(f"closed book, nobody learns: a gain is claimed in at most {max(claimed):.1%}")
    return int(sum(missed) > 0 or max(claimed) > MOST_CLAIMED)


if __name__ == "__main__":
    run_script(main, 30)
