"""The lab's network as a Keras script that runs by itself."""

from bakeoff.network.points import Points
from bakeoff.network.settings import LabSettings
from bakeoff.text import _

_FEATURES = {
    "x1": "x1",
    "x2": "x2",
    "x1_sq": "x1**2",
    "x2_sq": "x2**2",
    "x1x2": "x1 * x2",
    "sin_x1": "np.sin(x1)",
    "sin_x2": "np.sin(x2)",
}
_OPTIMIZERS = {
    "sgd": "SGD({rate})",
    "momentum": "SGD({rate}, momentum={momentum})",
    "nesterov": "SGD({rate}, momentum={momentum}, nesterov=True)",
    "rmsprop": "RMSprop({rate})",
    "adagrad": "Adagrad({rate})",
    "adam": "Adam({rate})",
    "adamw": "AdamW({rate}, weight_decay={weight_decay})",
}
_LOSSES = {
    "cross_entropy": "categorical_crossentropy",
    "mse": "mean_squared_error",
    "mae": "mean_absolute_error",
    "huber": "huber",
}

_EPOCHS = 100
"""For a network that has not been trained yet."""

_SCRIPT = """{head}

import keras
import numpy as np
import pandas as pd

EPOCHS = {epochs}
keras.utils.set_random_seed({seed})

points = pd.read_csv("points.csv")
x1, x2 = points["x1"].to_numpy(), points["x2"].to_numpy()
X = np.column_stack([{features}]).astype("float32")
{target}
train = (points["part"] == "train").to_numpy()

model = keras.Sequential(
    [
        keras.Input(({n_features},)),
{layers}    ]
)
model.compile(
    optimizer=keras.optimizers.{optimizer},
    loss="{loss}",
    metrics=["{metric}"],
)
model.summary()
model.fit(X[train], y[train], batch_size={batch_size}, epochs=EPOCHS, verbose=2)
print(dict(zip(model.metrics_names, model.evaluate(X[~train], y[~train], verbose=0))))
model.save("network.keras")
"""


def keras_script(settings: LabSettings, points: Points, epochs: int = 0) -> str:
    """Return Python that trains the network on ``points.csv``, tells how good it is, and saves it.

    It trains for as many `epochs`, or for a hundred if these are none. It starts from Keras' own initial weights, so
    its numbers are not those of the lab, digit for digit.
    """
    classifies = points.n_classes > 0
    mlp = settings.mlp()
    rates = {"rate": settings.learning_rate, "momentum": mlp.momentum, "weight_decay": mlp.weight_decay}
    return _SCRIPT.format(
        head=f'"""{_("The network of Bakeoff’s lab; reads points.csv from the folder it runs in.")}"""',
        epochs=epochs or _EPOCHS,
        seed=settings.weight_seed,
        features=", ".join(_FEATURES[name] for name in settings.features),
        target=_target(points),
        n_features=len(settings.features),
        layers="".join(f"        {line},\n" for line in _layers(settings, points)),
        optimizer=_OPTIMIZERS[settings.optimizer].format(**rates),
        loss=_LOSSES[settings.loss if classifies else settings.loss_regression],
        metric="accuracy" if classifies else "r2_score",
        batch_size=settings.batch_size,
    )


def _target(points: Points) -> str:
    if not points.n_classes:
        return 'y = points[["target"]].to_numpy("float32")'
    names = list(map(str, points.class_names))
    codes = '[classes.index(str(one)) for one in points["target"]]'
    return f"classes = {names}\ny = keras.utils.to_categorical({codes}, {len(names)})"


def _layers(settings: LabSettings, points: Points) -> list[str]:
    penalty = ""
    if settings.regularisation != "none":
        kind = settings.regularisation.upper()
        penalty = f", kernel_regularizer=keras.regularizers.{kind}({settings.regularisation_rate})"
    lines = []
    for layer in settings.layers:
        if settings.batch_norm:
            lines.append(f"keras.layers.Dense({layer.units}, use_bias=False{penalty})")
            lines += ["keras.layers.BatchNormalization()", f'keras.layers.Activation("{layer.activation}")']
        else:
            lines.append(f'keras.layers.Dense({layer.units}, "{layer.activation}"{penalty})')
        if settings.dropout:
            lines.append(f"keras.layers.Dropout({settings.dropout})")
    units, answer = (points.n_classes, "softmax") if points.n_classes else (1, "linear")
    return [*lines, f'keras.layers.Dense({units}, "{answer}"{penalty})']
