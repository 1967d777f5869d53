"""Rows of a race that luck decides, against counting them one by one."""

import pytest

from bakeoff.race.race import run
from bakeoff.race.report import Report
from bakeoff.spec import BakeoffSpec

FOUR = {"decision_tree": {"max_depth": 2}, "random_forest": {"n_estimators": 5}, "linear": {}, "dummy": {}}


def lucky_rows(report: Report) -> list[int]:
    """Return the numbers of rows on which contenders differ whom none of the pairs says another is better than."""
    beaten = set()
    for pair in report.verdict.pairs:
        if pair.decided:
            beaten.add(pair.second if pair.difference > 0 else pair.first)
    open_ones = [name for name in report.answers if name not in beaten and name != "dummy"]
    rows = report.predictions()
    return [number for number, row in rows.iterrows() if len({row[name] for name in open_ones}) > 1]


@pytest.mark.parametrize("dataset", ["wine", "breast_cancer", "moons"])
@pytest.mark.parametrize("rules", [{}, {"metric": "balanced_accuracy"}, {"seeds": 2, "seed": 4}, {"test_share": 0.1}])
def test_luck_decides_the_rows_on_which_those_that_may_be_the_best_differ(engine, dataset, rules):
    report = run(BakeoffSpec(dataset=dataset, contenders=FOUR, rules=rules), engine)
    race, lucky = report.finished_race, lucky_rows(report)
    assert list(race.held_out.rows[race.luck]) == lucky if race.luck is not None else not lucky
    assert report.luck == (None if race.luck is None else len(lucky) / len(race.held_out.rows))


def test_luck_decides_nothing_where_one_is_best_and_of_numbers(engine):
    contest = {"decision_tree": {"max_depth": 1}, "k_nearest": {}, "dummy": {}}
    spiral = run(BakeoffSpec(dataset={"name": "spiral", "options": {"noise": 0}}, contenders=contest), engine)
    numbers = run(BakeoffSpec(dataset="diabetes", contenders=["linear", "svm"]), engine)
    assert spiral.finished_race.equals == ("k_nearest",)
    assert [spiral.luck, numbers.luck, Report.from_json(spiral.to_json()).luck] == [None, None, None]
