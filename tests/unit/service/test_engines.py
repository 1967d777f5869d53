"""The server's engine as the preset has it: trainings at once, and whether TensorFlow is there from the start."""

import pytest

from bakeoff.service.engines import engine
from tests.unit.engine import sample_jobs
from tests.unit.engine.recorder import submit


@pytest.mark.parametrize(
    ("variables", "slots", "at_start"),
    [
        ({"BAKEOFF_PRESET": "cloud", "BAKEOFF_KERAS_AT_START": "no"}, 2, False),
        ({"BAKEOFF_PRESET": "class", "BAKEOFF_TRAININGS": "3"}, 3, True),
    ],
)
def test_engine_follows_preset_and_variables(monkeypatch, variables, slots, at_start):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    server = type(engine)(engine._make)
    made = server()
    try:
        assert made.slots == slots
        found = submit(made, "a", sample_jobs.describe_process, ["tensorflow"]).end().result["loaded"]
        assert found == ["tensorflow"] * at_start
    finally:
        made.close()
