"""Declares the PyTorch MLP; does not import PyTorch."""

from collections.abc import Mapping
from typing import Any

from bakeoff.contenders.base import Contender, Identity
from bakeoff.contenders.mlp import MLPSettings
from bakeoff.fields import Task, setting


class TorchMLPSettings(MLPSettings):
    """Hyperparameters of the PyTorch MLP: those of the Keras MLP, and full batches."""

    full_batch: bool = setting(
        False,
        label="Full batch",
        help="One step an epoch, on all training rows at once, whatever the batch size.",
        docs="https://docs.pytorch.org/tutorials/beginner/basics/optimization_tutorial.html",
    )


def _build(settings: TorchMLPSettings, task: Task, seed: int) -> Any:
    from bakeoff.contenders.torch_mlp.estimator import TorchMLPClassifier, TorchMLPRegressor

    kind = TorchMLPClassifier if task == "classification" else TorchMLPRegressor
    return kind(**settings.estimator_params(), random_state=seed)


def _sizes(fitted: Any) -> Mapping[str, int]:
    return {"parameters": sum(parameter.numel() for parameter in fitted.model_.parameters())}


CONTENDER = Contender(
    name="torch_mlp",
    label="PyTorch MLP",
    summary="The same kind of network as the Keras MLP, trained by a plain PyTorch loop.",
    identity=Identity(colour="#2A9DD0", marker="hexagon"),
    hyperparameters=TorchMLPSettings,
    build=_build,
    sizes=_sizes,
    step_name="epoch",
    order=50,
    selected=False,
    package="torch",
    extra="torch",
    ends_early=True,
)
