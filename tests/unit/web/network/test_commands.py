"""What a browser may send to the lab, and what is made of it."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakeoff.errors import SettingError
from bakeoff.features.lab.page.component import open_letter
from bakeoff.network.commands import (
    SPOKEN,
    EditWeight,
    NewWeights,
    Pause,
    Play,
    Reset,
    Rewind,
    SetPace,
    StepBatch,
    StepEpoch,
    Watch,
)
from bakeoff.network.points import CLASS_NAMES, Points, make_points, painted_from_text
from bakeoff.network.settings import LabSettings
from bakeoff.web.network.commands import Change, Look, Restore, read_command
from bakeoff.web.network.view import Ghost, LabView

SETTINGS = LabSettings.parse({"layers": "4:tanh,2:relu", "features": "x1,x2,sin_x1"})
VIEW = LabView(SETTINGS, make_points(SETTINGS), (Ghost("a1", "learning rate 0.1", np.zeros((2, 5), np.float32)),))

SOUND = [
    ({"command": "look"}, Look()),
    ({"command": "play"}, Play()),
    ({"command": "pause"}, Pause()),
    ({"command": "step_epoch"}, StepEpoch()),
    ({"command": "step_batch"}, StepBatch()),
    ({"command": "reset"}, Reset()),
    ({"command": "new_weights"}, NewWeights(SETTINGS.weight_seed + 1)),
    ({"command": "rewind", "epoch": 12, "batch": 3}, Rewind(12.0, 3)),
    ({"command": "rewind", "epoch": -3, "batch": 0}, Rewind(0.0)),
    ({"command": "pace", "value": "100"}, SetPace("100")),
    ({"command": "watch", "value": 17}, Watch(17)),
    ({"command": "watch", "value": None}, Watch(None)),
    ({"command": "edit_weight", "layer": 0, "source": 2, "target": 3, "value": -0.5}, EditWeight(0, 2, 3, -0.5)),
    (
        {"command": "edit_weight", "layer": 2, "source": None, "target": 1, "value": 1e308},
        EditWeight(2, None, 1, 1e308),
    ),
    ({"command": "restore", "ghost": "a1"}, Restore("a1")),
    ({"command": "features", "value": ["x2"]}, Change({"features": ("x2",)})),
    ({"command": "layers", "value": []}, Change({"layers": ()})),
    ({"command": "show_test", "value": True}, Change({"show_test": True})),
    ({"command": "discretise", "value": False}, Change({"discretise": False})),
    ({"command": "surface", "value": True}, Change({"surface": True})),
    ({"command": "data", "value": "painted"}, Change({"data": "painted"})),
    ({"command": "learning_rate", "value": "0.1"}, Change({"learning_rate": "0.1"})),
    ({"command": "n_points", "value": "100"}, Change({"points": "100"})),
    ({"command": "noise", "value": "0.3"}, Change({"noise": "0.3"})),
    ({"command": "regularisation", "value": "l2"}, Change({"regularisation": "l2"})),
    ({"command": "regularisation_rate", "value": "0.003"}, Change({"regularisation_rate": "0.003"})),
]


def test_every_command_of_the_job_that_a_browser_may_send_is_tried_here():
    assert SPOKEN.keys() < {sent["command"] for sent, _command in SOUND}


@pytest.mark.parametrize(("sent", "command"), SOUND, ids=lambda value: str(value)[:40])
def test_a_sound_command_is_understood(sent: dict[str, Any], command: object):
    assert read_command(sent, VIEW) == command


UNSOUND = [
    None,
    "play",
    [],
    {},
    {"command": None},
    {"command": ["play"]},
    {"command": "end"},
    {"command": "__class__"},
    {"command": "rewind"},
    {"command": "rewind", "epoch": 3},
    {"command": "rewind", "epoch": 3, "batch": -1},
    {"command": "pace", "value": "2"},
    {"command": "pace", "value": 10},
    {"command": "watch", "value": -1},
    {"command": "watch", "value": 2000},
    {"command": "watch", "value": "1"},
    {"command": "rewind", "epoch": math.nan, "batch": 0},
    {"command": "rewind", "epoch": math.inf, "batch": 0},
    {"command": "rewind", "epoch": "3", "batch": 0},
    {"command": "rewind", "epoch": 10**400, "batch": 0},
    {"command": "rewind", "epoch": True, "batch": 0},
    {"command": "edit_weight", "layer": 3, "source": 0, "target": 0, "value": 1},
    {"command": "edit_weight", "layer": -1, "source": 0, "target": 0, "value": 1},
    {"command": "edit_weight", "layer": 0, "source": 3, "target": 0, "value": 1},
    {"command": "edit_weight", "layer": 0, "source": 0, "target": 4, "value": 1},
    {"command": "edit_weight", "layer": 0.5, "source": 0, "target": 0, "value": 1},
    {"command": "edit_weight", "layer": 0, "source": 0, "target": 0, "value": math.nan},
    {"command": "edit_weight", "layer": 0, "source": 0, "target": 0, "value": None},
    {"command": "edit_weight", "layer": 0, "target": 0, "value": 1},
    {"command": "restore", "ghost": "b2"},
    {"command": "restore", "ghost": ["a1"]},
    {"command": "features", "value": "x1"},
    {"command": "features", "value": [["x1"]]},
    {"command": "features", "value": ["x3"]},
    {"command": "features", "value": 3},
    {"command": "layers", "value": [[9, "tanh"]]},
    {"command": "layers", "value": [[0, "tanh"]]},
    {"command": "layers", "value": [[2, "softmax"]]},
    {"command": "layers", "value": [[2, "tanh"]] * 7},
    {"command": "layers", "value": [[2]]},
    {"command": "show_test", "value": "yes"},
    {"command": "data", "value": "ring"},
    {"command": "learning_rate", "value": "nan"},
    {"command": "n_points", "value": "5000"},
    {"command": "points", "value": [[1, 2]]},
    {"command": "points", "value": [[1, 2, 5]]},
    {"command": "points", "value": [[1, 2, -1]]},
    {"command": "points", "value": [[1, 2, 0.5]]},
    {"command": "points", "value": [[math.nan, 2, 0]]},
    {"command": "points", "value": [[1, 2, 0]] * 2001},
    {"command": "points", "value": {"0": 1}},
]


@pytest.mark.parametrize("sent", UNSOUND, ids=lambda value: str(value)[:60])
def test_an_unsound_command_is_ignored(sent: object):
    assert read_command(sent, VIEW) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
NAMES = sorted({str(sent["command"]) for sent, _ in SOUND} | {"points"})
FIELDS = st.sampled_from(["value", "layer", "source", "target", "epoch", "ghost"])


@given(
    sent=st.builds(lambda name, rest: rest | {"command": name}, st.sampled_from(NAMES), st.dictionaries(FIELDS, JSON))
)
def test_whatever_is_sent_nothing_is_raised(sent: dict[str, Any]):
    read_command(sent, VIEW)


@given(letter=JSON | st.fixed_dictionaries({"session": JSON, "commands": JSON}))
def test_whatever_letter_comes_nothing_is_raised(letter: object):
    open_letter(letter, {})


def test_each_command_is_taken_once_and_in_order():
    first, taken = open_letter({"session": "s", "commands": [[1, "a"], [2, "b"]]}, {})
    again, taken = open_letter({"session": "s", "commands": [[1, "a"], [2, "b"], [3, "c"]]}, taken)
    assert (first, again, taken) == (["a", "b"], ["c"], {"session": "s", "number": 3})
    other, taken = open_letter({"session": "t", "commands": [[1, "d"]]}, taken)
    assert (other, taken) == (["d"], {"session": "t", "number": 1})


def test_painted_points_come_back_as_they_were_painted():
    sent = {"command": "points", "value": [[-6, 6, 0], [0.1234, -2.5, 4], [99, 0, 1]]}
    change = read_command(sent, VIEW)
    assert isinstance(change, Change)
    settings = change.of(SETTINGS)
    X, codes = painted_from_text(settings.painted)
    assert settings.data == "painted"
    assert settings.layers == SETTINGS.layers
    np.testing.assert_allclose(X, [[-6, 6], [0.1234, -2.5], [6, 0]], atol=2e-4)
    assert codes.tolist() == [0, 4, 1]


def test_all_painted_points_can_be_cleared():
    change = read_command({"command": "points", "value": []}, VIEW)
    assert isinstance(change, Change)
    assert change.of(SETTINGS).painted == ""


def test_all_features_off_is_handed_on_for_the_page_to_say_why_not():
    change = read_command({"command": "features", "value": []}, VIEW)
    assert isinstance(change, Change)
    with pytest.raises(SettingError, match="at least one of x1"):
        change.of(SETTINGS)


def test_two_changes_in_a_row_are_both_kept():
    settings = SETTINGS
    for sent in ({"command": "features", "value": ["x1"]}, {"command": "layers", "value": [[3, "elu"]]}):
        change = read_command(sent, VIEW)
        assert isinstance(change, Change)
        settings = change.of(settings)
    assert settings.features == ("x1",)
    assert [str(layer) for layer in settings.layers] == ["3:elu"]


def test_a_view_of_points_that_teach_nothing_can_be_shown():
    nothing = Points(np.zeros((0, 2), np.float32), np.zeros(0, np.int32), np.zeros(0, bool), CLASS_NAMES[:2])
    assert LabView(SETTINGS, nothing).packed
    assert LabView(SETTINGS, nothing).sizes == (3, 4, 2, 2)
