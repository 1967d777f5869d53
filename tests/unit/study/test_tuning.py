"""Tuning is nested, repeatable and equal for all; scikit-learn's cross_val_score is the second source of its scores."""

from dataclasses import replace
from typing import Any

import numpy as np
import optuna
import pandas as pd
import pytest
from sklearn.model_selection import RepeatedKFold, RepeatedStratifiedKFold, StratifiedGroupKFold, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from bakeoff import BakeoffSpec
from bakeoff.contenders import contender, contenders
from bakeoff.datasets import Dataset, dataset
from bakeoff.errors import DatasetError, DivergedError, SettingError
from bakeoff.fields import Settings, knobs
from bakeoff.preparation.splits import Rows, take
from bakeoff.study import tuning
from bakeoff.study.plan import Plan
from bakeoff.study.record import StudyFit, Tried
from bakeoff.study.tuning import suggest, tune

RIVALS = [name for name, one in contenders().items() if not one.baseline]
TUNED = [(name, knob) for name in RIVALS for knob in knobs(contender(name).hyperparameters) if knob.search]
each_tuned = pytest.mark.parametrize(("name", "knob"), TUNED, ids=lambda part: getattr(part, "name", part))


def load(name: str) -> Dataset:
    return dataset(name).load(dataset(name).options())


def training_part(data: Dataset, n: int = 100) -> Rows:
    return np.random.default_rng(1).permutation(len(data.y))[:n]


def tuned(
    name: str = "decision_tree",
    data_name: str = "iris",
    data: Dataset | None = None,
    rows: Rows | None = None,
    fold: int = 0,
    settings: dict[str, Any] | None = None,
    seed: int = 0,
    **plan: Any,
) -> tuple[Settings, dict[str, Any], list[Tried]]:
    spec = BakeoffSpec(dataset=data_name, contenders={name: settings or {}}, rules={"seed": seed})
    data = data or load(data_name)
    tried: list[Tried] = []
    cell = StudyFit(fold, 0, f"{name}+tuned")
    rows = training_part(data) if rows is None else rows
    best, chosen = tune(spec, Plan(**{"trials": 12, **plan}), cell, data, rows, tried.append)
    assert all(one.cell == cell for one in tried)
    return best, chosen, tried


# What is tried


@pytest.mark.parametrize("name", RIVALS)
def test_every_rival_has_settings_to_tune(name):
    assert any(of == name for of, _knob in TUNED)


@each_tuned
def test_what_is_tried_of_a_setting_is_allowed(name, knob):
    settings = contender(name).hyperparameters
    assert all(settings.parse({knob.name: value}) for value in knob.search)
    if knob.kind in ("int", "float"):
        low, high = knob.search
        assert low < high
        assert low > 0 or not knob.log


@each_tuned
def test_what_a_tuned_setting_hangs_on_is_declared_before_it(name, knob):
    names = [one.name for one in knobs(contender(name).hyperparameters)]
    assert knob.only_if is None or names.index(knob.only_if[0]) < names.index(knob.name)


@pytest.mark.parametrize("task", ["classification", "regression"])
@pytest.mark.parametrize(
    ("name", "given"),
    [*((name, {}) for name in RIVALS), *(("svm", {"kernel": kernel}) for kernel in ("linear", "poly"))],
)
def test_each_trial_is_of_valid_settings_and_moves_only_what_has_an_effect(name, given, task):
    as_given = contender(name).hyperparameters.parse(given)
    study = optuna.create_study(sampler=optuna.samplers.RandomSampler(seed=0))
    for _trial in range(60):
        trial = study.ask()
        found = suggest(trial, as_given, task)
        assert type(found).parse(dict(found)) == found
        effective = {knob.name for knob in knobs(type(found)) if knob.search and knob.applies(found, task)}
        assert trial.params.keys() == effective
        assert {key for key, value in found if value != getattr(as_given, key)} <= effective


def test_gamma_is_a_number_only_where_it_is_to_be_one():
    study = optuna.create_study(sampler=optuna.samplers.RandomSampler(seed=0))
    trials = [study.ask() for _number in range(40)]
    for trial in trials:
        suggest(trial, contender("svm").hyperparameters(), "classification")
    assert {trial.params["gamma"]: "gamma_value" in trial.params for trial in trials} == {"scale": False, "value": True}


# What comes of it


def test_the_best_so_far_never_falls_and_never_is_worse_than_as_given():
    poor = {"C": 0.01, "gamma": "value", "gamma_value": 0.001}
    best, chosen, tried = tuned("svm", settings=poor)
    scores = [one.best for one in tried]
    assert [one.trial for one in tried] == list(range(1, 13))
    assert scores == sorted(scores)
    assert scores[-1] > scores[0]
    assert [one.cpu_seconds for one in tried] == sorted(one.cpu_seconds for one in tried)
    assert contender("svm").hyperparameters(**poor | chosen) == best
    same, nothing, alone = tuned("svm", settings=poor, trials=1)
    assert (dict(same) | poor, nothing, alone[0].best) == (dict(same), {}, scores[0])


def test_the_best_settings_score_what_was_told():
    best, _chosen, tried = tuned(data_name="wine")
    _same, _nothing, alone = tuned(data_name="wine", settings=dict(best), trials=1)
    assert alone[0].best == tried[-1].best


def test_same_seed_same_result_and_each_fold_has_proposals_of_its_own():
    def run(**kind: Any) -> tuple[Any, ...]:
        best, chosen, tried = tuned(data_name="wine", trials=14, **kind)
        return best, chosen, [one.best for one in tried]

    assert run() == run()
    assert run() != run(fold=1)
    assert run() != run(seed=1)


def test_rows_outside_the_training_part_change_nothing():
    data = load("wine")
    rows = training_part(data)
    others = np.setdiff1d(np.arange(len(data.y)), rows)
    X, y = np.array(data.X, dtype=np.float64), data.y.copy()
    X[others[::2]], X[others[1::2]] = np.nan, 1e30
    y[others] = 2 - y[others]
    clean, poisoned = (tuned("svm", "wine", one, rows) for one in (data, replace(data, X=X, y=y)))
    assert clean[:2] == poisoned[:2]
    assert [one.best for one in clean[2]] == [one.best for one in poisoned[2]]


def test_no_other_trial_is_begun_once_the_cpu_seconds_are_spent():
    assert len(tuned(tuning_cpu_seconds=1e-6)[2]) == 1
    assert len(tuned(tuning_cpu_seconds=3600.0)[2]) == 12


def test_a_trial_that_fails_counts_as_worst_and_the_others_go_on(monkeypatch):
    tree = contender("decision_tree")

    def build(settings: Any, task: Any, seed: int) -> Any:
        if settings.criterion == "gini":
            raise DivergedError("It diverged.")
        return tree.build(settings, task, seed)

    monkeypatch.setattr(tuning, "contender", lambda _name: replace(tree, build=build))
    best, chosen, tried = tuned()
    assert tried[0].best == tuning.WORST
    assert tried[-1].best > 0.8
    assert (best.criterion, chosen["criterion"], len(tried)) == ("entropy", "entropy", 12)


# Against scikit-learn


@pytest.mark.parametrize("seed", [0, 7])
@pytest.mark.parametrize(
    ("name", "data_name", "model", "folds"),
    [
        ("decision_tree", "iris", DecisionTreeClassifier, RepeatedStratifiedKFold),
        ("decision_tree", "wine", DecisionTreeClassifier, RepeatedStratifiedKFold),
        ("decision_tree", "diabetes", DecisionTreeRegressor, RepeatedKFold),
        ("svm", "wine", SVC, RepeatedStratifiedKFold),
    ],
)
def test_the_first_score_is_that_of_cross_val_score(name, data_name, model, folds, seed):
    data = load(data_name)
    rows = training_part(data)
    own = {"break_ties": True} if model is SVC else {"random_state": seed}
    expected = cross_val_score(
        make_pipeline(StandardScaler(), model(**own)),
        take(data.X, rows),
        data.y[rows],
        cv=folds(n_splits=3, n_repeats=1, random_state=seed),
    )
    found = tuned(name, data_name, data, rows, seed=seed, trials=1)[2][0].best
    assert found == (expected.mean() if data.task == "classification" else pytest.approx(expected.mean(), abs=1e-12))


def test_rows_that_belong_together_stay_so_in_the_inner_folds():
    data = load("iris")
    rows = training_part(data)
    column = data.feature_names[0]
    groups = pd.factorize(np.asarray(data.X)[rows, 0])[0]  # how they are numbered decides how they are shuffled
    model = make_pipeline(StandardScaler(), DecisionTreeClassifier(random_state=0))
    seed = int(np.random.SeedSequence((0, 0)).generate_state(1)[0])
    cv = StratifiedGroupKFold(3, shuffle=True, random_state=seed)
    expected = cross_val_score(model, np.asarray(take(data.X, rows))[:, 1:], data.y[rows], cv=cv, groups=groups)
    assert tuned(data=data, rows=rows, trials=1, group=column)[2][0].best == expected.mean()
    assert tuned(data=data, rows=rows, trials=1, group=column, method="shuffle")[2][0].best == expected.mean()
    assert tuned(data=data, rows=rows, trials=1)[2][0].best != expected.mean()


def test_a_training_part_too_small_to_be_parted_again_is_refused_in_a_sentence():
    data = load("iris")
    rows = np.r_[0:30, 50:80, 100:102]
    with pytest.raises(DatasetError, match=r"^Iris: tuning splits each training part in 3 again, .*\.$"):
        tuned(data=data, rows=rows)


def test_the_budget_is_a_setting_of_the_plan():
    assert Plan().tuning_cpu_seconds is None
    assert Plan.parse({"tuning_cpu_seconds": "2.5"}).tuning_cpu_seconds == 2.5
    assert Plan.parse({"tuning_cpu_seconds": "none"}).tuning_cpu_seconds is None


@pytest.mark.parametrize("nothing", [0, "0", -1])
def test_a_tuning_budget_of_nothing_is_refused_in_one_sentence(nothing):
    with pytest.raises(SettingError, match="tuning_cpu_seconds must be more than 0") as caught:
        Plan.parse({"tuning_cpu_seconds": nothing})
    assert "\n" not in str(caught.value)
