"""Declares the PyTorch MLP; does not import PyTorch."""

from collections.abc import Iterable, Mapping
from typing import Any

from bakeoff.contenders.base import Contender, Identity
from bakeoff.contenders.mlp import FAST, FORMER, STILL_LEARNING, goes_back
from bakeoff.contenders.realmlp import STRONG
from bakeoff.contenders.torch_mlp.settings import TorchMLPSettings
from bakeoff.contenders.traits import WIDE_COLUMNS_DROWN_NARROW, Cell, ScriptedRace
from bakeoff.fields import Task


def _build(settings: TorchMLPSettings, task: Task, seed: int) -> Any:
    from bakeoff.contenders.torch_mlp.estimator import TorchMLPClassifier, TorchMLPRegressor

    kind = TorchMLPClassifier if task == "classification" else TorchMLPRegressor
    return kind(**settings.estimator_params(), random_state=seed)


def _sizes(fitted: Any) -> Mapping[str, int]:
    return {"parameters": sum(parameter.numel() for parameter in fitted.model_.parameters())}


def _script(info: Contender, settings: TorchMLPSettings, race: ScriptedRace) -> Iterable[Cell]:
    from bakeoff.contenders.torch_mlp.script import torch_cells

    return torch_cells(info, settings, race)


CONTENDER = Contender(
    name="torch_mlp",
    label="PyTorch network",
    technical="PyTorch MLP",
    summary="The same kind of network, trained by a plain PyTorch loop instead of Keras.",
    identity=Identity(colour="#2A9DD0", marker="hexagon"),
    hyperparameters=TorchMLPSettings,
    build=_build,
    sizes=_sizes,
    step_name="epoch",
    step_told="epoch {n}",
    order=50,
    selected=False,
    package="torch",
    extra="torch",
    ends_early=True,
    goes_back=goes_back,
    needs_scaling=WIDE_COLUMNS_DROWN_NARROW,
    improving=STILL_LEARNING,
    former=FORMER,
    script=_script,
    weighs_texts=True,
    packages=("torch",),
    presets=(*STRONG, FAST),
)
