"""A race's trained models, asked in Python for new rows."""

import pickle
import warnings
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from sklearn.ensemble import ExtraTreesClassifier, ExtraTreesRegressor

import bakeoff
from bakeoff.datasets import dataset
from bakeoff.errors import BakeoffError, HistoryError
from bakeoff.race.models import delete
from bakeoff.race.race import run
from bakeoff.race.report import Report
from bakeoff.spec import BakeoffSpec

DEFAULTS = ("keras_mlp", "decision_tree", "svm", "random_forest")
QUICK = {"keras_mlp": {"epochs": 3, "hidden": "8"}, "random_forest": {"n_estimators": 10}}


def trips(n: int = 120) -> pd.DataFrame:
    """Return a table as people write one: with gaps, codes, dates, truth values and words."""
    draw = np.random.default_rng(0)
    kilometres = draw.uniform(1, 30, n).round(1)
    fast = draw.random(n) < 0.5
    return pd.DataFrame(
        {
            "kilometres": [f"{value} km" if row % 17 else "" for row, value in enumerate(kilometres)],
            "zone": draw.choice(["01", "02", "03", "n/a"], n),
            "day": pd.date_range("2024-01-01", periods=n, freq="36h").strftime("%d.%m.%Y"),
            "fast": fast,
            "left": [f"{hour:02}:15" for hour in draw.integers(5, 23, n)],
            "note": [" ".join(draw.choice(["wet", "dry", "windy", "late"], 6)) for _row in range(n)],
            "price": (3 * kilometres + 20 * fast + draw.normal(0, 2, n)).round(2),
            "dear": np.where(3 * kilometres + 20 * fast > 55, "yes", "no"),
        }
    )


@pytest.fixture
def iris(engine) -> Report:
    return run(BakeoffSpec(dataset="iris", contenders=["svm", "decision_tree", "dummy"]), engine)


def check_answers(report: Report, rows: pd.DataFrame, names) -> None:
    """Check that each model answers for the test rows, in their raw form, as the race did."""
    truth = report.predictions()
    asked = rows.iloc[truth.index] if isinstance(rows, pd.DataFrame) else rows[truth.index]
    for name in names:
        model = report.model(name)
        with warnings.catch_warnings(action="ignore", category=DeprecationWarning):  # of Keras, which saves its weights
            model = pickle.loads(pickle.dumps(model))
        answers = model.predict(asked)
        if model.class_names:
            assert answers.tolist() == truth[name].tolist(), name
            chances = model.predict_proba(asked)
            np.testing.assert_allclose(chances.max(axis=1), truth[f"{name}_confidence"], atol=1e-6)
        else:
            np.testing.assert_allclose(answers, truth[name], rtol=1e-6)


@pytest.mark.parametrize("of_file", [False, True])
@pytest.mark.parametrize(
    ("target", "mine"),
    [("dear", ExtraTreesClassifier(20, random_state=1)), ("price", ExtraTreesRegressor(20, random_state=1))],
)
def test_models_answer_raw_rows_of_an_own_table_as_the_race_did(engine, tmp_path, target, mine, of_file):
    rows = trips()
    frame = rows.drop(columns={"dear", "price"} - {target})
    if of_file:
        frame.to_csv(tmp_path / "trips.csv", index=False)
    source = tmp_path / "trips.csv" if of_file else frame
    chosen = {**{name: QUICK.get(name, {}) for name in DEFAULTS}, "mine": mine}
    report = run(BakeoffSpec(dataset=bakeoff.table(source, target=target), contenders=chosen), engine)
    read_back = pd.read_csv(tmp_path / "trips.csv", dtype={"zone": str}) if of_file else rows
    check_answers(report, read_back.sample(frac=1, axis=1, random_state=3), chosen)


@pytest.mark.parametrize("name", ["iris", "digits", "diabetes", "reviews"])
def test_models_answer_rows_of_built_in_data_as_the_race_did(engine, name):
    spec = BakeoffSpec(dataset=name, contenders=["decision_tree", "linear"], rules={"log_target": name == "diabetes"})
    data = dataset(name).load(spec.dataset.options)
    check_answers(run(spec, engine), data.X if data.image_shape else data.table, spec.contenders)


def test_new_categories_gaps_and_words_are_answered_and_one_row_is_enough(engine):
    frame = trips().drop(columns="price")
    model = run(BakeoffSpec(dataset=bakeoff.table(frame, target="dear"), contenders=["svm"]), engine).model("svm")
    one = pd.DataFrame(
        [["28,5 km", "99", "1.2.2031", True, "23:15", None], [None, None, None, None, None, None]],
        columns=["kilometres", "zone", "day", "fast", "left", "note"],
    )
    assert set(model.predict(one)) <= {"yes", "no"}
    assert model.predict(one.iloc[:1]).tolist() == ["yes"]


@pytest.mark.parametrize(
    ("rows", "named"),
    [
        ([[5.1, 3.5, 1.4, 0.2]], "data frame"),
        (pd.DataFrame({"Sepal lenght": [1.0]}), "Sepal lenght"),
        (pd.DataFrame(columns=["a"]), "Sepal length"),
    ],
)
def test_rows_that_are_none_of_the_datas_are_refused_in_a_sentence(iris, rows, named):
    with pytest.raises(BakeoffError) as refused:
        iris.model("svm").predict(rows)
    assert named in str(refused.value)


def test_words_in_a_column_of_numbers_are_refused(iris):
    model = iris.model("decision_tree")
    rows = pd.DataFrame([["wide", 1, 1, 1]], columns=list(model.rows.table.columns))
    with pytest.raises(BakeoffError, match="must be numbers, not 'wide'"):
        model.predict(rows)


def test_a_report_without_models_says_so_and_a_wrong_name_gets_the_right_one(iris, engine):
    for report in (Report.from_json(iris.to_json()), run(iris.spec, engine, keep_models=False)):
        with pytest.raises(BakeoffError, match="no trained models"):
            report.model("svm")
    with pytest.raises(BakeoffError, match="did you mean “decision_tree”"):
        iris.model("tree")
    again = pickle.loads(pickle.dumps(iris))
    assert again.to_json() == iris.to_json()
    assert again.model("svm").class_names == ("Setosa", "Versicolor", "Virginica")
    failed = replace(iris.results["dummy"], outcome=None, message="It failed.")
    with pytest.raises(BakeoffError, match=r"has no model: It failed\."):
        replace(iris, results={**iris.results, "dummy": failed}).model("dummy")
    delete(iris.race_id)
    with pytest.raises(HistoryError, match="no longer kept"):
        iris.model("svm")
