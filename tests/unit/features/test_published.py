import dataclasses
import math
import tomllib
from pathlib import Path

import pytest

import bakeoff.features.published
from bakeoff.errors import SettingError
from bakeoff.evaluation.base import Estimate
from bakeoff.features.published import published, published_run
from bakeoff.race.race import run

FOLDER = Path(bakeoff.features.published.__file__).parent


def test_every_row_of_every_file_is_a_run_for_each_data_set_that_it_has_a_number_on():
    tables = [tomllib.loads(one.read_text(encoding="utf-8")) for one in FOLDER.glob("*.toml")]
    assert len(published()) == sum(len(row["accuracy"]) for table in tables for row in table["row"])
    for one in published().values():
        assert list(one.spec.contenders) == [one.contender]
        assert 0 < one.accuracy < 1
        assert one.table.source.startswith("https://")
        assert one.spec.rules.validation_share == 0


def test_numbers_are_those_of_the_papers_table():
    found = {name: one.accuracy for name, one in published().items()}
    assert (found["mnist_svm_poly_100"], found["fashion_mnist_svm_poly_100"]) == (0.978, 0.890)
    assert (found["mnist_forest_shallow"], found["fashion_mnist_forest_shallow"]) == (0.950, 0.838)
    assert published_run("mnist_svm_linear_1").spec.contenders["svm"].kernel == "linear"


def test_a_time_is_told_only_where_it_was_measured():
    assert all(one.seconds is None for one in published().values() if one.spec.dataset.name == "fashion_mnist")
    assert published_run("mnist_forest").seconds > published_run("mnist_forest_10").seconds > 0


@pytest.mark.parametrize("name", ["breast_cancer_svm", "breast_cancer_forest"])
def test_the_numbers_on_breast_cancer_are_met_in_every_digit(engine, name):
    one = published_run(name)
    assert one.agreement(run(one.spec, engine).results[one.contender].outcome.metrics["accuracy"]) == "same"


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
    one = dataclasses.replace(published_run("breast_cancer_svm"), accuracy=0.9, within=within)
    assert one.agreement(ours) == expected


def test_an_unknown_run_is_refused_with_the_nearest_name():
    with pytest.raises(SettingError, match="breast_cancer_svm"):
        published_run("breast_cancr_svm")
