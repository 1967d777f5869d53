"""Questions to contenders that learnt from transformed data."""

import numpy as np
import pytest
from sklearn.neighbors import NearestNeighbors

from bakeoff.contenders import contender
from bakeoff.datasets import dataset
from bakeoff.errors import SettingError
from bakeoff.features.ask.batch import batch
from bakeoff.features.ask.counterfactual import nearest_counterfactual
from bakeoff.features.ask.global_explanation import structure
from bakeoff.features.ask.job import nearest
from bakeoff.features.ask.local_explanation import explain_row
from bakeoff.preparation.splits import take
from bakeoff.preparation.steps import parted
from bakeoff.race.predicting import predict
from tests.features.ask.unit.subjects import fitted


@pytest.fixture(scope="module")
def digits():
    return dataset("digits").load(None)


@pytest.fixture(scope="module")
def cells():
    return dataset("breast_cancer").load(None)


def test_a_row_that_was_looked_up_gets_the_answer_of_the_race(cells):
    one = fitted(cells, "decision_tree", "svm", components=5, degree=2, copies=1, smote=True)
    rows = one.rows(one.prepared.rows_test[:20])
    for name, answer in one.predict(rows).items():
        wanted = predict(one.models[name], one.prepared.X_test[:20], one.prepared)
        np.testing.assert_allclose(answer.probabilities, wanted.probabilities, atol=1e-9)


def test_the_nearest_are_rows_of_the_data_and_none_of_them_twice(cells, digits):
    plain, more = fitted(cells, "dummy"), fitted(cells, "dummy", copies=3, smote=True)
    row = plain.example(3).row
    assert nearest(plain, row) == nearest(more, row)
    drawn = fitted(digits, "dummy", copies=3)
    found = [one.example.number for one in nearest(drawn, drawn.example(3).row)]
    X = drawn.prepared.X_train[: len(drawn.prepared.rows_train)]
    _far, own = NearestNeighbors(n_neighbors=6).fit(X).kneighbors(drawn.prepared.X_test[3:4])
    assert found == drawn.prepared.rows_train[own[0]].tolist()


@pytest.mark.parametrize("how", [{"junk": 1.0}, {"junk": 0.5, "rotation": 0.5, "degree": 2, "label_noise": 0.1}])
def test_behind_sliders_a_row_gets_the_answer_of_the_race_and_its_reasons(cells, how):
    one = fitted(cells, "decision_tree", "svm", **how)
    rows = one.rows(one.prepared.rows_test[:20])
    for name, answer in one.predict(rows).items():
        wanted = predict(one.models[name], one.prepared.X_test[:20], one.prepared)
        np.testing.assert_array_equal(answer.probabilities, wanted.probabilities)
    names = set(one.prepared.feature_names_out)
    assert {step.feature for step in explain_row(one, rows[0], "decision_tree").steps} <= names
    assert explain_row(one, rows[0], "svm").nearest[0].example.number in one.prepared.rows_train


@pytest.mark.parametrize("how", [{"copies": 1}, {"smote": True}, {"components": 4, "copies": 2, "smote": True}])
def test_the_support_vectors_parts_still_add_up_and_say_which_were_made(cells, how):
    one = fitted(cells, "svm", **how)
    n, made = len(one.prepared.rows_train), 0
    for place in range(20):
        row = one.example(place).row
        found = explain_row(one, row, "svm")
        decision = float(one.models["svm"].decision_function(one.features([row]))[0])
        assert abs(found.decision) == pytest.approx(abs(decision), abs=1e-9)
        for vector in found.nearest:
            made += vector.made
            assert vector.example.number in one.prepared.rows_train
    assert made
    assert max(one.models["svm"].support_) >= n


def test_a_made_up_vector_is_told_by_the_nearest_row_of_its_class(cells):
    one = fitted(cells, "svm", smote=True)
    n = len(one.prepared.rows_train)
    for place in range(20):
        for vector in explain_row(one, one.example(place).row, "svm").nearest:
            if vector.made:
                assert vector.example.truth in one.prepared.y_train[n:]
                return
    raise AssertionError("no made-up row is a support vector")


def test_a_tree_of_products_asks_for_columns_in_their_own_unit(cells):
    one = fitted(cells, "decision_tree", degree=2)
    names, own = one.prepared.feature_names_out, cells.feature_names
    raw = take(cells.X, one.prepared.rows_test)
    for place in range(30):
        path = explain_row(one, one.example(place).row, "decision_tree")
        for step in path.steps:
            assert step.feature in names
            if step.feature in own:
                assert step.value == pytest.approx(raw[step.feature].iloc[place])
                assert not step.yes_no
            else:
                assert ("×" in step.feature) or step.feature.endswith("²")


def test_categories_stay_yes_or_no_beside_products(mixed):
    data = mixed.prepared.data
    one = fitted(data, "decision_tree", degree=2)
    yes_no = {one.prepared.feature_names_out[place] for place in one.yes_no}
    plain = fitted(data, "decision_tree")
    assert {plain.prepared.feature_names_out[place] for place in plain.yes_no} <= yes_no
    assert "length" not in yes_no


def test_a_change_is_found_that_turns_the_answer(cells):
    one = fitted(cells, "svm", components=6, copies=1)
    row = one.example(0).row
    turn = nearest_counterfactual(one, row, "svm")
    changed = tuple(turn.changes.get(place, value) for place, value in enumerate(row))
    assert int(one.predict([changed])["svm"].values[0]) == turn.answer != int(one.predict([row])["svm"].values[0])


def test_gradients_of_components_lead_back_to_the_pixels(digits):
    one = fitted(digits, "dummy", components=10)
    columns, steps = parted(one.prepared.pipeline)
    weights = np.random.default_rng(0).normal(size=10)
    gradient, names = one.inputs(weights)
    assert (len(gradient), names) == (64, digits.feature_names)
    start = columns.transform(digits.X[:1]).astype(np.float64)
    for place in (20, 33, 50):
        step = np.zeros((1, 64))
        step[0, place] = 0.5
        slope = (steps["pca"].transform(start + step) - steps["pca"].transform(start - step))[0] @ weights
        assert gradient[place] == pytest.approx(slope, abs=1e-6)


def test_a_network_on_components_shows_pixels_and_on_products_says_that_it_can_not(digits):
    for how, n in (({"components": 10}, 64), ({"components": 4, "degree": 2}, 14)):
        one = fitted(digits, "dummy", **how)
        network = contender("keras_mlp")
        model = network.build(network.hyperparameters(epochs=1, hidden="8"), "classification", 0)
        one.models["keras_mlp"] = model.fit(one.prepared.X_train, one.prepared.y_train)
        inside = explain_row(one, one.example(0).row, "keras_mlp")
        assert len(inside.gradient) == len(inside.features) == n
        if n == 64:
            assert structure(one, "keras_mlp").kernel.shape == (64, 8)
        else:
            with pytest.raises(SettingError, match="products of components cannot be drawn"):
                structure(one, "keras_mlp")


def test_a_file_of_rows_is_answered(cells):
    one = fitted(cells, "svm", components=3, degree=3)
    rows = take(cells.X, one.prepared.rows_test[:4])
    found = batch(one, rows.to_csv(index=False).encode())
    assert found.n_rows == 4
