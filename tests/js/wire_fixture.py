"""Prints a random snapshot and view, as packed bytes and number by number, for wire.test.js."""

import base64
import json
from dataclasses import fields
from typing import Any

import numpy as np

from bakeoff.network.points import make_points
from bakeoff.network.settings import LabSettings
from bakeoff.web.network.view import LabView
from bakeoff.wire import pack, pack_parts
from tests.snapshots import snapshot

RNG = np.random.default_rng(12)


def plain(array: np.ndarray) -> dict[str, Any]:
    return {"values": array.ravel().tolist(), "shape": list(array.shape)}


def main() -> None:
    shot = snapshot(
        (3, 5, 8, 1, 4),
        batch=3,
        last_epoch=40,
        epochs_per_second=812.25,
        n_classes=4,
        test_loss=float("nan"),
        neurons=RNG.integers(0, 256, (18, 20, 20), np.uint8),
        output=RNG.integers(0, 256, (2, 79, 79), np.uint8),
        confusion=RNG.integers(0, 99, (4, 4), np.int32),
        curve=RNG.normal(size=(11, 5)).astype(np.float32),
        trouble="A sentence – with a dash.",
    )
    settings = LabSettings.parse({"data": "spiral", "layers": "8:tanh,3:relu", "features": "x1,sin_x2"})
    points = make_points(settings)
    view = LabView(settings, points)
    blobs = {"view": np.frombuffer(view.packed, np.uint8), "snapshot": np.frombuffer(pack(shot), np.uint8)}
    header = {"acknowledged": {"session": "here", "number": 3}, "answered": True, "place": 2}
    header |= {"refused": "No.", "look_again": 0.1}
    message = pack_parts(header, blobs)
    values = {field.name: getattr(shot, field.name) for field in fields(shot)}
    expected: dict[str, Any] = {"scalars": {}}
    for name, value in values.items():
        if isinstance(value, np.ndarray):
            expected[name] = plain(value)
        elif isinstance(value, tuple):
            expected[name] = [plain(one) for one in value]
        elif value == value:  # what is not a number has a test of its own
            expected["scalars"][name] = value
    columns = {"x1": points.X[:, 0], "x2": points.X[:, 1], "target": points.target, "test": (~points.train).astype(int)}
    seen = {
        "features": ["x1", "sin_x2"],
        "layers": [[8, "tanh"], [3, "relu"]],
        "points": {name: column.tolist() for name, column in columns.items()},
    }
    print(json.dumps({"message": base64.b64encode(message).decode(), "view": seen, "snapshot": expected}))


main()
