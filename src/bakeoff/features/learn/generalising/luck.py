"""The same race by thirty seeds: how far luck alone moves a score."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

from bakeoff.datasets import dataset
from bakeoff.features.learn.calls import Tell, untold

SEEDS = 30
TREES = 25
TEST_SHARE = 0.25


class SeedRaces(NamedTuple):
    """Accuracies on the test rows, one for each seed."""

    svm: NDArray[np.float64]
    forest: NDArray[np.float64]
    n_test: int


def races(tell: Tell = untold) -> SeedRaces:
    """Race an SVM and a forest on the wines, each seed with a split of its own; `tell` is told what share is done."""
    info = dataset("wine")
    data = info.load(info.options())
    X, y = np.asarray(data.X), data.y
    scores = []
    for seed in range(SEEDS):
        X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=TEST_SHARE, random_state=seed, stratify=y)
        models = (make_pipeline(StandardScaler(), SVC()), RandomForestClassifier(TREES, random_state=seed))
        scores.append([float(model.fit(X_train, y_train).score(X_test, y_test)) for model in models])
        tell((seed + 1) / SEEDS)
    svm, forest = np.array(scores).T
    return SeedRaces(svm, forest, len(y_test))
