import pytest
from hypothesis import given, settings

from bakeoff.errors import SettingError
from bakeoff.network.settings import BRANCHED, LabSettings, from_query, to_query
from tests.unit.network.states import lab_states


@settings(max_examples=200)
@given(lab_states())
def test_any_state_comes_back_from_its_link(state):
    assert from_query(to_query(state)) == (state, ())


def test_only_what_differs_is_written():
    assert to_query(LabSettings()) == {}
    state = LabSettings.parse({"layers": "8:tanh,8", "features": "sin_x1,x1", "stop_epoch": 100})
    assert to_query(state) == {"layers": "8:tanh,8:relu", "features": "x1,sin_x1", "stop_epoch": "100"}


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("layers", ",".join(["1:tanh"] * 900), "layers must be at most 6 long"),
        ("layers", "8,8,8,8,8,8,8", "layers must be at most 6 long, not 8,8,8,8,8,8,8"),
        ("layers", "9:tanh", "8 or less"),
        ("learningRate", "NaN", "did you mean “learning_rate”"),
        ("learning_rate", "NaN", "learning_rate must be a finite number, not 'NaN'"),
        ("features", "", "features must be at least one of x1, x2"),
        ("features", "x1,x3", "must be one of 'x1'"),
        ("table", "irs", "did you mean “iris”"),
        ("hide", "nothing", "names of controls"),
        ("painted", "A" * 20_000, "at most 16000 long"),
    ],
)
def test_what_is_wrong_in_a_link_is_told_and_the_rest_counts(name, value, said):
    state, notes = from_query({name: value, "data": "xor"})
    assert state == LabSettings(data="xor")
    assert len(notes) == 1
    assert said in notes[0]


@pytest.mark.parametrize(
    ("data", "task"), [("circle", "classification"), ("plane", "regression"), ("painted", "classification")]
)
def test_the_data_say_what_the_task_is(data, task):
    assert LabSettings(data=data).task == task


@pytest.mark.parametrize(("table", "task"), [("iris", "classification"), ("diabetes", "regression")])
def test_a_table_says_what_the_task_is(table, task):
    assert LabSettings(data="table", table=table).task == task


def test_a_branch_may_change_the_training_but_not_points_or_shapes():
    state = LabSettings()
    state.check_branch(state.replace("optimizer", "adam").replace("layers", "4:relu,2:sigmoid"))
    with pytest.raises(SettingError, match="keeps the points"):
        state.check_branch(state.replace("noise", 0.2))
    with pytest.raises(SettingError, match="keeps features, neurons"):
        state.check_branch(state.replace("layers", "4:tanh"))


@settings(max_examples=50)
@given(lab_states(), lab_states())
def test_every_setting_that_a_branch_offers_is_one_that_it_may_change(state, other):
    state.check_branch(state.parse(dict(state) | {name: getattr(other, name) for name in BRANCHED}))
