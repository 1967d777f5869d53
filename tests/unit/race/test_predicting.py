import time
from types import SimpleNamespace

import numpy as np
import pytest

from bakeoff.race.predicting import TIMED_ROWS, timed_prediction


class Answering:
    """Predicts 0, and takes some CPU time for each row."""

    def __init__(self, seconds_per_row):
        self.seconds_per_row = seconds_per_row
        self.rows = []

    def predict(self, X):
        self.rows.append(len(X))
        end = time.process_time() + len(X) * self.seconds_per_row
        while time.process_time() < end:
            pass
        return np.zeros(len(X))


PREPARED = SimpleNamespace(X_test=np.zeros((50, 2)), y_test=np.zeros(50), task="regression")


def test_prediction_is_timed_on_a_thousand_rows():
    estimator = Answering(0.0)
    _prediction, timing = timed_prediction(estimator, PREPARED)
    assert (timing.rows, estimator.rows) == (TIMED_ROWS, [50] + [TIMED_ROWS] * 8)


def test_a_slow_model_is_timed_on_fewer_rows():
    estimator = Answering(0.005)
    prediction, timing = timed_prediction(estimator, PREPARED)
    assert len(prediction.values) == 50
    assert 10 <= timing.rows <= 40  # 0.8 s for four calls
    assert estimator.rows == [50, 10, 10] + [timing.rows] * 4
    assert timing.median >= timing.low >= 1000 * 0.005 * TIMED_ROWS == pytest.approx(5000)
