"""Stage and moments of a finished race, kept with its models in the data home, so that it can be replayed later."""

import contextlib
import json
import zlib
from dataclasses import replace

from bakeoff.contenders import contender
from bakeoff.datasets import object_store
from bakeoff.race.models import models_folder
from bakeoff.race.recording import packed, unpacked
from bakeoff.race.snapshot import Run
from bakeoff.race.stage import RaceMoment, RaceStage

_NAME = "replay.json"


def keep_replay(run: Run) -> None:
    """Store what the contenders of a finished race answered on the way; where the disk refuses, it is not kept."""
    if run.stage is None:
        return
    moments = {name: lane.moments for name, lane in run.lanes.items() if not contender(name).baseline}
    content = {"stage": packed(run.stage), "moments": packed(moments)}
    path = models_folder(run.id) / _NAME
    with contextlib.suppress(OSError):
        if path.parent.is_dir() or object_store.in_use():
            path.parent.mkdir(parents=True, exist_ok=True)
            unfinished = path.with_suffix(".part")
            unfinished.write_text(json.dumps(content), encoding="utf-8")
            object_store.give(unfinished.replace(path))


def with_replay(run: Run) -> Run:
    """Return the race with its stage and moments, if they are kept."""
    try:
        content = json.loads(object_store.bring(models_folder(run.id) / _NAME).read_text(encoding="utf-8"))
        stage = RaceStage(**unpacked(content["stage"]))
        moments = {
            name: tuple(RaceMoment(**unpacked(row)) for row in rows) for name, rows in content["moments"].items()
        }
    except (OSError, ValueError, KeyError, TypeError, zlib.error):
        return run
    lanes = {name: replace(lane, moments=moments.get(name, ())) for name, lane in run.lanes.items()}
    return replace(run, stage=stage, lanes=lanes)
