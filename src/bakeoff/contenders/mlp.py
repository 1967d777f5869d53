"""The hyperparameters that both multi-layer perceptrons share, declared once."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

from bakeoff.contenders.base import Preset
from bakeoff.contenders.layers import Layer, split_layers
from bakeoff.contenders.realmlp import INPUT_WEIGHTS, PARAMETRISATION, ROBUST_INPUTS, ZERO_OUTPUT, Parametrisation
from bakeoff.contenders.traits import Improving
from bakeoff.fields import Settings, none_from_text, setting

Optimizer = Literal["sgd", "momentum", "nesterov", "rmsprop", "adagrad", "adam", "adamw"]
ClassLoss = Literal["cross_entropy", "mse"]
NumberLoss = Literal["mse", "mae", "huber"]
MAX_LAYERS = 8
PATIENCE, LEAST_STEPS = 15, 500
"""Epochs without a better validation loss, and steps in all, before automatic patience ends the training."""

STILL_LEARNING = Improving(
    measure="loss",
    level="warning",
    told="{label} was still learning when its epochs were over.",
    meaning="Its validation loss was still falling.",
    mend="Give it more epochs, and switch “Early stopping” on.",
)

FORMER: Mapping[str, Any] = {
    "hidden": "64:relu",
    "learning_rate": 0.003,
    "epochs": 50,
    "l2": 0.0,
    "early_stopping": False,
    "patience": 10,
}
"""Defaults until link version 2, where today's differ."""

_KERAS = "https://keras.io/api"


def goes_back(settings: Any) -> bool:
    """Tell whether an MLP ends as it stood at its lowest validation loss: for `Contender.goes_back`."""
    return bool(settings.early_stopping)


class MLPSettings(Settings):
    """Hyperparameters of a multi-layer perceptron."""

    hidden: Annotated[tuple[Layer, ...], BeforeValidator(split_layers)] = setting(
        (Layer(units=64, activation="gelu"), Layer(units=64, activation="gelu")),
        max_length=MAX_LAYERS,
        label="Hidden layers",
        help="Units and activation of each hidden layer, from the input on; none makes a linear model.",
        docs=f"{_KERAS}/layers/core_layers/dense/",
        example="64:relu,32:tanh",
        add="Add a layer",
        primary=True,
        search=("32", "64", "128", "64,32", "128,64"),
    )
    learning_rate: float = setting(
        0.01,
        gt=0,
        le=1e9,
        log=True,
        label="Learning rate",
        help="How far each step moves the weights: too small learns slowly, too large diverges.",
        docs=f"{_KERAS}/optimizers/",
        primary=True,
        search=(1e-4, 0.1),
    )
    epochs: int = setting(
        500,
        ge=1,
        le=10_000,
        step=1,
        label="Epochs",
        help="How many times the network sees every training row. Early stopping can end it sooner.",
        docs=f"{_KERAS}/models/model_training_apis/",
        primary=True,
    )
    batch_size: int = setting(
        32,
        ge=1,
        le=65_536,
        step=1,
        label="Batch size",
        help="Rows per step: small batches step often and noisily, large ones seldom and smoothly.",
        docs=f"{_KERAS}/models/model_training_apis/",
    )
    optimizer: Optimizer = setting(
        "adam",
        label="Optimiser",
        help="The rule that turns gradients into steps.",
        docs=f"{_KERAS}/optimizers/",
        options={
            "sgd": "SGD",
            "momentum": "SGD with momentum",
            "nesterov": "SGD with Nesterov momentum",
            "rmsprop": "RMSprop",
            "adagrad": "Adagrad",
            "adam": "Adam",
            "adamw": "AdamW",
        },
    )
    momentum: float = setting(
        0.9,
        ge=0,
        lt=1,
        step=0.01,
        label="Momentum",
        help="Share of the last step that the next one keeps.",
        docs=f"{_KERAS}/optimizers/sgd/",
        only_if=("optimizer", ("momentum", "nesterov")),
    )
    weight_decay: float = setting(
        0.004,
        ge=0,
        le=1,
        log=True,
        label="Weight decay",
        help="Share of every weight, times the learning rate, that AdamW takes off at each step.",
        docs=f"{_KERAS}/optimizers/adamw/",
        only_if=("optimizer", ("adamw",)),
    )
    beta_2: float = setting(
        0.999,
        ge=0,
        lt=1,
        step=0.001,
        label="Adam’s β₂",
        help="Share of the mean of squared gradients that the next step keeps; lower adapts faster.",
        docs=f"{_KERAS}/optimizers/adam/",
        only_if=("optimizer", ("adam", "adamw")),
    )
    schedule: Literal["constant", "exponential", "cosine", "coslog4"] = setting(
        "constant",
        label="Schedule",
        help="How the learning rate changes from the first step to the last.",
        docs=f"{_KERAS}/optimizers/learning_rate_schedules/",
        options={
            "constant": "Constant",
            "exponential": "Exponential decay",
            "cosine": "Cosine decay",
            "coslog4": "Four cosine cycles",
        },
    )
    final_share: float = setting(
        0.01,
        gt=0,
        le=1,
        log=True,
        label="Last learning rate, share of the first",
        help="The schedule ends at this share of the learning rate.",
        docs=f"{_KERAS}/optimizers/learning_rate_schedules/",
        only_if=("schedule", ("exponential", "cosine")),
    )
    loss: ClassLoss = setting(
        "cross_entropy",
        label="Loss",
        help="What training makes small: cross-entropy, or the squared error of the probabilities.",
        docs=f"{_KERAS}/losses/probabilistic_losses/",
        options={"cross_entropy": "Cross-entropy", "mse": "Squared error"},
        task="classification",
    )
    label_smoothing: float = setting(
        0.0,
        ge=0,
        le=0.5,
        step=0.05,
        label="Label smoothing",
        help="Share of each row’s true class that the loss spreads over all classes, so that answers are less sure.",
        docs=f"{_KERAS}/losses/probabilistic_losses/",
        only_if=("loss", ("cross_entropy",)),
        task="classification",
    )
    loss_regression: NumberLoss = setting(
        "mse",
        label="Loss",
        help="What training minimises; absolute error and Huber are less sensitive to outliers.",
        docs=f"{_KERAS}/losses/regression_losses/",
        options={"mse": "Mean squared error", "mae": "Mean absolute error", "huber": "Huber"},
        task="regression",
    )
    l1: float = setting(
        0.0,
        ge=0,
        le=10,
        log=True,
        label="L1 penalty",
        help="Adds this times the sum of the weights’ sizes to the loss, which drives some to zero.",
        docs=f"{_KERAS}/layers/regularizers/",
    )
    l2: float = setting(
        0.0003,
        ge=0,
        le=10,
        log=True,
        label="L2 penalty",
        help="Adds this times the sum of the squared weights to the loss, which keeps them small.",
        docs=f"{_KERAS}/layers/regularizers/",
        search=(1e-6, 1e-2),
    )
    dropout: float = setting(
        0.0,
        ge=0,
        le=0.95,
        step=0.05,
        label="Dropout",
        help="Share of each hidden layer’s outputs set to zero at random in each training step.",
        docs=f"{_KERAS}/layers/regularization_layers/dropout/",
        search=(0.0, 0.5),
    )
    batch_norm: bool = setting(
        False,
        label="Batch normalisation",
        help="Rescales each hidden layer’s sums to mean 0 and variance 1 within the batch.",
        docs=f"{_KERAS}/layers/normalization_layers/batch_normalization/",
    )
    robust_inputs: bool = ROBUST_INPUTS
    input_weights: bool = INPUT_WEIGHTS
    parametrisation: Parametrisation = PARAMETRISATION
    zero_output: bool = ZERO_OUTPUT
    early_stopping: bool = setting(
        True,
        label="Early stopping",
        help="Ends the training when the validation loss no longer falls, and goes back to the best weights.",
        docs=f"{_KERAS}/callbacks/early_stopping/",
    )
    patience: Annotated[int | None, BeforeValidator(none_from_text)] = setting(
        None,
        ge=1,
        le=1000,
        step=1,
        label="Patience, epochs",
        help="How many epochs without a better validation loss to wait before stopping. If auto, 15, and training "
        "has at least 500 steps, so that small tables have enough.",
        none="auto",
        docs=f"{_KERAS}/callbacks/early_stopping/",
        only_if=("early_stopping", (True,)),
    )

    def exhausted(self, waited: int, epochs: int, n_rows: int) -> bool:
        """Tell if early stopping ends the training, `waited` epochs after the best one."""
        if self.patience is not None:
            return waited >= self.patience
        return waited >= PATIENCE and epochs * self.steps(n_rows) >= LEAST_STEPS

    def steps(self, n_rows: int) -> int:
        """Return the steps of an epoch."""
        return -(-n_rows // self.batch_size)

    def estimator_params(self) -> dict[str, Any]:
        """Return the settings as an estimator's constructor takes them: layers as (units, activation) pairs."""
        layers = tuple((layer.units, layer.activation) for layer in self.hidden)
        return dict(self) | {"hidden": layers}


FAST = Preset("fast", {"hidden": (Layer(units=64),), "learning_rate": 0.003, "epochs": 50, "early_stopping": False})
"""Half the time on large tables, a tenth on small ones; often too short for curved boundaries."""
