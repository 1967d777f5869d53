from dataclasses import replace

import pytest

from bakeoff.evaluation.base import Finding
from bakeoff.features.other_split.two_splits import two_splits
from bakeoff.race.race import run
from bakeoff.spec import BakeoffSpec

GROUP = Finding(
    "group", "note", "Rows belong together.", "", "", {"rules.split": "group", "rules.split_by": "Age (years)"}
)
COPIES = Finding("repeated", "note", "Rows repeat others.", "", "", {"rules.unique": True})
COLUMN = Finding("telltale", "warning", "A column tells.", "", "", {"rules.leave_out": ("Sex",)})


@pytest.fixture(scope="module")
def race(engine):
    return run(BakeoffSpec(dataset="diabetes", contenders={"decision_tree": {}, "dummy": {}}), engine).finished_race


def warned(race, *findings):
    return replace(race, setting=replace(race.setting, findings=findings))


def test_a_race_whose_rows_are_each_their_own_has_no_other_split(race):
    assert two_splits(race) is None
    assert two_splits(warned(race, COPIES, COLUMN)) is None


def test_the_other_split_is_what_mends_the_finding(race):
    splits = two_splits(warned(race, COLUMN, GROUP))
    assert (splits.honest.rules.split, splits.honest.rules.split_by) == ("group", "Age (years)")
    assert splits.chance == race.spec
    assert (splits.raced_by_chance, splits.leads) == (True, True)
    copies = two_splits(warned(race, replace(COPIES, level="warning")))
    assert (copies.honest.rules.split, copies.honest.rules.unique) == ("random", True)
    assert copies.way == "Without repeated rows"


def test_a_race_by_group_asks_for_chance(race):
    rules = race.spec.rules.parse({"split": "group", "split_by": "Age (years)"})
    splits = two_splits(replace(race, spec=race.spec.with_parts(rules=rules)))
    assert splits.honest.rules == rules
    assert splits.chance == race.spec
    assert (splits.raced_by_chance, splits.leads, splits.way) == (False, False, "Split by “Age (years)”")


def test_a_test_part_of_its_own_is_not_split_otherwise(race):
    official = BakeoffSpec(dataset="mnist", contenders={"decision_tree": {}})
    assert two_splits(replace(warned(race, GROUP), spec=official)) is None
