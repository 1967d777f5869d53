"""Days that are predicted from the days around them."""

import numpy as np
from sklearn.ensemble import RandomForestRegressor
from sklearn.model_selection import train_test_split

from bakeoff.features.museum.exhibit import Array, Exhibit

EXHIBIT = Exhibit(
    "A date that tells: of a day between two known days everything is known, of tomorrow nothing.",
    "Days are split by chance, so that the day before and the day after are learnt from.",
    "Split by time: learn from what came first, test on what came later.",
    "400 generated days of a price that goes up and down by chance",
    "r2",
    (0.5, 100.0),
    5,
    ("time",),
)


def data(seed: int) -> tuple[Array, Array]:
    """Return the number of each day, and its price, a random walk."""
    return np.arange(400.0)[:, None], np.random.default_rng(seed).normal(size=400).cumsum()


def mistake(X: Array, y: Array, seed: int) -> float:
    """Score days between days that are learnt from."""
    X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=seed)
    model = RandomForestRegressor(30, random_state=seed).fit(X_train, y_train)
    return float(model.score(X_test, y_test))


def cure(X: Array, y: Array, seed: int) -> float:
    """Score days after all that are learnt from."""
    X_train, X_test, y_train, y_test = train_test_split(X, y, shuffle=False)
    model = RandomForestRegressor(30, random_state=seed).fit(X_train, y_train)
    return float(model.score(X_test, y_test))
