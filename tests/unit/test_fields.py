from typing import Annotated, Literal

import pytest
from pydantic import BeforeValidator

from bakeoff.errors import SettingError
from bakeoff.fields import Settings, knobs, none_from_text, setting, to_text
from bakeoff.refusals import nearest, unknown


class Oven(Settings):
    heat: float = setting(
        180.0,
        gt=0.0,
        le=300.0,
        step=5.0,
        label="Heat",
        help="How hot it is.",
        docs="https://example.org/heat",
        primary=True,
    )
    minutes: int = setting(40, ge=1, lt=600, log=True, label="Minutes", help="How long it takes.", search=(10, 90))
    fan: bool = setting(False, label="Fan", help="Whether the air moves.")
    mode: Literal["bake", "grill", "steam"] = setting(
        "bake", label="Mode", help="Where heat comes from.", options={"bake": "Bake", "grill": "Grill from above"}
    )
    water: float = setting(0.5, ge=0.0, le=2.0, label="Water", help="How much.", only_if=("mode", ("steam",)))
    refill: bool = setting(True, label="Refill", help="Whether it refills.", only_if=("water", (1.0, 2.0)))
    probe: Annotated[int | None, BeforeValidator(none_from_text)] = setting(
        None, ge=30, le=99, label="Probe", help="Ends at this heat inside.", task="regression"
    )
    layers: tuple[int, ...] = setting((1, 2), max_length=3, label="Layers", help="What stands on what.")


BY_NAME = {knob.name: knob for knob in knobs(Oven)}


def test_knobs_come_in_the_order_they_are_declared():
    assert list(BY_NAME) == ["heat", "minutes", "fan", "mode", "water", "refill", "probe", "layers"]


@pytest.mark.parametrize(
    ("name", "kind", "optional"),
    [
        ("heat", "float", False),
        ("minutes", "int", False),
        ("fan", "bool", False),
        ("mode", "choice", False),
        ("probe", "int", True),
        ("layers", "text", False),
    ],
)
def test_knob_knows_its_kind(name, kind, optional):
    assert (BY_NAME[name].kind, BY_NAME[name].optional) == (kind, optional)


@pytest.mark.parametrize(
    ("name", "limits"), [("heat", (0.0, 300.0)), ("minutes", (1, 600)), ("probe", (30, 99)), ("fan", (None, None))]
)
def test_knob_knows_its_limits(name, limits):
    assert (BY_NAME[name].minimum, BY_NAME[name].maximum) == limits


def test_knob_carries_all_that_was_declared():
    heat = BY_NAME["heat"]
    assert (heat.label, heat.help, heat.docs) == ("Heat", "How hot it is.", "https://example.org/heat")
    assert (heat.default, heat.step, heat.primary, heat.log) == (180.0, 5.0, True, False)
    assert BY_NAME["minutes"].log
    assert (BY_NAME["minutes"].search, heat.search) == ((10, 90), None)
    assert BY_NAME["probe"].task == "regression"


def test_a_choice_without_a_label_is_called_by_its_value():
    assert BY_NAME["mode"].options == {"bake": "Bake", "grill": "Grill from above", "steam": "steam"}


def test_a_setting_applies_only_for_its_task():
    assert BY_NAME["probe"].applies(Oven(), "regression")
    assert not BY_NAME["probe"].applies(Oven(), "classification")


@pytest.mark.parametrize(
    ("values", "water", "refill"),
    [
        ({}, False, False),
        ({"mode": "steam"}, True, False),
        ({"mode": "steam", "water": 1}, True, True),
        ({"water": 1}, False, False),
    ],
)
def test_a_setting_applies_only_if_all_it_hangs_on_do(values, water, refill):
    oven = Oven.parse(values)
    assert BY_NAME["water"].applies(oven, "regression") is water
    assert BY_NAME["refill"].applies(oven, "regression") is refill


def test_texts_are_read_as_what_they_mean():
    oven = Oven.parse({"heat": "2.5e1", "minutes": "5", "fan": "true", "mode": "grill", "probe": "None "})
    assert (oven.heat, oven.minutes, oven.fan, oven.mode, oven.probe) == (25.0, 5, True, "grill", None)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"heat": 0}, "Oven: heat must be more than 0, not 0."),
        ({"heat": "301"}, "Oven: heat must be 300 or less, not '301'."),
        ({"minutes": 0}, "Oven: minutes must be 1 or more, not 0."),
        ({"minutes": 600}, "Oven: minutes must be less than 600, not 600."),
        ({"minutes": "soon"}, "Oven: minutes must be a whole number, not 'soon'."),
        ({"minutes": 1.5}, "Oven: minutes must be a whole number, not 1.5."),
        ({"heat": "warm"}, "Oven: heat must be a finite number, not 'warm'."),
        ({"heat": float("nan")}, "Oven: heat must be a finite number, not nan."),
        ({"heat": float("-inf")}, "Oven: heat must be a finite number, not -inf."),
        ({"fan": "perhaps"}, "Oven: fan must be true or false, not 'perhaps'."),
        ({"mode": "fry"}, "Oven: mode must be one of 'bake', 'grill' or 'steam', not 'fry'."),
        ({"probe": 20}, "Oven: probe must be 30 or more, not 20."),
        ({"layers": (1, 2, 3, 4)}, "Oven: layers must be at most 3 long, not 1,2,3,4."),
        ({"minuts": 3}, "Oven: minuts is not a setting; did you mean “minutes”?"),
    ],
)
def test_what_is_wrong_is_told_in_one_sentence(values, sentence):
    with pytest.raises(SettingError) as caught:
        Oven.parse(values, "Oven")
    assert str(caught.value) == sentence


def test_a_name_near_to_none_is_met_with_all_names():
    with pytest.raises(SettingError, match="xyzzy is not a setting; known are heat, minutes, fan"):
        Oven.parse({"xyzzy": 1})


def test_a_long_value_is_told_short():
    with pytest.raises(SettingError, match=r"not 'a{56}….$"):
        Oven.parse({"mode": "a" * 500})


def test_only_what_differs_from_the_default_is_changed():
    assert Oven.parse({"heat": 180, "minutes": "41", "probe": "none"}).changed() == {"minutes": 41}


def test_settings_cannot_be_changed_in_place():
    with pytest.raises(ValueError, match="frozen"):
        Oven().heat = 20.0


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "none"),
        (True, "true"),
        (3, "3"),
        (0.1, "0.1"),
        (1e-07, "1e-07"),
        ((64, 32), "64,32"),
        ((), ""),
        ("bake", "bake"),
    ],
)
def test_values_are_written_as_a_link_carries_them(value, text):
    assert to_text(value) == text


@pytest.mark.parametrize(("value", "read"), [("none", None), (" None", None), ("nine", "nine"), (3, 3), (None, None)])
def test_the_text_none_is_none(value, read):
    assert none_from_text(value) == read


@pytest.mark.parametrize(("word", "meant"), [("bakk", "bake"), ("gril", "grill"), ("zzz", None)])
def test_nearest_word(word, meant):
    assert nearest(word, ["bake", "grill"]) == meant


def test_unknown_word_is_met_with_the_nearest_or_all():
    assert str(unknown("gril", ["bake", "grill"], "mode")) == "Unknown mode “gril”; did you mean “grill”?"
    assert str(unknown("zzz", ["grill", "bake"], "mode")) == "Unknown mode “zzz”; known are bake, grill."


@pytest.mark.parametrize(
    ("value", "words"), [(True, "Yes"), (False, "No"), (None, "no limit"), ((), "none"), (2.0, "2")]
)
def test_values_are_written_as_a_person_reads_them(value, words):
    assert knobs(Oven)[0].written(value) == words
