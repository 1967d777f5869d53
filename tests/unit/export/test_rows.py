"""Rows of a race come back from a project file; those of another kind, size or code are refused."""

import dataclasses
import json

import numpy as np
import psutil
import pytest

from bakeoff.engine.local import LocalEngine
from bakeoff.errors import SettingError
from bakeoff.export.project import project_file, read_project
from bakeoff.export.rows import RaceRows
from bakeoff.race.race import Race
from bakeoff.race.recording import packed, unpacked
from bakeoff.race.snapshot import Run
from bakeoff.spec import BakeoffSpec

SPECS = {
    "plane": BakeoffSpec(dataset="moons", contenders={"svm": {}, "decision_tree": {}, "dummy": {}}),
    "pictures": BakeoffSpec(
        dataset="digits", contenders={"decision_tree": {}, "dummy": {}}, rules={"rows": 300, "seeds": 2}
    ),
    "numbers": BakeoffSpec(dataset="diabetes", contenders={"linear": {}, "dummy": {}}),
    "groups": BakeoffSpec(
        dataset="wine",
        contenders={"linear": {}, "dummy": {}},
        rules={"split": "group", "split_by": "Ash", "stratify": False},
    ),
}


@pytest.fixture(scope="module", params=SPECS)
def run(request: pytest.FixtureRequest, engine: LocalEngine) -> Run:
    race = Race(SPECS[request.param], engine, watched=True)
    assert race.wait(60)
    return race.run


def test_they_come_back_with_the_race_as_it_ended(run):
    project = read_project(project_file(run.report, rows=RaceRows.of(run).to_json()))
    again = project.run()
    assert packed(again.held_out) == packed(run.held_out)
    assert packed(again.stage) == packed(run.stage)
    assert again.report.verdict == run.report.verdict
    assert again.report.environment == run.report.environment
    for name, lane in run.lanes.items():
        as_read = again.lanes[name]
        assert packed(as_read.answers) == packed(lane.answers)
        assert (as_read.status, as_read.moments, as_read.best) == (lane.status, lane.moments, lane.best)
    assert again.report.to_json() == run.report.to_json()
    assert not again.looked_at  # so that no other race takes over what the file says of its set-up


def changed(rows: dict, path: str, value: object) -> str:
    *path, last = path.split(".")
    place = rows
    for key in path:
        place = place[key]
    place[last] = packed(value) if isinstance(value, np.ndarray) else value
    return json.dumps(rows)


def test_a_file_from_before_rows_had_places_opens_without_a_replay(engine):
    race = Race(SPECS["groups"], engine, watched=True)
    assert race.wait(60)
    rows = changed(json.loads(RaceRows.of(race.run).to_json()), "stage.points", None)
    run = read_project(project_file(race.run.report, rows=rows)).run()
    assert run.stage is None
    assert not any(lane.moments for lane in run.lanes.values())
    assert run.lanes["linear"].answers is not None


BAD = {
    "held_out.target": np.arange(3),
    "held_out.rows": np.array([["a"]]),
    "held_out.plane.x": np.zeros(1),
    "held_out.plane.rows": np.array([10**6]),
    "held_out": None,
    "answers": {},
    "answers.dummy.prediction.probabilities": None,
    "answers.dummy.prediction.values": {"dtype": "O", "shape": [1], "deflated": ""},
    "answers.dummy.further": {"dtype": "<f8", "shape": [10**12], "deflated": ""},
    "answers.dummy.regions": {"answer": 1, "confidence": None},
    "stage.side": 10**6,
    "moments.dummy": [{"step": 1, "cpu_seconds": 1.0, "answers": {"base64": "eJxLBAAAYgBi"}}],
}


@pytest.mark.parametrize("path", BAD)
def test_bad_rows_are_refused_with_one_sentence(engine, path):
    report = _raced(engine).report
    rows = changed(json.loads(RaceRows.of(_raced(engine)).to_json()), path, BAD[path])
    with pytest.raises(SettingError, match=r"rows\.json in the project file is not of the race’s report"):
        read_project(project_file(report, rows=rows))


_RACED: dict[LocalEngine, Run] = {}


def _raced(engine: LocalEngine) -> Run:
    if engine not in _RACED:
        race = Race(SPECS["plane"], engine, watched=True)
        assert race.wait(60)
        _RACED[engine] = race.run
    return _RACED[engine]


def test_an_array_that_claims_more_than_fits_is_refused():
    with pytest.raises(ValueError, match="10000000000"):
        unpacked(packed(np.zeros(3)) | {"shape": [10**10]})


def test_rows_that_unpack_to_more_than_a_race_has_are_refused(engine, monkeypatch):
    monkeypatch.setattr("bakeoff.export.rows._MOST_BYTES", 1000)
    run = _raced(engine)
    with pytest.raises(SettingError, match=r"rows\.json in the project file is not of the race’s report"):
        read_project(project_file(run.report, rows=RaceRows.of(run).to_json()))


def test_arrays_that_are_too_large_together_are_refused_before_one_is_unpacked(engine):
    report = _raced(engine).report
    rows = json.loads(RaceRows.of(_raced(engine)).to_json())
    rows["more"] = [packed(np.zeros(2**21))] * 343  # 16 MB each
    began = psutil.Process().memory_info().rss
    with pytest.raises(SettingError, match=r"rows\.json in the project file is not of the race’s report"):
        read_project(project_file(report, rows=json.dumps(rows)))
    assert psutil.Process().memory_info().rss - began < 64 * 2**20


def test_a_race_without_rows_has_none(report):
    assert RaceRows.of(dataclasses.replace(Run.start("r", report.spec))) is None
