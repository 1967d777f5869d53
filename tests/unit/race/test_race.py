import contextlib
import queue
import sys
from functools import cache

import numpy as np
import pytest
from sklearn.datasets import load_breast_cancer, load_diabetes, load_iris
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from bakeoff.contenders import contenders
from bakeoff.engine.base import Event, Failed, Finished, Job
from bakeoff.preparation.prepared import prepare
from bakeoff.race.engines import local_engine
from bakeoff.race.race import Race, run
from bakeoff.spec import BakeoffSpec
from tests.waiting import PATIENCE

QUICK_MLP = {"epochs": 5, "hidden": "8"}


def quick(name):
    return QUICK_MLP if "epochs" in contenders()[name].hyperparameters.model_fields else {}


@pytest.fixture(scope="module")
def with_every_contender(engine):
    """Return a function that races all contenders on a data set, once for each module."""

    @cache
    def race(dataset):
        chosen = {name: quick(name) for name, one in contenders().items() if not one.missing}
        return run(BakeoffSpec(dataset=dataset, contenders=chosen), engine)

    return race


@pytest.mark.parametrize("dataset", ["iris", "diabetes"])
def test_every_contender_comes_to_its_end(with_every_contender, dataset):
    report = with_every_contender(dataset)
    assert {name: result.message for name, result in report.results.items()} == dict.fromkeys(report.results, "")
    assert all(result.status == "done" and result.steps for result in report.results.values())
    assert report.verdict.sentence.endswith(".")


def test_a_score_is_what_scikit_learn_gets_by_hand(engine):
    spec = BakeoffSpec(dataset="iris", contenders={"decision_tree": {}}, rules={"validation_share": 0, "seed": 3})
    accuracy = run(spec, engine).results["decision_tree"].outcome.metrics["accuracy"].value
    X, y = load_iris(return_X_y=True)
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=3, stratify=y)
    scaler = StandardScaler().fit(X_train)
    tree = DecisionTreeClassifier(random_state=3).fit(scaler.transform(X_train), y_train)
    assert accuracy == tree.score(scaler.transform(X_test), y_test)


def test_published_scores_on_breast_cancer_come_out_exactly(engine):
    """LazyPredict's README: split in half by seed 123, models seeded 42."""
    rules = {"test_share": 0.5, "validation_share": 0, "stratify": False, "split_seed": 123, "seed": 42}
    report = run(BakeoffSpec(dataset="breast_cancer", contenders=["svm", "random_forest"], rules=rules), engine)
    scores = {name: round(outcome.metrics["accuracy"].value, 6) for name, outcome in report.finished().items()}
    assert len(report.held_out.rows) == len(load_breast_cancer().target) - 284
    assert scores == {"svm": 0.982456, "random_forest": 0.97193}


@pytest.mark.parametrize("validation_share", [0.2, 0])
def test_errors_on_the_validation_part_are_kept_for_numbers(engine, validation_share):
    spec = BakeoffSpec(
        dataset="diabetes",
        contenders={"decision_tree": {"max_depth": 3}},
        rules={"validation_share": validation_share},
    )
    errors = run(spec, engine).answers["decision_tree"].validation_errors
    if not validation_share:
        assert errors is None
        return
    prepared = prepare(spec)
    tree = DecisionTreeRegressor(max_depth=3, random_state=0).fit(prepared.X_train, prepared.y_train)
    np.testing.assert_array_equal(errors, tree.predict(prepared.X_validation) - prepared.y_validation)


def test_a_race_knows_the_groups_of_the_validation_part(engine):
    rules = {"split": "group", "split_by": "Age (years)"}
    spec = BakeoffSpec(dataset="diabetes", contenders={"decision_tree": {"max_depth": 3}}, rules=rules)
    codes = run(spec, engine).held_out.validation_units.codes
    ages = load_diabetes(as_frame=True, scaled=False).data["age"].to_numpy()[prepare(spec).rows_validation]
    np.testing.assert_array_equal(codes[:, None] == codes, ages[:, None] == ages)


def test_same_spec_same_numbers(engine, with_every_contender):
    first = with_every_contender("iris")
    second = run(first.spec, engine)
    for name in first.results:
        one, other = first.results[name], second.results[name]
        assert repr(one.outcome.metrics) == repr(
            other.outcome.metrics
        )  # a baseline has intervals of NaN, which is not itself
        mine, theirs = first.answers[name], second.answers[name]
        np.testing.assert_array_equal(mine.prediction.probabilities, theirs.prediction.probabilities)
        assert (mine.regions, theirs.regions) == (None, None)  # more features than a plane shows
        assert [curve(step) for step in one.steps] == [curve(step) for step in other.steps]


def curve(step):
    return (step.index, step.train_loss, step.train_score, step.validation_loss, step.validation_score)


def test_a_diverging_network_fails_alone_and_keeps_its_curve(engine):
    mlp = {"learning_rate": 1e9, "optimizer": "sgd", "epochs": 20}
    report = run(BakeoffSpec(dataset="digits", contenders={"torch_mlp": mlp, "decision_tree": {}}), engine)
    assert report.results["torch_mlp"].status == "failed"
    assert "smaller learning rate" in report.results["torch_mlp"].message
    assert report.results["decision_tree"].status == "done"


def test_a_class_with_one_row_is_told_in_one_sentence(engine):
    spec = BakeoffSpec(
        dataset={"name": "blobs", "options": {"rows": 10, "classes": 5}},
        contenders=["dummy"],
        rules={"test_share": 0.9},
    )
    result = run(spec, engine).results["dummy"]
    assert result.status == "failed"
    assert result.message.endswith(".")
    assert "Traceback" not in result.message


def test_stopping_one_contender_leaves_the_others(engine):
    long = {"epochs": 10_000, "early_stopping": False, "hidden": "256,256"}
    race = Race(BakeoffSpec(dataset="digits", contenders={"torch_mlp": long, "decision_tree": {}}), engine)
    race.stop("torch_mlp")
    assert race.wait(PATIENCE)
    assert race.run.lanes["torch_mlp"].status == "stopped"
    assert race.run.lanes["decision_tree"].status == "done"


class Queue:
    """An engine that begins nothing."""

    def __init__(self):
        self.contenders = []

    def submit(self, job, listener):
        self.contenders.append(job.payload.contender)


def test_a_quick_contender_is_queued_first_and_then_those_that_can_take_long():
    queue = Queue()
    Race(BakeoffSpec(dataset="iris", contenders=["keras_mlp", "random_forest", "svm", "decision_tree"]), queue)
    assert queue.contenders == ["decision_tree", "svm", "keras_mlp", "random_forest"]


def test_each_contender_trains_on_one_core(engine):
    spec = BakeoffSpec(
        dataset="digits", contenders={"random_forest": {"n_estimators": 50}, "keras_mlp": {"epochs": 10}}
    )
    for outcome in run(spec, engine).finished().values():
        assert 0 < outcome.costs.fit_cpu_seconds <= 1.1 * outcome.costs.fit_wall_seconds


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux loads anything ahead of time")
def test_an_engine_for_some_contenders_loads_what_they_need_and_no_more():
    heard: queue.SimpleQueue[Event] = queue.SimpleQueue()
    theirs, others = ["bakeoff.race.job", "sklearn.svm"], ["tensorflow", "keras", "torch"]
    with contextlib.closing(local_engine(1, names=["svm", "dummy"])) as own:
        own.submit(Job("a", "tests.unit.race.sample_jobs:loaded", theirs + others), heard.put)
        while not isinstance(told := heard.get(timeout=PATIENCE), Finished | Failed):
            pass
    assert told == Finished("a", theirs)
