"""What the Code tab prints gives the very same spec back."""

import shlex

import pytest
from hypothesis import given, settings

from bakeoff.cli import _parser, spec_of
from bakeoff.features.race.page.code import command, python
from bakeoff.recipes import recipes
from bakeoff.spec import BakeoffSpec
from tests.features.race.unit.page.odd_specs import specs


def spec_of_python(code: str) -> BakeoffSpec:
    """Run the printed Python up to the race."""
    setting_up, race, _rest = code.partition("report = run(spec)")
    assert race
    names: dict[str, object] = {}
    exec(setting_up, names)
    return names["spec"]


def spec_of_command(line: str) -> BakeoffSpec:
    program, *arguments = shlex.split(line)
    assert program == "bakeoff"
    return spec_of(_parser().parse_args(arguments))


@pytest.mark.parametrize("name", recipes())
def test_every_recipe_comes_back(name):
    spec = recipes()[name].spec
    assert spec_of_python(python(spec)) == spec
    assert spec_of_command(command(spec)) == spec


@settings(max_examples=100)
@given(spec=specs())
def test_any_spec_comes_back(spec):
    assert spec_of_python(python(spec)) == spec
    assert spec_of_command(command(spec)) == spec


def test_the_default_race_is_the_bare_command():
    assert command(BakeoffSpec()) == "bakeoff run"


def test_the_command_has_an_option_for_what_is_set_most():
    spec = BakeoffSpec(dataset="iris", contenders={"svm": {"C": 10}, "dummy": {}}, rules={"seed": 7})
    assert command(spec) == "bakeoff run --dataset iris --contenders svm,dummy --seed 7 --set svm.C=10.0"


def test_the_python_can_be_read():
    spec = BakeoffSpec(dataset="iris", contenders={"keras_mlp": {"hidden": "32:tanh,16"}})
    assert python(spec) == (
        "from bakeoff import BakeoffSpec, run\n\n"
        "spec = BakeoffSpec(\n"
        "    dataset={'name': 'iris', 'options': {}},\n"
        "    contenders={'keras_mlp': {'hidden': '32:tanh,16:relu'}},\n"
        "    rules={},\n"
        ")\n"
        "report = run(spec)\n"
        "print(report.to_frame())\n"
    )
