"""What a fitted contender answers, in one form for all of them, and how long it takes to."""

import time
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bakeoff.evaluation.base import Prediction
from bakeoff.evaluation.preparation import Prepared

SLOW_SECONDS = 0.05


def timed_prediction(estimator: Any, prepared: Prepared) -> tuple[Prediction, float]:
    """Predict the test part, and say how many milliseconds a thousand rows take.

    What the first call alone does, such as compiling, is not counted. A quick contender is timed five times, on no
    fewer than a thousand rows, and the median taken; a slow one's only prediction is the timing.
    """
    X = prepared.X_test
    predict(estimator, X[:2], prepared)
    start = time.perf_counter()
    prediction = predict(estimator, X, prepared)
    seconds = [time.perf_counter() - start]
    if seconds[0] < SLOW_SECONDS:
        X = X[np.arange(max(len(X), 1000)) % len(X)]
        seconds.clear()
        while len(seconds) < 5:
            start = time.perf_counter()
            predict(estimator, X, prepared)
            seconds.append(time.perf_counter() - start)
    return prediction, float(np.median(seconds)) * 1e6 / len(X)


def predict(estimator: Any, X: NDArray[Any], prepared: Prepared) -> Prediction:
    """Return the estimator's answer for rows of prepared features.

    The class is the most probable one, for every contender alike; a class that the training part did not
    hold gets probability 0.
    """
    if prepared.task == "regression":
        return Prediction(np.asarray(estimator.predict(X), dtype=np.float64))
    probabilities = np.zeros((len(X), len(prepared.class_names)))
    probabilities[:, estimator.classes_] = estimator.predict_proba(X)
    return Prediction(probabilities.argmax(axis=1), probabilities)
