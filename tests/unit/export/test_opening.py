"""Project files are opened by jobs, whose answer is the project or one sentence."""

import json

import pytest

from bakeoff.errors import SettingError
from bakeoff.export.opening import OpenedRace, Opening
from bakeoff.export.packing import Packing
from bakeoff.export.project import project_file, read_project
from tests.unit.export.test_project import members, packed
from tests.waiting import PATIENCE


def test_a_job_opens_a_file_and_knows_its_data(engine, report):
    opening = Opening(project_file(report, "Notes."), engine)
    assert opening.wait(PATIENCE)
    project, data = opening.result
    assert (project.spec, project.notes) == (report.spec, "Notes.")
    assert data == "The data here are the very same, by their fingerprint."


def test_a_job_refuses_a_file_in_one_sentence(engine, report):
    keys = json.dumps(dict.fromkeys(map(str, range(1_500_000)), 1)).encode()
    opening = Opening(packed(members(project_file(report)) | {"spec.json": keys}), engine)
    assert opening.wait(PATIENCE)
    assert opening.problem == "The project file is refused: spec.json in it has more than 100 kB."


def test_a_file_that_is_too_large_reaches_no_job(engine):
    with pytest.raises(SettingError, match="too large"):
        Opening(b"PK" + bytes(21 * 2**20), engine)


class Submitted(list):
    """An engine that only takes jobs."""

    def submit(self, job, _listener):
        self.append(job)


def test_two_files_are_opened_and_made_at_once_and_owners_take_turns(report):
    engine = Submitted()
    Opening(project_file(report), engine, "me")
    Packing("code", "race", report, engine, owner="me")
    assert [(job.at_once, job.owner) for job in engine] == [(2, "me")] * 2


def test_stopping_all_that_a_visitor_has_leaves_an_opened_race_as_it_is(engine, report):
    race = OpenedRace(read_project(project_file(report)), "", engine)
    before = race.run
    race.stop()
    assert race.run is before
    assert race.wait(0)
