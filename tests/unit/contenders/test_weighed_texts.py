"""Weights of words: their closed form, and that no row which is held out has informed them."""

import numpy as np
import pytest
from scipy import sparse

from bakeoff.contenders import contender, weighed_texts
from bakeoff.contenders.weighed_texts import WeighedTexts, plain_weights
from bakeoff.matrix import dense


@pytest.fixture(scope="module")
def rows() -> tuple[sparse.csr_matrix, np.ndarray]:
    """Return a column of numbers, twenty of words, and which of three classes each row is of."""
    rng = np.random.default_rng(0)
    words = sparse.random(120, 20, density=0.3, random_state=0, format="csr")
    said = words.toarray()
    y = said[:, :6].sum(axis=1).round().astype(int).clip(0, 2)
    return sparse.hstack([rng.normal(size=(120, 1)), words], format="csr"), y


def test_weights_are_the_roots_of_the_largest_log_count_ratios(rows):
    X, y = rows
    weights = WeighedTexts(1).fit(X, y).weights_
    words = X.toarray()[:, 1:]
    for column in range(20):
        ratios = []
        for code in range(3):
            own, others = 1 + words[y == code].sum(axis=0), 1 + words[y != code].sum(axis=0)
            ratios.append(abs(np.log(own[column] / own.sum()) - np.log(others[column] / others.sum())))
        assert weights[column] == pytest.approx(np.sqrt(max(ratios)))


def test_texts_get_length_one_and_other_columns_stay(rows):
    X, y = rows
    for classes in (True, False):
        weighed = WeighedTexts(1, classes).fit(X, y).transform(X)
        there = np.diff(X[:, 1:].indptr) > 0
        np.testing.assert_allclose(np.linalg.norm(weighed.toarray()[:, 1:], axis=1), there)
        np.testing.assert_array_equal(weighed.toarray()[:, 0], X.toarray()[:, 0])


@pytest.mark.parametrize("first", [0, 1])
def test_scikit_learns_own_classes_weigh_alike(rows, first):
    X, y = rows[0][:, 1 - first :], rows[1]
    texts = WeighedTexts(first).fit(X, y)
    np.testing.assert_allclose(dense(plain_weights(texts).transform(X)), dense(texts.transform(X)), atol=1e-15)


@pytest.mark.parametrize("name", ["svm", "k_nearest", "linear", "keras_mlp"])
def test_each_question_is_weighed_once(rows, name):
    X, y = rows
    info = contender(name)
    settings = info.hyperparameters.parse(
        {"hidden": "4", "epochs": 3, "early_stopping": False} if name == "keras_mlp" else {}
    )
    ours, theirs = (info.build(settings, "classification", 0) for _way in range(2))
    own = {"calibrate": False} if name == "svm" else {}  # each fold of which has weights of its own
    seen = WeighedTexts(1).fit(X, y)
    ours.fit(X, y, texts=1, **own)
    theirs.fit(seen.transform(X), y, **own)
    for ask in ("predict_proba", "predict", "decision_function"):
        if hasattr(ours, ask):
            np.testing.assert_allclose(getattr(ours, ask)(X), getattr(theirs, ask)(seen.transform(X)), atol=1e-5)


@pytest.mark.parametrize(
    ("name", "settings", "known"),
    [
        ("svm", {}, [120, 96, 96, 96, 96, 96]),
        ("keras_mlp", {"hidden": "4", "epochs": 3, "early_stopping": True}, [108]),
    ],
)
def test_rows_that_are_held_out_do_not_inform_the_weights(rows, name, settings, known, monkeypatch):
    """Probabilities of the machine come from five folds; early stopping holds out a tenth."""
    learnt = []

    class Counted(WeighedTexts):
        def fit(self, X, y):
            learnt.append(X.shape[0])
            return super().fit(X, y)

    monkeypatch.setattr(weighed_texts, "WeighedTexts", Counted)
    info = contender(name)
    X, y = rows
    info.build(info.hyperparameters.parse(settings), "classification", 0).fit(X, y, texts=1)
    assert learnt == known


@pytest.mark.parametrize("name", ["svm", "linear", "keras_mlp"])
def test_numbers_are_learnt_from_texts_of_one_length(rows, name):
    X, _y = rows
    info = contender(name)
    settings = {"hidden": "4", "epochs": 30, "early_stopping": False} if name == "keras_mlp" else {}
    model = info.build(info.hyperparameters.parse(settings), "regression", 0)
    numbers = X.toarray()[:, 0] * 3
    model.fit(X, numbers, texts=1)
    np.testing.assert_array_equal(model.texts_.weights_, 1.0)
    assert np.corrcoef(model.predict(X), numbers)[0, 1] > 0.5


def test_what_a_sum_is_made_of_adds_up_to_the_answer(rows):
    X, y = rows
    info = contender("linear")
    model = info.build(info.hyperparameters(), "classification", 0).fit(X, np.minimum(y, 1), texts=1)
    told = model.explain(X[:1])
    sign = 1 if told.contest[0] == 1 else -1
    assert told.weights @ X.toarray()[0] + told.intercept == pytest.approx(sign * model.decision_function(X[:1])[0])
