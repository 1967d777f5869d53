"""A study of the judge as JSON, and read back from it: every fit, every trial, every lane, to the last digit."""

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from bakeoff.contenders import Step
from bakeoff.errors import HistoryError
from bakeoff.fields import to_text
from bakeoff.race.report_json import read_spec, read_text, with_nan, without_nan
from bakeoff.study.plan import Plan
from bakeoff.study.record import Fitted, Record, StudyFit, StudyLane, Tried
from bakeoff.text import _, written

VERSION = 3


def study_json(record: Record) -> str:
    """Return a study as JSON; numbers that are not known, or not finite, are null."""
    values = {
        "version": VERSION,
        "id": record.id,
        "spec": json.loads(record.spec.model_dump_json()),
        "plan": json.loads(record.plan.model_dump_json()),
        "environment": dict(record.environment),
        "lanes": [asdict(lane) | {"message": written(lane.message)} for lane in record.lanes.values()],
        "points": list(record.points),
        "n_folds": record.n_folds,
        "folds_per_repeat": record.folds_per_repeat,
        "fitted": [_fitted_values(fitted) for fitted in record.fitted],
        "tried": [asdict(trial) for trial in record.tried],
        "note": written(record.note),
    }
    return json.dumps(without_nan(values), allow_nan=False)


def stored_study(text: str, *, interrupted: bool = False) -> Record:
    """Read what `study_json` wrote.

    Parameters
    ----------
    interrupted : bool
        Whether its server is gone, so that no more is to come of lanes that were still being fitted.

    Raises
    ------
    HistoryError
        If a newer Bakeoff wrote it, or it names what this one does not have.
    """
    values = json.loads(text)
    if values["version"] > VERSION:
        raise HistoryError(_("This study was stored by a newer Bakeoff; install that to read it."))
    lanes = [StudyLane(**lane | {"message": read_text(lane["message"])}) for lane in values["lanes"]]
    if interrupted:
        ended = _("The server ended before this was done; what it knew is kept.")
        lanes = [replace(lane, status="stopped", message=ended) if lane.active else lane for lane in lanes]
    return Record(
        id=values["id"],
        spec=read_spec(values["spec"]),
        plan=Plan.parse(values["plan"]),
        lanes={lane.name: lane for lane in lanes},
        points=tuple(values["points"]),
        environment=values["environment"],
        n_folds=values["n_folds"],
        folds_per_repeat=values["folds_per_repeat"],
        fitted=tuple(_fitted(fitted) for fitted in values["fitted"]),
        tried=tuple(Tried(**with_nan(trial) | {"cell": StudyFit(*trial["cell"])}) for trial in values["tried"]),
        note=read_text(values["note"]),
    )


def _fitted_values(fitted: Fitted) -> dict[str, Any]:
    chosen = {name: to_text(value) if isinstance(value, tuple) else value for name, value in fitted.chosen.items()}
    return asdict(replace(fitted, chosen={})) | {"chosen": chosen}


def _fitted(values: Mapping[str, Any]) -> Fitted:
    read = {
        "cell": StudyFit(*values["cell"]),
        "scores": with_nan(values["scores"]),
        "steps": tuple(Step(**step) for step in values["steps"]),
    }
    return Fitted(**{**values, **read})
