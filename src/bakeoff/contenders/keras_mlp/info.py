"""Declares the Keras MLP; imports neither TensorFlow nor Keras."""

from collections.abc import Iterable, Mapping
from typing import Any

from bakeoff.contenders.base import Contender, Identity
from bakeoff.contenders.keras_mlp.settings import KerasMLPSettings
from bakeoff.contenders.mlp import FAST, FORMER, STILL_LEARNING, goes_back
from bakeoff.contenders.realmlp import STRONG
from bakeoff.contenders.traits import WIDE_COLUMNS_DROWN_NARROW, Cell, ScriptedRace
from bakeoff.fields import Task


def _build(settings: KerasMLPSettings, task: Task, seed: int) -> Any:
    from bakeoff.contenders.keras_mlp.estimator import KerasMLPClassifier, KerasMLPRegressor

    kind = KerasMLPClassifier if task == "classification" else KerasMLPRegressor
    return kind(**settings.estimator_params(), random_state=seed)


def _sizes(fitted: Any) -> Mapping[str, int]:
    return {"parameters": fitted.model_.count_params()}


def _script(info: Contender, settings: KerasMLPSettings, race: ScriptedRace) -> Iterable[Cell]:
    from bakeoff.contenders.keras_mlp.script import network_cells

    return network_cells(info, settings, race)


CONTENDER = Contender(
    name="keras_mlp",
    label="Neural network",
    technical="Keras MLP",
    summary="A neural network: layers of weighted sums, bent by activations, trained by gradient descent.",
    identity=Identity(colour="#0072B2", marker="circle"),
    hyperparameters=KerasMLPSettings,
    build=_build,
    sizes=_sizes,
    step_name="epoch",
    step_told="epoch {n}",
    order=10,
    package="tensorflow",
    extra="keras",
    ends_early=True,
    goes_back=goes_back,
    needs_scaling=WIDE_COLUMNS_DROWN_NARROW,
    improving=STILL_LEARNING,
    former=FORMER,
    script=_script,
    weighs_texts=True,
    packages=("keras", "tensorflow", "tensorflow-cpu"),
    presets=(*STRONG, FAST),
)
