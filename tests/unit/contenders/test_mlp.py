"""What both multi-layer perceptrons promise, and that they agree with one another."""

import math

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.datasets import load_diabetes, load_iris
from sklearn.metrics import accuracy_score, log_loss, mean_squared_error, r2_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import scale

from bakeoff.contenders import contender
from bakeoff.contenders.layers import Layer
from bakeoff.contenders.mlp import FORMER, MLPSettings
from bakeoff.contenders.realmlp import REALMLP_CLASSES, REALMLP_NUMBERS
from bakeoff.errors import DivergedError, SettingError, TrainingError
from bakeoff.fields import to_text
from tests.unit.contenders.recording import Recording, curves, steps_of

pytest.importorskip("torch")

IRIS = train_test_split(scale(load_iris().data), load_iris().target, random_state=0)
DIABETES = train_test_split(*load_diabetes(return_X_y=True), random_state=0)

each_backend = pytest.mark.parametrize("backend", ["keras_mlp", "torch_mlp"])


def make(backend, task="classification", seed=0, **settings):
    one = contender(backend)
    return one.build(one.hyperparameters.parse({**FORMER, **settings}), task, seed)


def weights(estimator):
    if hasattr(estimator.model_, "get_weights"):
        return estimator.model_.get_weights()
    return [value.numpy() for value in estimator.model_.state_dict().values()]


def same(some, others):
    return all(np.array_equal(one, other) for one, other in zip(some, others, strict=True))


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ("256:relu,128:tanh", "256:relu,128:tanh"),
        ("256, 128", "256:relu,128:relu"),
        ("", ""),
        (64, "64:relu"),
        ([64, "3:ELU", {"units": 2, "activation": "gelu"}], "64:relu,3:elu,2:gelu"),
        (((5, "sigmoid"),), "5:sigmoid"),
        (Layer(units=1, activation="linear"), "1:linear"),
    ],
)
def test_layers_can_be_given_in_many_forms_and_survive_text_and_json(given, text):
    settings = MLPSettings.parse({"hidden": given})
    assert to_text(settings.hidden) == text
    assert MLPSettings.parse({"hidden": text}) == settings
    assert MLPSettings.model_validate_json(settings.model_dump_json()) == settings


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("256:rleu", "hidden, number 1: activation must be one of 'relu', 'tanh'"),
        ("64,0", "hidden, number 2: units must be 1 or more"),
        ("1025", "hidden, number 1: units must be 1024 or less"),
        ("wide", "hidden, number 1: units must be a whole number, not 'wide'; write it as in “64:relu,32:tanh”"),
        ("1,1,1,1,1,1,1,1,1", "hidden must be at most 8 long"),
        (None, "hidden must be"),
    ],
)
def test_wrong_layers_are_refused_in_a_sentence(given, said):
    with pytest.raises(SettingError, match=rf"^Keras MLP: {said}.*\.$"):
        MLPSettings.parse({"hidden": given}, "Keras MLP")


@each_backend
@pytest.mark.parametrize("settings", [{}, {"dropout": 0.3, "batch_norm": True, "early_stopping": True}], ids=str)
def test_same_seed_is_the_same_to_the_last_bit_and_another_is_not(backend, settings):
    X, X_test, y, _ = IRIS
    one, two, other = (make(backend, seed=seed, epochs=15, **settings) for seed in (1, 1, 2))
    held = {"X_val": X_test, "y_val": IRIS[3]}
    first, second, third = (curves(steps_of(model, X, y, **held)) for model in (one, two, other))
    assert first == second
    assert first != third
    assert same(weights(one), weights(two))
    assert np.array_equal(one.predict_proba(X_test), two.predict_proba(X_test))


@each_backend
def test_stopped_by_a_callback_it_is_as_if_it_had_fewer_epochs(backend):
    X, _, y, _ = IRIS
    stopped = make(backend, epochs=400, dropout=0.2)
    steps = steps_of(stopped, X, y, stop_after=37)
    short = make(backend, epochs=37, dropout=0.2)
    assert curves(steps) == [(i, 400, *rest) for i, _total, *rest in curves(steps_of(short, X, y))]
    assert stopped.n_iter_ == 37
    assert same(weights(stopped), weights(short))


@each_backend
def test_the_clock_never_goes_back_though_much_of_the_time_goes_on_scores(backend):
    """Many epochs are trained at one call, and what they were scored for is no training."""
    X, _, y, _ = IRIS
    model = make(backend, epochs=200, batch_size=128)
    steps = steps_of(model, X, y, X_val=np.tile(X, (20, 1)), y_val=np.tile(y, 20))
    clock = [0.0, *(step.cpu_seconds for step in steps)]
    assert min(np.diff(clock)) >= 0
    assert clock[-1] <= model.fit_cpu_seconds_ + 1e-3
    assert model.scoring_cpu_seconds_ > 0


@each_backend
def test_reported_numbers_are_those_of_scikit_learn(backend):
    X, X_test, y, y_test = IRIS
    model = make(backend, epochs=20, l2=0.0)
    last = steps_of(model, X, y, X_val=X_test, y_val=y_test)[-1]
    assert last.validation_loss == pytest.approx(log_loss(y_test, model.predict_proba(X_test)), rel=1e-4)
    assert last.validation_score == pytest.approx(accuracy_score(y_test, model.predict(X_test)))


@each_backend
def test_reported_numbers_are_those_of_scikit_learn_for_numbers_too(backend):
    X, X_test, y, y_test = DIABETES
    model = make(backend, "regression", epochs=20)
    last = steps_of(model, X, y, X_val=X_test, y_val=y_test)[-1]
    error = mean_squared_error(y_test, model.predict(X_test)) / np.var(y)
    assert last.validation_loss == pytest.approx(error, rel=1e-4)
    assert last.validation_score == pytest.approx(r2_score(y_test, model.predict(X_test)), rel=1e-4)


@each_backend
def test_without_moving_an_epoch_reports_the_loss_of_all_rows(backend):
    X, _, y, _ = IRIS
    model = make(backend, epochs=1, learning_rate=1e-12, batch_size=25)  # 112 rows: the last batch has 12
    (step,) = steps_of(model, X, y)
    assert step.train_loss == pytest.approx(log_loss(y, model.predict_proba(X)), rel=1e-5)
    assert step.train_score == pytest.approx(model.score(X, y))


@each_backend
def test_early_stopping_goes_back_to_the_best_weights(backend):
    X, X_test, y, y_test = IRIS
    model = make(backend, epochs=300, early_stopping=True, patience=5, learning_rate=0.03)
    steps = steps_of(model, X, y, X_val=X_test, y_val=y_test)
    losses = [step.validation_loss for step in steps]
    assert len(steps) == int(np.argmin(losses)) + 1 + 5 < 300
    assert log_loss(y_test, model.predict_proba(X_test)) == pytest.approx(min(losses), rel=1e-4)


@each_backend
@pytest.mark.parametrize(("task", "data"), [("classification", IRIS), ("regression", DIABETES)])
def test_early_stopping_holds_rows_out_when_it_is_given_none(backend, task, data):
    steps = steps_of(make(backend, task, epochs=5, early_stopping=True), data[0], data[2])
    assert all(step.validation_loss is not None for step in steps)


@each_backend
def test_it_diverges_in_a_sentence_after_the_finite_epochs(backend):
    X, _, y, _ = DIABETES
    recording = Recording()
    model = make(backend, "regression", hidden="", optimizer="sgd", learning_rate=3, batch_size=1000, epochs=500)
    with pytest.raises(
        DivergedError, match=r"^The training diverged at epoch (\d+); try a smaller learning rate\.$"
    ) as told:
        model.set_callbacks(recording).fit(scale(X), y)
    assert len(recording.steps) > 2
    assert f"epoch {len(recording.steps) + 1};" in str(told.value)
    assert all(math.isfinite(step.train_loss) for step in recording.steps)


@each_backend
@pytest.mark.parametrize("task", ["classification", "regression"])
def test_an_absurd_learning_rate_diverges(backend, task):
    X, _, y, _ = IRIS
    with pytest.raises(DivergedError, match="diverged at epoch 1;"):
        make(backend, task, learning_rate=1e9).fit(X, y)


@each_backend
def test_a_class_seen_only_in_validation_is_refused(backend):
    X, X_test, y, y_test = IRIS
    with pytest.raises(TrainingError, match="class 2"):
        make(backend, epochs=1).fit(X[y < 2], y[y < 2], X_val=X_test, y_val=y_test)


@each_backend
def test_unit_of_the_target_does_not_matter(backend):
    X, X_test, y, _ = DIABETES
    plain, large = (make(backend, "regression", epochs=5) for _ in range(2))
    large.fit(X, y * 1000 + 5000)
    assert np.allclose(plain.fit(X, y).predict(X_test) * 1000 + 5000, large.predict(X_test), rtol=1e-3)


@each_backend
def test_parameters_out_of_range_are_refused_when_it_fits(backend):
    model = clone(make(backend)).set_params(hidden=((0, "relu"),))
    with pytest.raises(SettingError, match="hidden, number 1: units must be 1 or more, not 0"):
        model.fit(IRIS[0], IRIS[2])


@each_backend
def test_sizes_count_every_parameter(backend):
    model = make(backend, hidden="16,8:tanh", epochs=1).fit(IRIS[0], IRIS[2])
    assert contender(backend).sizes(model) == {"parameters": 4 * 16 + 16 + 16 * 8 + 8 + 8 * 3 + 3}


@pytest.mark.parametrize(
    "settings",
    [
        *[{"optimizer": name} for name in ("sgd", "momentum", "nesterov", "rmsprop", "adagrad", "adam", "adamw")],
        *[{"hidden": f"8:{name},5"} for name in ("relu", "tanh", "sigmoid", "gelu", "elu", "selu", "mish", "linear")],
        {"hidden": ""},
        {"schedule": "exponential"},
        {"schedule": "cosine", "final_share": 0.2},
        {"loss": "mse"},
        {"l1": 0.01, "l2": 0.02},
        {"batch_norm": True},
        {"beta_2": 0.9},
        {"schedule": "coslog4"},
        {"label_smoothing": 0.2},
        {"robust_inputs": True},
        {"input_weights": True},
        {"parametrisation": "ntk", "batch_norm": True},
        {"zero_output": True},
        REALMLP_CLASSES | {"hidden": "256:selu,8:selu"},
    ],
    ids=str,
)
def test_keras_and_pytorch_learn_alike_for_classes(settings):
    agree("classification", IRIS, settings)


@pytest.mark.parametrize(
    "settings",
    [*({"loss_regression": name} for name in ("mse", "mae", "huber")), REALMLP_NUMBERS | {"learning_rate": 0.007}],
    ids=str,
)
def test_keras_and_pytorch_learn_alike_for_numbers(settings):
    agree("regression", DIABETES, settings)


def agree(task, data, settings):
    """In full batches there is no order of rows, so the two must tell the same curve."""
    X, _, y, _ = data
    ours, theirs = (
        [step.train_loss for step in steps_of(make(name, task, **settings | {"epochs": 12, "batch_size": 1000}), X, y)]
        for name in ("keras_mlp", "torch_mlp")
    )
    assert ours == pytest.approx(theirs, rel=1e-3)
    assert ours[-1] < ours[0]


@each_backend
def test_automatic_patience_gives_a_small_table_500_steps_and_then_waits_15_epochs(backend):
    """112 rows in batches of 32 are 4 steps; with a rate so high, an early epoch is the best."""
    X, X_test, y, y_test = IRIS
    steps = steps_of(make(backend, early_stopping=True, patience=None, epochs=400), X, y, X_val=X_test, y_val=y_test)
    best = min(steps, key=lambda step: step.validation_loss).index
    assert len(steps) == min(400, max(500 // 4, best + 15))
    early = make(backend, early_stopping=True, patience=None, epochs=400, learning_rate=0.1)
    assert len(steps_of(early, X, y, X_val=X_test, y_val=y_test)) == 125
    counted = make(backend, early_stopping=True, patience=15, epochs=400, learning_rate=0.1)
    assert len(steps_of(counted, X, y, X_val=X_test, y_val=y_test)) < 125
