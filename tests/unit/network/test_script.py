"""The script is run, with its points, where the lab offers both; here, what it says."""

import re

import pytest

from bakeoff.network.points import make_points
from bakeoff.network.script import keras_script
from bakeoff.network.settings import LabSettings


@pytest.mark.parametrize(("trained", "told"), [(0, "100"), (1, "1"), (12_345, "12345")])
def test_the_script_trains_as_long_as_the_lab_did_or_a_hundred_epochs(trained, told):
    settings = LabSettings(points=20)
    script = keras_script(settings, make_points(settings), trained)
    compile(script, "network.py", "exec")
    assert re.findall(r"^EPOCHS = (\d+)$", script, re.MULTILINE) == [told]
