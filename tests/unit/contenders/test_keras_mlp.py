"""The Keras MLP: scikit-learn's checks, Keras' own training as second source, Keras' callbacks."""

import pickle
from collections import Counter
from collections.abc import Iterator

import keras
import numpy as np
import pytest
import tensorflow as tf
from scipy.stats import chisquare
from sklearn.datasets import load_iris
from sklearn.preprocessing import scale
from sklearn.utils.estimator_checks import parametrize_with_checks

from bakeoff.contenders.keras_mlp.estimator import KerasMLPClassifier, KerasMLPRegressor
from bakeoff.contenders.keras_mlp.network import build_model, build_optimizer
from tests.unit.contenders.recording import NOT_REPEATED, steps_of

# Keras 3.15 converts its variables in a way that NumPy 2 deprecates, when it saves and in its callbacks.
pytestmark = pytest.mark.filterwarnings(
    "ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning"
)

X, y = scale(load_iris().data), load_iris().target


QUICK = {"hidden": ((16, "relu"),), "epochs": 20, "learning_rate": 0.01}
"""Enough for the scores that scikit-learn's checks ask for."""


@pytest.fixture
def as_traced() -> Iterator[None]:
    """Have graphs run as they were traced: to optimise one takes longer than it then runs in such a check."""
    tf.config.optimizer.set_experimental_options({"disable_meta_optimizer": True})
    yield
    tf.config.optimizer.set_experimental_options({"disable_meta_optimizer": False})


@pytest.mark.usefixtures("as_traced")
@parametrize_with_checks([KerasMLPClassifier(**QUICK)], expected_failed_checks=lambda _estimator: NOT_REPEATED)
def test_scikit_learn_finds_nothing_wrong(estimator, check):
    check(estimator)


@pytest.mark.nightly
@parametrize_with_checks([KerasMLPRegressor(**QUICK)], expected_failed_checks=lambda _estimator: NOT_REPEATED)
def test_scikit_learn_finds_nothing_wrong_with_the_regressor(estimator, check):
    check(estimator)


@pytest.mark.parametrize(
    ("weighed", "settings"),
    [
        (False, {}),
        (False, {"optimizer": "nesterov", "l1": 0.01, "l2": 0.01}),
        (True, {"optimizer": "adamw", "schedule": "cosine"}),
        (True, {"batch_norm": True, "hidden": ((9, "gelu"), (7, "elu"))}),
    ],
    ids=str,
)
def test_it_trains_as_keras_itself_does(weighed, settings):
    """In full batches, from the same weights, `model.fit` must tell the same loss and end at the same weights."""
    ours = KerasMLPClassifier(epochs=8, batch_size=150, random_state=0, **settings)
    weights = np.random.default_rng(0).uniform(0, 2, len(y)) if weighed else None
    steps = steps_of(ours, X, y, sample_weight=weights)
    problem = ours._problem(X, y, None, None, sample_weight=weights)
    theirs = build_model(ours._settings(), problem)
    theirs.compile(build_optimizer(ours._settings(), 8), "sparse_categorical_crossentropy", metrics=["accuracy"])
    rows, target, weights = problem.train
    history = theirs.fit(rows, target, batch_size=150, epochs=8, verbose=0, sample_weight=weights).history
    assert [step.train_loss for step in steps] == pytest.approx(history["loss"], rel=1e-4)
    assert [step.train_score for step in steps] == pytest.approx(history["accuracy"])
    for one, other in zip(ours.model_.get_weights(), theirs.get_weights(), strict=True):
        assert np.allclose(one, other, rtol=1e-3, atol=1e-5)


@pytest.mark.parametrize("kind", [KerasMLPClassifier, KerasMLPRegressor])
def test_it_survives_pickling_without_the_optimiser_s_state(kind):
    model = kind(epochs=2, random_state=0, dropout=0.1, batch_norm=True).fit(X, y)
    content = pickle.dumps(model)
    assert np.array_equal(pickle.loads(content).predict(X), model.predict(X))
    fewer = len(pickle.dumps(kind(epochs=2, random_state=0, optimizer="sgd", dropout=0.1, batch_norm=True).fit(X, y)))
    assert abs(len(content) - fewer) < 100


def test_its_model_is_a_real_keras_model(tmp_path, capsys):
    model = KerasMLPClassifier(epochs=2, random_state=0).fit(X, y)
    model.model_.summary()
    assert "hidden_1 (Dense)" in capsys.readouterr().out
    model.model_.save(tmp_path / "mlp.keras")
    loaded = keras.saving.load_model(tmp_path / "mlp.keras")
    assert np.allclose(loaded.predict(X, verbose=0), model.predict_proba(X), atol=1e-6)


class Diary(keras.callbacks.Callback):
    def __init__(self, stop_at=None):
        super().__init__()
        self.lines = []
        self.stop_at = stop_at

    def on_train_begin(self, logs=None):
        self.lines.append("train")

    def on_epoch_begin(self, epoch, logs=None):
        self.lines.append(f"epoch {epoch}")

    def on_epoch_end(self, epoch, logs=None):
        self.lines.append(f"end {epoch} {sorted(logs)}")
        if epoch == self.stop_at:
            self.model.stop_training = True

    def on_train_end(self, logs=None):
        self.lines.append("trained")


def test_keras_callbacks_hear_everything_in_order():
    diary = Diary()
    KerasMLPClassifier(epochs=2).fit(X, y, X_val=X, y_val=y, keras_callbacks=[diary])
    names = "['loss', 'score', 'val_loss', 'val_score']"
    assert diary.lines == ["train", "epoch 0", f"end 0 {names}", "epoch 1", f"end 1 {names}", "trained"]


def test_keras_callbacks_can_stop_the_training():
    diary = Diary(stop_at=2)
    model = KerasMLPClassifier(epochs=50, early_stopping=False).fit(X, y, keras_callbacks=[diary])
    assert model.n_iter_ == 3
    assert diary.lines[-2:] == ["end 2 ['loss', 'score']", "trained"]


def test_keras_own_callbacks_work(tmp_path):
    rates = []
    callbacks = [
        keras.callbacks.LearningRateScheduler(lambda epoch, rate: rate / 2),
        keras.callbacks.LambdaCallback(on_epoch_end=lambda epoch, logs: rates.append(logs["learning_rate"])),
        keras.callbacks.CSVLogger(tmp_path / "log.csv"),
        keras.callbacks.ModelCheckpoint(tmp_path / "{epoch}.keras"),
        keras.callbacks.EarlyStopping(monitor="val_loss", patience=100, restore_best_weights=True),
    ]
    steps = steps_of(
        KerasMLPClassifier(epochs=3, learning_rate=0.008), X, y, X_val=X, y_val=y, keras_callbacks=callbacks
    )
    assert rates == pytest.approx([0.004, 0.002, 0.001])
    assert (tmp_path / "log.csv").read_text().count("\n") == 4
    assert {path.name for path in tmp_path.glob("*.keras")} == {"1.keras", "2.keras", "3.keras"}
    assert len(steps) == 3


def test_a_learning_rate_set_by_a_callback_is_the_one_that_trains():
    still = keras.callbacks.LearningRateScheduler(lambda epoch, rate: 0.0)
    model = KerasMLPClassifier(epochs=3, random_state=0).fit(X, y, keras_callbacks=[still])
    untouched = build_model(model._settings(), model._problem(X, y, None, None))
    for one, other in zip(model.model_.get_weights(), untouched.get_weights(), strict=True):
        assert np.array_equal(one, other)


def test_a_row_is_predicted_alike_in_any_company():
    model = KerasMLPClassifier(epochs=2, random_state=0).fit(X, y)
    alone = np.vstack([model.predict_proba(row[None]) for row in X[:20]])
    assert np.array_equal(alone, model.predict_proba(np.tile(X, (10, 1)))[:20])


def test_every_order_of_the_rows_is_as_likely_and_any_two_meet_as_often():
    """Of four rows all 24 orders (chi-squared, p > .001); of 128 the spread of how often two share a batch."""
    shuffle = tf.function(lambda n, epoch: tf.random.experimental.stateless_shuffle(tf.range(n), [3, epoch]))
    orders = Counter(tuple(shuffle(4, tf.constant(epoch)).numpy()) for epoch in range(4800))
    assert len(orders) == 24
    assert chisquare(list(orders.values())).pvalue > 0.001
    n, epochs, share = 128, 600, 31 / 127
    together = np.zeros((n, n))
    for epoch in range(epochs):
        batch = np.argsort(shuffle(n, tf.constant(epoch)).numpy()) // 32
        together += batch[:, None] == batch
    spread = together[np.triu_indices(n, 1)].std() / np.sqrt(epochs * share * (1 - share))
    assert spread == pytest.approx(1.0, abs=0.05)


@pytest.mark.parametrize(("batch_norm", "batches"), [(True, 1), (False, 2)])
def test_a_last_batch_of_one_row_joins_the_one_before_where_batches_are_normalised(batch_norm, batches):
    """As in PyTorch: after one epoch of SGD the network is the one that a single batch of all rows makes, or not."""
    given = {
        "hidden": ((5, "relu"),),
        "batch_norm": batch_norm,
        "optimizer": "sgd",
        "epochs": 1,
        "random_state": 0,
        "l2": 0.0,
        "early_stopping": False,
    }
    parted = KerasMLPClassifier(batch_size=len(X) - 1, **given).fit(X, y)
    whole = KerasMLPClassifier(batch_size=len(X), **given).fit(X, y)
    same = np.allclose(parted.predict_proba(X), whole.predict_proba(X), rtol=0, atol=1e-6)
    assert same == (batches == 1)
