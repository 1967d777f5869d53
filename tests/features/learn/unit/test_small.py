import numpy as np
import pytest

from bakeoff.features.learn.network import forward, mean_loss
from bakeoff.features.learn.small import lab_task, small_task
from bakeoff.network.features import featurise
from bakeoff.network.points import make_points
from bakeoff.network.settings import LabSettings
from bakeoff.network.trainer import Trainer


@pytest.mark.parametrize(("data", "n_classes"), [("moons", 2), ("xor", 2), ("circle", 2), ("gauss", 3)])
def test_what_is_shown_is_what_is_computed_with(data, n_classes):
    task = small_task(data, (3, 4), "tanh")
    assert task.network.sizes == (2, 3, 4, n_classes) == (2, 3, 4, len(task.class_names))
    for values in (task.X, *task.network.weights, *task.network.biases):
        np.testing.assert_array_equal(values, np.round(values, 2))
    assert task.reach[0] <= task.X.min() < task.X.max() <= task.reach[1]
    assert set(task.target) == set(range(n_classes))


def test_another_seed_gives_other_weights_for_the_same_rows():
    first, again, other = (small_task("moons", (3,), "tanh", seed) for seed in (0, 0, 1))
    assert (first.X == other.X).all()
    assert (first.network.weights[0] == again.network.weights[0]).all()
    assert (first.network.weights[0] != other.network.weights[0]).any()


@pytest.mark.parametrize(
    "state",
    [
        {"points": 40, "layers": "8:tanh,8:relu,3:gelu"},
        {"points": 40, "layers": "", "data": "gauss", "classes": 4},
        {"points": 40, "layers": "2:elu", "data": "spiral", "features": "x1,x2,sin_x1,x1x2"},
    ],
)
def test_a_network_of_the_lab_answers_here_as_its_own_keras_model(state):
    settings = LabSettings.parse(state)
    points = make_points(settings)
    trainer = Trainer(settings, points)
    trainer.advance(20)
    task = lab_task(settings, [layer.kernel.numpy() for layer in trainer.model.layers], _biases(trainer))
    X = featurise(points.X[points.train], settings.features)
    np.testing.assert_allclose(forward(task.network, task.X).answer, trainer.model.predict(X, verbose=0), atol=1e-5)
    assert mean_loss(task.network, task.X, task.target) == pytest.approx(trainer.measure().train_loss, rel=1e-4)
    assert task.in_plane == (len(settings.features) == 2)
    assert len(task.input_names) == task.X.shape[1]


def _biases(trainer):
    return [layer.bias.numpy() for layer in trainer.model.layers]


@pytest.mark.parametrize(
    "change",
    [
        {"batch_norm": True},
        {"loss": "mse"},
        {"data": "plane"},
        {"layers": "3:tanh"},
        {"layers": "2:mish"},
        {"features": "x1"},
    ],
)
def test_what_the_pictures_do_not_show_is_no_task(change):
    settings = LabSettings.parse({"points": 40, "layers": "2:tanh"})
    shapes = [(2, 2), (2, 2)]
    weights, biases = [np.ones(shape, np.float32) for shape in shapes], [np.ones(2, np.float32)] * 2
    assert lab_task(settings, weights, biases) is not None
    assert lab_task(settings.parse(dict(settings) | change), weights, biases) is None
