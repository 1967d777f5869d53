"""How often a race names a loser among equals, with one seed and with several; and how often it finds a real lead.

Each race draws and splits its rows anew, and
contenders are compared as the race page compares them: four that are the same but for their seeds, and two of which one
really is better.

The networks have 8 tanh units and are trained by Adam, as many at once as there are in all races: the arithmetic of a
network is so small that one after the other would take an hour. The forests are Bakeoff's own, of ten trees.
"""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray
from shared import size

from bakeoff.contenders import contender
from bakeoff.datasets import dataset
from bakeoff.evaluation.base import Prediction
from bakeoff.evaluation.metrics import deciding
from bakeoff.evaluation.over_seeds import compare_over_seeds
from bakeoff.preparation.splits import split
from bakeoff.spec import BakeoffSpec

RACES, CONTENDERS, SEEDS, ROWS = size((80, 4, (1, 5, 10), 500), (1, 4, (1, 2), 100))
EPOCHS, BATCH, RATE = size(80, 2), 32, 0.03
TREES = 10
BAR, LOST = 0.05, 0.05

Rows = NDArray[np.float32]
Race = tuple[NDArray[np.int64], list[Prediction]]
"""The test part's classes, and what each of many equal models answers."""
Parts = tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]


class Networks:
    """Many networks of one hidden layer, trained at once, each on rows of its own.

    Parameters
    ----------
    X : ndarray of shape (n_networks, n_rows, n_features)
    y : ndarray of int of shape (n_networks, n_rows)
    units : int
    rng : Generator
    """

    def __init__(self, X: Rows, y: NDArray[np.int64], units: int, rng: np.random.Generator) -> None:
        self._X, self._y, self._rng = X, np.eye(2, dtype=np.float32)[y], rng
        count, _n_rows, n_features = X.shape
        shapes = ((n_features, units), (1, units), (units, 2), (1, 2))
        limits = [np.sqrt(6 / (n_in + n_out)) if n_in > 1 else 0.0 for n_in, n_out in shapes]
        self._weights = [
            rng.uniform(-limit, limit, (count, *shape)).astype(np.float32)
            for limit, shape in zip(limits, shapes, strict=True)
        ]
        self._moments = [(np.zeros_like(one), np.zeros_like(one)) for one in self._weights]
        self._steps = 0

    def train(self, epochs: int) -> None:
        """Train all for so many epochs, each on its rows in an order of its own."""
        count, n_rows, _n_features = self._X.shape
        places = np.arange(count)[:, None]
        for _epoch in range(epochs):
            order = self._rng.permuted(np.broadcast_to(np.arange(n_rows), (count, n_rows)), axis=1)
            for start in range(0, n_rows, BATCH):
                batch = order[:, start : start + BATCH]
                self._step(self._X[places, batch], self._y[places, batch])

    def probabilities(self, X: Rows) -> Rows:
        """Return each network's probabilities; shape (n_networks, n_rows, 2)."""
        return self._forward(X)[1]

    def _forward(self, X: Rows) -> tuple[Rows, Rows]:
        kernel, bias, out_kernel, out_bias = self._weights
        hidden = np.tanh(X @ kernel + bias)
        odds = np.exp(hidden @ out_kernel + out_bias)
        return hidden, odds / odds.sum(axis=2, keepdims=True)

    def _step(self, X: Rows, truth: Rows) -> None:
        hidden, probabilities = self._forward(X)
        error = (probabilities - truth) / X.shape[1]
        back = (error @ self._weights[2].swapaxes(1, 2)) * (1 - hidden**2)
        self._adam(
            [
                X.swapaxes(1, 2) @ back,
                back.sum(axis=1, keepdims=True),
                hidden.swapaxes(1, 2) @ error,
                error.sum(axis=1, keepdims=True),
            ]
        )

    def _adam(self, slopes: list[Rows]) -> None:
        """Kingma and Ba (2015)."""
        self._steps += 1
        rate = RATE * np.sqrt(1 - 0.999**self._steps) / (1 - 0.9**self._steps)
        for weights, (mean, square), slope in zip(self._weights, self._moments, slopes, strict=True):
            mean += 0.1 * (slope - mean)
            square += 0.001 * (slope**2 - square)
            weights -= (rate * mean / (np.sqrt(square) + 1e-7)).astype(np.float32)


def splits(name: str, races: int) -> Iterator[Parts]:
    """Yield the rows, their classes, and which are trained on and tested, of each race."""
    info = dataset(name)
    for race in range(races):
        data = info.load(info.options.parse({"rows": ROWS, "seed": race}))
        X = np.asarray(data.X, dtype=np.float64)
        train, _validation, test = split(data, BakeoffSpec(dataset=name, rules={"seed": race}).rules, info.title)
        X = (X - X[train].mean(axis=0)) / X[train].std(axis=0)
        yield X, data.y.astype(np.int64), train, test


def networks(name: str, races: int, each: int, units: int) -> list[Race]:
    """Train `each` networks in every race."""
    parts = list(splits(name, races))
    found = []
    for start in range(0, races, 10):
        some = parts[start : start + 10]
        X = np.repeat([rows[train] for rows, _y, train, _test in some], each, axis=0).astype(np.float32)
        y = np.repeat([classes[train] for _rows, classes, train, _test in some], each, axis=0)
        group = Networks(X, y, units, np.random.default_rng((start, units)))
        group.train(EPOCHS)
        tests = np.repeat([rows[test] for rows, _y, _train, test in some], each, axis=0).astype(np.float32)
        answers = group.probabilities(tests).astype(np.float64)
        for place, (_rows, classes, _train, test) in enumerate(some):
            own = answers[place * each : (place + 1) * each]
            found.append((classes[test], [Prediction(one.argmax(axis=1), one) for one in own]))
    return found


def forests(name: str, races: int, each: int, trees: int) -> list[Race]:
    """Grow `each` forests in every race."""
    info = contender("random_forest")
    settings = info.hyperparameters.parse({"n_estimators": trees})
    found = []
    for race, (X, y, train, test) in enumerate(splits(name, races)):
        models = [
            info.build(settings, "classification", seed).fit(X[train], y[train])
            for seed in range(race * each, (race + 1) * each)
        ]
        answers = [model.predict_proba(X[test]) for model in models]
        found.append((y[test], [Prediction(one.argmax(axis=1), one) for one in answers]))
    return found


def losers(races: list[Race], n_seeds: int) -> float:
    """Return in which share of races one of four equal contenders is said to be worse."""
    named = 0
    for target, models in races:
        lanes = {str(one): models[one * n_seeds : (one + 1) * n_seeds] for one in range(CONTENDERS)}
        pairs = compare_over_seeds(target, lanes, deciding("auto", "classification"), 2)
        named += any(pair.decided for pair in pairs)
    return named / len(races)


def leads(better: list[Race], worse: list[Race], n_seeds: int) -> tuple[float, float]:
    """Return the mean lead of the better contender, and in which share of races it is found."""
    differences, found = [], 0
    for (target, first), (_same, second) in zip(better, worse, strict=True):
        lanes = {"better": first[:n_seeds], "worse": second[:n_seeds]}
        pair = compare_over_seeds(target, lanes, deciding("auto", "classification"), 2)[0]
        differences.append(pair.difference)
        found += pair.decided and pair.difference > 0
    return float(np.mean(differences)), found / len(better)


def seeds(races: int = RACES) -> bool:
    """Print the table; return whether equals are named losers seldom, and a lead is found as often as with one seed."""
    kinds: dict[str, tuple[Callable[[str, int, int, int], list[Race]], int, int]] = {
        "network, 8 tanh units (1)": (networks, 8, 1),
        "forest, 10 trees (1)": (forests, TREES, 1),
    }
    holds = True
    print(f"{races} races each: {CONTENDERS} equals on the spiral, and one against a smaller one (size) on the moons")
    print(f"{'contender':<28}{'seeds':>6}{'a loser among equals':>22}{'lead':>8}{'lead found':>12}  holds")
    for name, (train, units, smaller) in kinds.items():
        equal = train("spiral", races, CONTENDERS * max(SEEDS), units)
        better, worse = (train("moons", races, max(SEEDS), one) for one in (units, smaller))
        _lead, alone = leads(better, worse, 1)
        for n_seeds in SEEDS:
            rate, (lead, found) = losers(equal, n_seeds), leads(better, worse, n_seeds)
            held = n_seeds == 1 or (rate <= BAR and found >= alone - LOST)
            holds &= held
            mark = "" if n_seeds == 1 else "yes" if held else "NO"
            print(f"{name:<28}{n_seeds:>6}{rate:>22.1%}{100 * lead:>8.1f}{found:>12.0%}  {mark}", flush=True)
    return holds
