"""Trees that imitate a contender, beside scikit-learn's own numbers, and the functions that answer as they do."""

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import accuracy_score, r2_score
from sklearn.tree import DecisionTreeClassifier

from bakeoff.datasets import Dataset
from bakeoff.errors import SettingError
from bakeoff.features.ask.imitation import MOST_TEXTS, imitating_tree, imitations, unseen_rows
from bakeoff.features.ask.subject import Subject
from bakeoff.matrix import dense
from bakeoff.preparation.prepared import prepare, prepare_dataset
from bakeoff.race.predicting import predict
from bakeoff.rules import Rules
from bakeoff.spec import BakeoffSpec
from tests.features.ask.unit.subjects import fitted_on


def raced(dataset: str, name: str, **settings: object) -> Subject:
    spec = BakeoffSpec(dataset=dataset, contenders={name: settings})
    return fitted_on(prepare(spec), spec)


def answers_of(subject: Subject, function: str) -> list[object]:
    """Return what the function answers for the held-out rows."""
    names: dict[str, object] = {}
    exec(function, names)
    columns = [str(column.name) for column in subject.sheet.columns]
    rows = subject.rows(subject.prepared.rows_test)
    return [names["answer"](dict(zip(columns, row, strict=True))) for row in rows]


@pytest.mark.parametrize(("dataset", "name"), [("iris", "svm"), ("breast_cancer", "linear"), ("digits", "k_nearest")])
@pytest.mark.parametrize("depth", [2, 5])
def test_the_function_answers_as_often_alike_as_is_said(dataset, name, depth):
    subject = raced(dataset, name)
    said = imitations(subject, name)[depth - 1]
    answers = answers_of(subject, imitating_tree(subject, name, depth).function)
    classes = list(map(str, subject.sheet.class_names))
    codes = np.array([classes.index(answer) for answer in answers])
    own = predict(subject.models[name], subject.prepared.X_test, subject.prepared).values
    assert said.alike.value == pytest.approx(accuracy_score(own, codes))
    assert said.right.value == pytest.approx(accuracy_score(subject.prepared.y_test, codes))
    assert said.alike.low < said.alike.value < said.alike.high or said.alike.value == 1
    plain = DecisionTreeClassifier(max_depth=depth, random_state=0)
    plain.fit(subject.prepared.X_train, subject.prepared.y_train)
    assert said.plainly_right.value == pytest.approx(plain.score(subject.prepared.X_test, subject.prepared.y_test))
    assert said.gain.value == pytest.approx(said.right.value - said.plainly_right.value)


def test_a_trees_imitation_weighs_costs_as_the_contender_does():
    rules = {"metric": "cost", "costs": "0,1; 10,0", "answers": "least_cost"}
    spec = BakeoffSpec(dataset={"name": "moons", "options": {"noise": 0.4}}, contenders={"linear": {}}, rules=rules)
    subject = fitted_on(prepare(spec), spec)
    said = imitations(subject, "linear")[2]
    answers = answers_of(subject, imitating_tree(subject, "linear", 3).function)
    own = predict(subject.models["linear"], subject.prepared.X_test, subject.prepared)
    codes = np.array([subject.sheet.class_names.index(answer) for answer in answers])
    assert said.alike.value == pytest.approx(accuracy_score(own.values, codes))
    assert said.alike.value > accuracy_score(own.chances.argmax(axis=1), codes) + 0.05


def test_numbers_are_imitated_by_r2():
    subject = raced("diabetes", "random_forest", n_estimators=20)
    said = imitations(subject, "random_forest")[3]
    answers = answers_of(subject, imitating_tree(subject, "random_forest", 4).function)
    own = predict(subject.models["random_forest"], subject.prepared.X_test, subject.prepared).values
    assert said.alike.value == pytest.approx(r2_score(own, answers))
    assert said.right.value == pytest.approx(r2_score(subject.prepared.y_test, answers))


@pytest.mark.parametrize("dataset", ["iris", "diabetes"])
def test_one_answer_to_all_rows_is_not_imitated(dataset):
    """R² against answers that differ by rounding alone was −2,161."""
    subject = raced(dataset, "random_forest", n_estimators=3, min_samples_leaf=400)
    with pytest.raises(SettingError, match="Random forest answers all held-out rows alike, so there is nothing"):
        imitations(subject, "random_forest")


def test_gaps_and_categories_are_in_the_function(mixed):
    function = imitating_tree(mixed, "svm", 6).function
    assert "typical" in function
    assert "row['colour'] !=" in function
    answers = answers_of(mixed, function)
    own = predict(mixed.models["svm"], mixed.prepared.X_test, mixed.prepared).values
    right = np.mean([str(mixed.sheet.class_names[code]) == answer for code, answer in zip(own, answers, strict=True)])
    assert right == pytest.approx(imitations(mixed, "svm")[5].alike.value)


def test_questions_about_words_and_dates_have_no_function(dated):
    assert imitating_tree(dated, "svm", 3).function == ""
    assert unseen_rows(dated).shape[0] <= MOST_TEXTS + len(dated.prepared.rows_validation)


def test_drawn_rows_have_values_of_the_training_rows_alone():
    subject = raced("wine", "k_nearest")
    X, n = dense(unseen_rows(subject)), len(subject.prepared.rows_validation)
    for place in range(X.shape[1]):
        assert np.isin(X[: len(X) - n, place].round(9), subject.prepared.X_train[:, place].round(9)).all()


def test_a_tree_that_is_imitated_is_answered_alike_and_taught_nothing():
    """What one question says needs no more, so that there is one depth."""
    rng = np.random.default_rng(0)
    X = pd.DataFrame({"x": rng.normal(size=400), "noise": rng.normal(size=400)})
    y = (X["x"] > 0).astype(np.int64).to_numpy()
    data = Dataset(X, y, "classification", ("x", "noise"), ("no", "yes"), "answer")
    spec = BakeoffSpec(contenders=["decision_tree"])
    subject = fitted_on(prepare_dataset(data, Rules(), "A step"), spec)
    found = imitations(subject, "decision_tree")
    assert [each.depth for each in found] == [1]
    assert found[0].alike.value == 1
    assert found[0].gain.value == pytest.approx(0, abs=0.02)
