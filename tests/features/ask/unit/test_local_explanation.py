"""Reasons, each against the contender itself or scikit-learn's own function."""

import numpy as np
import pandas as pd
import pytest
from sklearn.datasets import load_diabetes, load_iris
from sklearn.inspection import partial_dependence, permutation_importance
from sklearn.pipeline import make_pipeline
from sklearn.svm import SVC

from bakeoff.contenders import contender
from bakeoff.datasets import Dataset
from bakeoff.errors import SettingError
from bakeoff.features.ask.global_explanation import GRID, REPEATS, dependence, importance, rows, structure
from bakeoff.features.ask.local_explanation import NEAREST, explain_row
from bakeoff.features.ask.page.question_words import question_text, step_text
from bakeoff.features.ask.workings import Path
from bakeoff.matrix import dense
from bakeoff.preparation.encoders import date_parts
from bakeoff.preparation.prepared import prepare, prepare_dataset
from bakeoff.rules import Rules
from bakeoff.spec import BakeoffSpec
from tests.features.ask.unit.subjects import fitted, fitted_on

WITH_TORCH = pytest.mark.skipif(bool(contender("torch_mlp").missing), reason="PyTorch is not installed")
NETWORKS = ["keras_mlp", pytest.param("torch_mlp", marks=WITH_TORCH)]


def one_against_one(machine, X):
    """Return libsvm's own value of each contest, from scikit-learn's plain machine with the same vectors."""
    plain = SVC(**machine.get_params() | {"decision_function_shape": "ovo", "break_ties": False})
    vars(plain).update({name: value for name, value in vars(machine).items() if name.endswith("_")})
    vars(plain).update({name: value for name, value in vars(machine).items() if name.startswith("_")})
    return plain.decision_function(X)[0]


@pytest.fixture(scope="module")
def iris():
    """Three classes, so that an SVM has three contests."""
    source = load_iris()
    names = tuple(source.feature_names)
    data = Dataset(source.data, source.target.astype(np.int64), "classification", names, ("a", "b", "c"), "species")
    return fitted(data, "decision_tree", "svm", "random_forest", "boosting", "linear", "k_nearest")


@pytest.fixture(scope="module")
def numbers():
    source = load_diabetes()
    data = Dataset(source.data, source.target, "regression", tuple(source.feature_names), (), "progression")
    return fitted(data, "decision_tree", "svm", "random_forest", "boosting", "linear", "k_nearest")


@pytest.mark.parametrize("subject", ["iris", "mixed", "numbers"])
def test_the_path_leads_to_the_trees_own_leaf(subject, request):
    subject = request.getfixturevalue(subject)
    tree = subject.models["decision_tree"]
    for place in range(5):
        row = subject.example(place).row
        path = explain_row(subject, row, "decision_tree")
        assert isinstance(path, Path)
        (leaf,) = tree.apply(subject.features([row]))
        assert path.rows == tree.tree_.n_node_samples[leaf]
        pairs = zip(subject.sheet.columns, row, strict=True)
        filled = {column.name: column.typical if value is None else value for column, value in pairs}
        for step in path.steps:
            assert step.below == (step.value <= step.threshold)
            if not step.yes_no:
                assert step.value == pytest.approx(filled[step.feature])
            else:
                assert step.value in (0, 1)


def test_a_forests_votes_are_its_trees(iris, numbers):
    X = iris.features([iris.example(0).row])
    forest = iris.models["random_forest"]
    counts = explain_row(iris, iris.example(0).row, "random_forest").counts
    assert sum(counts.values()) == len(forest.estimators_)
    said = [forest.classes_[int(tree.predict(X)[0])] for tree in forest.estimators_]
    assert counts == {code: said.count(code) for code in counts}
    row = numbers.example(0).row
    answer = numbers.predict([row])["random_forest"].values[0]
    assert np.mean(explain_row(numbers, row, "random_forest").numbers) == pytest.approx(answer)


@pytest.mark.parametrize("place", range(4))
def test_the_parts_of_an_svm_add_up_to_its_decision_value(iris, mixed, numbers, place):
    for subject in (mixed, numbers):
        row, machine = subject.example(place).row, subject.models["svm"]
        found = explain_row(subject, row, "svm")
        decide = machine.predict if subject is numbers else machine.decision_function
        value = float(decide(subject.features([row]))[0])
        sign = 1 if found.contest is None or found.contest[0] == 1 else -1
        assert found.decision == pytest.approx(sign * value)
        total = sum(one.part for one in found.nearest) + found.rest + found.intercept
        assert total == pytest.approx(found.decision)
        assert len(found.nearest) <= NEAREST
        assert {one.example.number for one in found.nearest} <= set(subject.prepared.rows_train.tolist())


@pytest.mark.parametrize("place", range(4))
def test_of_three_classes_the_contest_of_the_two_likeliest_is_shown(iris, place):
    row, machine = iris.example(place).row, iris.models["svm"]
    X = iris.features([row])
    found = explain_row(iris, row, "svm")
    likeliest = np.argsort(-machine.predict_proba(X)[0])[:2]
    assert found.contest == tuple(machine.classes_[likeliest])
    contests = dict(zip(((0, 1), (0, 2), (1, 2)), one_against_one(machine, X), strict=True))
    low, high = sorted(likeliest.tolist())
    assert found.decision == pytest.approx(contests[low, high] * (1 if likeliest[0] == low else -1))


@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.parametrize("task", ["classification", "regression"])
def test_a_networks_gradient_is_that_of_finite_differences(name, task):
    rng = np.random.default_rng(0)
    X = rng.normal(size=(200, 5))
    classes = task == "classification"
    y = np.digitize(X[:, 0] + X[:, 1] ** 2, [0, 1.5]) if classes else 50 * np.tanh(X[:, 0]) + 10 * X[:, 2]
    data = Dataset(X, y, task, tuple("abcde"), ("low", "middle", "high") if classes else (), "y")
    prepared = prepare_dataset(data, Rules(), "Test data")
    settings = contender(name).hyperparameters.parse({"epochs": 5, "hidden": "8:tanh,4:tanh"})
    model = contender(name).build(settings, task, 0).fit(prepared.X_train, prepared.y_train)
    x = prepared.X_test[:1].astype(np.float64)
    code = int(model.predict_proba(x).argmax()) if classes else None
    found = model.explain(x)
    hidden, gradient = found.activations, found.gradient
    assert [len(layer) for layer in hidden] == [8, 4]

    def answer(row):
        if not classes:
            return float(model.predict(row)[0])
        given = model.predict_proba(row)[0]
        return float(np.log(given[code] / (1 - given[code])))

    step = 0.05
    ends = [(x + step * axis, x - step * axis) for axis in np.eye(5)]
    numeric = [(answer(up) - answer(down)) / (2 * step) for up, down in ends]
    np.testing.assert_allclose(gradient, numeric, rtol=0.02, atol=0.02 * np.abs(numeric).max())
    np.testing.assert_allclose(np.asarray(hidden[0]), np.tanh(x[0] @ model.first_weights_ + _bias(model)), atol=1e-4)


def _bias(model):
    first = next(iter(model.model_.children())) if hasattr(model.model_, "children") else model.model_.layers[0]
    return np.asarray(first.bias.detach() if hasattr(first.bias, "detach") else first.bias)


@pytest.mark.parametrize("place", range(3))
def test_the_parts_of_a_linear_model_add_up_to_its_answer(iris, numbers, place):
    row, model = numbers.example(place).row, numbers.models["linear"]
    found = explain_row(numbers, row, "linear")
    assert found.decision == pytest.approx(float(model.predict(numbers.features([row]))[0]))
    row, model = iris.example(place).row, iris.models["linear"]
    found = explain_row(iris, row, "linear")
    log_p = dict(zip(model.classes_, model.predict_log_proba(iris.features([row]))[0], strict=True))
    assert found.decision == pytest.approx(log_p[found.contest[0]] - log_p[found.contest[1]])
    assert sum(one.part for one in found.largest) + found.rest + found.intercept == pytest.approx(found.decision)
    assert {one.feature for one in found.largest} <= set(iris.prepared.feature_names_out)


def test_neighbours_are_the_training_rows_that_are_nearest(iris):
    row = iris.example(1).row
    found = explain_row(iris, row, "k_nearest")
    X, x = iris.prepared.X_train, iris.features([row])[0]
    nearest = np.argsort(np.linalg.norm(X - x, axis=1), kind="stable")[:NEAREST]
    assert {one.example.number for one in found.nearest} == set(iris.prepared.rows_train[nearest].tolist())
    assert sum(found.weights) == pytest.approx(1.0)
    assert found.n_rest == 0


def test_a_boosted_answer_grows_to_what_it_says(iris, numbers):
    row = iris.example(0).row
    found = explain_row(iris, row, "boosting")
    np.testing.assert_allclose(found.answers[-1], iris.predict([row])["boosting"].probabilities[0])
    assert (found.sizes[0], found.sizes[-1], found.codes) == (1, 100, (0, 1, 2))
    row = numbers.example(0).row
    assert explain_row(numbers, row, "boosting").answers[-1] == numbers.predict([row])["boosting"].values[0]


def test_a_linear_models_weights_are_drawn_by_class(iris, numbers):
    found = structure(iris, "linear")
    np.testing.assert_array_equal(found.kernel, iris.models["linear"].coef_.T)
    assert found.codes == (0, 1, 2)
    assert structure(numbers, "linear").codes == ()


@pytest.mark.parametrize("subject", ["iris", "mixed", "numbers"])
def test_importance_is_scikit_learns_own(subject, request):
    subject = request.getfixturevalue(subject)
    for name in ("decision_tree", "svm"):
        found = importance(subject, name)
        whole = make_pipeline(subject.prepared.pipeline, subject.models[name])
        X, y = rows(subject)
        expected = permutation_importance(whole, X, y, n_repeats=REPEATS, random_state=subject.spec.rules.seed)
        assert [fall.value for fall in found.falls] == pytest.approx(expected.importances_mean, abs=1e-12)


def test_partial_dependence_is_scikit_learns_own(mixed, numbers):
    for subject, place in ((mixed, 0), (mixed, 1), (mixed, 2), (numbers, 2)):
        found = dependence(subject, place, "svm")
        whole = make_pipeline(subject.prepared.pipeline, subject.models["svm"])
        X, _y = rows(subject)
        category = [place] if subject.sheet.columns[place].kind == "category" else None
        expected = partial_dependence(
            whole, X, [place], categorical_features=category, grid_resolution=GRID, kind="both"
        )
        np.testing.assert_array_equal(found.average, expected["average"])
        np.testing.assert_array_equal(found.individual, expected["individual"])
        assert list(found.values) == expected["grid_values"][0].tolist()


@pytest.fixture(scope="module")
def costly():
    """Answers of least expected cost, some of which are not the most probable class."""
    contenders = {"decision_tree": {"max_depth": 3}, "boosting": {"max_iter": 10}}
    rules = {"metric": "cost", "costs": "0,1; 10,0", "answers": "least_cost", "calibration": "all"}
    spec = BakeoffSpec(dataset={"name": "moons", "options": {"noise": 0.4}}, contenders=contenders, rules=rules)
    return fitted_on(prepare(spec), spec)


def test_the_growth_of_a_boosted_answer_ends_at_the_answer_of_least_expected_cost(costly):
    rows = [costly.example(place).row for place in range(60)]
    ends = [explain_row(costly, row, "boosting").classes[-1] for row in rows]
    said = costly.predict(rows)["boosting"]
    assert ends == said.values.tolist()
    assert ends != said.chances.argmax(axis=1).tolist()


@pytest.mark.parametrize("subject", ["iris", "costly"])
def test_the_drawn_tree_answers_as_the_tree_does(subject, request):
    subject = request.getfixturevalue(subject)
    tree = structure(subject, "decision_tree")
    for place in range(30):
        row = subject.example(place).row
        names, node = [column.name for column in subject.sheet.columns], 0
        while tree.words[node] is not None:
            asked = tree.words[node]
            below = row[names.index(asked.feature)] <= asked.threshold
            node = tree.left[node] if below else tree.right[node]
        assert tree.answers[node] == subject.predict([row])["decision_tree"].values[0]


def test_what_depends_on_dates_and_texts_is_explained_too(dated):
    for place in range(4):
        row = dated.example(place).row
        path = explain_row(dated, row, "decision_tree")
        assert all(
            step.below == (step.value <= step.threshold) and step.yes_no == step.feature.startswith("text: ")
            for step in path.steps
        )
        assert explain_row(dated, row, "svm").decision > 0
    assert importance(dated, "svm").falls[2].value > 0.1
    with pytest.raises(SettingError, match="dates and texts"):
        dependence(dated, 2, "svm")


def test_what_has_no_reasons_says_so(mixed):
    plain = fitted(mixed.prepared.data, "dummy", "k_nearest")
    for ask in (lambda: explain_row(plain, mixed.example(0).row, "dummy"), lambda: structure(plain, "k_nearest")):
        with pytest.raises(SettingError, match="contender"):
            ask()


def test_parts_of_dates_are_told_in_their_own_units(dated):
    rows, names = dated.prepared.rows_test, list(dated.prepared.feature_names_out)
    known = dated.raw["day"].iloc[rows].notna().to_numpy()
    assert {part.part for part in dated.date_parts.values() if part.column == "day"} == {
        "days", "year", "month", "day", "weekday",
    }  # fmt: skip
    for name, date in dated.date_parts.items():
        own = date_parts(dated.raw[date.column].iloc[rows], pd.Timestamp(date.first))[date.part]
        scale, offset = dated.units[names.index(name)]
        told = dense(dated.prepared.X_test)[:, names.index(name)] * scale + offset
        np.testing.assert_allclose(told[known], own[known], atol=1e-6)


def test_a_tree_that_asks_for_a_weekday_is_told_by_the_days_name():
    days = pd.Series(pd.date_range("2024-01-01", periods=140, freq="D"))
    week = Dataset(
        pd.DataFrame({"sold": days}), (days.dt.day_of_week >= 5).to_numpy(np.int64), "classification", ("sold",),
        ("work", "weekend"), "when",
    )  # fmt: skip
    subject = fitted(week, "decision_tree")
    (first, *_rest) = explain_row(subject, ("2024-03-02",), "decision_tree").steps
    assert question_text(first) == "Weekday of sold at most Friday?"
    assert step_text(first) == "Weekday of sold is Saturday, after Friday"
