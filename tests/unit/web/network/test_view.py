"""What the picture shows beside a snapshot: the settings that are chosen in it."""

from typing import Any

import pytest

from bakeoff.network.points import make_points
from bakeoff.network.settings import LabSettings
from bakeoff.web.network.view import LabView
from bakeoff.wire import unpack


def knobs_of(**settings: Any) -> dict[str, dict[str, Any]]:
    chosen = LabSettings.parse(settings)
    header, _arrays = unpack(LabView(chosen, make_points(chosen)).packed)
    return {knob["name"]: knob for knob in header["knobs"]}


def test_a_rate_from_a_link_is_among_the_choices_in_its_place():
    rate = knobs_of(learning_rate=0.07)["learning_rate"]
    values = [value for value, _label in rate["options"]]
    assert (rate["value"], values[values.index("0.07") - 1 :][:3]) == ("0.07", ["0.03", "0.07", "0.1"])


@pytest.mark.parametrize(("layers", "value"), [("4:relu,2:relu", "relu"), ("4:relu,2:tanh", ""), ("", "")])
def test_the_activation_of_all_layers_is_empty_where_they_differ(layers, value):
    activation = knobs_of(layers=layers)["activation"]
    assert activation["value"] == value
    assert (activation["options"][0] == ["", "–"]) == ("tanh" in layers)
    assert activation["hidden"] == (not layers)


def test_a_knob_without_effect_or_that_a_lesson_hides_is_hidden():
    hidden = [name for name, knob in knobs_of(hide="learning_rate,layers").items() if knob["hidden"]]
    assert hidden == ["learning_rate", "activation", "regularisation_rate"]
    assert [name for name, knob in knobs_of(data="table").items() if knob["hidden"]][-2:] == ["n_points", "noise"]
    assert not knobs_of(regularisation="l1")["regularisation_rate"]["hidden"]
