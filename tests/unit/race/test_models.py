import os
import pickle

import numpy as np
import pytest

from bakeoff.errors import HistoryError
from bakeoff.evaluation.preparation import prepare
from bakeoff.race import Race
from bakeoff.race.models import keep, kept, load, make_room, models_folder
from bakeoff.spec import BakeoffSpec


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("BAKEOFF_DATA", str(tmp_path))
    return tmp_path


def test_a_kept_contender_answers_as_it_did_in_its_race(engine):
    spec = BakeoffSpec(dataset="iris", contenders={"keras_mlp": {"epochs": 3}, "svm": {}})
    race = Race(spec, engine, keep_models=True)
    assert race.wait(60)
    folder = models_folder(race.id)
    assert kept(folder) == ("keras_mlp", "svm")
    X = prepare(spec).X_test
    for name, outcome in race.run.report.finished().items():
        np.testing.assert_array_equal(load(folder, name).predict_proba(X), outcome.prediction.probabilities)


def test_nothing_is_kept_unless_it_is_asked_for(engine, home):
    race = Race(BakeoffSpec(dataset="iris", contenders=["dummy"]), engine)
    assert race.wait(60)
    assert not (home / "models").exists()


def test_the_oldest_make_room(monkeypatch):
    monkeypatch.setenv("BAKEOFF_MODELS_MB", "1")
    for age, name in enumerate(("newest", "older", "oldest")):
        keep(models_folder(name), "svm", bytes(2**19))
        os.utime(models_folder(name), (1e9 - age, 1e9 - age))
    make_room()
    assert [kept(models_folder(name)) for name in ("newest", "older", "oldest")] == [("svm",), ("svm",), ()]


def test_a_full_disk_costs_no_race(home):
    (home / "models").write_text("a file where the folder should be")
    keep(models_folder("race"), "svm", pickle.dumps(1))
    assert kept(models_folder("race")) == ()


def test_a_model_that_is_gone_is_told_in_a_sentence():
    with pytest.raises(HistoryError, match="no longer kept"):
        load(models_folder("race"), "svm")


@pytest.mark.parametrize("id", ["../race", "a/b", "", ".."])
def test_no_path_is_made_of_what_is_no_races_id(id):
    with pytest.raises(ValueError, match=r".*"):
        models_folder(id)
