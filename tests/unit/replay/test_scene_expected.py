"""The stage that a race is expected to have before any job has read the data."""

import pytest

from bakeoff.preparation.prepared import prepare
from bakeoff.race.regions import placed_on
from bakeoff.race.watching import questions
from bakeoff.replay.scene import expected_stage
from bakeoff.spec import BakeoffSpec


@pytest.mark.parametrize("name", ["moons", "iris", "digits", "diabetes"])
def test_it_is_of_the_kind_that_the_race_then_has(name):
    spec = BakeoffSpec(dataset=name)
    prepared = prepare(spec)
    asked = questions(prepared, *placed_on(prepared))
    expected = expected_stage(spec)
    assert (expected.kind, expected.task) == (asked.stage.kind, asked.stage.task)
    shown = (expected, asked.stage)
    assert len({0 if stage.pictures is None else len(stage.pictures) for stage in shown}) == 1


def test_without_validation_rows_only_a_plane_may_be_asked():
    def expected(name: str):
        return expected_stage(BakeoffSpec(dataset=name, rules={"validation_share": 0.0}))

    assert expected("iris") is None
    assert expected("moons").kind == "plane"
