"""What a browser sends as painted points, checked."""

import math

import numpy as np
import pytest

from bakeoff.features.learn.features.page.painting import painted_of
from bakeoff.network.points import painted_from_text


def test_points_of_two_classes_are_taken_and_none_at_all_too():
    turn, text = painted_of({"turn": 3, "rows": [[1.5, -2.25, 0], [6, 6, 1]]})
    X, codes = painted_from_text(text)
    assert turn == 3
    np.testing.assert_allclose(X, [[1.5, -2.25], [6, 6]], atol=1e-4)
    assert codes.tolist() == [0, 1]
    assert painted_of({"turn": 4, "rows": []}) == (4, "")


@pytest.mark.parametrize(
    "sent",
    [
        None,
        [1, 2],
        {"rows": []},
        {"turn": "1", "rows": []},
        {"turn": 1},
        {"turn": 1, "rows": "x"},
        {"turn": 1, "rows": [[0, 0, 2]]},
        {"turn": 1, "rows": [[0, 0, -1]]},
        {"turn": 1, "rows": [[0, 0, 0.5]]},
        {"turn": 1, "rows": [[0, math.nan, 0]]},
        {"turn": 1, "rows": [[0, 0]]},
        {"turn": 1, "rows": [[10**400, 0, 0]]},
        {"turn": 1, "rows": [[0, 0, 0]] * 2001},
    ],
)
def test_anything_else_is_left_alone(sent):
    assert painted_of(sent) is None
