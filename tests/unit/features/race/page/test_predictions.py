import numpy as np
import pandas as pd
import pytest

from bakeoff.features.race.page.predictions import _rounded, answer_texts, select

FRAME = pd.DataFrame(
    {
        "target": ["cat", "cat", "dog", "dog", "cat"],
        "svm": ["cat", "cat", "cat", "dog", "dog"],
        "svm_confidence": 0.9,
        "decision_tree": ["cat", "dog", "cat", "cat", "dog"],
        "decision_tree_confidence": 0.9,
    },
    index=pd.Index([11, 12, 13, 14, 15], name="row"),
)
BOTH = ["svm", "decision_tree"]


@pytest.mark.parametrize(
    ("finished", "chosen", "kept"),
    [
        (BOTH, "all", [11, 12, 13, 14, 15]),
        (BOTH, "disagree", [12, 14]),
        (BOTH, "wrong", [13, 15]),
        (BOTH, "svm", [12, 14]),
        (BOTH, "decision_tree", []),
        (["svm"], "svm", [11, 12, 14]),
        (["svm"], "disagree", []),
        (["svm"], "wrong", [13, 15]),
    ],
)
def test_a_filter_keeps_its_rows(finished, chosen, kept):
    assert list(FRAME.index[select(FRAME, finished, chosen)]) == kept


def test_no_rows_stay_no_rows():
    assert select(FRAME.iloc[:0], BOTH, "disagree").tolist() == []


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
