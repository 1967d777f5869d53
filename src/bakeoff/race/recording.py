"""Recording of the race of the first screen, stored with the package; `.ci/record` makes it anew.

`packed` and `unpacked` write records with arrays as JSON, here and in project files.
"""

import base64
import functools
import json
import math
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bakeoff.contenders import contender
from bakeoff.race.snapshot import Run
from bakeoff.race.stage import RaceMoment, RaceStage
from bakeoff.spec import BakeoffSpec
from bakeoff.text import read, written

PATH = Path(__file__).with_name("recording.json")
MOST_MOMENTS = 16
"""Of a contender, so that the first screen stays light."""

MOST_BYTES = 16 * 2**20
"""Of an array that is read: a file can claim more than there is memory for."""


@dataclass(frozen=True, eq=False)
class Recording:
    """Answers of the contenders of one finished race, moment by moment; of baselines none."""

    spec: BakeoffSpec
    stage: RaceStage
    moments: Mapping[str, tuple[RaceMoment, ...]]


@functools.cache
def recording() -> Recording:
    """Return the recording that the package has."""
    content = json.loads(PATH.read_text("utf-8"))
    stage = unpacked(content["stage"])
    moments = {
        name: tuple(
            RaceMoment(step, seconds, base64.b64decode(answers), score) for step, seconds, answers, score in rows
        )
        for name, rows in content["moments"].items()
    }
    return Recording(BakeoffSpec.from_json(json.dumps(content["spec"])), RaceStage(**stage), moments)


def to_json(run: Run) -> str:
    """Return a finished race as a recording, in JSON."""
    moments = {
        name: [[at.step, round(at.cpu_seconds, 5), _text(at.answers), at.score] for at in _few(lane.moments)]
        for name, lane in run.lanes.items()
        if not contender(name).baseline
    }
    content = {"spec": json.loads(run.spec.to_json()), "stage": packed(run.stage), "moments": moments}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"


def _few(moments: Sequence[RaceMoment]) -> list[RaceMoment]:
    """Return at most `MOST_MOMENTS`, with the first and the last."""
    stride = max(1, -(-(len(moments) - 1) // (MOST_MOMENTS - 1)))
    return [*moments[:-1:stride], *moments[-1:]]


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def packed(value: Any) -> Any:
    """Return a record, a sequence of records or a value as JSON stores it: arrays deflated, texts with their source."""
    if isinstance(value, np.ndarray):
        return {"dtype": value.dtype.str, "shape": value.shape, "deflated": _text(zlib.compress(value.tobytes(), 9))}
    if isinstance(value, bytes):
        return {"base64": _text(value)}
    if is_dataclass(value):
        return {field.name: packed(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {name: packed(part) for name, part in value.items()}
    if isinstance(value, tuple):
        return [packed(part) for part in value]
    return written(value) if isinstance(value, str) else value


def unpacked(value: Any) -> Any:
    """Return what `packed` was given, with records as dicts; ValueError or zlib.error for anything else."""
    if isinstance(value, list):
        return tuple(map(unpacked, value))
    if not isinstance(value, dict):
        return value
    if "base64" in value:
        return base64.b64decode(value["base64"])
    if "deflated" in value:
        return _array(np.dtype(str(value["dtype"])), tuple(value["shape"]), base64.b64decode(value["deflated"]))
    if "id" in value:
        return read(value)
    return {name: unpacked(part) for name, part in value.items()}


def claimed_bytes(value: Any) -> int:
    """Return how many bytes all arrays in what `unpacked` takes are, as it claims; raises as `unpacked` does."""
    if isinstance(value, list):
        return sum(map(claimed_bytes, value))
    if not isinstance(value, dict):
        return 0
    if "deflated" in value:
        return max(0, math.prod(map(int, value["shape"])) * np.dtype(str(value["dtype"])).itemsize)
    return sum(map(claimed_bytes, value.values()))


def _array(dtype: np.dtype[Any], shape: tuple[int, ...], deflated: bytes) -> NDArray[Any]:
    size = math.prod(shape) * dtype.itemsize
    if dtype.kind not in "iuf" or not 0 <= size <= MOST_BYTES:
        raise ValueError(dtype, shape)
    content = zlib.decompressobj().decompress(deflated, size) if size else b""
    return np.frombuffer(content, dtype).reshape(shape).copy()
