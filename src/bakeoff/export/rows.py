"""Rows of a race in a project file: the test part, all answers to it, and what was answered while contenders learned.

Reading trusts nothing: kinds, sizes and codes of all arrays are checked against the report.
"""

import itertools
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Self

import numpy as np
from pydantic import BaseModel, ConfigDict

from bakeoff.race.outcome import Answers, HeldOut, Setting
from bakeoff.race.recording import claimed_bytes, packed, unpacked
from bakeoff.race.report import Report
from bakeoff.race.snapshot import Run
from bakeoff.race.stage import RaceMoment, RaceStage

_MOST_ROWS, _MOST_SIDE, _MOST_BYTES = 2**40, 1000, 64 * 2**20
_Wanted = tuple[Any, str, tuple[int, ...], int]
"""An array, its kind, its shape, and what all its codes are below, or 0."""


class RaceRows(BaseModel):
    """Parts of a race that its report's JSON leaves out; the stage is None if nothing was asked on the way."""

    model_config = ConfigDict(arbitrary_types_allowed=True)  # arrays, which `_check` looks at

    held_out: HeldOut
    answers: Mapping[str, Answers]
    stage: RaceStage | None
    moments: Mapping[str, tuple[RaceMoment, ...]]

    @classmethod
    def of(cls, run: Run) -> Self | None:
        """Return the rows of a race; None if no contender was scored."""
        if run.held_out is None or not run.report.answers:
            return None
        moments = {name: lane.moments for name, lane in run.lanes.items()}
        return cls(held_out=run.held_out, answers=run.report.answers, stage=run.stage, moments=moments)

    def added_to(self, run: Run) -> Run:
        """Return the race with its rows."""
        lanes = {
            name: replace(lane, answers=self.answers.get(name), moments=self.moments.get(name, ()))
            for name, lane in run.lanes.items()
        }
        return replace(run, lanes=lanes, held_out=self.held_out, stage=self.stage)

    def to_json(self) -> str:
        """Return them as JSON."""
        return json.dumps(packed(dict(self)), separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str, report: Report) -> Self:
        """Read what `to_json` wrote of the race of a report; ValueError if it cannot be of that race."""
        try:
            written = json.loads(text)
            if claimed_bytes(written) > _MOST_BYTES:  # before any is unpacked
                raise ValueError("too large")
            values = unpacked(written)
            rows = cls.model_validate(values)
            if report.setting is None or set(rows.answers) != set(report.finished()):
                raise ValueError("other contenders")
            _check(rows, report.setting)
            # names are sources of translations, which validation forgets
            plane = replace(rows.held_out.plane, axis_names=values["held_out"]["plane"]["axis_names"])
        except (KeyError, TypeError, ArithmeticError, RecursionError, zlib.error) as error:
            raise ValueError(error) from error
        stage, moments = rows.stage, rows.moments
        if stage is not None and stage.kind == "rows" and stage.points is None:  # of a Bakeoff that drew no map of them
            stage, moments = None, {}
        if stage is not None:
            stage = replace(stage, class_names=report.setting.class_names, axis_names=values["stage"]["axis_names"])
        held_out = replace(rows.held_out, plane=plane)
        return rows.model_copy(update={"held_out": held_out, "stage": stage, "moments": moments})


def _check(rows: RaceRows, setting: Setting) -> None:
    for values, kind, shape, below in _wanted(rows, setting):
        if not isinstance(values, np.ndarray) or values.dtype.kind != kind or values.shape != shape:
            raise ValueError(kind, shape)
        if below and values.size and not 0 <= values.min() <= values.max() < below:
            raise ValueError(below)
    stage, plane = rows.stage, rows.held_out.plane
    if min(len(plane.x), len(plane.y)) < 2 or (stage is not None and stage.side > _MOST_SIDE):
        raise ValueError("no plane")
    asked = 0 if stage is None else stage.n_asked
    for moment in itertools.chain(*rows.moments.values()) if asked else ():
        if len(zlib.decompressobj().decompress(moment.answers, asked + 1)) != asked:
            raise ValueError("other answers")


def _wanted(rows: RaceRows, setting: Setting) -> Iterator[_Wanted]:
    n, n_classes, kind = setting.n_test, len(setting.class_names), "i" if setting.class_names else "f"
    held_out, plane = rows.held_out, rows.held_out.plane
    seen, grid = len(plane.rows), (len(plane.y), len(plane.x))
    yield held_out.rows, "i", (n,), _MOST_ROWS
    yield held_out.target, kind, (n,), n_classes
    yield plane.rows, "i", (seen,), n
    yield plane.rows_target, kind, (seen,), n_classes
    for place, length in ((plane.y, grid[0]), (plane.x, grid[1]), (plane.rows_x, seen), (plane.rows_y, seen)):
        yield place, "f", (length,), 0
    for units, length in ((held_out.units, n), (held_out.validation_units, setting.n_validation)):
        if units is not None:
            yield units.codes, "i", (length,), length
    for answers in rows.answers.values():
        for prediction in answers.of_seeds:
            yield prediction.values, kind, (n,), n_classes
            if n_classes:
                yield prediction.probabilities, "f", (n, n_classes), 0
        if answers.validation_errors is not None:
            yield answers.validation_errors, "f", (setting.n_validation,), 0
        if answers.regions is not None:
            yield answers.regions.answer, kind, grid, n_classes
            if n_classes:
                yield answers.regions.confidence, "f", grid, 0
    if rows.stage is not None:
        yield from _wanted_of_stage(rows.stage, kind, n_classes)


def _wanted_of_stage(stage: RaceStage, kind: str, n_classes: int) -> Iterator[_Wanted]:
    pictures: Any = stage.pictures
    points: Any = stage.points
    if stage.kind == "plane" or points is not None:
        yield points, "f", (len(points), 4), 0
    yield stage.target, kind, (len(stage.target),), n_classes
    if stage.kind == "pictures" or pictures is not None:
        yield pictures, "u", (min(len(pictures), len(stage.target)), *np.shape(pictures)[1:3]), 0
