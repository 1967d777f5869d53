"""Pictures of the lab's network that no job has made."""

import itertools

import numpy as np

from bakeoff.network.messages import Snapshot

NOTHING = np.zeros((0, 0))


def snapshot(sizes: tuple[int, ...] = (), seed: int = 0, **changed: object) -> Snapshot:
    """Return a picture of an untrained network with layers of these sizes, of which only what is named matters."""
    random, shapes = np.random.default_rng(seed), list(itertools.pairwise(sizes))
    values = {
        "serial": 1,
        "epoch": 3,
        "batch": 0,
        "first_epoch": 0,
        "last_epoch": 3,
        "obeyed": 0,
        "playing": True,
        "epochs_per_second": 20.0,
        "cpu_seconds": 0.1,
        "n_classes": 2,
        "train_loss": 0.5,
        "test_loss": 0.5,
        "train_score": 0.9,
        "test_score": 0.9,
        "weights": tuple(random.normal(size=shape).astype(np.float32) for shape in shapes),
        "biases": tuple(random.normal(size=size).astype(np.float32) for _inputs, size in shapes),
        "neurons": NOTHING,
        "output": NOTHING,
        "confusion": NOTHING,
    }
    return Snapshot(**values | changed)
