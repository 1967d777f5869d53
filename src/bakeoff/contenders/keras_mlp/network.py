"""Makes the Keras model and its optimiser from the settings."""

import keras

from bakeoff.contenders.mlp import MLPSettings
from bakeoff.contenders.mlp_estimator import initial_weights
from bakeoff.contenders.mlp_training import Problem


def build_model(settings: MLPSettings, problem: Problem) -> keras.Sequential:
    """Return a new model: softmax probabilities for classes, one linear output for numbers."""
    layers: list[keras.layers.Layer] = [keras.Input((problem.train.X.shape[1],), name="features")]
    for number in range(1, len(settings.hidden) + 1):
        layers += _hidden(settings, number, problem.seed)
    activation = "softmax" if problem.task == "classification" else "linear"
    layers.append(_dense(settings, problem.n_outputs, activation, "output"))
    model = keras.Sequential(layers, name="mlp")
    dense = [layer for layer in model.layers if isinstance(layer, keras.layers.Dense)]
    for layer, kernel in zip(dense, initial_weights(settings, problem), strict=True):
        layer.kernel.assign(kernel)
    return model


def _hidden(settings: MLPSettings, number: int, seed: int) -> list[keras.layers.Layer]:
    units, activation = settings.hidden[number - 1].units, settings.hidden[number - 1].activation
    name = f"hidden_{number}"
    if settings.batch_norm:
        layers = [
            _dense(settings, units, "linear", name, use_bias=False),  # normalising takes a bias out again
            keras.layers.BatchNormalization(name=f"{name}_batch_norm"),
            keras.layers.Activation(activation, name=f"{name}_{activation}"),
        ]
    else:
        layers = [_dense(settings, units, activation, name)]
    if settings.dropout:
        layers.append(keras.layers.Dropout(settings.dropout, seed=(seed + number) % 2**31, name=f"{name}_dropout"))
    return layers


def _dense(settings: MLPSettings, units: int, activation: str, name: str, use_bias: bool = True) -> keras.layers.Dense:
    penalty = keras.regularizers.L1L2(settings.l1, settings.l2) if settings.l1 or settings.l2 else None
    return keras.layers.Dense(
        units,
        activation,
        use_bias,
        kernel_initializer="zeros",  # until it is given what every network of these settings begins with
        kernel_regularizer=penalty,
        name=name,
    )


def build_optimizer(settings: MLPSettings, n_steps: int) -> keras.optimizers.Optimizer:
    """Return a new optimiser whose schedule, if any, spans `n_steps` steps."""
    rate = _learning_rate(settings, n_steps)
    match settings.optimizer:
        case "momentum" | "nesterov":
            return keras.optimizers.SGD(rate, settings.momentum, nesterov=settings.optimizer == "nesterov")
        case "adamw":
            return keras.optimizers.AdamW(rate, weight_decay=settings.weight_decay)
        case name:
            kinds = {"sgd": "SGD", "rmsprop": "RMSprop", "adagrad": "Adagrad", "adam": "Adam"}
            return getattr(keras.optimizers, kinds[name])(rate)


def _learning_rate(settings: MLPSettings, n_steps: int) -> float | keras.optimizers.schedules.LearningRateSchedule:
    schedules = keras.optimizers.schedules
    match settings.schedule:
        case "exponential":
            return schedules.ExponentialDecay(settings.learning_rate, n_steps, settings.final_share)
        case "cosine":
            return schedules.CosineDecay(settings.learning_rate, n_steps, settings.final_share)
        case _:
            return settings.learning_rate
