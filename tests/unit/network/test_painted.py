"""Painted points as a table of their visitor's, and back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakeoff.datasets.upload import UPLOAD, store
from bakeoff.datasets.upload.source import options_of
from bakeoff.errors import SettingError
from bakeoff.network.painted import is_painted, keep_painted, painted_of
from bakeoff.network.points import painted_from_text, painted_to_text
from bakeoff.network.race_and_lab import opens_in_lab, to_lab, to_race
from bakeoff.network.settings import LabSettings
from bakeoff.preparation.prepared import prepare_dataset
from bakeoff.race.regions import placed_on
from bakeoff.rules import Rules
from bakeoff.spec import BakeoffSpec, DatasetChoice

OWNER, OTHER = "a" * 64, "b" * 64


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("BAKEOFF_DATA", str(tmp_path))


def painted(n: int = 40, classes: tuple[int, ...] = (0, 1)) -> str:
    rng = np.random.default_rng(n)
    return painted_to_text(rng.uniform(-6, 6, (n, 2)), np.resize(classes, n))


def choice(table: str) -> DatasetChoice:
    return DatasetChoice(name=UPLOAD.name, options=options_of(table, store.find(table)))


def test_painted_points_are_a_table_of_two_numbers_and_a_class():
    text = painted(60, (0, 2))  # class B has no point
    chosen = choice(keep_painted(text, OWNER))
    X, codes = painted_from_text(text)
    data = chosen.info.load(chosen.options)
    np.testing.assert_allclose(data.X[["x", "y"]].to_numpy(), X, atol=1e-5)
    assert (data.feature_names, data.class_names, data.target_name) == (("x", "y"), ("A", "C"), "class")
    np.testing.assert_array_equal(data.y, codes // 2)
    info = chosen.info
    assert (info.title, info.kind, info.rows, info.features, info.classes) == ("Painted points", "plane", 60, 2, 2)


def test_decision_regions_are_drawn_in_the_plane_itself():
    chosen = choice(keep_painted(painted(), OWNER))
    plane = placed_on(prepare_dataset(chosen.info.load(chosen.options), Rules(), chosen.info.title))[0]
    assert (plane.projected, plane.axis_names) == (False, ("x", "y"))


def test_the_same_points_are_the_same_table_and_other_points_another():
    first = keep_painted(painted(), OWNER)
    assert keep_painted(painted(), OWNER) == first
    assert list(store.tables_of(OWNER)) == [first]
    assert keep_painted(painted(41), OWNER) != first
    assert keep_painted(painted(), OTHER) != first
    assert not store.belongs_to(first, OTHER)


@given(st.lists(st.tuples(st.floats(-6, 6), st.floats(-6, 6), st.integers(0, 4)), min_size=10, max_size=60))
def test_points_come_back_from_their_table_as_they_were(drawn):
    *X, codes = zip(*drawn, strict=True)
    text = painted_to_text(np.column_stack(X), np.array(codes))
    if len(set(codes)) > 1:
        assert painted_of(keep_painted(text, OWNER)) == text


@pytest.mark.parametrize(
    "X",
    [np.zeros((20, 2)), np.repeat(np.arange(20)[:, None] / 4, 2, axis=1), np.arange(40).reshape(20, 2) / 8],
    ids=["all in one place", "on the diagonal", "in rows"],
)
def test_no_coordinate_is_taken_for_something_else(X):
    table = keep_painted(painted_to_text(X, np.arange(20) % 2), OWNER)
    assert [one.role for one in store.find(table).columns] == ["number", "number", "category"]
    assert choice(table).info.features == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "A race needs 10 points at least, and there are 0; paint more."),
        (painted(9), "A race needs 10 points at least, and there are 9; paint more."),
        (painted(30, (1,)), "All points are of one class; paint some of another."),
        ("abc", "damaged"),
    ],
)
def test_what_cannot_be_raced_on_is_said_in_one_sentence(text, said):
    with pytest.raises(SettingError, match=said):
        keep_painted(text, OWNER)
    assert store.tables_of(OWNER) == {}


def test_the_way_to_the_race_and_back_keeps_points_and_network():
    settings = LabSettings.parse(
        {"data": "painted", "painted": painted(), "layers": "6:relu,3:tanh", "learning_rate": 0.1}
    )
    spec = to_race(settings, OWNER)
    assert [(one.units, one.activation) for one in spec.contenders["keras_mlp"].hidden] == [(6, "relu"), (3, "tanh")]
    assert spec.dataset.info.title == "Painted points"
    assert opens_in_lab(spec.dataset.info)
    back = to_lab(spec)
    assert (back.data, back.painted, back.layers) == ("painted", settings.painted, settings.layers)


def test_a_deleted_table_is_not_painted_any_more_and_crosses_all_the_same():
    table = keep_painted(painted(), OWNER)
    spec = BakeoffSpec(dataset=choice(table))
    store.delete(table, OWNER)
    assert not is_painted(table)
    assert (to_lab(spec).data, to_lab(spec).table) == ("table", table)
