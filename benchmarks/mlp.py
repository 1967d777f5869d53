"""How fast the compiled loop of the Keras MLP is, beside `model.fit`, scikit-learn and PyTorch.

Run ``python benchmarks/mlp.py``; MNIST is taken from ``mnist.npz`` in Bakeoff's data home. Everything runs
on one thread in this process, in turns; each ratio is the median of those of five rounds.
"""

import os
import statistics
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
import tensorflow as tf
import torch
from numpy.typing import NDArray
from shared import SMOKE, run_script, size
from sklearn.datasets import load_digits, load_iris
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import scale
from threadpoolctl import threadpool_limits

from bakeoff.contenders.keras_mlp import estimator as keras_mlp
from bakeoff.contenders.keras_mlp.loop import CompiledTrainer
from bakeoff.contenders.keras_mlp.network import build_model, build_optimizer
from bakeoff.contenders.torch_mlp import estimator as torch_mlp
from bakeoff.datasets.home import data_home

ROUNDS = size(5, 1)
SEEDS = size((0, 1, 2), (0,))
ACCURACY_EPOCHS, LIVE_EPOCHS, IRIS_EPOCHS = size((5, 10, 100), (1, 1, 2))
TEXTBOOK: dict[str, Any] = {
    "hidden": ((32, "relu"),),
    "learning_rate": 0.001,
    "batch_size": 32,
    "optimizer": "adam",
    "l2": 0.0,
    "early_stopping": False,
}

Array = NDArray[Any]


@contextmanager
def clock() -> Iterator[list[float]]:
    """Fill a list with the wall and CPU seconds that the block took."""
    taken: list[float] = []
    wall, cpu = time.perf_counter(), time.process_time()
    yield taken
    taken += [time.perf_counter() - wall, time.process_time() - cpu]


def report(
    what: str, rounds: list[tuple[list[float], list[float]]], bar: str, met: Callable[[float], bool], of_ours: bool
) -> None:
    """Print one line: medians, and the median ratio by wall and by CPU seconds."""
    ratios = [statistics.median(a[i] / b[i] if of_ours else b[i] / a[i] for a, b in rounds) for i in (0, 1)]
    ours, theirs = (statistics.median(pair[side][0] for pair in rounds) for side in (0, 1))
    verdict = "met" if met(ratios[0]) else "MISSED"
    print(f"{what:<62} {ours:8.3f} {theirs:8.3f} {ratios[0]:7.2f} {ratios[1]:7.2f}  {bar:<8} {verdict}", flush=True)


class Live:
    """A callback that takes in every step, as the page's does."""

    def __init__(self) -> None:
        self.steps: list[Any] = []

    def setup(self, estimator: Any, context: Any) -> None:
        """Do nothing."""

    def teardown(self, estimator: Any, context: Any) -> None:
        """Do nothing."""

    def on_fit_task_begin(self, estimator: Any, context: Any, **about: Any) -> None:
        """Do nothing."""

    def on_fit_task_end(self, estimator: Any, context: Any, *, metadata: Any = None, **about: Any) -> bool:
        """Take in the step, and let the training go on."""
        self.steps += [metadata] if metadata else []
        return False


def keras_fit(X: Array, y: Array, hidden: int, epochs: int, seed: int = 0) -> keras.Model:
    """Train as everyone writes it."""
    keras.utils.set_random_seed(seed)
    layers = [keras.layers.Dense(hidden, "relu"), keras.layers.Dense(len(np.unique(y)), "softmax")]
    model = keras.Sequential([keras.Input((X.shape[1],)), *layers])
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(X, y, batch_size=32, epochs=epochs, verbose=0)
    return model


def epochs_of(step: Callable[[], Any], warm_up: int = 1) -> Iterator[list[float]]:
    """Yield what each further call of `step` takes."""
    for _ in range(warm_up):
        step()
    while True:
        with clock() as taken:
            step()
        yield taken


def our_epochs(X: Array, y: Array) -> Iterator[list[float]]:
    """Yield what each epoch of ours takes, the first, which compiles, left out."""
    ours = keras_mlp.KerasMLPClassifier(**TEXTBOOK, epochs=10_000, random_state=0)
    settings, problem = ours._settings(), ours._problem(X, y, None, None)
    model = build_model(settings, problem)
    trainer = CompiledTrainer(model, build_optimizer(settings, 1), problem, settings, at_once=1)
    epochs = trainer.epochs(10_000)
    return epochs_of(lambda: next(epochs))


def keras_epochs(X: Array, y: Array) -> Iterator[list[float]]:
    model = keras_fit(X[:320], y[:320], 32, 1)
    return epochs_of(lambda: model.fit(X, y, batch_size=32, epochs=1, verbose=0))


def sklearn_epochs(X: Array, y: Array) -> Iterator[list[float]]:
    model = MLPClassifier((32,), batch_size=32, max_iter=1, warm_start=True, random_state=0)
    return epochs_of(lambda: model.fit(X, y))


def torch_epochs(X: Array, y: Array, **optimizer: Any) -> Iterator[list[float]]:
    rows, target = torch.from_numpy(X), torch.from_numpy(y).long()
    model = torch.nn.Sequential(torch.nn.Linear(X.shape[1], 32), torch.nn.ReLU(), torch.nn.Linear(32, 10))
    adam, loss = torch.optim.Adam(model.parameters(), **optimizer), torch.nn.CrossEntropyLoss()

    def epoch() -> None:
        for batch in torch.split(torch.randperm(len(rows)), 32):
            adam.zero_grad()
            loss(model(rows[batch]), target[batch]).backward()
            adam.step()

    return epochs_of(epoch)


def race_epochs(X: Array, y: Array) -> None:
    rivals = {
        "model.fit": (keras_epochs(X, y), False),
        "scikit-learn's MLPClassifier": (sklearn_epochs(X, y), True),
        "a PyTorch mini-batch loop": (torch_epochs(X, y), True),
        "a PyTorch mini-batch loop, fused Adam": (torch_epochs(X, y, fused=True), True),
    }
    ours = our_epochs(X, y)
    rounds: dict[str, list[tuple[list[float], list[float]]]] = {name: [] for name in rivals}
    for _ in range(ROUNDS):
        for name, (rival, _of_ours) in rivals.items():
            rounds[name].append((next(ours), next(rival)))
    for name, (_rival, of_ours) in rivals.items():
        what = f"MNIST epoch against {name}"
        if of_ours:
            report(what, rounds[name], "<= 0.7", lambda ratio: ratio <= 0.7, True)
        else:
            report(what, rounds[name], ">= 5x", lambda ratio: ratio >= 5, False)


def compare_accuracy(train: tuple[Array, Array], test: tuple[Array, Array]) -> None:
    def ours(seed: int) -> float:
        model = keras_mlp.KerasMLPClassifier(**TEXTBOOK, epochs=ACCURACY_EPOCHS, random_state=seed)
        return float(model.fit(*train).score(*test))

    def theirs(seed: int) -> float:
        probabilities = keras_fit(*train, 32, ACCURACY_EPOCHS, seed).predict(test[0], verbose=0)
        return float((probabilities.argmax(axis=1) == test[1]).mean())

    scores = [statistics.mean(score(seed) for seed in SEEDS) * 100 for score in (ours, theirs)]
    apart = abs(scores[0] - scores[1])
    what = f"MNIST test accuracy against model.fit, %, {len(SEEDS)} seeds x {ACCURACY_EPOCHS} epochs"
    verdict = "met" if apart <= 0.3 else "MISSED"
    print(f"{what:<62} {scores[0]:8.2f} {scores[1]:8.2f} {apart:7.2f} {'':7}  {'<= 0.3':<8} {verdict}")


def sklearn_fit(X: Array, y: Array, epochs: int) -> MLPClassifier:
    """Train scikit-learn's network for all its epochs."""
    model = MLPClassifier((16,), batch_size=32, max_iter=epochs, tol=0, n_iter_no_change=epochs, random_state=0)
    return model.fit(X, y)


def race_iris() -> None:
    X, y = scale(load_iris().data).astype(np.float32), load_iris().target
    plain, learned = [], []
    for _ in range(ROUNDS):
        with clock() as ours:
            keras_mlp.KerasMLPClassifier(
                **TEXTBOOK | {"hidden": ((16, "relu"),)}, epochs=IRIS_EPOCHS, random_state=0
            ).fit(X, y)
        with clock() as keras_own:
            keras_fit(X, y, 16, IRIS_EPOCHS)
        with clock() as theirs:
            sklearn_fit(X, y, IRIS_EPOCHS)
        plain.append((ours, keras_own))
        learned.append((ours, theirs))
    report(
        f"iris, whole fit of {IRIS_EPOCHS} epochs, against model.fit", plain, ">= 8x", lambda ratio: ratio >= 8, False
    )
    what = f"iris, whole fit of {IRIS_EPOCHS} epochs, against MLPClassifier"
    report(what, learned, "<= 3", lambda ratio: ratio <= 3, True)


def race_live(train: tuple[Array, Array], epochs: int = LIVE_EPOCHS) -> None:
    cut = 5 * len(train[1]) // 6
    X, y = train[0][:cut], train[1][:cut]
    held = {"X_val": train[0][cut:], "y_val": train[1][cut:]}
    rounds = []
    for _ in range(ROUNDS):
        with clock() as live:
            model = keras_mlp.KerasMLPClassifier(**TEXTBOOK | {"early_stopping": True}, epochs=epochs, random_state=0)
            model.set_callbacks(Live()).fit(X, y, **held)
        with clock() as bare:
            keras_mlp.KerasMLPClassifier(**TEXTBOOK, epochs=epochs, random_state=0).fit(X, y)
        rounds.append((live, bare))
    what = f"MNIST, {epochs} epochs with events, validation, early stopping / bare"
    report(what, rounds, "<= 1.2", lambda ratio: ratio <= 1.2, True)


def images() -> tuple[tuple[Array, Array], tuple[Array, Array]] | None:
    """Return MNIST's training and test part, or None without its file; with ``--smoke``, parts of digits."""
    if SMOKE:
        X, y = load_digits(return_X_y=True)
        X, y = (X / 16).astype(np.float32), y.astype(np.int64)
        return (X[:600], y[:600]), (X[600:], y[600:])
    path = data_home() / "mnist.npz"
    if not path.exists():
        print(f"Put mnist.npz into {path.parent} to measure on MNIST too.")
        return None
    with np.load(path) as data:
        train, test = (
            ((data[f"x_{part}"].reshape(-1, 784) / 255).astype(np.float32), data[f"y_{part}"].astype(np.int64))
            for part in ("train", "test")
        )
    return train, test


def main() -> None:
    keras_mlp.limit_threads()
    torch_mlp.limit_threads()
    warnings.simplefilter("ignore", ConvergenceWarning)
    where = f"one thread each; TensorFlow {tf.__version__}, PyTorch {torch.__version__}"
    print(f"{where:<62} {'ours s':>8} {'theirs s':>8} {'wall':>7} {'CPU':>7}  bar")
    with threadpool_limits(1):
        race_iris()
        if (parts := images()) is not None:
            train, test = parts
            race_epochs(*train)
            race_live(train)
            compare_accuracy(train, test)


if __name__ == "__main__":
    run_script(main, 9)
