"""The flags on the stage, and the note on the seed that is shown."""

from dataclasses import replace

import pytest

from bakeoff.race.outcome import SeedRun
from bakeoff.race.race import Race
from bakeoff.race.snapshot import Run
from bakeoff.replay.scene import scene_of, seed_note, stage_of, trained_for
from bakeoff.spec import BakeoffSpec


@pytest.fixture(scope="module")
def iris_run(engine):
    race = Race(BakeoffSpec(dataset="iris", contenders=["decision_tree", "svm", "dummy"]), engine)
    assert race.wait(120)
    return race.run


def test_with_several_seeds_the_flag_has_the_time_of_the_training_that_is_shown(iris_run):
    svm = iris_run.lanes["svm"]
    seeds = (SeedRun(0, {}, 3600.0), SeedRun(1, {}, svm.outcome.costs.fit_cpu_seconds))
    assert trained_for(replace(svm.outcome, seeds=seeds)) == 3600.0
    assert trained_for(replace(svm.outcome, seeds=())) == svm.outcome.costs.fit_cpu_seconds


def test_whose_training_is_shown_is_said_where_there_are_several(iris_run):
    assert seed_note(iris_run) == ""
    several = iris_run.spec.replace("rules.seeds", 5).replace("rules.seed", 3)
    assert seed_note(replace(iris_run, spec=several)).startswith("Shown is the training with seed 3;")


def test_the_stage_stays_between_what_is_known_of_the_data_and_its_own_coming(iris_run):
    begun = replace(Run.start("some", iris_run.spec), setting=iris_run.setting)
    assert stage_of(begun).kind == "rows"
    assert stage_of(replace(begun, lanes=begun.lanes | {"svm": iris_run.lanes["svm"]})) is None  # none was asked


@pytest.mark.parametrize("share", [0.2, 0.0])
def test_scores_are_of_the_validation_part_only_where_there_is_one(share):
    spec = BakeoffSpec(dataset="moons", contenders=["svm"]).replace("rules.validation_share", share)
    assert scene_of(Run.start("some", spec), "A race").validated == (share > 0)
