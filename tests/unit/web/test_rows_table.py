"""How held-out rows and their answers are written."""

import numpy as np
import pandas as pd
import pytest

from bakeoff.web.rows_table import _rounded, answer_texts


def test_an_answer_says_whether_it_is_right_and_how_sure_in_one_notation():
    frame = pd.DataFrame(
        {"target": ["a", "b", "b"], "svm": ["a", "a", "b"], "svm_confidence": [0.98123, 0.5, 0.99996], "dummy": "a"}
    )
    shown = answer_texts(frame, ["svm", "dummy"])
    assert shown["svm"].tolist() == ["✓ a, 98.1 %", "✗ a, 50.0 %", "✓ b, 99.99 %"]
    assert shown["dummy"].tolist() == ["✓ a", "✗ a", "✗ a"]


@pytest.mark.parametrize(
    ("value", "held"),
    [(-0.4044489271724939, -0.4044), (np.float32(0.1), 0.1), (206_855.81, 206_856.0), (7, 7), (0.0, 0.0)],
)
def test_a_cell_holds_no_more_digits_than_it_shows(value, held):
    assert _rounded(value) == held
