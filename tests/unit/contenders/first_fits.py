"""A job in which networks are trained for the first time in their process."""

from sklearn.datasets import load_iris
from sklearn.preprocessing import scale

from bakeoff.engine.base import Channel
from tests.unit.contenders.recording import steps_of


def first_fits(_payload: None, _channel: Channel) -> dict[str, list[list[float]]]:
    """Return what the first two fits of either network have cost: start, training, and the first of its steps."""
    from bakeoff.contenders.keras_mlp.estimator import KerasMLPClassifier, limit_threads
    from bakeoff.contenders.torch_mlp import estimator as of_pytorch

    limit_threads()
    of_pytorch.limit_threads()
    return {
        "torch_mlp": [_cost(of_pytorch.TorchMLPClassifier) for _again in range(2)],
        "keras_mlp": [_cost(KerasMLPClassifier) for _again in range(2)],
    }


def _cost(kind: type) -> list[float]:
    features, target = load_iris(return_X_y=True)
    rows = scale(features)
    network = kind(epochs=100, random_state=0)
    first = steps_of(network, rows, target, X_val=rows, y_val=target)[0]
    return [network.startup_cpu_seconds_, network.fit_cpu_seconds_, first.cpu_seconds]
