"""What is said of how sure contributions are."""

from dataclasses import replace

import numpy as np
import pytest

from bakeoff.features.ask.answers import Contributions
from bakeoff.features.ask.page.why import _told

EXACT = Contributions(((0,),), np.ones((1, 2)), np.zeros((1, 2)), np.zeros(2), np.ones(2), 100, 0, 0)
DRAWN = replace(EXACT, walks=1200)


@pytest.mark.parametrize(
    ("known", "sure"),
    [
        ({"svm": EXACT, "decision_tree": EXACT}, "All are exact over these 100 rows; over others they may differ."),
        (
            {"svm": DRAWN, "decision_tree": EXACT},
            "Support vector machine: from up to 1,200 orders drawn at random; the others are exact over these rows.",
        ),
        ({"svm": DRAWN, "keras_mlp": DRAWN}, "All are from up to 1,200 orders drawn at random."),
    ],
)
def test_a_standard_error_is_spoken_of_where_one_is_shown(known, sure):
    in_pictures, in_numbers = (_told(known, with_errors=shown) for shown in (False, True))
    assert in_pictures.endswith(f"to this answer. {sure}")
    assert ("±" in in_numbers, "±" in in_pictures) == ("drawn" in sure, False)
