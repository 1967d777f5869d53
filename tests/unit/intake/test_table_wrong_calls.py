"""Wrong calls from Python: each ends in one sentence that names the way."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from sklearn.linear_model import LogisticRegression

import bakeoff
from bakeoff import BakeoffError, BakeoffSpec, Plan, judge, run

DRAW = np.random.default_rng(0)
FRAME = pd.DataFrame(
    {"x": DRAW.random(60), "city": DRAW.choice(list("abc"), 60), "churn": DRAW.choice(["yes", "no"], 60)}
)
IRIS = BakeoffSpec(dataset="iris", contenders=["dummy"])


def on(dataset: str, **rules: object) -> Callable[[], object]:
    return lambda: run(BakeoffSpec(dataset=dataset, contenders=["dummy"], rules=rules))


def levels() -> pd.DataFrame:
    return FRAME.set_axis(pd.MultiIndex.from_product([["a"], FRAME.columns]), axis=1)


@pytest.mark.parametrize(
    ("call", "way"),
    [
        (lambda: run(IRIS, metric=lambda truth, answers: 1 / 0), "division by zero"),
        (lambda: run(IRIS, metric="accuracy"), 'rules={"metric": "accuracy"}'),
        (lambda: Plan(folds=1), "folds must be 2 or more"),
        (lambda: Plan(fold=5), "did you mean “folds”?"),
        (lambda: Plan(question="why"), "one of 'which', 'rows'"),
        (lambda: BakeoffSpec(dataset=FRAME), "bakeoff.table(df, target=…)"),
        (lambda: BakeoffSpec(dataset="my.csv"), "bakeoff.table('my.csv', target=…)"),
        (lambda: BakeoffSpec(dataset={"name": "my.parquet"}), "bakeoff.table("),
        (lambda: run("iris"), "BakeoffSpec(dataset='iris')"),
        (lambda: run({"dataset": "iris"}), "BakeoffSpec("),
        (lambda: judge("iris", Plan()), "BakeoffSpec(dataset='iris')"),
        (lambda: judge(IRIS, {"folds": 5}), "Plan(folds=5"),
        (lambda: bakeoff.table(np.zeros((30, 3)), target="x"), "pandas.DataFrame"),
        (lambda: bakeoff.table(FRAME["x"], target="x"), "pandas.DataFrame"),
        (lambda: bakeoff.table({"x": [1]}, target="x"), "pandas.DataFrame"),
        (lambda: bakeoff.table(FRAME, target="churn", task="regression"), "as a class"),
        (lambda: bakeoff.table(FRAME, target="churn", sep=";"), "did you mean “delimiter”?"),
        (lambda: bakeoff.table(levels(), target="churn"), "Join them first"),
        (lambda: BakeoffSpec(dataset="iris", contenders=[LogisticRegression()]), '{"mine": LogisticRegression'),
        (lambda: BakeoffSpec(dataset="iris", contenders=LogisticRegression()), '{"mine": LogisticRegression'),
        (on("iris", log_target=True), "leave rules.log_target out"),
        (on("diabetes", class_weight="balanced"), "leave rules.class_weight out"),
        (on("diabetes", calibration="all"), "leave rules.calibration out"),
        (on("diabetes", costs="0,1;1,0"), "leave rules.costs out"),
    ],
)
def test_a_wrong_call_ends_in_a_sentence_that_names_the_way(call, way):
    with pytest.raises(BakeoffError) as refused:
        call()
    said = str(refused.value)
    assert way in said
    assert "\n" not in said
    assert len(said) < 250


def test_two_columns_of_one_name_get_a_number_as_in_a_file():
    choice = bakeoff.table(FRAME.set_axis(["x", "x", "churn"], axis=1), target="churn")
    data = choice.info.load(choice.options)
    assert data.feature_names == ("x", "x (2)")


def test_columns_are_named_by_numbers_and_with_blanks_around():
    for names, target in (([0, 1, 2], 2), (["x", "city", " churn "], " churn ")):
        choice = bakeoff.table(FRAME.set_axis(names, axis=1), target=target, roles={names[1]: "ignore"})
        assert choice.info.load(choice.options).class_names == ("no", "yes")
