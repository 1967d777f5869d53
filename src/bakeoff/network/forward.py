"""One point's way through a network: in each layer a sum, and an activation of it.

Only a job's own process imports this module.
"""

from collections.abc import Callable, Iterator
from typing import Any

import keras

from bakeoff.network.features import featurise
from bakeoff.network.measures import mean_loss
from bakeoff.network.messages import Forward
from bakeoff.network.points import Points
from bakeoff.network.settings import LabSettings

Step = Callable[[Any], Any]


def forward(model: keras.Sequential, settings: LabSettings, points: Points, row: int) -> Forward:
    """Return the way of the point in a row, as the network's own layers work it out."""
    inputs, sums = [featurise(points.X[row : row + 1], settings.features)[0]], []
    for layer, activation in _steps(model):
        values = layer(inputs[-1][None])
        sums.append(keras.ops.convert_to_numpy(values)[0])
        inputs.append(keras.ops.convert_to_numpy(activation(values))[0])
    loss = mean_loss(settings, points.target[row : row + 1], inputs[-1][None])
    return Forward(row, tuple(inputs), tuple(sums), loss)


def _steps(model: keras.Sequential) -> Iterator[tuple[Step, Step]]:
    """Return for each layer with weights what makes its sums of its inputs, and what makes its outputs of these.

    With batch normalisation the sums are the normalised ones. Dropout does nothing to what is only looked at.
    """
    layers = [layer for layer in model.layers if not isinstance(layer, keras.layers.Dropout)]
    for place, layer in enumerate(layers):
        if not isinstance(layer, keras.layers.Dense):
            continue
        following = layers[place + 1 : place + 2]
        if following and isinstance(following[0], keras.layers.BatchNormalization):
            yield _normalised(layer, following[0]), layers[place + 2]
        else:
            yield _weighted(layer), layer.activation


def _weighted(layer: keras.layers.Dense) -> Step:
    def sums(inputs: Any) -> Any:
        products = keras.ops.matmul(inputs, layer.kernel)
        return products if layer.bias is None else products + layer.bias

    return sums


def _normalised(layer: keras.layers.Dense, norm: keras.layers.BatchNormalization) -> Step:
    return lambda inputs: norm(_weighted(layer)(inputs), training=False)
