"""What a contender answers after a step is what a model that had ended there would answer."""

from typing import Any

import numpy as np
import pytest
from sklearn.datasets import load_diabetes, load_wine
from sklearn.ensemble import RandomForestClassifier
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier

from bakeoff.contenders import contender
from bakeoff.contenders.svm.halted import MOST_HALTS, halts
from tests.unit.contenders.recording import Recording

WINE = load_wine(return_X_y=True)
DIABETES = load_diabetes(return_X_y=True)


class Asking(Recording):
    """Asks the same rows after each step."""

    watches = True

    def __init__(self, rows: Any) -> None:
        super().__init__()
        self.rows = rows
        self.answers: dict[int, Any] = {}

    def on_fit_task_end(self, estimator: Any, context: Any, *, metadata: Any = None, **about: Any) -> bool:
        if metadata and (answers := metadata.get("answers")):
            self.answers[metadata["step"].index] = answers(self.rows)
        return super().on_fit_task_end(estimator, context, metadata=metadata, **about)


def asked(name: str, task: str = "classification", **settings: Any) -> tuple[Any, Asking]:
    X, y = WINE if task == "classification" else DIABETES
    X = StandardScaler().fit_transform(X)
    info = contender(name)
    estimator = info.build(info.hyperparameters.parse(settings, name), task, 0)
    asking = Asking(X[::3].astype(np.float32) if name.endswith("mlp") else X[::3])
    estimator.set_callbacks(asking).fit(X, y)
    return estimator.set_callbacks(), asking


@pytest.mark.parametrize("task", ["classification", "regression"])
@pytest.mark.parametrize(
    "name",
    [
        *("keras_mlp", "torch_mlp", "decision_tree", "svm", "random_forest", "boosting", "k_nearest", "dummy"),
        *("lightgbm", "xgboost"),
    ],
)
def test_the_last_answer_is_the_fitted_ones(name, task):
    if contender(name).missing:
        pytest.skip(contender(name).missing)
    few = {"epochs": 4, "early_stopping": False} if name.endswith("mlp") else {}
    estimator, asking = asked(name, task, **few)
    last = asking.answers[asking.steps[-1].index]
    expected = estimator.predict(asking.rows)
    if task == "classification":
        assert (estimator.classes_[last.argmax(axis=1)] == expected).all()
    else:
        assert last == pytest.approx(expected, rel=1e-5)


def test_a_tree_answers_as_one_of_that_depth():
    tree, asking = asked("decision_tree")
    X = StandardScaler().fit_transform(WINE[0])
    for depth in range(1, tree.get_depth() + 1):
        plain = DecisionTreeClassifier(random_state=0, max_depth=depth).fit(X, WINE[1])
        assert asking.answers[depth] == pytest.approx(plain.predict_proba(asking.rows))


def test_a_forest_answers_as_one_of_so_many_trees():
    _forest, asking = asked("random_forest", n_estimators=12)
    X = StandardScaler().fit_transform(WINE[0])
    for size in (1, 5, 12):
        plain = RandomForestClassifier(size, random_state=0).fit(X, WINE[1])
        assert asking.answers[size] == pytest.approx(plain.predict_proba(asking.rows))


def test_a_support_vector_machine_answers_as_one_whose_solver_was_stopped():
    machine, asking = asked("svm")
    X = StandardScaler().fit_transform(WINE[0])
    iterations = halts(int(np.max(machine.n_iter_)), affordable=MOST_HALTS)
    assert len(asking.steps) == len(asking.answers) == len(iterations) + 1 == MOST_HALTS + 1
    seconds = [step.cpu_seconds for step in asking.steps]
    assert seconds == sorted(seconds)
    for place, most in enumerate(iterations, start=1):
        plain = SVC(max_iter=most, break_ties=True)
        with pytest.warns(UserWarning, match="Solver terminated early"):
            plain.fit(X, WINE[1])
        assert (plain.predict(asking.rows) == asking.answers[place].argmax(axis=1)).all()


def test_nobody_goes_through_a_fit_again_who_is_not_watched():
    X, y = WINE
    machine = contender("svm").build(contender("svm").hyperparameters(), "classification", 0)
    recording = Recording()
    machine.set_callbacks(recording).fit(X, y)
    assert len(recording.steps) == 1
