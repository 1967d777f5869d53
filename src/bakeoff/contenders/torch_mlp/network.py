"""Makes the PyTorch network and its optimiser, with the constants that Keras uses."""

import math
import sys
from collections.abc import Callable

import torch
from torch import nn

from bakeoff.contenders.mlp import MLPSettings
from bakeoff.contenders.mlp_estimator import initial_weights
from bakeoff.contenders.mlp_training import Problem

ACTIVATIONS: dict[str, Callable[[], nn.Module]] = {
    "relu": nn.ReLU,
    "tanh": nn.Tanh,
    "sigmoid": nn.Sigmoid,
    "gelu": nn.GELU,
    "elu": nn.ELU,
    "linear": nn.Identity,
}

EPSILON = 1e-7
"""Constant that Keras adds to the denominators of its adaptive optimisers."""


def build_model(settings: MLPSettings, problem: Problem) -> nn.Sequential:
    """Return a new network whose outputs are logits, or one standardised number."""
    *kernels, last = (torch.from_numpy(kernel) for kernel in initial_weights(settings, problem))
    layers: list[nn.Module] = []
    for layer, kernel in zip(settings.hidden, kernels, strict=True):
        layers.append(_linear(kernel, bias=not settings.batch_norm))  # normalising takes a bias out again
        if settings.batch_norm:
            layers.append(nn.BatchNorm1d(layer.units, eps=1e-3, momentum=0.01))
        layers.append(ACTIVATIONS[layer.activation]())
        if settings.dropout:
            layers.append(nn.Dropout(settings.dropout))
    return nn.Sequential(*layers, _linear(last, bias=True))


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


def _linear(kernel: torch.Tensor, bias: bool) -> nn.Linear:
    n_in, n_out = kernel.shape
    layer = RowsLinear(n_in, n_out, bias, device="meta").to_empty(
        device="cpu"
    )  # draws nothing from the global generator
    with torch.no_grad():
        layer.weight.copy_(kernel.T)
        if bias:
            layer.bias.zero_()
    return layer


def build_optimizer(settings: MLPSettings, model: nn.Module) -> torch.optim.Optimizer:
    """Return a new optimiser of `model`'s parameters."""
    if "tensorflow" in sys.modules:
        # PyTorch's optimisers load its compiler, and that loads triton where it is installed. Triton and TensorFlow
        # bring an LLVM each, and the second to come ends the process. Nothing here is compiled, so it may stay away.
        sys.modules.setdefault("triton", None)  # type: ignore[arg-type]
    parameters, rate = list(model.parameters()), settings.learning_rate
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
            return torch.optim.Adam(parameters, rate, eps=EPSILON, fused=True)
        case "adamw":
            return torch.optim.AdamW(parameters, rate, eps=EPSILON, weight_decay=settings.weight_decay, fused=True)


def rate_share(settings: MLPSettings, n_steps: int) -> Callable[[int], float]:
    """Return the function from steps done to the share of the learning rate that the schedule leaves."""
    final = settings.final_share
    match settings.schedule:
        case "exponential":
            return lambda step: float(final ** (step / n_steps))
        case "cosine":
            return lambda step: final + (1 - final) * (1 + math.cos(math.pi * min(step / n_steps, 1))) / 2
        case _:
            return lambda step: 1.0
