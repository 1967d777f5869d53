import pytest

from bakeoff.errors import SettingError
from bakeoff.evaluation.base import Estimate
from bakeoff.published import Number, published, published_run
from bakeoff.race import run


def test_every_run_is_a_race_of_the_contenders_whose_numbers_it_gives():
    for one in published().values():
        assert {number.contender for number in one.numbers} == set(one.spec.contenders), one.name
        assert all(0 < number.accuracy < 1 for number in one.numbers)
        assert one.source.startswith("https://")
        assert one.spec.rules.validation_share == 0


def test_the_numbers_on_breast_cancer_are_met_in_every_digit(engine):
    one = published_run("breast_cancer")
    report = run(one.spec, engine)
    for number in one.numbers:
        assert number.agreement(report.results[number.contender].outcome.metrics["accuracy"]) == "same"


@pytest.mark.parametrize(
    ("within", "ours", "expected"),
    [
        (0.005, Estimate(0.9049, 0.9, 0.91), "same"),
        (0.0, Estimate(0.9000004, 0.88, 0.92), "same"),
        (0.0, Estimate(0.91, 0.89, 0.93), "near"),
        (0.005, Estimate(0.92, 0.91, 0.93), "differs"),
    ],
)
def test_agreement(within, ours, expected):
    assert Number("svm", 0.9, within).agreement(ours) == expected


def test_an_unknown_run_is_refused_with_the_nearest_name():
    with pytest.raises(SettingError, match="breast_cancer"):
        published_run("breast_cancr")
