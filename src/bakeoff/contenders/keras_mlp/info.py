"""Declares the Keras MLP; imports neither TensorFlow nor Keras."""

from collections.abc import Mapping
from typing import Any

from bakeoff.contenders.base import Contender, Identity
from bakeoff.contenders.mlp import MLPSettings
from bakeoff.fields import Task


class KerasMLPSettings(MLPSettings):
    """Hyperparameters of the Keras MLP."""


def _build(settings: KerasMLPSettings, task: Task, seed: int) -> Any:
    from bakeoff.contenders.keras_mlp.estimator import KerasMLPClassifier, KerasMLPRegressor

    kind = KerasMLPClassifier if task == "classification" else KerasMLPRegressor
    return kind(**settings.estimator_params(), random_state=seed)


def _sizes(fitted: Any) -> Mapping[str, int]:
    return {"parameters": fitted.model_.count_params()}


CONTENDER = Contender(
    name="keras_mlp",
    label="Keras MLP",
    summary="A neural network: layers of weighted sums, bent by activations, trained by gradient descent.",
    identity=Identity(colour="#0072B2", marker="circle"),
    hyperparameters=KerasMLPSettings,
    build=_build,
    sizes=_sizes,
    step_name="epoch",
    order=10,
    ends_early=True,
)
