"""Activations and gradient of a fitted PyTorch network for one row."""

from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn


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
        if not isinstance(module, nn.Linear | nn.BatchNorm1d | nn.Dropout):
            hidden.append(values.detach().numpy()[0])
    outputs = last(values)[0]
    if code is None:
        answer = outputs[0]
    else:
        answer = outputs[code] - torch.cat([outputs[:code], outputs[code + 1 :]]).logsumexp(0)
    (gradient,) = torch.autograd.grad(answer, rows)
    return tuple(hidden), gradient.numpy()[0]
