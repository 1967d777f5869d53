"""Checks that end in something to do: idle and correlated columns, needless cost, a search or a part that misled."""

import numpy as np
import pandas as pd
import pytest
from sklearn.datasets import make_friedman1

from bakeoff.checks.base import EndedRace, Searched, SetUp
from bakeoff.checks.registry import look
from bakeoff.checks.useless_columns import useless
from bakeoff.checks.validation_overfit import gap
from bakeoff.contenders import contender
from bakeoff.datasets import Dataset
from bakeoff.evaluation.base import Prediction
from bakeoff.evaluation.metrics import metric_named
from bakeoff.evaluation.standings import standings
from bakeoff.preparation.prepared import prepare_dataset
from bakeoff.race.race import run
from bakeoff.spec import BakeoffSpec
from bakeoff.study.plan import Plan
from bakeoff.study.study import judge
from bakeoff.study.tuned import searched

SPEC = BakeoffSpec(dataset="iris", contenders=["decision_tree"])
ACCURACY = metric_named("accuracy")


def of_set_up(code: str, **columns):
    X, y = make_friedman1(400, 5, noise=1.0, random_state=0)
    frame = pd.DataFrame(X, columns=["a", "b", "c", "d", "e"]).assign(**columns)
    data = Dataset(frame, y, "regression", tuple(frame), target_name="y")
    found = look(SetUp(SPEC, prepare_dataset(data, SPEC.rules, "table"))).findings
    return [finding for finding in found if finding.code == code]


def test_columns_of_noise_are_left_out_at_a_press_and_columns_that_help_are_not_named():
    rng = np.random.default_rng(1)
    noise = {"coin": rng.integers(0, 2, 400), "gap": np.full(400, np.nan)}
    (finding,) = of_set_up("useless_columns", **noise)
    assert set(finding.mend_with["rules.leave_out"]) == {*noise}
    assert finding.level == "note"
    assert of_set_up("useless_columns") == []


def test_what_counts_only_together_with_another_column_is_not_useless():
    rng = np.random.default_rng(0)
    X = rng.integers(0, 2, (500, 2)).astype(float)
    noise = rng.normal(size=(500, 1))
    assert useless(np.hstack([X, noise]), X[:, 0] != X[:, 1], classes=True).tolist() == [False, False, True]


def test_nothing_is_said_where_every_column_is_noise():
    rng = np.random.default_rng(3)
    frame = pd.DataFrame(rng.normal(size=(300, 4)), columns=list("abcd"))
    data = Dataset(frame, rng.integers(0, 2, 300), "classification", tuple(frame), ("p", "q"), "y")
    found = look(SetUp(SPEC, prepare_dataset(data, SPEC.rules, "table"))).findings
    assert "useless_columns" not in {finding.code for finding in found}


def test_columns_that_rise_and_fall_together_are_named_with_their_correlation():
    a = make_friedman1(400, 5, noise=1.0, random_state=0)[0][:, 0]
    (finding,) = of_set_up(
        "correlated_columns", twin=-np.exp(3 * a), cousin=a + np.random.default_rng(0).normal(size=400)
    )
    assert "“a” and “twin” (1)" in finding.what
    assert "cousin" not in finding.what
    assert of_set_up("correlated_columns") == []


def race_of(wrong, seconds, changed=()):
    """Return a race of 1,000 test rows in which each contender errs on so many, and not on the same ones."""
    target = np.tile([0, 1], 500)
    answers = {
        name: (Prediction(np.where(np.random.default_rng(place).permutation(1000) < n, 1 - target, target)),)
        for place, (name, n) in enumerate(wrong.items())
    }
    return EndedRace(
        ACCURACY, standings=standings(target, answers, ACCURACY, 2), cpu_seconds=seconds, changed=frozenset(changed)
    )


def found_in(ended, code):
    return [finding for finding in look(ended).findings if finding.code == code]


def test_who_is_slower_than_the_linear_model_and_no_better_is_named():
    seconds = {"linear": 0.01, "random_forest": 0.5, "svm": 0.02, "boosting": 1.0}
    wrong = {"linear": 100, "random_forest": 100, "svm": 150, "boosting": 60}
    (finding,) = found_in(race_of(wrong, seconds), "linear_as_good")
    assert "Random forest 500 ms" in finding.what
    assert "Support vector machine" not in finding.what  # it was about as fast
    assert "boosting" not in finding.what
    assert found_in(race_of({"random_forest": 100, "svm": 100}, seconds), "linear_as_good") == []


def test_a_chosen_setting_that_default_boosting_beats_is_named():
    wrong = {"boosting": 50, "svm": 200, "random_forest": 200, "linear": 55}
    seconds = dict.fromkeys(wrong, 1.0)
    (finding,) = found_in(race_of(wrong, seconds, ["svm", "linear"]), "default_boosting")
    assert contender("svm").label in finding.what
    assert contender("linear").label not in finding.what  # no test tells them apart
    assert contender("random_forest").label not in finding.what  # nobody chose its settings
    assert found_in(race_of(wrong, seconds, ["svm", "boosting"]), "default_boosting") == []


def test_the_gap_is_newcombes():
    # statsmodels 0.15.0: confint_proportions_2indep(56, 60, 48, 60, method="newcomb", alpha=0.1)[0]
    assert gap(56 / 60, 60, 48 / 60, 60, 0.95) == pytest.approx(0.030837858368004817)


@pytest.mark.parametrize(("validation", "test", "named"), [(0.95, 0.8, True), (0.88, 0.8, False), (0.7, 0.9, False)])
def test_who_fits_the_validation_part_is_named(validation, test, named):
    ended = EndedRace(ACCURACY, scored={"svm": ((), test)}, validated={"svm": validation}, n_validation=60, n_test=150)
    assert bool(found_in(ended, "validation_overfit")) == named


def test_the_validation_score_is_that_of_the_model_that_was_tested(engine):
    network = {"keras_mlp": {"epochs": 30, "patience": 5}, "random_forest": {"n_estimators": 5}}
    race = run(BakeoffSpec(dataset="wine", contenders=network, rules={"seeds": 2}), engine).finished_race
    assert race.verdict.caveats is not None
    assert {"keras_mlp", "random_forest"} == {*race.results}


def chosen(*values, setting="n_neighbors"):
    settings = contender("k_nearest").hyperparameters
    return Searched("classification", {"k_nearest": [settings(**{setting: value}) for value in values]})


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ((50, 48, 50, 9, 50), True),
        ((60, 50, 50), True),
        ((50, 50), False),
        ((50, 5, 50, 5, 50), False),
        ((1, 1, 1, 1, 1), False),  # there is nothing below one neighbour
    ],
)
def test_a_setting_at_an_edge_that_could_go_on_is_named(values, named):
    found = found_in(chosen(*values), "edge_of_search")
    assert bool(found) == named
    assert all("Neighbours 50" in finding.what for finding in found)


def test_the_judges_tuning_hands_over_the_settings_of_each_fold(engine):
    spec = BakeoffSpec(dataset="wine", contenders={"k_nearest": {"n_neighbors": 7}})
    record = judge(spec, Plan(folds=3, repeats=1, trials=2), engine)
    own = searched(record).chosen["k_nearest"]
    assert len(own) == 3
    assert all(type(each) is type(spec.contenders["k_nearest"]) for each in own)
