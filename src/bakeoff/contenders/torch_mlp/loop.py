"""The training loop: plain PyTorch, as its users write it."""

import copy
import functools
import time
from collections.abc import Callable, Generator
from typing import Any

import numpy as np
import torch
import torch._dynamo  # the first optimiser imports it, for a second and 70 MB: so engines have it ahead of time
from scipy.sparse import issparse
from torch import Tensor, nn
from torch.nn import functional

from bakeoff.contenders.mlp import MLPSettings
from bakeoff.contenders.mlp_training import Epoch, NetworkRows, Problem, Sums
from bakeoff.contenders.torch_mlp.network import build_optimizer, rate_share
from bakeoff.fields import Task
from bakeoff.matrix import Matrix

PREDICTION_ROWS = 1024

Loss = Callable[[Tensor, Tensor, str], Tensor]


def _squared_error_of_probabilities(output: Tensor, target: Tensor, over: str) -> Tensor:
    truth = functional.one_hot(target, output.shape[1]).float()
    losses = functional.mse_loss(output.softmax(1), truth, reduction=over)
    return losses if over == "mean" else losses.mean(1)


def _cross_entropy(output: Tensor, target: Tensor, over: str, label_smoothing: float = 0.0) -> Tensor:
    return functional.cross_entropy(output, target, reduction=over, label_smoothing=label_smoothing)


LOSSES: dict[str, Loss] = {"cross_entropy": _cross_entropy, "mse": _squared_error_of_probabilities}
"""Loss from logits of shape (n_rows, n_classes) and class codes: the ``mean``, or with ``none`` that of each row."""

REGRESSION_LOSSES: dict[str, Loss] = {
    "mse": lambda output, target, over: functional.mse_loss(output[:, 0], target, reduction=over),
    "mae": lambda output, target, over: functional.l1_loss(output[:, 0], target, reduction=over),
    "huber": lambda output, target, over: functional.huber_loss(output[:, 0], target, reduction=over),
}
"""Loss from outputs of shape (n_rows, 1) and numbers."""


def loss_of(settings: MLPSettings, task: Task) -> Loss:
    """Return the loss that training makes small."""
    if task == "regression":
        return REGRESSION_LOSSES[settings.loss_regression]
    if settings.loss == "cross_entropy":
        return functools.partial(_cross_entropy, label_smoothing=settings.label_smoothing)
    return LOSSES[settings.loss]


def output_in_parts(model: nn.Sequential, X: Matrix) -> Tensor:
    """Return the outputs of `model` as it predicts, taking a part of the rows at a time."""
    model.eval()
    with torch.inference_mode():
        parts = range(0, X.shape[0], PREDICTION_ROWS)
        return torch.cat([model(tensor(X[start : start + PREDICTION_ROWS])) for start in parts])


def tensor(X: Matrix) -> Tensor:
    """Return rows as PyTorch has them: sparse ones in its form with coordinates, whose products have gradients."""
    if not issparse(X):
        return torch.from_numpy(X if X.flags.writeable else X.copy())  # of others PyTorch warns
    entries = X.tocoo()
    places = torch.from_numpy(np.stack([entries.row, entries.col]).astype(np.int64))
    return torch.sparse_coo_tensor(places, torch.from_numpy(entries.data), X.shape, check_invariants=False)


class TorchTrainer:
    """Trains a PyTorch network in place.

    Parameters
    ----------
    batch_size : int
        Rows per step.
    """

    def __init__(self, model: nn.Sequential, problem: Problem, settings: MLPSettings, batch_size: int) -> None:
        self._model = model
        self._settings = settings
        self._seed = problem.seed
        self._batch_size = batch_size
        self._classifies = problem.task == "classification"
        self._loss = loss_of(settings, problem.task)
        self._train = self._tensors(problem.train)
        self._weight = None if problem.train.weight is None else torch.from_numpy(problem.train.weight)
        self._validation = self._tensors(problem.validation) if problem.validation else None
        self._kernels = [module.weight for module in model.modules() if isinstance(module, nn.Linear)]
        self._optimizer = build_optimizer(settings, model)
        n_steps = settings.epochs * -(-len(problem.train.target) // batch_size)
        self._schedule = torch.optim.lr_scheduler.LambdaLR(self._optimizer, rate_share(settings, n_steps))

    def _tensors(self, rows: NetworkRows) -> tuple[Any, Tensor]:
        """Return rows to take batches of, sparse ones as SciPy has them, and their target."""
        target = torch.from_numpy(rows.target)
        X = rows.X if issparse(rows.X) else torch.from_numpy(rows.X)
        return X, target.long() if self._classifies else target

    def _batch(self, places: Tensor) -> Tensor:
        X = self._train[0]
        taken: Tensor = tensor(X[places.numpy()]) if issparse(X) else X[places]
        return taken

    def weights(self) -> dict[str, Any]:
        """Return a copy of the network's weights."""
        return copy.deepcopy(self._model.state_dict())

    def restore(self, weights: dict[str, Any]) -> None:
        """Put back what `weights` returned."""
        self._model.load_state_dict(weights)

    def epochs(self, total: int) -> Generator[Epoch]:
        """Yield each epoch after it was trained."""
        for number in range(total):
            train = self._train_epoch(number)
            started = time.process_time()
            validation = self._evaluate(*self._validation) if self._validation else None
            yield Epoch(train, validation, time.process_time() - started)

    def _train_epoch(self, number: int) -> Sums:
        self._model.train()
        sums = torch.zeros(2)
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(self._seed * 10_007 + number)  # decides the order and what dropout drops
            for batch in self._batches():
                weight = None if self._weight is None else self._weight[batch]
                sums += self._step(self._batch(batch), self._train[1][batch], weight)
        loss, score = (sums / len(self._train[1])).tolist()
        return Sums(loss, score)

    def _batches(self) -> list[Tensor]:
        batches = list(torch.split(torch.randperm(len(self._train[1])), self._batch_size))
        if self._settings.batch_norm and len(batches) > 1 and len(batches[-1]) == 1:
            # Batch normalisation has no variance in a batch of one row.
            *batches, last_but_one, last = batches
            batches.append(torch.cat([last_but_one, last]))
        return batches

    def _step(self, X: Tensor, target: Tensor, weight: Tensor | None) -> Tensor:
        self._optimizer.zero_grad()
        outputs = self._model(X)
        if weight is None:
            loss = self._loss(outputs, target, "mean") + self._penalty()
        else:
            loss = (self._loss(outputs, target, "none") * weight).mean() + self._penalty()
        loss.backward()  # type: ignore[no-untyped-call]
        self._optimizer.step()
        if self._settings.schedule != "constant":
            self._schedule.step()
        with torch.no_grad():
            return torch.stack([loss * len(target), self._score(outputs, target)])

    def _score(self, output: Tensor, target: Tensor) -> Tensor:
        """Return how many rows are right; for numbers, the sum of squared errors."""
        if self._classifies:
            return (output.argmax(1) == target).sum().float()
        return (output[:, 0] - target).square().sum()

    def _penalty(self) -> Tensor | float:
        l1, l2 = self._settings.l1, self._settings.l2
        if not l1 and not l2:
            return 0.0
        return sum(
            (l1 * kernel.abs().sum() + l2 * kernel.square().sum() for kernel in self._kernels), start=torch.zeros(())
        )

    def _evaluate(self, X: Any, target: Tensor) -> Sums:
        with torch.inference_mode():
            outputs = output_in_parts(self._model, X if issparse(X) else X.numpy())
            loss = float(self._loss(outputs, target, "mean") + self._penalty())
            return Sums(loss, float(self._score(outputs, target)) / len(target))
