"""How often the judge's interval at a contender's mean holds what such a contender scores on average.

A fold's score is right on average, so the truth is the mean over all studies, which are fresh tables of one kind.
"""

import numpy as np
from shared import size
from truth_claims import Case, at_least, drawn_studies

from bakeoff.evaluation.resampled import mean_score

STUDIES = size(300, 2)
CASES = (
    Case("centroid", 400, 5, 2, 1),
    Case("tree", 400, 5, 2, 1),
    Case("tree", 400, 10, 1, 1),
    Case("stump", 100, 5, 2, 1, shift=0.8),
    Case("stump", 300, 5, 2, 1, shift=0.8),
    Case("stump", 300, 5, 6, 1, shift=0.8),
    Case("stump", 300, 10, 1, 1, shift=0.8),
)
BAR = 0.9


def means(studies: int = STUDIES) -> bool:
    """Print a row for each learner and plan; return whether all hold."""
    print("| learner, rows, folds x repeats | coverage, % | without repeats' variance, % | half of its width |")
    print("| --- | --- | --- | --- |")
    held = True
    for case in CASES:
        scores = [drawn[0] for drawn in drawn_studies(case, studies)]
        truth = float(np.mean(scores))
        plain, found = (
            [mean_score(folds, 1 / case.folds, case.row, per_repeat) for folds in scores]
            for per_repeat in (0, case.folds)
        )
        rates = [np.mean([one.low <= truth <= one.high for one in kind]) for kind in (found, plain)]
        width = np.mean([one.high - one.value for one in found])
        held &= at_least(float(rates[0]), studies, BAR)
        print(
            f"| {case.kind}, {case.rows}, {case.folds} x {case.repeats} | {100 * rates[0]:.0f} | {100 * rates[1]:.0f} "
            f"| {100 * width:.1f} |",
            flush=True,
        )
    return held
