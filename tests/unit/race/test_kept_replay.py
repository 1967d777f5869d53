"""What a finished race's replay needs is kept with its models."""

import pytest

from bakeoff.race.kept_replay import keep_replay, with_replay
from bakeoff.race.models import begin, models_folder
from bakeoff.race.race import Race
from bakeoff.race.recording import packed
from bakeoff.race.report import Report
from bakeoff.race.snapshot import Run
from bakeoff.spec import BakeoffSpec


@pytest.fixture(scope="module", params=["moons", "wine", "digits", "diabetes"])
def run(request, engine):
    race = Race(BakeoffSpec(dataset=request.param, contenders=["decision_tree", "dummy"]), engine, watched=True)
    assert race.wait(60)
    return race.run


@pytest.fixture(autouse=True)
def own_home(monkeypatch, tmp_path):
    monkeypatch.setenv("BAKEOFF_DATA", str(tmp_path))


def stored(run):
    return Run.ended(run.id, Report.from_json(run.report.to_json()))


def test_it_comes_back_with_the_stored_report(run):
    begin(run.id, run.spec)
    keep_replay(run)
    again = with_replay(stored(run))
    assert packed(again.stage) == packed(run.stage)
    assert again.lanes["decision_tree"].moments == run.lanes["decision_tree"].moments
    assert again.report.verdict == run.report.verdict


def test_a_race_whose_files_are_gone_has_none(run):
    assert with_replay(stored(run)).stage is None


def test_a_race_of_which_nothing_is_kept_gets_no_folder(run):
    keep_replay(run)
    assert not models_folder(run.id).exists()


@pytest.mark.parametrize("content", ["", "[]", '{"stage": 1}', '{"stage": {}, "moments": {"decision_tree": [1]}}'])
def test_a_damaged_file_gives_none(run, content):
    (begin(run.id, run.spec) / "replay.json").write_text(content)
    assert with_replay(stored(run)).stage is None
