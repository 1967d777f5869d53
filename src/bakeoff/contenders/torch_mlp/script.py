"""The PyTorch MLP as a script: its network and its training loop, written out.

All of it stands in functions, so that the script runs, and says what is missing, where PyTorch is not installed.
"""

import textwrap
from collections.abc import Iterator

from bakeoff.contenders.base import Contender
from bakeoff.contenders.mlp_script import (
    CHANCES,
    answers_words,
    asked_rows,
    exhausted,
    learnt_from,
    learnt_imports,
    learnt_words,
    rate_factor,
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
    "relu": "ReLU", "tanh": "Tanh", "sigmoid": "Sigmoid", "gelu": "GELU", "elu": "ELU", "selu": "SELU", "mish": "Mish",
    "linear": "Identity",
}  # fmt: skip

_LOSSES = {
    "cross_entropy": "functional.cross_entropy(output, target{smoothing}{over})",
    "mse": "functional.mse_loss(output.softmax(1), functional.one_hot(target, output.shape[1]).float(){over})",
}
_LOSSES_REGRESSION = {
    "mse": "functional.mse_loss(output[:, 0], target{over})",
    "mae": "functional.l1_loss(output[:, 0], target{over})",
    "huber": "functional.huber_loss(output[:, 0], target{over})",
}

_OPTIMIZERS = {
    "sgd": "SGD({parameters}, {rate!r}, fused=True)",
    "momentum": "SGD({parameters}, {rate!r}, momentum={momentum!r}, fused=True)",
    "nesterov": "SGD({parameters}, {rate!r}, momentum={momentum!r}, nesterov={nesterov}, fused=True)",
    "rmsprop": "RMSprop({parameters}, {rate!r}, alpha=0.9, eps=1e-7)",
    "adagrad": "Adagrad({parameters}, {rate!r}, initial_accumulator_value=0.1, eps=1e-7, fused=True)",
    "adam": "Adam({parameters}, {rate!r}{betas}, eps=1e-7, fused=True)",
    "adamw": "AdamW({parameters}, {rate!r}{betas}, eps=1e-7, weight_decay={weight_decay!r}, fused=True)",
}
_RATES = {
    "constant": "",
    "exponential": "{last!r} ** (step / n_steps)",
    "cosine": "{last!r} + (1 - {last!r}) * (1 + math.cos(math.pi * min(step / n_steps, 1))) / 2",
    "coslog4": "0.5 * (1 - math.cos(2 * math.pi * math.log2(1 + 15 * (step / n_steps))))",
}
INPUT_WEIGHTS = """
class InputWeights(nn.Module):
    def __init__(self, features):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(features))

    def forward(self, X):
        return X * self.weight
"""
"""The layer of `torch_mlp.network`, as a script has it."""

_NETWORK = """
def torch_network():
    network = nn.Sequential(
{layers}    )
{first}    return network
"""
_FIRST_WEIGHTS = {
    "standard": """
    # The first weights are drawn evenly from an interval that is smaller the more weights there are (Glorot).
    rng = np.random.default_rng(network_seed)
    for layer in network:
        if isinstance(layer, nn.Linear):
            limit = np.sqrt(6 / (layer.in_features + layer.out_features))
            kernel = rng.uniform(-limit, limit, (layer.in_features, layer.out_features)).astype(np.float32)
            layer.weight.data = torch.tensor(kernel.T.copy())
            if layer.bias is not None:
                layer.bias.data.zero_()
""",
    "ntk": """
    # The first weights and biases are drawn from a normal distribution, narrower the more inputs there are.
    rng = np.random.default_rng(network_seed)
    for layer in network:
        if isinstance(layer, nn.Linear):
            kernel = rng.normal(0, layer.in_features**-0.5, (layer.in_features, layer.out_features))
            layer.weight.data = torch.tensor(kernel.T.astype(np.float32, order="C"))  # in the order that rounds alike
            bias = rng.normal(size=layer.out_features).astype(np.float32)
            if layer.bias is not None:
                layer.bias.data = torch.tensor(bias)
""",
}
_ZERO_OUTPUT = """    network[-1].weight.data.zero_()
    network[-1].bias.data.zero_()
"""
_RATED = """
{function}

def rated(network):  # the parameters by their learning rates
    groups = {{}}
    for layer in network:
        for name, parameter in layer.named_parameters():
            groups.setdefault(rate_factor(layer, name), []).append(parameter)
    return [{{"params": some, "lr": {rate!r} * factor}} for factor, some in groups.items()]

"""

_TRAINING = """
def torch_outputs(network, X):
    network.eval()
    with torch.inference_mode():
        return torch.cat([network(part) for part in torch.split(torch.tensor(X, dtype=torch.float32), 1024)])


def torch_loss(network, output, target{weight}):
{over}    loss = {loss}
{weigh}{penalty}    return loss


def train_torch(network):
    X, target = torch.tensor(network_X), torch.tensor(network_y{long})
{weights}    optimizer = torch.optim.{optimizer}
    batch_size = {batch_size}
{schedule}{before}    for epoch in range({epochs}):
        torch.manual_seed(network_seed * 10_007 + epoch)  # decides the order of the rows and what dropout drops
        network.train()
        batches = list(torch.split(torch.randperm(len(X)), batch_size))
{merge}        for batch in batches:
            optimizer.zero_grad()
            torch_loss(network, network(X[batch]), target[batch]{taken}).backward()
            optimizer.step()
{step}{after}"""

_OVER = """    over = "mean" if weight is None else "none"
"""
_WEIGH = """    if weight is not None:
        loss = (loss.reshape(len(target), -1).mean(1) * weight).mean()
"""
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
    weighs = settings.input_weights and not race.sparse
    learnt, training, answers = (
        f"{torch}\n\n{learnt_from(settings, race)}",
        _training(settings, race, weighs),
        _answers(label, settings, race),
    )
    yield Cell(_("{label}: what it learns from", label=info.both_names), learnt_words(race.task), learnt, imports)
    network = _network(settings, race.task, weighs)
    yield Cell(_("{label}: the network", label=label), _(info.summary), network, _IMPORTS)
    yield Cell(_("{label}: training", label=label), training_words(settings), training, _more(settings))
    yield Cell(_("{label}: answers", label=label), answers_words(race), answers, _IMPORTS)


def _more(settings: TorchMLPSettings) -> tuple[str, ...]:
    copies = ("import copy",) if settings.early_stopping else ()
    return (*_IMPORTS, *copies, *(("import math",) if settings.schedule in ("cosine", "coslog4") else ()))


def _network(settings: TorchMLPSettings, task: Task, weighs: bool) -> str:
    lines, n_in = ["InputWeights(network_X.shape[1])"] if weighs else [], "network_X.shape[1]"
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
    network = _NETWORK.format(
        layers="".join(f"        {line},\n" for line in lines),
        first=_FIRST_WEIGHTS[settings.parametrisation].lstrip("\n") + (_ZERO_OUTPUT if settings.zero_output else ""),
    )
    return f"{INPUT_WEIGHTS}\n{network}" if weighs else network


def _training(settings: TorchMLPSettings, race: ScriptedRace, weighs: bool) -> str:
    task, weighed = race.task, race.weighed
    long = ", dtype=torch.long" if task == "classification" else ""
    losses = (_LOSSES, settings.loss) if task == "classification" else (_LOSSES_REGRESSION, settings.loss_regression)
    scheduled = settings.schedule != "constant"
    share = _RATES[settings.schedule].format(last=settings.final_share)
    smoothing = f", label_smoothing={settings.label_smoothing!r}" if settings.label_smoothing else ""
    factor = rate_factor(settings, "nn.Linear", "in_features", weighs and "InputWeights")
    rated = _RATED.format(function=factor, rate=settings.learning_rate) if factor else ""
    return rated + _TRAINING.format(
        loss=losses[0][losses[1]].format(smoothing=smoothing, over=", reduction=over" if weighed else ""),
        weight=", weight=None" if weighed else "",
        over=_OVER if weighed else "",
        weigh=_WEIGH if weighed else "",
        weights="    weight = torch.tensor(network_weights)\n" if weighed else "",
        taken=", weight[batch]" if weighed else "",
        penalty=_PENALTY.format(l1=settings.l1, l2=settings.l2) if settings.l1 or settings.l2 else "",
        long=long,
        optimizer=_optimizer(settings, "rated(network)" if rated else "network.parameters()"),
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


def _optimizer(settings: TorchMLPSettings, parameters: str) -> str:
    return _OPTIMIZERS[settings.optimizer].format(
        parameters=parameters,
        betas="" if settings.beta_2 == 0.999 else f", betas=(0.9, {settings.beta_2!r})",
        rate=settings.learning_rate,
        momentum=settings.momentum,
        nesterov=settings.momentum > 0,
        weight_decay=settings.weight_decay,
    )


def _answers(label: str, settings: TorchMLPSettings, race: ScriptedRace) -> str:
    missing = _("PyTorch is not installed, so its network is left out; pip install torch, and run this again.")
    lines = ["network = torch_network()", "train_torch(network)"]
    if race.task == "classification":
        lines += [
            f"outputs = torch_outputs(network, {asked_rows(settings, race)})",
            *CHANCES.format(softmax="outputs.softmax(dim=1)").splitlines(),
            scored(label, race),
        ]
    else:
        lines += [
            f"outputs = torch_outputs(network, {asked_rows(settings, race)})[:, 0].numpy().astype(np.float64)",
            f'score("{label}", {race.answers("outputs * target_scale + target_mean")})',
        ]
    return f"if torch is None:\n    print({missing!r})\nelse:\n" + textwrap.indent("\n".join(lines), "    ")
