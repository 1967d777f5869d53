"""Small networks and handwritten digits for experiments."""

import warnings
from typing import Any

import numpy as np
from sklearn.datasets import load_digits
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier


def network(X: Any, y: Any, layers: tuple[int, ...], seed: int, passes: int, **settings: Any) -> Any:
    """Return a network without weight decay, trained for so many passes."""
    settings |= {"alpha": 0.0, "random_state": seed, "max_iter": passes, "n_iter_no_change": passes, "tol": 0.0}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # it ends after its passes
        return MLPClassifier(layers, **settings).fit(X, y)


def right(model: Any, X: Any, y: Any) -> float:
    """Return how many rows in 100 a model has right."""
    return 100 * float(model.score(X, y))


def digits(rng: np.random.Generator, learnt: int) -> tuple[Any, Any, Any, Any]:
    """Return so many digits to learn from and their classes, then all others and theirs; pixels go from 0 to 1."""
    X, y = load_digits(return_X_y=True)
    order = rng.permutation(len(y))
    return X[order[:learnt]] / 16, y[order[:learnt]], X[order[learnt:]] / 16, y[order[learnt:]]
