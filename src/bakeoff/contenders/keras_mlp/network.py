"""Makes the Keras model and its optimiser from the settings."""

import math
from typing import Any

import keras
from scipy.sparse import issparse

from bakeoff.contenders.mlp import MLPSettings
from bakeoff.contenders.mlp_estimator import initial_weights
from bakeoff.contenders.mlp_training import Problem
from bakeoff.contenders.realmlp import rate_factor

InputWeights = keras.layers.EinsumDense
"""A factor for each feature; no other layer here is of this kind."""


def build_model(settings: MLPSettings, problem: Problem) -> keras.Sequential:
    """Return a new model: softmax probabilities for classes, one linear output for numbers."""
    n_features = problem.train.X.shape[1]
    layers: list[keras.layers.Layer] = [keras.Input((n_features,), name="features")]
    if settings.input_weights and not issparse(problem.train.X):
        layers.append(InputWeights("ab,b->ab", (n_features,), kernel_initializer="ones", name="input_weights"))
    for number in range(1, len(settings.hidden) + 1):
        layers += _hidden(settings, number, problem.seed)
    activation = "softmax" if problem.task == "classification" else "linear"
    layers.append(_dense(settings, problem.n_outputs, activation, "output"))
    model = keras.Sequential(layers, name="mlp")
    dense = [layer for layer in model.layers if isinstance(layer, keras.layers.Dense)]
    for layer, (kernel, bias) in zip(dense, initial_weights(settings, problem), strict=True):
        layer.kernel.assign(kernel)
        if layer.use_bias:
            layer.bias.assign(bias)
    return model


def rate_factors(settings: MLPSettings, model: keras.Sequential) -> list[float]:
    """Return what the learning rate of each trainable variable is multiplied with."""
    factors = []
    for layer in model.layers:
        kinds = {"kernel": "input" if isinstance(layer, InputWeights) else "kernel", "bias": "bias"}
        factors += [
            rate_factor(settings.parametrisation, variable.shape[0], kinds[variable.name])
            if variable.name in kinds
            else 1.0
            for variable in layer.trainable_variables
        ]
    return factors


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
            return keras.optimizers.AdamW(rate, weight_decay=settings.weight_decay, beta_2=settings.beta_2)
        case "adam":
            return keras.optimizers.Adam(rate, beta_2=settings.beta_2)
        case name:
            kinds = {"sgd": "SGD", "rmsprop": "RMSprop", "adagrad": "Adagrad"}
            return getattr(keras.optimizers, kinds[name])(rate)


def _learning_rate(settings: MLPSettings, n_steps: int) -> float | keras.optimizers.schedules.LearningRateSchedule:
    schedules = keras.optimizers.schedules
    match settings.schedule:
        case "exponential":
            return schedules.ExponentialDecay(settings.learning_rate, n_steps, settings.final_share)
        case "cosine":
            return schedules.CosineDecay(settings.learning_rate, n_steps, settings.final_share)
        case "coslog4":
            return CosLog4(settings.learning_rate, n_steps)
        case _:
            return settings.learning_rate


class CosLog4(keras.optimizers.schedules.LearningRateSchedule):
    """`realmlp.coslog4` of a learning rate over all steps."""

    def __init__(self, rate: float, n_steps: int) -> None:
        self.rate = rate
        self.n_steps = n_steps

    def __call__(self, step: Any) -> Any:
        """Return the learning rate of a step."""
        share = keras.ops.cast(step, "float32") / self.n_steps
        return self.rate * 0.5 * (1 - keras.ops.cos(2 * math.pi * keras.ops.log2(1 + 15 * share)))

    def get_config(self) -> dict[str, Any]:
        """Return the arguments that it is made with."""
        return {"rate": self.rate, "n_steps": self.n_steps}
