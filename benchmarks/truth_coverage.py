"""How often a "95 %" interval of a score holds the score that the fitted model really has.

Each population is drawn from a density, so that a model's true score can be had from a very large sample. The model is
fitted once; then many test parts are drawn, each is scored as a race scores it, and it is counted how often the true
score lies within the interval.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from shared import size
from sklearn.datasets import load_breast_cancer, load_digits, load_iris, load_wine
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.preprocessing import StandardScaler

from bakeoff.evaluation.base import Estimate, Prediction
from bakeoff.evaluation.metrics import evaluate, values
from bakeoff.fields import Task

PARTS, MOST_PARTS = size((300, 1200), (2, 2))
"""Where a rate of the first is beyond a bar, which chance alone does to some of 90, the second are drawn of all."""
LOW, HIGH = 0.92, 0.99
FEW = 50
"""Test rows below which an interval may hold more often: most contenders hardly make a mistake in so few."""
KNOWN = {
    ("log-normal target, more", 440, "r2"): (LOW, 1.0),
    ("ten classes, hard", 40, "balanced_accuracy"): (0.9, 1.0),
    ("ten classes, hard", 40, "f1"): (0.84, 1.0),
    ("ten classes, hard", 75, "f1"): (0.9, 1.0),
    ("ten classes, hard", 40, "log_loss"): (0.84, 1.0),
    ("ten classes, hard", 75, "log_loss"): (0.84, 1.0),
}
"""Lowest and highest rate of what is known to be beyond the bars, as told in ``docs/truth.md``."""
_TRUTH_ROWS = size(100_000, 1000)

Rows = tuple[NDArray[np.float64], NDArray[Any]]
Draw = Callable[[int, np.random.Generator], Rows]


def _like(load: Callable[..., tuple[NDArray[np.float64], NDArray[np.int64]]], independent: float) -> Draw:
    """Return a population of normal densities, one for each class of a data set."""
    X, y = load(return_X_y=True)
    X = StandardScaler().fit_transform(X)
    shares, parts = np.bincount(y) / len(y), []
    for code in range(len(shares)):
        covariance = np.cov(X[y == code].T)
        covariance = (1 - independent) * covariance + independent * np.diag(np.diag(covariance) + 1e-3)
        parts.append((X[y == code].mean(axis=0), np.linalg.cholesky(covariance + 1e-6 * np.eye(X.shape[1]))))

    def draw(n: int, rng: np.random.Generator) -> Rows:
        codes = rng.choice(len(shares), n, p=shares)
        rows = rng.normal(size=(n, X.shape[1]))
        for code, (mean, root) in enumerate(parts):
            rows[codes == code] = mean + rows[codes == code] @ root.T
        return rows, codes

    return draw


def _blobs(n: int, rng: np.random.Generator) -> Rows:
    codes = rng.integers(0, 2, n)
    return np.column_stack([4.0 * codes, np.zeros(n)]) + rng.normal(size=(n, 2)), codes


def _linear(n: int, rng: np.random.Generator) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    X = rng.normal(size=(n, 5))
    return X, X @ np.array([1.0, 0.5, 0.3, 0.0, 0.0]) + rng.normal(scale=0.7, size=n)


def _log_normal(n: int, rng: np.random.Generator) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Draw a target whose logarithm has a spread of 1: the largest of 110 is some ten times the median."""
    X = rng.normal(size=(n, 5))
    return X, np.exp(X @ np.array([0.5, 0.3, 0.2, 0.0, 0.0]) + rng.normal(scale=0.8, size=n))


def _rare(share: float, distance: float) -> Draw:
    """Return a population of two classes, one of them rare, at a distance in units of their spread."""

    def draw(n: int, rng: np.random.Generator) -> Rows:
        codes = (rng.random(n) < share).astype(np.int64)
        return rng.normal(size=(n, 4)) + distance * codes[:, None] * np.array([1.0, 0.5, 0.0, 0.0]), codes

    return draw


def _ten(distance: float) -> Draw:
    """Return a population of ten classes around fixed centres."""
    centres = distance * np.random.default_rng(5).normal(size=(10, 6))

    def draw(n: int, rng: np.random.Generator) -> Rows:
        codes = rng.integers(0, 10, n)
        return centres[codes] + rng.normal(size=(n, 6)), codes

    return draw


def _zeros(n: int, rng: np.random.Generator) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Draw a target that is zero in four of five rows, else log-normal, and hardly to be explained."""
    X = rng.normal(size=(n, 4))
    return X, np.where(rng.random(n) < 0.8, 0.0, np.exp(0.5 * X[:, 0] + rng.normal(scale=0.9, size=n)))


RARE = ((0.02, 38), (0.02, 150), (0.02, 450), (0.05, 38), (0.05, 150), (0.1, 38))
"""Share of the rare class, and rows tested."""


@dataclass(frozen=True)
class Population:
    """Where rows come from, and how many are trained on and tested."""

    name: str
    draw: Draw
    n_train: int
    n_test: int
    classes: bool = True
    rare: bool = False
    """Whether test parts are stratified and a class has few rows in them: intervals may hold more often than 99 %."""


POPULATIONS = (
    Population("easy, two classes", _blobs, 112, 38),
    Population("like iris", _like(load_iris, 0.3), 112, 38),
    Population("like wine", _like(load_wine, 0.3), 133, 45),
    Population("like breast cancer", _like(load_breast_cancer, 0.3), 426, 143),
    Population("like digits", _like(load_digits, 0.5), 1347, 450),
    Population("normal target", _linear, 330, 110, classes=False),
    Population("log-normal target", _log_normal, 330, 110, classes=False),
    Population("log-normal target, more", _log_normal, 1320, 440, classes=False),
    *(Population(f"{share:.0%} rare", _rare(share, 3), 4 * n, n, rare=True) for share, n in RARE),
    *(Population(f"{share:.0%} rare, hard", _rare(share, 1.7), 4 * n, n, rare=True) for share, n in RARE),
    *(Population("ten classes", _ten(2), 4 * n, n, rare=True) for n in (40, 75)),
    *(Population("ten classes, hard", _ten(0.7), 4 * n, n, rare=True) for n in (40, 75)),
    *(Population("80 % zeros", _zeros, 3 * n, n, classes=False, rare=True) for n in (75, 150, 450)),
)


def _models(population: Population) -> dict[str, Any]:
    if population.classes:
        forest, linear = RandomForestClassifier(60, random_state=0), LogisticRegression(max_iter=2000)
    else:
        forest, linear = RandomForestRegressor(60, random_state=0), LinearRegression()
    return {"linear": linear, "forest": forest}


def _prediction(model: Any, X: NDArray[np.float64], *, classes: bool) -> Prediction:
    if not classes:
        return Prediction(model.predict(X))
    probabilities = model.predict_proba(X)
    return Prediction(probabilities.argmax(axis=1), probabilities)


@dataclass
class Tally:
    """What became of one metric over all test parts."""

    truth: float
    lowest: float = LOW
    highest: float = HIGH
    parts: int = 0
    held: int = 0
    known: int = 0
    faultless: int = 0
    width: float = 0.0

    def take(self, estimate: Estimate, *, best: float) -> None:
        """Count one test part."""
        self.parts += 1
        self.known += estimate.low == estimate.low
        self.held += estimate.low <= self.truth <= estimate.high
        self.faultless += abs(estimate.value - best) < 1e-12
        self.width += estimate.high - estimate.low

    @property
    def rate(self) -> float:
        """The share of test parts whose interval holds the truth."""
        return self.held / self.parts

    @property
    def holds(self) -> bool:
        """Whether every test part has an interval, and the rate is within the bars, or what is known to bound it."""
        return self.known == self.parts and self.lowest <= self.rate <= self.highest

    @property
    def mark(self) -> str:
        """What is printed beside a rate beyond the bars."""
        if LOW <= self.rate <= HIGH and self.holds:
            return ""
        return " (known)" if self.holds else " (!)"


def _tested(population: Population, y: NDArray[Any], rng: np.random.Generator) -> NDArray[np.int64]:
    """Draw a test part, of a rare class as many rows as are to be expected but one or more."""
    if not (population.rare and population.classes):
        return rng.integers(0, len(y), population.n_test)
    wanted = np.maximum(1, np.round(np.bincount(y) / len(y) * population.n_test)).astype(int)
    return np.concatenate([rng.choice(np.flatnonzero(y == code), size) for code, size in enumerate(wanted)])


def tallies(population: Population, model: Any, seed: int = 0) -> dict[str, Tally]:
    """Fit a model, draw test parts, and count by metric how often the interval holds the truth."""
    rng = np.random.default_rng(seed)
    model.fit(*population.draw(population.n_train, rng))
    X, y = population.draw(_TRUTH_ROWS, rng)
    whole = _prediction(model, X, classes=population.classes)
    task: Task = "classification" if population.classes else "regression"
    n_classes = int(y.max()) + 1 if population.classes else 0
    highest = 1.0 if population.rare or population.n_test < FEW else HIGH
    counted = {
        name: Tally(value, *KNOWN.get((population.name, population.n_test, name), (LOW, highest)))
        for name, value in values(y, whole, task, n_classes).items()
    }
    for part in range(MOST_PARTS):
        if part == PARTS and all(tally.holds for tally in counted.values()):
            break
        rows = _tested(population, y, rng)
        shown = None if whole.probabilities is None else whole.probabilities[rows]
        scored = evaluate(y[rows], Prediction(whole.values[rows], shown), task, n_classes, seed=part)
        for name, estimate in scored.items():
            counted[name].take(estimate, best=0.0 if name in ("log_loss", "brier", "rmse", "mae") else 1.0)
    return counted


def coverage() -> bool:
    """Print a row for each population, model and metric; return whether all hold."""
    print(
        "| population, test rows, model | metric | true score | parts | coverage, % | mean width | without a fault, % |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- |")
    held = True
    for population in POPULATIONS:
        for name, model in _models(population).items():
            for metric, tally in tallies(population, model).items():
                held &= tally.holds
                print(
                    f"| {population.name}, {population.n_test}, {name} | {metric} | {tally.truth:.4g} | {tally.parts} "
                    f"| {100 * tally.rate:.1f}{tally.mark} | {tally.width / tally.parts:.3g} "
                    f"| {100 * tally.faultless / tally.parts:.0f} |",
                    flush=True,
                )
    print("(!): beyond the bars. (known): beyond them as docs/truth.md says.")
    return held
