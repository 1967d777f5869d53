"""Recording of the race of the first screen, stored with the package; `.ci/record` makes it anew."""

import base64
import functools
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bakeoff.contenders import contender
from bakeoff.race.snapshot import Run
from bakeoff.race.stage import RaceMoment, RaceStage
from bakeoff.spec import BakeoffSpec

PATH = Path(__file__).with_name("recording.json")
MOST_MOMENTS = 18
"""Of a contender, so that the first screen stays light."""


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
    stage = {name: _read(value) for name, value in content["stage"].items()}
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
    stage = {name: _written(value) for name, value in vars(run.stage).items()}
    content = {"spec": json.loads(run.spec.to_json()), "stage": stage, "moments": moments}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"


def _few(moments: Sequence[RaceMoment]) -> list[RaceMoment]:
    """Return at most about `MOST_MOMENTS`, with the first and the last."""
    return [*moments[: -1 : -(-len(moments) // MOST_MOMENTS) or 1], *moments[-1:]]


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def _written(value: Any) -> Any:
    if not isinstance(value, np.ndarray):
        return value
    return {"dtype": value.dtype.str, "shape": value.shape, "deflated": _text(zlib.compress(value.tobytes(), 9))}


def _read(value: Any) -> Any:
    if isinstance(value, dict):
        content = zlib.decompress(base64.b64decode(value["deflated"]))
        return np.frombuffer(content, value["dtype"]).reshape(value["shape"])
    return tuple(value) if isinstance(value, list) else value
