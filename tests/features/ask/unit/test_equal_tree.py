"""The tree that equals a small forest, beside scikit-learn's forests and a search without any bound."""

import functools
import itertools

import numpy as np
import pandas as pd
import pytest
from sklearn.ensemble import RandomForestClassifier

from bakeoff.datasets import Dataset
from bakeoff.errors import SettingError
from bakeoff.features.ask import equal_tree as module
from bakeoff.features.ask.equal_tree import SmallestTree, cell_rows, equal_tree, grid
from bakeoff.features.ask.subject import Subject
from bakeoff.preparation.prepared import prepare, prepare_dataset
from bakeoff.rules import Rules
from bakeoff.spec import BakeoffSpec
from tests.features.ask.unit.subjects import fitted_on
from tests.features.ask.unit.test_imitation import answers_of

SMALL = {"n_estimators": 7, "max_depth": 3}


def forest_on(dataset: str, **settings: object) -> Subject:
    spec = BakeoffSpec(dataset=dataset, contenders={"random_forest": SMALL | settings})
    return fitted_on(prepare(spec), spec)


def answer(tree, node, row, scaled) -> int:
    """Walk down a drawn tree by the questions in its nodes."""
    while tree.left[node] >= 0:
        asked = tree.words[node]
        node = tree.left[node] if row[str(asked.feature)] <= asked.threshold else tree.right[node]
    return int(tree.answers[node])


@pytest.mark.parametrize(
    ("dataset", "settings"),
    [("iris", {}), ("breast_cancer", {"n_estimators": 4, "max_depth": 2}), ("moons", {"n_estimators": 10})],
)
def test_it_answers_as_the_forest_in_each_cell_and_on_each_row(dataset, settings):
    subject = forest_on(dataset, **settings)
    forest, found = subject.models["random_forest"], equal_tree(subject, "random_forest")
    prepared, names = subject.prepared, subject.prepared.feature_names_out
    assert isinstance(forest, RandomForestClassifier)
    columns, thresholds = grid(forest)
    X = np.concatenate(list(cell_rows(columns, thresholds, prepared.X_train.shape[1])))
    assert found.cells == len(X) == len(np.unique(X, axis=0))
    units = np.array(subject.units)
    some = np.random.default_rng(0).choice(len(X), min(len(X), 300), replace=False)
    inside = X[some].astype(np.float64) - 1e-6  # rows on a threshold may fall to either side in the table's units
    by_cell = [
        answer(found.tree, 0, dict(zip(names, row, strict=True)), None) for row in inside * units[:, 0] + units[:, 1]
    ]
    np.testing.assert_array_equal(by_cell, forest.predict(inside))
    said = forest.predict(prepared.X_test)
    assert answers_of(subject, found.function) == [str(prepared.class_names[code]) for code in said]
    assert found.tree.rows[0] == len(prepared.rows_train)


def test_ties_of_votes_are_broken_as_scikit_learn_breaks_them():
    """Two trees that disagree have the same mean probabilities for two classes."""
    rng = np.random.default_rng(3)
    X, y = pd.DataFrame({"a": rng.normal(size=24), "b": rng.normal(size=24)}), rng.integers(0, 3, 24)
    data = Dataset(X, y, "classification", ("a", "b"), ("x", "y", "z"), "kind")
    spec = BakeoffSpec(contenders={"random_forest": {"n_estimators": 2}})
    subject = fitted_on(prepare_dataset(data, Rules(), "Ties"), spec)
    forest, found = subject.models["random_forest"], equal_tree(subject, "random_forest")
    tied = np.sort(forest.predict_proba(subject.prepared.X_test), axis=1)
    assert (tied[:, -1] == tied[:, -2]).any()
    said = [str(data.class_names[code]) for code in forest.predict(subject.prepared.X_test)]
    assert answers_of(subject, found.function) == said


def least(cells: np.ndarray) -> int:
    """Return the least depth by trying every threshold of every column."""

    @functools.cache
    def of(box: tuple[tuple[int, int], ...]) -> int:
        part = cells[tuple(slice(*ends) for ends in box)]
        if (part == part.flat[0]).all():
            return 0
        halves = [
            tuple((*box[:axis], ends, *box[axis + 1 :]) for ends in ((low, cut), (cut, high)))
            for axis, (low, high) in enumerate(box)
            for cut in range(low + 1, high)
        ]
        return 1 + min(max(of(left), of(right)) for left, right in halves)

    return of(tuple((0, n) for n in cells.shape))


@pytest.mark.parametrize("n_classes", [2, 3])
@pytest.mark.parametrize("shape", [(4, 5), (3, 3, 3), (2, 2, 2, 3), (9,)])
def test_no_tree_of_less_depth_has_the_answers(shape, n_classes):
    for seed in range(12):
        cells = np.random.default_rng(seed).integers(n_classes, size=shape).astype(np.int16)
        search = SmallestTree()
        root = search.nodes(cells, [np.arange(n - 1) + 0.5 for n in shape])
        assert search.depth == least(cells)
        for at in itertools.product(*map(range, shape)):
            node = root
            while node.left is not None:
                node = node.left if at[node.axis] <= node.threshold else node.right
            assert node.answer == cells[at]


def test_a_forest_that_asks_nothing_is_one_leaf():
    found = equal_tree(forest_on("iris", min_samples_leaf=60), "random_forest")
    assert (found.cells, found.depth, found.leaves) == (1, 0, 1)


def test_what_is_too_large_is_refused_in_a_sentence(monkeypatch):
    monkeypatch.setattr(module, "MOST_CELLS", 100)
    subject = forest_on("iris")
    with pytest.raises(SettingError, match=r"cut the table into .* cells; at most 100 can be compared"):
        equal_tree(subject, "random_forest")
    monkeypatch.undo()
    monkeypatch.setattr(module, "MOST_BOXES", 3)
    with pytest.raises(SettingError, match="too intricate"):
        equal_tree(subject, "random_forest")


@pytest.mark.parametrize("seed", range(4))
def test_rows_on_a_threshold_get_the_answer_of_the_forest(seed):
    """Thresholds lie in the middle of two training values, so at two decimals others lie exactly on them."""
    rng = np.random.default_rng(seed)

    def rows(n: int) -> pd.DataFrame:
        return pd.DataFrame(rng.normal(1, 1, size=(n, 4)).round(2), columns=["a", "b", "c", "d"])

    X = rows(400)
    y = (X["a"] + X["b"] > 2).to_numpy().astype(int)
    data = Dataset(X, y, "classification", tuple(X), ("no", "yes"), "kind")
    spec = BakeoffSpec(contenders={"random_forest": {"n_estimators": 4, "max_depth": 3}})
    subject = fitted_on(prepare_dataset(data, Rules(), "Two decimals"), spec)
    found, names = equal_tree(subject, "random_forest"), {}
    exec(found.function, names)
    asked = [question for question in found.tree.words if question is not None]
    fresh = pd.concat(
        [rows(5_000), *(rows(1).assign(**{q.feature: round(q.threshold, 2)}) for q in asked for _ in "12")]
    )
    on = {round(q.threshold, 2) for q in asked if abs(q.threshold - round(q.threshold, 2)) < 1e-6}
    assert on, "no threshold has two decimals"
    codes = subject.models["random_forest"].predict(subject.prepared.pipeline.transform(fresh))
    assert [names["answer"](row) for row in fresh.to_dict("records")] == [("no", "yes")[code] for code in codes]
