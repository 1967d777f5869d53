"""The PyTorch MLP as scikit-learn estimators."""

import io
from dataclasses import dataclass
from typing import Any, ClassVar, Self

import numpy as np
import torch
from numpy.typing import ArrayLike, NDArray
from sklearn.callback import with_callbacks
from torch import nn

from bakeoff.contenders.mlp import MLPSettings
from bakeoff.contenders.mlp_estimator import MLPClassifierMixin, MLPEstimator, MLPRegressorMixin
from bakeoff.contenders.temperature import TemperatureMixin
from bakeoff.contenders.torch_mlp.loop import TorchTrainer, output_in_parts
from bakeoff.contenders.torch_mlp.network import InputWeights, build_model
from bakeoff.contenders.torch_mlp.script import INPUT_WEIGHTS
from bakeoff.contenders.torch_mlp.settings import TorchMLPSettings
from bakeoff.contenders.traits import NetworkFile
from bakeoff.matrix import Matrix


def limit_threads() -> None:
    """Keep PyTorch to one thread; call it in the process that trains."""
    torch.set_num_threads(1)


@dataclass(eq=False, repr=False, kw_only=True)
class TorchMLP(MLPEstimator):
    """Multi-layer perceptron on PyTorch, trained by a mini-batch loop in Python.

    Attributes
    ----------
    model_ : torch.nn.Sequential
        The fitted network; its outputs are logits, or the standardised number.
    """

    full_batch: bool = TorchMLPSettings().full_batch

    _hyperparameters: ClassVar[type[MLPSettings]] = TorchMLPSettings

    @with_callbacks
    def fit(
        self,
        X: ArrayLike,
        y: ArrayLike,
        sample_weight: ArrayLike | None = None,
        *,
        X_val: ArrayLike | None = None,
        y_val: ArrayLike | None = None,
        groups: ArrayLike | None = None,
        texts: int | None = None,
    ) -> Self:
        """Train a new network; parameters and errors are those of `KerasMLP.fit`."""
        settings, problem = self._settings(), self._problem(X, y, X_val, y_val, groups, texts, sample_weight)
        with self._training(settings.epochs):
            with self._stopwatch.paused("startup"):
                self.model_ = build_model(settings, problem)
                batch_size = len(problem.train.target) if self.full_batch else settings.batch_size
                trainer = TorchTrainer(self.model_, problem, settings, batch_size)
            self._train(trainer, problem, settings)
        return self

    def _network_file(self) -> NetworkFile:
        name, content = "network.pt", io.BytesIO()
        torch.save(self.model_.state_dict(), content)
        softmax = ".softmax(dim=1)" if self._task == "classification" else ""
        lines = (
            *(INPUT_WEIGHTS.splitlines() if isinstance(self.model_[0], InputWeights) else ()),
            "network = nn.Sequential(",
            *(f"    {'' if isinstance(layer, InputWeights) else 'nn.'}{layer}," for layer in self.model_),
            ")",
            f'network.load_state_dict(torch.load("{name}", weights_only=True))',
            "network.eval()",
            "with torch.no_grad():",
            f"    outputs = network(torch.from_numpy(features)){softmax}.numpy().astype(np.float64)",
        )
        imports = ("import torch", "from torch import nn")
        return NetworkFile(name, content.getvalue(), imports, ("torch",), lines)

    def _outputs(self, X: Matrix) -> NDArray[np.float32]:
        output = output_in_parts(self.model_, X)
        if self._task == "classification":
            output = output.softmax(dim=1)
        outputs: NDArray[Any] = output.numpy()
        return outputs

    def _inside(self, X: NDArray[np.float32], code: int | None) -> tuple[tuple[NDArray[Any], ...], NDArray[Any]]:
        return look_inside(self.model_, X, code)

    @property
    def first_weights_(self) -> NDArray[np.float32]:
        """Weights from each input to each unit of the first layer; shape (n_features, n_units)."""
        first = next(module for module in self.model_ if isinstance(module, torch.nn.Linear))
        kernel = np.asarray(first.weight.detach().numpy().T)
        scale = self.model_[0]
        return kernel * scale.weight.detach().numpy()[:, None] if isinstance(scale, InputWeights) else kernel


class TorchMLPClassifier(TemperatureMixin, MLPClassifierMixin, TorchMLP):
    """PyTorch MLP for classes: softmax of its outputs."""


class TorchMLPRegressor(MLPRegressorMixin, TorchMLP):
    """PyTorch MLP for numbers: one output, the standardised target."""


def look_inside(
    model: nn.Sequential, X: NDArray[np.float32], code: int | None
) -> tuple[tuple[NDArray[Any], ...], NDArray[Any]]:
    """Return each hidden layer's activations and the gradient of the answer, as `MLPEstimator.explain` does."""
    model.eval()
    rows = torch.from_numpy(X).requires_grad_()
    values, hidden = rows, []
    *modules, last = model.children()
    for module in modules:
        values = module(values)
        if not isinstance(module, nn.Linear | nn.BatchNorm1d | nn.Dropout | InputWeights):
            hidden.append(values.detach().numpy()[0])
    outputs = last(values)[0]
    if code is None:
        answer = outputs[0]
    else:
        answer = outputs[code] - torch.cat([outputs[:code], outputs[code + 1 :]]).logsumexp(0)
    (gradient,) = torch.autograd.grad(answer, rows)
    return tuple(hidden), gradient.numpy()[0]
