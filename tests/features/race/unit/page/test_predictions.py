import pandas as pd
import pytest

from bakeoff.features.race.page.predictions import select

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
