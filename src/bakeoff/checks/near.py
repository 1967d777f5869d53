"""Test rows with a near copy among those that are learnt from."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
from sklearn.neighbors import NearestNeighbors

from bakeoff.checks.base import Check, SetUp
from bakeoff.evaluation.base import Finding
from bakeoff.preparation.splits import Rows
from bakeoff.text import _

LARGEST_SHARE = 0.05
NEAR = 0.1
NEIGHBOURS = 10
FEWEST_NUMBERS = 3
FEWEST_DIFFERENT = 20
MOST_TESTED, MOST_LEARNT = 300, 5000


def find(set_up: SetUp) -> Iterator[Finding]:
    """Tell their share, if it is more than a few."""
    share = near_copies(set_up.table, set_up.learnt, set_up.prepared.rows_test)
    if share > LARGEST_SHARE:
        yield Finding(
            "near",
            "warning",
            _("About {percent} % of the test rows have a near copy in the part to learn from.",
              percent=round(100 * share)),
            _("Copies that were changed a little, or things measured twice, are remembered rather than understood."),
            _("Remove them, or split by a column that says which rows belong together."),
            headline=_(
                "About {percent} % of the test rows have a near copy among those learnt from, so what follows says "
                "little.",
                percent=round(100 * share),
            ),
        )  # fmt: skip


def near_copies(X: pd.DataFrame, learnt: Rows, test: Rows) -> float:
    """Return the share of test rows with a near copy among those that are learnt from.

    A near copy is at less than a tenth of the distance of the tenth nearest row, though not the same. Distances are of
    the numbers alone, each with a standard deviation of 1, and at most 300 test rows and 5,000 others are looked at.
    With fewer than three columns of numbers rows are near by chance, and the share is 0.

    Parameters
    ----------
    X : DataFrame of shape (n_rows, n_columns)
        Raw features.
    learnt, test : ndarray of int of shape (n_part,)
    """
    numbers = X.select_dtypes("number")
    numbers = numbers.loc[:, numbers.nunique() > FEWEST_DIFFERENT]
    if numbers.shape[1] < FEWEST_NUMBERS or len(learnt) <= NEIGHBOURS:
        return 0.0
    rng = np.random.default_rng(0)
    scaled = ((numbers - numbers.mean()) / numbers.std()).fillna(0.0).to_numpy(dtype=np.float64)
    known = scaled[rng.permutation(learnt)[:MOST_LEARNT]]
    asked = scaled[rng.permutation(test)[:MOST_TESTED]]
    distances = NearestNeighbors(n_neighbors=NEIGHBOURS).fit(known).kneighbors(asked)[0]
    nearest, typical = distances[:, 0], distances[:, -1]
    return float(np.mean((nearest > 1e-9) & (nearest < NEAR * typical)))


CHECK = Check("near", "Near copies of test rows among those learnt from", 150, SetUp, find)
