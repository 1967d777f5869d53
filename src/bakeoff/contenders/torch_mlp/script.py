"""The PyTorch MLP as a script: its network and its training loop, written out.

All of it stands in functions, so that the script runs, and says what is missing, where PyTorch is not installed.
"""

import textwrap
from collections.abc import Iterator

from bakeoff.contenders.base import Contender
from bakeoff.contenders.mlp_script import (
    CHANCES,
    answers_words,
    exhausted,
    learnt_from,
    learnt_imports,
    learnt_words,
    scored,
    training_words,
)
from bakeoff.contenders.torch_mlp.settings import TorchMLPSettings
from bakeoff.contenders.traits import Cell, ScriptedRace
from bakeoff.fields import Task
from bakeoff.text import _

_IMPORTS = ("import numpy as np",)

_IMPORT_TORCH = """
try:
    import torch
    from torch import nn
    from torch.nn import functional

    torch.set_num_threads(1)  # so that sums are rounded alike on any processor
except ImportError:
    torch = None
"""
_NO_TRITON = """
# PyTorch and TensorFlow each bring a compiler, LLVM, and some versions of both cannot be in one process.
sys.modules.setdefault("triton", None)
"""

_ACTIVATIONS = {
    "relu": "ReLU", "tanh": "Tanh", "sigmoid": "Sigmoid", "gelu": "GELU", "elu": "ELU", "linear": "Identity",
}  # fmt: skip

_LOSSES = {
    "cross_entropy": "functional.cross_entropy(output, target)",
    "mse": "functional.mse_loss(output.softmax(1), functional.one_hot(target, output.shape[1]).float())",
}
_LOSSES_REGRESSION = {
    "mse": "functional.mse_loss(output[:, 0], target)",
    "mae": "functional.l1_loss(output[:, 0], target)",
    "huber": "functional.huber_loss(output[:, 0], target)",
}

_OPTIMIZERS = {
    "sgd": "SGD(network.parameters(), {rate!r}, fused=True)",
    "momentum": "SGD(network.parameters(), {rate!r}, momentum={momentum!r}, fused=True)",
    "nesterov": "SGD(network.parameters(), {rate!r}, momentum={momentum!r}, nesterov={nesterov}, fused=True)",
    "rmsprop": "RMSprop(network.parameters(), {rate!r}, alpha=0.9, eps=1e-7)",
    "adagrad": "Adagrad(network.parameters(), {rate!r}, initial_accumulator_value=0.1, eps=1e-7, fused=True)",
    "adam": "Adam(network.parameters(), {rate!r}, eps=1e-7, fused=True)",
    "adamw": "AdamW(network.parameters(), {rate!r}, eps=1e-7, weight_decay={weight_decay!r}, fused=True)",
}
_RATES = {
    "constant": "",
    "exponential": "{last!r} ** (step / n_steps)",
    "cosine": "{last!r} + (1 - {last!r}) * (1 + math.cos(math.pi * min(step / n_steps, 1))) / 2",
}

_NETWORK = """
def torch_network():
    network = nn.Sequential(
{layers}    )
    # The first weights are drawn evenly from an interval that is smaller the more weights there are (Glorot).
    rng = np.random.default_rng(network_seed)
    for layer in network:
        if isinstance(layer, nn.Linear):
            limit = np.sqrt(6 / (layer.in_features + layer.out_features))
            kernel = rng.uniform(-limit, limit, (layer.in_features, layer.out_features)).astype(np.float32)
            layer.weight.data = torch.tensor(kernel.T.copy())
            if layer.bias is not None:
                layer.bias.data.zero_()
    return network
"""

_TRAINING = """
def torch_outputs(network, X):
    network.eval()
    with torch.inference_mode():
        return torch.cat([network(part) for part in torch.split(torch.tensor(X, dtype=torch.float32), 1024)])


def torch_loss(network, output, target):
    loss = {loss}
{penalty}    return loss


def train_torch(network):
    X, target = torch.tensor(network_X), torch.tensor(network_y{long})
    optimizer = torch.optim.{optimizer}
    batch_size = {batch_size}
{schedule}{before}    for epoch in range({epochs}):
        torch.manual_seed(network_seed * 10_007 + epoch)  # decides the order of the rows and what dropout drops
        network.train()
        batches = list(torch.split(torch.randperm(len(X)), batch_size))
{merge}        for batch in batches:
            optimizer.zero_grad()
            torch_loss(network, network(X[batch]), target[batch]).backward()
            optimizer.step()
{step}{after}"""

_PENALTY = """    kernels = [layer.weight for layer in network if isinstance(layer, nn.Linear)]
    penalties = [{l1!r} * kernel.abs().sum() + {l2!r} * kernel.square().sum() for kernel in kernels]
    loss = loss + sum(penalties, start=torch.zeros(()))
"""
_SCHEDULE = """    n_steps = {epochs} * -(-len(X) // batch_size)

    def share(step):  # of the learning rate, that is left
        return {share}

    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, share)
"""
_MERGE = """        if len(batches) > 1 and len(batches[-1]) == 1:  # one row alone has no variance to normalise by
            batches[-2:] = [torch.cat(batches[-2:])]
"""
_BEFORE = """    held_target = torch.tensor(held_y{long})
    best_loss, best_weights, waited = np.inf, None, 0
"""
_AFTER = """        waited += 1
        with torch.inference_mode():
            held_loss = float(torch_loss(network, torch_outputs(network, held_X), held_target))
        if held_loss < best_loss:
            best_loss, best_weights, waited = held_loss, copy.deepcopy(network.state_dict()), 0
        if {exhausted}:
            break
    network.load_state_dict(best_weights)
"""


def torch_cells(info: Contender, settings: TorchMLPSettings, race: ScriptedRace) -> Iterator[Cell]:
    """Yield the cells that build, train and score the network."""
    label, imports, torch = info.label, (*_IMPORTS, *learnt_imports(settings, race)), _IMPORT_TORCH.strip("\n")
    if race.tensorflow:
        torch, imports = f"{_NO_TRITON.strip()}\n{torch}", (*imports, "import sys")
    learnt, training, answers = (
        f"{torch}\n\n{learnt_from(settings, race)}",
        _training(settings, race.task),
        _answers(label, race),
    )
    yield Cell(_("{label}: what it learns from", label=info.both_names), learnt_words(race.task), learnt, imports)
    yield Cell(_("{label}: the network", label=label), _(info.summary), _network(settings, race.task), _IMPORTS)
    yield Cell(_("{label}: training", label=label), training_words(settings), training, _more(settings))
    yield Cell(_("{label}: answers", label=label), answers_words(race), answers, _IMPORTS)


def _more(settings: TorchMLPSettings) -> tuple[str, ...]:
    copies = ("import copy",) if settings.early_stopping else ()
    return (*_IMPORTS, *copies, *(("import math",) if settings.schedule == "cosine" else ()))


def _network(settings: TorchMLPSettings, task: Task) -> str:
    lines, n_in = [], "network_X.shape[1]"
    for layer in settings.hidden:
        bias = ", bias=False" if settings.batch_norm else ""
        lines.append(f"nn.Linear({n_in}, {layer.units}{bias})")
        if settings.batch_norm:
            lines.append(f"nn.BatchNorm1d({layer.units}, eps=1e-3, momentum=0.01)")
        lines.append(f"nn.{_ACTIVATIONS[layer.activation]}()")
        if settings.dropout:
            lines.append(f"nn.Dropout({settings.dropout!r})")
        n_in = str(layer.units)
    # The softmax that makes probabilities of the outputs is part of the loss, where it is exact.
    lines.append(f"nn.Linear({n_in}, {'len(classes)' if task == 'classification' else '1'})")
    return _NETWORK.format(layers="".join(f"        {line},\n" for line in lines))


def _training(settings: TorchMLPSettings, task: Task) -> str:
    long = ", dtype=torch.long" if task == "classification" else ""
    losses = (_LOSSES, settings.loss) if task == "classification" else (_LOSSES_REGRESSION, settings.loss_regression)
    scheduled = settings.schedule != "constant"
    share = _RATES[settings.schedule].format(last=settings.final_share)
    return _TRAINING.format(
        loss=losses[0][losses[1]],
        penalty=_PENALTY.format(l1=settings.l1, l2=settings.l2) if settings.l1 or settings.l2 else "",
        long=long,
        optimizer=_optimizer(settings),
        batch_size="len(X)" if settings.full_batch else settings.batch_size,
        schedule=_SCHEDULE.format(epochs=settings.epochs, share=share) if scheduled else "",
        before=_BEFORE.format(long=long) if settings.early_stopping else "",
        epochs=settings.epochs,
        merge=_MERGE if settings.batch_norm else "",
        step=textwrap.indent("schedule.step()\n", " " * 12) if scheduled else "",
        after=_AFTER.format(exhausted=exhausted(settings, "-(-len(X) // batch_size)"))
        if settings.early_stopping
        else "",
    )


def _optimizer(settings: TorchMLPSettings) -> str:
    return _OPTIMIZERS[settings.optimizer].format(
        rate=settings.learning_rate,
        momentum=settings.momentum,
        nesterov=settings.momentum > 0,
        weight_decay=settings.weight_decay,
    )


def _answers(label: str, race: ScriptedRace) -> str:
    missing = _("PyTorch is not installed, so its network is left out; pip install torch, and run this again.")
    lines = ["network = torch_network()", "train_torch(network)"]
    if race.task == "classification":
        lines += [
            f"outputs = torch_outputs(network, {race.network_rows('X_test')})",
            *CHANCES.format(softmax="outputs.softmax(dim=1)").splitlines(),
            scored(label, race),
        ]
    else:
        lines += [
            f"outputs = torch_outputs(network, {race.network_rows('X_test')})[:, 0].numpy().astype(np.float64)",
            f'score("{label}", outputs * target_scale + target_mean)',
        ]
    return f"if torch is None:\n    print({missing!r})\nelse:\n" + textwrap.indent("\n".join(lines), "    ")
