"""A race's own network as the chapters draw it, if it is small enough; a job's process loads it."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bakeoff.engine.base import Channel
from bakeoff.features.learn.network import ACTIVATIONS, Network
from bakeoff.features.learn.small import ROWS, SmallTask
from bakeoff.matrix import dense
from bakeoff.network.points import MAX_CLASSES
from bakeoff.network.rivals import NETWORK
from bakeoff.network.settings import MAX_LAYERS, MAX_UNITS
from bakeoff.preparation.prepared import prepare
from bakeoff.race.models import load
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _

MOST_INPUTS = MAX_UNITS
_PLAIN = {
    "batch_norm": False,
    "loss": "cross_entropy",
    "label_smoothing": 0.0,
    "robust_inputs": False,
    "input_weights": False,
}
"""Settings of a network whose every number can be drawn."""


@dataclass(frozen=True)
class RaceNetwork:
    """Which network a job is to bring."""

    spec: BakeoffSpec  # of the race
    folder: Path  # where its fitted contenders are kept


@dataclass(frozen=True, eq=False)
class TakenApart:
    """Result of a job that loads a race's network."""

    task: SmallTask | None  # the network, and the first held-out rows as its inputs; None if it cannot be drawn
    why_not: str = ""  # reason why it cannot be drawn, in one sentence
    nearest: BakeoffSpec | None = None  # the most similar race whose network can be drawn, if there is one


def take_apart(asked: RaceNetwork, _channel: Channel) -> TakenApart:
    """Return a race's network; raises BakeoffError, one sentence, if it or its data are no longer kept."""
    prepared, model = prepare(asked.spec), load(asked.folder, NETWORK)
    values = dict(asked.spec.contenders[NETWORK])
    if prepared.task != "classification" or len(prepared.class_names) > MAX_CLASSES:
        return TakenApart(
            None, _("What can be drawn with all its numbers is a network for two to {most} classes.", most=MAX_CLASSES)
        )
    names, layers = prepared.feature_names_out, values["hidden"]
    too_many = len(names) > MOST_INPUTS
    if too_many or len(layers) > MAX_LAYERS or any(layer.units > MAX_UNITS for layer in layers):
        why_not = _(
            "The race’s network, {sizes}, is too large to be drawn with all its numbers. There is room for {inputs} "
            "inputs and {layers} hidden layers of {units} units.",
            sizes="-".join(map(str, (len(names), *(layer.units for layer in layers), len(prepared.class_names)))),
            inputs=MOST_INPUTS,
            layers=MAX_LAYERS,
            units=MAX_UNITS,
        )
        return TakenApart(None, why_not, _nearest(asked.spec, too_many))
    near = _nearest(asked.spec, too_many)
    if dict(near.contenders[NETWORK]) != values:
        why_not = _(
            "What is drawn are plain networks that learn by cross-entropy: without batch normalisation, label "
            "smoothing, robust inputs or learnt input scales, and without SELU or Mish."
        )
        return TakenApart(None, why_not, near)
    weights = [np.asarray(part, np.float64) for part in model.model_.get_weights()]
    network = Network(tuple(weights[::2]), tuple(weights[1::2]), tuple(layer.activation for layer in layers))
    X = np.asarray(dense(prepared.X_test[:ROWS]), np.float64)
    return TakenApart(SmallTask(network, X, prepared.y_test[:ROWS], prepared.class_names, input_names=names))


def _nearest(spec: BakeoffSpec, too_many_inputs: bool) -> BakeoffSpec:
    """Return a race with fewer units and layers, and with principal components in place of too many inputs."""
    layers = dict(spec.contenders[NETWORK])["hidden"][:MAX_LAYERS]
    known = [layer.activation if layer.activation in ACTIVATIONS else "elu" for layer in layers]
    hidden = tuple((min(MAX_UNITS, layer.units), activation) for layer, activation in zip(layers, known, strict=True))
    near = spec.replace(f"{NETWORK}.hidden", hidden)
    for name, value in _PLAIN.items():
        near = near.replace(f"{NETWORK}.{name}", value)
    return near.replace("transform.components", MOST_INPUTS) if too_many_inputs else near
