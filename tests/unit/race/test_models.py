import os
import pickle
import time

import numpy as np
import pandas as pd
import pytest
from sklearn.linear_model import LogisticRegression

from bakeoff.datasets.upload import store
from bakeoff.datasets.upload.limits import Bounds
from bakeoff.datasets.upload.reading import read_table
from bakeoff.datasets.upload.source import options_of
from bakeoff.datasets.upload.understanding import Given
from bakeoff.errors import HistoryError
from bakeoff.intake.table import table
from bakeoff.preparation.prepared import prepare
from bakeoff.race.models import begin, keep, load, make_room, models_folder, saved_contenders
from bakeoff.race.race import Race
from bakeoff.spec import BakeoffSpec
from tests.waiting import PATIENCE


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("BAKEOFF_DATA", str(tmp_path))
    return tmp_path


def test_a_kept_contender_answers_as_it_did_in_its_race(engine):
    spec = BakeoffSpec(dataset="iris", contenders={"torch_mlp": {"epochs": 3}, "svm": {}})
    race = Race(spec, engine, keep_models=True)
    assert race.wait(PATIENCE)
    folder = models_folder(race.id)
    assert saved_contenders(folder) == ("svm", "torch_mlp")
    X = prepare(spec).X_test
    for name, answers in race.run.report.answers.items():
        np.testing.assert_array_equal(load(folder, name).predict_proba(X), answers.prediction.probabilities)


def test_the_validation_score_of_one_that_has_ended_is_that_of_the_model_that_is_kept(engine):
    stopping = {"epochs": 40, "hidden": "8", "early_stopping": True, "patience": 3, "learning_rate": 0.05}
    chosen = {"keras_mlp": {"epochs": 5, "hidden": "8"}, "torch_mlp": stopping, "random_forest": {}, "svm": {}}
    spec = BakeoffSpec(dataset="digits", contenders=chosen)
    race = Race(spec, engine, keep_models=True)
    assert race.wait(PATIENCE)
    prepared = prepare(spec)
    for name, lane in race.run.lanes.items():
        own = load(models_folder(race.id), name).score(prepared.X_validation, prepared.y_validation)
        assert lane.shown.validation_score == pytest.approx(own, abs=1e-6), name
    assert race.run.lanes["torch_mlp"].shown.index < race.run.lanes["torch_mlp"].steps[-1].index


def test_nothing_is_kept_unless_it_is_asked_for(engine, home):
    race = Race(BakeoffSpec(dataset="iris", contenders=["dummy"]), engine)
    assert race.wait(PATIENCE)
    assert not (home / "models").exists()


def test_the_oldest_make_room(monkeypatch):
    monkeypatch.setenv("BAKEOFF_MODELS_MB", "1")
    for age, name in enumerate(("newest", "older", "oldest")):
        keep(begin(name, BakeoffSpec()), "svm", bytes(500_000))
        os.utime(models_folder(name), (1e9 - age, 1e9 - age))
    make_room()
    assert [saved_contenders(models_folder(name)) for name in ("newest", "older", "oldest")] == [("svm",), ("svm",), ()]


def test_what_was_learnt_from_a_deleted_table_goes_with_it():
    owner = "0" * 64
    table = read_table(b"size,kind\n" + b"1,x\n2,y\n" * 20, "table.csv", owner, Given(), Bounds())
    options = options_of(table, store.find(table))
    spec = BakeoffSpec(dataset={"name": "upload", "options": options}, contenders=["svm"])
    for id, one in (("on-it", spec), ("not-on-it", BakeoffSpec())):
        keep(begin(id, one), "svm", b"")
    make_room()
    assert saved_contenders(models_folder("on-it")) == ("svm",)
    store.delete(table, owner)
    make_room()
    assert [saved_contenders(models_folder(id)) for id in ("on-it", "not-on-it")] == [(), ("svm",)]


def test_models_of_another_programs_estimators_stay():
    rows = pd.DataFrame({"long": np.random.default_rng(0).normal(size=60), "kind": list("ab") * 30})
    folder = begin("theirs", BakeoffSpec(dataset=table(rows, "kind"), contenders={"mine": LogisticRegression()}))
    keep(folder, "mine", b"a model")
    spec = folder / "spec.json"
    spec.write_text(spec.read_text().replace('"mine"', '"of_another_process"'))
    make_room()
    assert saved_contenders(folder) == ("mine",)


def test_a_folder_without_its_spec_stays_while_another_process_may_be_making_it():
    for name, when in (("making", time.time()), ("abandoned", 1e9)):
        models_folder(name).mkdir(parents=True)
        os.utime(models_folder(name), (when, when))
    make_room()
    assert [models_folder(name).exists() for name in ("making", "abandoned")] == [True, False]


def test_a_full_disk_costs_no_race(home):
    (home / "models").write_text("a file where the folder should be")
    keep(begin("race", BakeoffSpec()), "svm", pickle.dumps(1))
    assert saved_contenders(models_folder("race")) == ()


def test_a_model_that_is_gone_is_told_in_a_sentence():
    with pytest.raises(HistoryError, match="no longer kept"):
        load(models_folder("race"), "svm")


@pytest.mark.parametrize("id", ["../race", "a/b", "", ".."])
def test_no_path_is_made_of_what_is_no_races_id(id):
    with pytest.raises(ValueError, match=r".*"):
        models_folder(id)
