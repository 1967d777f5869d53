import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bakeoff.contenders.keras_mlp.network import build_model, build_optimizer
from bakeoff.contenders.mlp_training import NetworkRows, Problem
from bakeoff.errors import SettingError
from bakeoff.network.features import featurise, plane_grid
from bakeoff.network.forward import forward
from bakeoff.network.points import Points, make_points, unseen_points
from bakeoff.network.settings import LabSettings
from bakeoff.network.trainer import Trainer

EVERYTHING = LabSettings.parse(
    {"points": 50, "batch_size": 8, "optimizer": "adam", "dropout": 0.2, "batch_norm": True, "regularisation": "l1"}
    | {"regularisation_rate": 0.001, "data": "spiral", "classes": 3, "features": "x1,x2,sin_x1,x1x2"}
)


EPOCHS = 50
"""As many as the network is trained for beside Keras, which returns to Python for every batch."""


def plain_keras(state: LabSettings, points: Points, trainer: Trainer) -> tuple[keras.Sequential, list]:
    """Build the same network with Keras' own regularisers, losses and training step."""
    X = featurise(points.X[points.train], state.features)
    target, task = points.target[points.train], "classification" if points.n_classes else "regression"
    model = build_model(
        state.mlp(), Problem(task, NetworkRows(X, target), None, points.n_classes or 1, state.weight_seed)
    )
    if not points.n_classes:
        loss, target = state.loss_regression, target[:, None]
    elif state.loss == "mse":
        loss, target = "mse", np.eye(points.n_classes, dtype=np.float32)[target]
    else:
        loss = "sparse_categorical_crossentropy"
    model.compile(build_optimizer(state.mlp(), 1), loss)
    rows = [[row[row >= 0] for row in trainer.batches(epoch)] for epoch in range(EPOCHS)]
    return model, [(X[row], target[row]) for epoch in rows for row in epoch]


@pytest.mark.parametrize(
    "state",
    [
        {"batch_size": 10},
        {"optimizer": "nesterov", "regularisation": "l2", "regularisation_rate": 0.01, "data": "gauss", "classes": 4},
        {"optimizer": "adam", "learning_rate": 0.01, "loss": "mse", "layers": "3:relu,2:sigmoid"},
        {"optimizer": "momentum", "data": "plane", "regularisation": "l1", "regularisation_rate": 0.003},
        {"optimizer": "rmsprop", "layers": "", "data": "multi_gauss", "loss_regression": "huber"},
        {"optimizer": "adagrad", "batch_size": 8, "layers": "2:gelu"},
        {"optimizer": "adamw", "learning_rate": 0.003, "batch_size": 8},
    ],
)
def test_fifty_epochs_end_where_plain_keras_does(state):
    state = LabSettings.parse({"points": 60} | state)
    points = make_points(state)
    trainer = Trainer(state, points)
    model, batches = plain_keras(state, points, trainer)
    for batch in batches:
        model.train_on_batch(*batch)
    while trainer.epoch < EPOCHS:
        trainer.advance((EPOCHS - trainer.epoch) * trainer.batches_an_epoch - trainer.batch)
    assert (trainer.epoch, trainer.batch) == (EPOCHS, 0)
    for mine, theirs in zip(trainer.model.get_weights(), model.get_weights(), strict=True):
        np.testing.assert_allclose(mine, theirs, atol=1e-5, rtol=0)


def test_batch_normalisation_leaves_out_what_only_fills_the_last_batch():
    state = LabSettings(points=54, batch_size=10, batch_norm=True)  # 27 points to train on
    points = make_points(state)
    trainer = Trainer(state, points)
    model, batches = plain_keras(state, points, trainer)
    for batch in batches[:15]:
        model.train_on_batch(*batch)
    trainer.advance(15)
    for mine, theirs in zip(trainer.model.get_weights(), model.get_weights(), strict=True):
        np.testing.assert_allclose(mine, theirs, atol=1e-5, rtol=0)


@pytest.fixture(scope="module")
def busy() -> Trainer:
    """A network with all that has a state of its own: dropout, normalisation, Adam."""
    return Trainer(EVERYTHING, make_points(EVERYTHING))


@pytest.fixture(scope="module")
def uncut(busy: Trainer) -> bytes:
    busy.reseed(EVERYTHING)
    busy.advance(60)
    return busy.state()


@settings(max_examples=25)
@given(cuts=st.sets(st.integers(1, 59)))
def test_however_a_run_is_cut_it_ends_the_same(busy: Trainer, uncut: bytes, cuts):
    busy.reseed(EVERYTHING)
    for begin, end in zip([0, *sorted(cuts)], [*sorted(cuts), 60], strict=True):
        busy.advance(end - begin)
    assert busy.state() == uncut


@settings(max_examples=25)
@given(moment=st.integers(0, 59))
def test_a_moment_comes_back_bit_for_bit_and_goes_on_the_same(busy: Trainer, uncut: bytes, moment):
    busy.reseed(EVERYTHING)
    busy.advance(moment)
    there, state, weights = (busy.epoch, busy.batch), busy.state(), busy.links.weights()
    busy.advance(37)
    busy.restore(state, *there)
    for back, before in zip(busy.links.weights(), weights, strict=True):
        assert back.tobytes() == before.tobytes()
    busy.advance(60 - moment)
    assert busy.state() == uncut


def test_every_epoch_shows_every_point_once_in_an_order_of_its_own(busy: Trainer):
    orders = [busy.batches(epoch).ravel() for epoch in range(3)]
    for order in orders:
        assert sorted(order[order >= 0]) == list(range(25))
    assert not np.array_equal(orders[0], orders[1])
    np.testing.assert_array_equal(orders[2], busy.batches(2).ravel())


def test_another_seed_is_the_run_that_a_new_lab_with_it_would_be(busy: Trainer):
    busy.reseed(EVERYTHING)
    busy.advance(5)
    state = EVERYTHING.replace("weight_seed", 77)
    busy.reseed(state)
    fresh = Trainer(state, make_points(state))
    assert busy.state() == fresh.state()
    busy.advance(5), fresh.advance(5)
    assert busy.state() == fresh.state()
    busy.reseed(EVERYTHING)


def with_any_weights(state: LabSettings, points: Points) -> Trainer:
    """Return a network with weights, biases and normalisation far from the initial ones; it has not been trained."""
    trainer, random = Trainer(state, points), np.random.default_rng(0)
    trainer.model.set_weights([random.uniform(0.1, 0.9, one.shape) for one in trainer.model.get_weights()])
    return trainer


@pytest.mark.parametrize(
    ("data", "loss"),
    [(data, loss) for data in ("circle", "spiral") for loss in ("cross_entropy", "mse")] + [("plane", "of numbers")],
)
def test_what_is_shown_is_what_keras_answers(data, loss):
    state = LabSettings(data=data, points=80, classes=3, batch_norm=data == "circle")
    state = state if data == "plane" else state.replace("loss", loss)
    points = make_points(state)
    trainer = with_any_weights(state, points)
    look = trainer.look()
    grid = trainer.model.predict(featurise(plane_grid(80), state.features), verbose=0)
    test = trainer.model.predict(featurise(points.X[~points.train], state.features), verbose=0)
    target = points.target[~points.train]
    if data == "plane":
        shown = np.clip(grid[:, 0], -1, 1) * 127.5 + 127.5
        expected = float(keras.losses.MeanSquaredError()(target[:, None], test))
        score = 1 - np.mean((test[:, 0] - target) ** 2) / target.var()
    else:
        codes = test.argmax(axis=1)
        if loss == "mse":
            expected = np.mean((np.eye(points.n_classes)[target] - test) ** 2)
        else:
            expected = float(keras.losses.SparseCategoricalCrossentropy()(target, test))
        score = (codes == target).mean()
        assert look.measures.confusion.trace() == (codes == target).sum()
        assert look.measures.confusion.sum() == len(target)
        shown = 255 * (grid[:, 1] if points.n_classes == 2 else grid.max(axis=1))
    plane = look.output if data != "spiral" else look.output[1]
    np.testing.assert_allclose(plane.ravel().astype(float), shown, atol=0.51)
    if data == "spiral":
        np.testing.assert_array_equal(look.output[0].ravel(), grid.argmax(axis=1))
    assert look.measures.test_loss == pytest.approx(expected, abs=1e-5)
    assert look.measures.test_score == pytest.approx(score, abs=1e-5)


def test_a_neuron_is_drawn_over_the_plane():
    state = LabSettings.parse({"layers": "2:tanh", "points": 20})
    trainer = Trainer(state, make_points(state))
    trainer.links.edit(0, 0, 1, 1.0), trainer.links.edit(0, 1, 1, 0.0), trainer.links.edit(0, None, 1, 0.0)
    neuron = trainer.look().neurons[1].astype(float)  # tanh of x₁
    expected = np.tanh(np.linspace(-5.7, 5.7, 20)) * 127.5 + 127.5
    np.testing.assert_allclose(neuron, np.tile(expected, (20, 1)), atol=0.51)


@pytest.mark.parametrize("value", [1e308, -1e7, float("nan"), float("inf")])
def test_a_weight_beyond_all_measure_is_refused(busy: Trainer, value):
    before = busy.state()
    with pytest.raises(SettingError, match="between −1,000,000 and 1,000,000"):
        busy.links.edit(0, 0, 0, value)
    assert busy.state() == before


@pytest.mark.parametrize("place", [(9, 0, 0), (0, 9, 0), (0, 0, -1), (0, None, 9)])
def test_a_weight_that_is_none_is_refused(busy: Trainer, place):
    with pytest.raises(SettingError, match="no such weight"):
        busy.links.edit(*place, 1.0)


def test_a_run_that_diverges_is_noticed_in_the_call_that_it_happens():
    state = LabSettings.parse({"learning_rate": 10, "data": "plane", "layers": "8:relu", "features": "x1_sq,x2_sq"})
    trainer = Trainer(state, make_points(state))
    assert not trainer.advance(1000)


def test_rates_change_while_the_graph_stays():
    state = LabSettings(points=40, regularisation="l2")
    changed = state.replace("learning_rate", 0.3).replace("regularisation_rate", 0.1)
    there, fresh = Trainer(state, make_points(state)), Trainer(changed, make_points(changed))
    there.set_rates(changed)
    there.advance(20), fresh.advance(20)
    for mine, other in zip(there.links.weights(), fresh.links.weights(), strict=True):
        np.testing.assert_array_equal(mine, other)


@pytest.mark.parametrize("state", [{"data": "spiral", "classes": 3, "layers": "3:relu,2:gelu"}, dict(EVERYTHING)])
def test_a_point_goes_through_the_network_as_the_network_itself_answers(state):
    state = LabSettings.parse(state)
    points = make_points(state)
    trainer = with_any_weights(state, points)
    for row in (0, len(points.X) - 1):
        told = featurise(points.X[row : row + 1], state.features)
        way = forward(trainer.model, state, points, row)
        answer = trainer.model.predict(told, verbose=0)[0]
        np.testing.assert_array_equal(way.inputs[0], told[0])
        np.testing.assert_allclose(way.inputs[-1], answer, rtol=1e-5)
        assert way.loss == pytest.approx(-np.log(answer[points.target[row]]), rel=1e-5)
        assert [len(one) for one in way.sums] == [len(one) for one in way.inputs[1:]]
        for inputs, sums, weights, biases in zip(
            way.inputs, way.sums, trainer.links.weights(), trainer.links.biases(), strict=False
        ):
            if not state.batch_norm:
                np.testing.assert_allclose(sums, inputs @ weights + biases, rtol=1e-5)
        exponents = np.exp(way.sums[-1].astype(float))
        np.testing.assert_allclose(way.inputs[-1], exponents / exponents.sum(), rtol=1e-5)


def test_a_number_goes_through_the_network_too():
    state = LabSettings.parse({"data": "plane", "layers": "", "loss_regression": "mae"})
    points = make_points(state)
    way = forward(Trainer(state, points).model, state, points, 3)
    np.testing.assert_array_equal(way.sums[0], way.inputs[1])
    assert way.loss == pytest.approx(abs(float(way.inputs[1][0] - points.target[3])))


@pytest.mark.parametrize("data", ["circle", "plane"])
def test_the_unseen_part_is_drawn_anew_and_measured_as_keras_does(data):
    state = LabSettings.parse({"data": data, "points": 60})
    points, unseen = make_points(state), unseen_points(state)
    assert not {*map(tuple, points.X.tolist())} & {*map(tuple, unseen.X.tolist())}
    trainer = Trainer(state, points)
    trainer.advance(20)
    answers = trainer.model.predict(featurise(unseen.X, state.features), verbose=0)
    if data == "circle":
        known = answers[np.arange(len(unseen.target)), unseen.target]
        expected = (-np.log(known).mean(), (answers.argmax(axis=1) == unseen.target).mean())
    else:
        missed = ((answers[:, 0] - unseen.target) ** 2).mean()
        expected = (trainer.unseen()[0], 1 - missed / unseen.target.var())
    assert trainer.unseen() == pytest.approx(expected, rel=1e-4)


def test_a_table_and_painted_points_have_no_unseen_part():
    state = LabSettings.parse({"data": "table", "table": "iris"})
    assert unseen_points(state) is None
    assert np.isnan(Trainer(state, make_points(state)).unseen()).all()
