import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from bakeoff.evaluation.pareto import dominated

UP = {"score": True, "seconds": False, "bytes": False}


@given(st.lists(st.tuples(*[st.integers(0, 3)] * 3), min_size=1, max_size=8))
def test_one_is_dominated_if_another_is_nowhere_worse_and_somewhere_better(rows):
    found = dominated(pd.DataFrame(rows, columns=list(UP)), UP)
    gains = [(score, -seconds, -size) for score, seconds, size in rows]
    for one, beaten in zip(gains, found, strict=True):
        assert beaten == any(other != one and all(a >= b for a, b in zip(other, one, strict=True)) for other in gains)
    assert not found.all()


def test_columns_not_asked_for_do_not_count():
    values = pd.DataFrame({"score": [0.9, 0.8], "seconds": [2.0, 1.0]}, index=["svm", "tree"])
    assert dominated(values, {"score": True}).to_dict() == {"svm": False, "tree": True}


def test_a_missing_value_neither_beats_nor_is_beaten():
    values = pd.DataFrame({"score": [0.9, 0.8], "seconds": [np.nan, 1.0]})
    assert not dominated(values, {"score": True, "seconds": False}).any()
