"""Estimators of a person's own program as contenders."""

import json
import os
import pickle
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.datasets import load_diabetes, load_iris
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.linear_model import LinearRegression, LogisticRegression, RidgeClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from bakeoff.contenders import contender, contenders
from bakeoff.contenders.plain import taking_part, within
from bakeoff.errors import SettingError
from bakeoff.race.race import check, run
from bakeoff.spec import BakeoffSpec
from tests.unit.contenders.recording import steps_of

OF_A_NOTEBOOK = """
import contextlib, json, sys
import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from bakeoff import BakeoffSpec, run
from bakeoff.errors import SettingError
from bakeoff.race.engines import local_engine
from bakeoff.study.plan import Plan
from bakeoff.study.study import judge

class Nearest(ClassifierMixin, BaseEstimator):
    def fit(self, X, y):
        self.classes_ = np.unique(y)
        self.means_ = np.stack([X[y == each].mean(axis=0) for each in self.classes_])
        return self
    def predict(self, X):
        return self.classes_[((X[:, None] - self.means_) ** 2).sum(axis=2).argmin(axis=1)]

spec = BakeoffSpec(dataset="iris", contenders={"mine": Nearest(), "dummy": {}})
with contextlib.closing(local_engine(names=spec.contenders)) as engine:
    report = run(spec, engine, keep_models=True)
    study = judge(spec, Plan(folds=3, repeats=1), engine)
try:
    BakeoffSpec.from_json(sys.argv[1]).contenders
except SettingError as error:
    print(error, file=sys.stderr)
print(json.dumps([report.to_frame()["accuracy"].to_dict(), len(study.fitted), json.loads(report.to_json())["spec"]]))
"""


class ByDistance(ClassifierMixin, BaseEstimator):
    """Answers with the class whose mean is nearest, and has no probabilities."""

    def fit(self, X, y):
        self.classes_ = np.unique(y)
        self.means_ = np.stack([X[y == each].mean(axis=0) for each in self.classes_])
        return self

    def predict(self, X):
        return self.classes_[((X[:, None] - self.means_) ** 2).sum(axis=2).argmin(axis=1)]


def spec_of(**estimators) -> BakeoffSpec:
    return BakeoffSpec(dataset="iris", contenders={**estimators, "dummy": {}})


def test_a_pipeline_races_and_is_told_with_intervals_and_a_verdict(engine):
    mine = make_pipeline(StandardScaler(), LogisticRegression())
    report = run(spec_of(mine=mine, decision_tree={}), engine)
    frame = report.to_frame(all=True)
    assert list(frame["status"]) == ["done"] * 3
    assert frame.loc["mine", "accuracy_low"] < frame.loc["mine", "accuracy"] <= frame.loc["mine", "accuracy_high"]
    assert frame.loc["mine", "fit_cpu_seconds"] > 0
    assert "mine" in report.verdict.ranks
    plain = run(BakeoffSpec(dataset="iris", contenders={"linear": {}}), engine).to_frame()
    assert frame.loc["mine", "accuracy"] == plain.loc["linear", "accuracy"]


def test_what_is_stored_is_the_estimator_as_text():
    spec = spec_of(mine=LogisticRegression(C=3.0))
    assert json.loads(spec.to_json())["contenders"]["mine"] == {"estimator": "LogisticRegression(C=3.0)"}


def test_each_looks_different_and_is_none_of_the_pages_contenders():
    spec = spec_of(one=LogisticRegression(), two=LogisticRegression())
    looks = {contender(name).identity.colour for name in (*contenders(), "one", "two")}
    assert len(looks) == len(contenders()) + 2
    assert not {"one", "two"} & set(contenders())
    assert list(spec.contenders) == ["dummy", "one", "two"]


def test_a_seed_is_set_where_the_estimator_has_none():
    spec = spec_of(free=make_pipeline(ExtraTreesClassifier()), fixed=ExtraTreesClassifier(random_state=7))
    free, fixed = (contender(name).build(spec.contenders[name], "classification", 5) for name in ("free", "fixed"))
    assert (free[0].random_state, fixed.random_state) == (5, 7)
    assert contender("free").seeded(spec.contenders["free"], "classification")
    assert not contender("fixed").seeded(spec.contenders["fixed"], "classification")


def test_a_class_of_a_notebook_races_is_judged_and_is_kept_and_one_of_another_program_is_refused(tmp_path):
    script = tmp_path / "notebook.py"
    script.write_text(OF_A_NOTEBOOK)
    command = [sys.executable, script, spec_of(gone=LogisticRegression()).to_json()]
    paths = {"BAKEOFF_DATA": str(tmp_path)}
    done = subprocess.run(command, env=os.environ | paths, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "“gone” is an estimator of another Python program" in done.stderr
    accuracy, fits, spec = json.loads(done.stdout.splitlines()[-1])
    assert accuracy["mine"] > 0.6 > accuracy["dummy"]
    assert fits == 2 * 3
    assert spec["contenders"]["mine"] == {"estimator": "Nearest()"}
    (saved,) = Path(tmp_path).glob("models/*/mine.pickle")
    X, y = load_iris(return_X_y=True)
    assert pickle.loads(saved.read_bytes()).predict_proba(X).shape == (len(y), 3)


@pytest.mark.parametrize(
    ("name", "estimator", "said"),
    [
        ("mine", LogisticRegression, "“mine” must be a scikit-learn estimator, such as LogisticRegression()."),
        ("svm", LogisticRegression(), "“svm” cannot name your estimator: it is taken, or not one plain word."),
        ("rules", LogisticRegression(), "“rules” cannot name your estimator"),
        ("my model", LogisticRegression(), "“my model” cannot name your estimator"),
    ],
)
def test_what_can_not_be_a_contender_is_refused_in_one_sentence(name, estimator, said):
    with pytest.raises(SettingError) as refused:
        spec_of(**{name: estimator})
    assert said in str(refused.value)


def test_an_estimator_for_another_task_is_refused_before_the_race():
    with pytest.raises(SettingError, match="“line” predicts no classes; give a classifier"):
        check(spec_of(line=LinearRegression()))


def test_a_stored_spec_has_no_estimator_to_race():
    stored = spec_of(gone=LogisticRegression()).to_json()
    with pytest.raises(
        SettingError, match=r"“gone” is an estimator of another Python program\. Give it to the spec again"
    ):
        check(BakeoffSpec.from_json(stored))


@pytest.mark.parametrize("estimator", [RidgeClassifier(), LogisticRegression(max_iter=1000), ByDistance()])
def test_the_most_probable_class_is_the_estimators_answer(estimator):
    X, y = load_iris(return_X_y=True)
    for rows in (y < 3, y < 2):
        ours = taking_part(estimator)
        steps = steps_of(ours, X[rows], y[rows], X_val=X[rows], y_val=y[rows])
        chances = ours.predict_proba(X[rows])
        assert np.array_equal(ours.classes_[chances.argmax(axis=1)], within(ours).predict(X[rows]))
        np.testing.assert_allclose(chances.sum(axis=1), 1.0)
        assert [(step.index, step.validation_score is not None) for step in steps] == [(1, True)]


def test_numbers_are_answered_as_the_estimator_does_and_probabilities_can_be_calibrated():
    X, y = load_diabetes(return_X_y=True)
    assert np.array_equal(taking_part(LinearRegression()).fit(X, y).predict(X), LinearRegression().fit(X, y).predict(X))
    X, y = load_iris(return_X_y=True)
    ours = taking_part(RidgeClassifier()).fit(X, y)
    before = ours.predict_proba(X)
    assert np.array_equal(ours.calibrate(X, y).predict_proba(X).argmax(axis=1), before.argmax(axis=1))
    assert ours.scale_ > 1.0
    assert ours.calibration_cpu_seconds_ > 0


def test_one_that_reports_by_itself_is_left_as_it_is():
    tree = contender("decision_tree").build(contender("decision_tree").hyperparameters(), "classification", 0)
    assert taking_part(tree) is tree
