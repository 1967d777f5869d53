"""What a goal measures of a study is what the judge has found."""

import functools
import itertools
import math
from dataclasses import replace

import pytest

from bakeoff.lesson.goal import Condition
from bakeoff.spec import BakeoffSpec
from bakeoff.study.best import best_value
from bakeoff.study.findings import against_baselines, costs, decisions, means, standing
from bakeoff.study.plan import Plan
from bakeoff.study.record import Record
from bakeoff.study.study import Study

CONTENDERS = {"decision_tree": {"max_depth": 1}, "svm": {}, "dummy": {}}
WHICH = {"folds": 5, "repeats": 2}
ROWS = {"question": "rows", "folds": 4, "repeats": 1}
SETTING = {"question": "setting", "varied": "svm.C", "folds": 3, "repeats": 1}
DATASETS = {"question": "datasets", "datasets": "iris,wine", "folds": 2, "repeats": 1}


def read(name: str, record: Record, **named: str) -> float | None:
    limit = {} if name == "beats" else {"at_least": 0}
    return Condition(measure=f"judge.{name}", **named, **limit).read(record)


@pytest.fixture(scope="module")
def judged(engine):
    @functools.cache
    def run(**plan) -> Record:
        spec = BakeoffSpec(dataset="iris", contenders=CONTENDERS, rules={"validation_share": 0})
        study = Study(spec, Plan.parse(plan), engine)
        assert study.wait(120)
        return study.record

    return run


def test_which_is_better(judged):
    record = judged(**WHICH)
    frame = record.frame
    for lane in record.lanes:
        own = frame[frame["lane"] == lane]
        assert read("score", record, of=lane, metric="accuracy") == pytest.approx(own["accuracy"].mean())
        assert read("score", record, of=lane, metric="log_loss") == pytest.approx(own["log_loss"].mean())
        assert read("cpu_seconds", record, of=lane) == costs(record).loc[lane, "fit_cpu_seconds"]
    assert read("score", record, of="svm", metric="r2") is None
    assert read("score", record, of="random_forest", metric="accuracy") is None
    assert read("folds", record) == 10
    decided = [pair for pair in (*decisions(record), *against_baselines(record)) if pair.winner]
    assert decided
    for pair in (*decisions(record), *against_baselines(record)):
        assert read("beats", record, of=pair.first, against=pair.second) == (pair.winner == pair.first)
        assert read("beats", record, of=pair.second, against=pair.first) == (pair.winner == pair.second)
    assert read("beats", record, of="svm", against="random_forest") is None

    lanes = record.lanes | {"svm": replace(record.lanes["svm"], status="fitting")}
    going_on = replace(record, lanes=lanes)
    assert read("folds", going_on) is None
    assert read("score", going_on, of="dummy", metric="accuracy") is None
    assert read("beats", going_on, of="svm", against="dummy") is None
    assert read("folds", replace(record, fitted=())) is None


def test_how_much_data_it_needs_is_measured_with_all_rows(judged):
    record = judged(**ROWS)
    last = means(record)[means(record)["point"] == len(record.points) - 1].set_index("lane")["mean"]
    assert read("score", record, of="svm", metric="accuracy") == last["svm"] == standing(record).loc["svm", "mean"]
    (pair,) = decisions(record, point=len(record.points) - 1)
    assert read("beats", record, of="svm", against="decision_tree") == (pair.winner == "svm")


def test_which_setting_is_best_is_measured_at_the_best_value(judged):
    record = judged(**SETTING)
    best = best_value(record)
    assert best.lane == "svm"
    assert read("score", record, of="svm", metric="accuracy") == means(record)["mean"].max()
    for other in set(record.lanes) - {"svm"}:
        told = None if other not in best.others else float(other not in best.tied)
        assert read("beats", record, of="svm", against=other) == told
        assert read("beats", record, of=other, against="svm") == 0.0


def test_over_data_sets_few_are_not_enough_to_decide(judged):
    record = judged(**DATASETS)
    by_set = means(record)[means(record)["lane"] == "svm"]["mean"]
    assert read("score", record, of="svm", metric="accuracy") == pytest.approx(by_set.mean())
    assert read("beats", record, of="svm", against="decision_tree") == 0.0
    assert read("beats", record, of="svm", against="dummy") is None


@pytest.mark.parametrize("plan", [WHICH, ROWS, SETTING, DATASETS], ids=["which", "rows", "setting", "datasets"])
@pytest.mark.parametrize("n_fits", [1, 2, 3, 5])
def test_what_was_stopped_early_is_measured_as_far_as_it_is_known(judged, plan, n_fits):
    whole = judged(**plan)
    stopped = {name: replace(lane, status="stopped") for name, lane in whole.lanes.items()}
    record = replace(whole, lanes=stopped, fitted=whole.fitted[:n_fits])
    assert read("folds", record) == whole.n_folds
    fitted = {fitted.cell.lane for fitted in record.fitted}
    for lane in record.lanes:
        value = read("score", record, of=lane, metric="accuracy")
        assert value is None or math.isfinite(value)
        assert value is None or lane in fitted
        assert read("cpu_seconds", record, of=lane) is None or lane in fitted
    for winner, loser in itertools.permutations(record.lanes, 2):
        assert read("beats", record, of=winner, against=loser) in (None, 0.0, 1.0)
