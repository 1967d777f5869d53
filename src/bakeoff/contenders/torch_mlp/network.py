"""Makes the PyTorch network and its optimiser, with the constants that Keras uses."""

import math
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.sparse import issparse
from torch import nn

from bakeoff.contenders.mlp import MLPSettings
from bakeoff.contenders.mlp_estimator import initial_weights
from bakeoff.contenders.mlp_training import Problem
from bakeoff.contenders.realmlp import coslog4, rate_factor

ACTIVATIONS: dict[str, Callable[[], nn.Module]] = {
    "relu": nn.ReLU,
    "tanh": nn.Tanh,
    "sigmoid": nn.Sigmoid,
    "gelu": nn.GELU,
    "elu": nn.ELU,
    "selu": nn.SELU,
    "mish": nn.Mish,
    "linear": nn.Identity,
}

EPSILON = 1e-7
"""Constant that Keras adds to the denominators of its adaptive optimisers."""


def build_model(settings: MLPSettings, problem: Problem) -> nn.Sequential:
    """Return a new network whose outputs are logits, or one standardised number."""
    *hidden, last = initial_weights(settings, problem)
    X, layers = problem.train.X, list[nn.Module]()
    if settings.input_weights and not issparse(X):
        layers.append(InputWeights(X.shape[1]))
    for layer, weights in zip(settings.hidden, hidden, strict=True):
        layers.append(_linear(*weights, has_bias=not settings.batch_norm))  # normalising takes a bias out again
        if settings.batch_norm:
            layers.append(nn.BatchNorm1d(layer.units, eps=1e-3, momentum=0.01))
        layers.append(ACTIVATIONS[layer.activation]())
        if settings.dropout:
            layers.append(nn.Dropout(settings.dropout))
    return nn.Sequential(*layers, _linear(*last))


class InputWeights(nn.Module):
    """A factor for each feature."""

    def __init__(self, features: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(features))

    def forward(self, X: torch.Tensor) -> torch.Tensor:
        """Return rows of shape (n_rows, features), each feature times its factor."""
        return X * self.weight

    def extra_repr(self) -> str:
        """Return the argument that it is made with."""
        return str(len(self.weight))


class RowsLinear(nn.Linear):
    """A linear layer that takes sparse rows as well."""

    def forward(self, X: torch.Tensor) -> torch.Tensor:
        """Return what it makes of rows of shape (n_rows, n_in)."""
        if not X.is_sparse:
            return super().forward(X)
        values: torch.Tensor = torch.sparse.mm(X, self.weight.T)
        return values if self.bias is None else values + self.bias

    def __repr__(self) -> str:
        return f"Linear({self.extra_repr()})"  # the layer of PyTorch's own that opens its weights elsewhere


def _linear(kernel: NDArray[np.float32], bias: NDArray[np.float32], has_bias: bool = True) -> nn.Linear:
    # On no device at first, so that nothing is drawn from the global generator.
    n_in, n_out = kernel.shape
    layer = RowsLinear(n_in, n_out, has_bias, device="meta").to_empty(device="cpu")
    with torch.no_grad():
        layer.weight.copy_(torch.from_numpy(kernel.T))
        if has_bias:
            layer.bias.copy_(torch.from_numpy(bias))
    return layer


def _groups(settings: MLPSettings, model: nn.Module) -> list[dict[str, Any]]:
    """Return the parameters by their learning rates."""
    groups: dict[float, list[nn.Parameter]] = {}
    for layer in model.modules():
        for name, parameter in layer.named_parameters(recurse=False):
            factor = 1.0
            if isinstance(layer, nn.Linear | InputWeights):
                kind = "input" if isinstance(layer, InputWeights) else "kernel" if name == "weight" else "bias"
                factor = rate_factor(settings.parametrisation, parameter.shape[-1], kind)
            groups.setdefault(factor, []).append(parameter)
    return [{"params": some, "lr": settings.learning_rate * factor} for factor, some in groups.items()]


def build_optimizer(settings: MLPSettings, model: nn.Module) -> torch.optim.Optimizer:
    """Return a new optimiser of `model`'s parameters."""
    if "tensorflow" in sys.modules:
        # PyTorch's optimisers load its compiler, and that loads triton where it is installed. Triton and TensorFlow
        # bring an LLVM each, and the second to come ends the process. Nothing here is compiled, so it may stay away.
        sys.modules.setdefault("triton", None)  # type: ignore[arg-type]
    parameters, rate, betas = _groups(settings, model), settings.learning_rate, (0.9, settings.beta_2)
    match settings.optimizer:
        case "sgd":
            return torch.optim.SGD(parameters, rate, fused=True)
        case "momentum" | "nesterov":
            nesterov = settings.optimizer == "nesterov" and settings.momentum > 0
            return torch.optim.SGD(parameters, rate, momentum=settings.momentum, nesterov=nesterov, fused=True)
        case "rmsprop":
            return torch.optim.RMSprop(parameters, rate, alpha=0.9, eps=EPSILON)
        case "adagrad":
            return torch.optim.Adagrad(parameters, rate, initial_accumulator_value=0.1, eps=EPSILON, fused=True)
        case "adam":
            return torch.optim.Adam(parameters, rate, betas, eps=EPSILON, fused=True)
        case "adamw":
            return torch.optim.AdamW(
                parameters, rate, betas, eps=EPSILON, weight_decay=settings.weight_decay, fused=True
            )


def rate_share(settings: MLPSettings, n_steps: int) -> Callable[[int], float]:
    """Return the function from steps done to the share of the learning rate that the schedule leaves."""
    final = settings.final_share
    match settings.schedule:
        case "exponential":
            return lambda step: float(final ** (step / n_steps))
        case "cosine":
            return lambda step: final + (1 - final) * (1 + math.cos(math.pi * min(step / n_steps, 1))) / 2
        case "coslog4":
            return lambda step: coslog4(step / n_steps)
        case _:
            return lambda step: 1.0
