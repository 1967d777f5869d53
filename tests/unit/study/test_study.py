"""Studies through the real engine, against scikit-learn's own functions."""

import contextlib

import numpy as np
import pytest
from scipy.stats import rankdata
from sklearn.decomposition import PCA
from sklearn.model_selection import RepeatedStratifiedKFold, cross_validate, learning_curve, validation_curve
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier

from bakeoff.contenders import contender
from bakeoff.errors import SettingError
from bakeoff.preparation.splits import split
from bakeoff.race.engines import local_engine
from bakeoff.race.seeds import model_seeds
from bakeoff.spec import BakeoffSpec
from bakeoff.study.crossings import crossings
from bakeoff.study.findings import costs, decided, decisions, means, ranks, scores
from bakeoff.study.plan import Plan
from bakeoff.study.study import Study
from bakeoff.study.summary import summary
from tests.waiting import PATIENCE, wait_until

QUICK = {"decision_tree": {}, "svm": {}, "dummy": {}}
WHOLE = {"validation_share": 0}


@pytest.fixture
def judge(engine):
    """Return a function that runs a study to its end."""
    studies = []

    def run(spec, plan):
        study = Study(spec, plan, engine)
        studies.append(study)
        assert study.wait(PATIENCE)
        return study.record

    yield run
    for study in studies:
        study.stop()


def iris(contenders=QUICK, **rules):
    return BakeoffSpec(dataset="iris", contenders=contenders, rules=WHOLE | rules)


def learnt_from(record):
    """Return features and target of the rows that a race of the same spec learns from."""
    info = record.spec.dataset.info
    data = info.load(record.spec.dataset.options)
    rows = np.sort(split(data, record.spec.rules, info.title)[0])  # there is no validation part
    return np.asarray(data.X, dtype=float)[rows], data.y[rows]


def test_scores_are_those_of_scikit_learns_cross_validate(judge):
    record = judge(iris({"decision_tree": {}, "random_forest": {"n_estimators": 10}}), Plan(folds=5, repeats=2))
    data = record.spec.dataset.info.load(record.spec.dataset.options)
    for name, settings in record.spec.contenders.items():
        model = make_pipeline(StandardScaler(), contender(name).build(settings, "classification", 0))
        cv = RepeatedStratifiedKFold(n_splits=5, n_repeats=2, random_state=0)
        expected = cross_validate(model, np.asarray(data.X, dtype=float), data.y, cv=cv, scoring="accuracy")
        np.testing.assert_array_equal(scores(record)[name], expected["test_score"])
    assert [lane.status for lane in record.lanes.values()] == ["done", "done"]
    assert record.progress == 1


def test_same_seed_same_scores_and_every_metric(judge):
    first, second = (judge(iris(), Plan(folds=3, repeats=1)) for _ in range(2))
    columns = [name for name in first.frame.columns if "seconds" not in name]
    assert first.frame[columns].equals(second.frame[columns])
    assert {"accuracy", "f1", "log_loss", "roc_auc"} <= set(columns)


def test_more_rows_as_scikit_learns_learning_curve_counts_them(judge):
    record = judge(iris({"decision_tree": {}}), Plan(question="rows", folds=5, repeats=1))
    rows = means(record)["n_train"].to_numpy()
    data = record.spec.dataset.info.load(record.spec.dataset.options)
    expected, *_scores = learning_curve(
        DecisionTreeClassifier(), np.asarray(data.X), data.y, train_sizes=list(record.points), cv=5
    )
    np.testing.assert_allclose(rows, expected, atol=1)
    assert means(record)["mean"].iloc[-1] == scores(record, point=4)["decision_tree"].mean()


def test_a_settings_values_as_scikit_learns_validation_curve(judge):
    record = judge(iris({"svm": {}}), Plan(question="setting", varied="svm.C", folds=5, repeats=1))
    X, y = learnt_from(record)
    model = make_pipeline(StandardScaler(), contender("svm").build(record.spec.contenders["svm"], "classification", 0))
    cv = RepeatedStratifiedKFold(n_splits=5, n_repeats=1, random_state=0)
    _train, test = validation_curve(model, X, y, param_name="svmclassifier__C", param_range=list(record.points), cv=cv)
    np.testing.assert_array_equal(means(record)["mean"], test.mean(axis=1))
    assert 1.0 in record.points


def test_every_contenders_score_against_components_is_scikit_learns_validation_curve(judge):
    record = judge(iris(), Plan(question="setting", varied="transform.components", folds=5, repeats=1))
    assert record.points == (1, 2, 3, 4)
    assert list(record.lanes) == list(QUICK)
    X, y = learnt_from(record)
    cv = RepeatedStratifiedKFold(n_splits=5, n_repeats=1, random_state=0)
    found = means(record).pivot(index="point", columns="lane", values="mean")
    for name in ("decision_tree", "svm"):
        model = contender(name).build(record.spec.contenders[name], "classification", 0)
        whole = make_pipeline(StandardScaler(), PCA(), model)
        _train, test = validation_curve(
            whole, X, y, param_name="pca__n_components", param_range=list(record.points), cv=cv
        )
        np.testing.assert_allclose(found[name], test.mean(axis=1), atol=1e-12)
    table = found[["decision_tree", "svm"]]
    at = {name: record.points[place] for name, place in table.idxmax().items()}
    labels = {"decision_tree": "Decision tree", "svm": "Support vector machine"}
    first, second = table.max().sort_values(ascending=False, kind="stable").index
    assert summary(record) == (
        f"{labels[first]} scores best of all, with “Components kept (PCA)” at {at[first]}; "
        f"no clear difference to {labels[second]} at {at[second]}."
    )


@pytest.mark.parametrize(
    ("dataset", "transform", "varied", "points"),
    [
        ("digits", {}, "components", (1, 2, 4, 8, 16, 32, 64)),
        ("iris", {"components": 3}, "components", (1, 2, 3, 4)),
        ("mnist", {"components": 40}, "components", (1, 3, 9, 28, 40, 85, 258, 784)),
        ("iris", {}, "degree", (1, 2, 3)),
        ("breast_cancer", {}, "degree", (1, 2)),
        ("breast_cancer", {"components": 5}, "degree", (1, 2, 3)),
        ("digits", {}, "copies", (0, 1, 2, 3, 4, 5)),
        ("iris", {}, "smote", (False, True)),
    ],
)
def test_the_transforms_values_are_those_that_the_data_allow(dataset, transform, varied, points):
    spec = BakeoffSpec(dataset=dataset, transform=transform)
    assert Plan(question="setting", varied=f"transform.{varied}").points(spec) == points


def test_copies_and_smote_are_of_the_fold_that_is_trained_on(judge):
    spec = BakeoffSpec(dataset="breast_cancer", contenders=["dummy"], rules=WHOLE)
    record = judge(spec, Plan(question="setting", varied="transform.copies", folds=3, repeats=1))
    rows = means(record)["n_train"].to_numpy()
    np.testing.assert_allclose(rows, rows[0] * np.arange(1, 7))
    assert sum(one.n_test for one in record.fitted if one.cell.point == 5) == len(learnt_from(record)[1])


@pytest.mark.parametrize(
    ("plan", "tested"),
    [
        (Plan(), 150),
        (Plan(learning_part=True), 112),
        (Plan(trials=1), 112),
        (Plan(question="setting", varied="decision_tree.criterion"), 112),
        (Plan(question="setting", varied="transform.degree", trials=5), 112),
        (Plan(question="rows", trials=5), 150),  # which tunes nothing
    ],
)
def test_what_chooses_settings_keeps_off_the_races_test_part_unasked(judge, plan, tested):
    record = judge(iris({"decision_tree": {}}), plan.parse(dict(plan) | {"folds": 3, "repeats": 1}))
    by_lane_and_point = record.frame.groupby(["lane", "point"])["n_test"].sum()
    assert set(by_lane_and_point) == {tested}
    assert record.plan.learning_part is (tested == 112)


def test_ranks_over_data_sets_are_those_of_the_scores(judge):
    plan = Plan(question="datasets", datasets=("iris", "wine", "breast_cancer"), folds=3, repeats=1)
    record = judge(iris(), plan)
    found = ranks(record)
    table = means(record).pivot(index="point", columns="lane", values="mean")[["decision_tree", "svm"]]
    expected = rankdata(-table, axis=1).mean(axis=0)
    assert dict(found.average_ranks) == dict(zip(table.columns, expected, strict=True))
    alone = judge(iris(), Plan(folds=3, repeats=1))
    np.testing.assert_array_equal(scores(record)["svm"], scores(alone)["svm"])


def test_it_goes_on_until_the_leader_is_decided(judge):
    plan = Plan(folds=5, repeats=20, until_decided=True, rope=0.01)
    record = judge(iris({"decision_tree": {}, "random_forest": {"n_estimators": 1, "max_depth": 1}}), plan)
    assert record.n_folds < 100
    assert decided(record)
    assert decisions(record)[0].outcome == "first"


def test_progress_until_decided_is_of_all_repeats_allowed_and_never_goes_back(engine):
    seen = []
    spec = iris({"decision_tree": {}, "svm": {}})
    study = Study(spec, Plan(folds=3, repeats=4, until_decided=True), engine, on_change=lambda one: seen.append(one))
    assert study.wait(PATIENCE)
    running = [one.progress for one in seen if one.active]
    assert running == sorted(running)
    assert max(running[:7]) <= 6 / 24  # a repeat of two contenders is six fits of twenty-four
    assert study.record.progress == 1


def test_the_cap_of_repeats_is_told_when_it_was_the_reason_for_the_end(judge):
    spec = iris({"decision_tree": {}, "svm": {}})
    record = judge(spec, Plan(folds=3, repeats=2, until_decided=True))
    assert not decided(record)
    assert record.n_folds == 6
    assert "2 repeats allowed are over and the leader is not decided" in record.note


def test_rows_split_by_time_are_judged_on_what_comes_after_once(judge):
    spec = iris({"decision_tree": {}}, split="time", split_by="petal width (cm)", validation_share=0.2)
    record = judge(spec, Plan(folds=3, repeats=4))
    assert (record.n_folds, record.can_repeat) == (3, False)
    rows = [one.n_train for one in sorted(record.fitted, key=lambda one: one.cell.fold)]
    assert rows == sorted(rows)


def test_with_several_seeds_each_fold_is_trained_with_the_next(judge):
    forest = {"random_forest": {"n_estimators": 3}, "decision_tree": {}}
    one, three = (judge(iris(forest, seeds=n), Plan(folds=3, repeats=2)) for n in (1, 3))
    same = scores(one)["random_forest"] == scores(three)["random_forest"]
    assert same[[0, 3]].all()
    assert not same.all()
    data = one.spec.dataset.info.load(one.spec.dataset.options)
    train, test = list(RepeatedStratifiedKFold(n_splits=3, n_repeats=2, random_state=0).split(data.X, data.y))[1]
    seed = model_seeds(three.spec, "random_forest", "classification")[1]
    model = make_pipeline(
        StandardScaler(),
        contender("random_forest").build(three.spec.contenders["random_forest"], "classification", seed),
    )
    X = np.asarray(data.X, dtype=float)
    assert model.fit(X[train], data.y[train]).score(X[test], data.y[test]) == scores(three)["random_forest"][1]


def test_costs_and_crossings_leave_the_baseline_out_of_the_duel(judge):
    spec = BakeoffSpec(dataset="wine", contenders=QUICK, rules=WHOLE)
    record = judge(spec, Plan(question="rows", folds=4, repeats=1))
    assert set(costs(record).columns) == {"score", "fit_cpu_seconds", "predict_ms_per_1000", "model_bytes"}
    assert costs(record).notna().all(axis=None)
    assert "dummy" not in {name for one in crossings(record) for name in (one.before, one.after)}


def test_a_contender_that_fails_leaves_the_others_alone(judge):
    spec = iris({"torch_mlp": {"learning_rate": 1e9, "optimizer": "sgd", "epochs": 5}, "decision_tree": {}})
    record = judge(spec, Plan(folds=3, repeats=1))
    assert record.lanes["torch_mlp"].status == "failed"
    assert "diverged" in record.lanes["torch_mlp"].message
    assert record.lanes["decision_tree"].status == "done"
    assert np.isfinite(scores(record)["decision_tree"]).all()


def test_a_stopped_lane_ends_and_the_rest_goes_on(engine):
    spec = BakeoffSpec(
        dataset="digits",
        contenders={"torch_mlp": {"epochs": 10_000, "early_stopping": False}, "decision_tree": {}},
        rules=WHOLE,
    )
    study = Study(spec, Plan(folds=3, repeats=1), engine)
    wait_until(lambda: study.record.lanes["torch_mlp"].status == "fitting")
    study.stop("torch_mlp")
    assert study.wait(PATIENCE)
    assert study.record.lanes["torch_mlp"].status == "stopped"
    assert np.isfinite(scores(study.record)["decision_tree"]).all()


def test_a_study_whose_engine_is_closed_ends_and_says_so(caplog):
    with contextlib.closing(local_engine(1, names=["random_forest"])) as engine:
        spec = BakeoffSpec(dataset="digits", contenders={"random_forest": {"n_estimators": 5_000}}, rules=WHOLE)
        study = Study(spec, Plan(folds=3, repeats=1), engine)
        wait_until(lambda: study.record.lanes["random_forest"].status == "fitting")
    assert study.wait(PATIENCE)
    assert study.record.lanes["random_forest"].status in ("stopped", "failed")
    assert "failed" not in caplog.text
    study.stop()


def test_the_time_limit_ends_it_with_what_is_known(engine):
    spec = BakeoffSpec(
        dataset="digits", contenders={"torch_mlp": {"epochs": 10_000, "early_stopping": False}}, rules=WHOLE
    )
    study = Study(spec, Plan(folds=3, repeats=1, minutes=0.02), engine)
    assert study.wait(PATIENCE)
    assert "time limit" in study.record.note


def test_a_time_limit_that_is_put_off_counts_from_the_start_and_is_told_as_it_is_then(engine):
    spec = BakeoffSpec(
        dataset="digits", contenders={"torch_mlp": {"epochs": 10_000, "early_stopping": False}}, rules=WHOLE
    )
    study = Study(spec, Plan(folds=3, repeats=1, minutes=0.02), engine)
    study.extend(0.02)
    assert (study.minutes, study.limited) == (0.04, False)
    assert study.wait(PATIENCE)
    assert "limit of 0.04 minutes" in study.record.note
    study.extend(5)
    assert study.minutes == 0.04


@pytest.mark.parametrize("until_decided", [False, True])
def test_how_long_it_still_goes_on_is_known_once_something_is_and_how_many_folds_there_will_be(engine, until_decided):
    spec = BakeoffSpec(dataset="digits", contenders={"random_forest": {"n_estimators": 500}}, rules=WHOLE)
    study = Study(spec, Plan(folds=10, repeats=10, minutes=30, until_decided=until_decided), engine)
    assert study.seconds_left is None
    wait_until(lambda: study.record.fitted)
    left, most = study.seconds_left, study.most_seconds_left
    study.stop()
    assert study.wait(PATIENCE)
    assert left is None if until_decided else 0 < left < 30 * 60
    assert 0 < most < 30 * 60
    assert study.most_seconds_left is None


def test_what_cannot_be_parted_is_told_by_every_lane(judge):
    record = judge(iris(), Plan(folds=50, group="nothing"))
    assert {lane.status for lane in record.lanes.values()} == {"failed"}
    assert "no column" in record.lanes["svm"].message


def test_fits_say_how_many_groups_the_rows_have(judge):
    record = judge(iris({"decision_tree": {}}), Plan(folds=3, repeats=1, group="Sepal width (cm)"))
    assert {fitted.groups for fitted in record.fitted} == {23}
    assert judge(iris({"decision_tree": {}}), Plan(folds=3, repeats=1)).fitted[0].groups is None


@pytest.mark.parametrize(
    ("dataset", "plan", "said"),
    [
        ("iris", Plan(question="setting", varied="random_forest.max_depth"), "does not take part"),
        ("iris", Plan(question="setting", varied="svm.colour"), "no setting whose values can be compared"),
        ("iris", Plan(question="setting", varied="transform.component"), "did you mean “components”"),
        ("diabetes", Plan(method="leave_one_out"), "single row has no meaning"),
        ("iris", Plan(question="datasets", datasets=("iris", "diabetes")), "another kind of answer"),
        ("iris", Plan(question="datasets", datasets=("iris",)), "two data sets or more"),
        ("iris", Plan(method="leave_one_out", group="sepal length (cm)"), "parts its group"),
    ],
)
def test_nonsense_is_refused_before_anything_starts(engine, dataset, plan, said):
    with pytest.raises(SettingError, match=said):
        Study(BakeoffSpec(dataset=dataset, contenders=QUICK), plan, engine)
