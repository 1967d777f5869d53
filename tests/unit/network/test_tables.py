"""Tables that were brought, in the lab."""

import hashlib

import numpy as np
import pandas as pd
import pytest

from bakeoff.datasets.upload import store
from bakeoff.datasets.upload.formats import Raw
from bakeoff.datasets.upload.reading import understood
from bakeoff.datasets.upload.understanding import Understood
from bakeoff.errors import BakeoffError, SettingError
from bakeoff.network.points import make_points
from bakeoff.network.race_and_lab import opens_in_lab, to_lab, to_race
from bakeoff.network.settings import LabSettings, from_query, to_query
from bakeoff.network.tables import numeric_columns, table_info
from bakeoff.spec import BakeoffSpec

OWNER = "a" * 64


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("BAKEOFF_DATA", str(tmp_path))


def brought(frame: pd.DataFrame, target: str) -> str:
    content = hashlib.sha256(frame.to_csv().encode()).hexdigest()
    about = understood(Raw(frame, Understood(format="parquet")), "trees.csv", OWNER, content)
    return store.keep(about.with_roles(target, about.tasks[target], {}), frame)


@pytest.fixture
def trees() -> pd.DataFrame:
    rng = np.random.default_rng(0)
    n = 60
    kind = np.where(np.arange(n) % 3 == 0, "oak", "birch")
    frame = pd.DataFrame({"girth": rng.uniform(1, 3, n), "kind": kind, "height": rng.uniform(5, 30, n)})
    frame.loc[:4, "height"] = np.nan
    frame["bark"] = np.where(kind == "oak", "rough", "smooth")
    return frame


def test_two_number_columns_are_shown_in_their_own_units(trees):
    table = brought(trees, "kind")
    assert numeric_columns(table) == ("girth", "height")
    points = make_points(LabSettings(data="table", table=table, points=2000))
    assert (points.x.name, points.y.name, points.class_names) == ("girth", "height", ("birch", "oak"))
    assert len(points.X) == 55  # the others lie nowhere
    height = (points.X[:, 1] + 6) / 12 * (points.y.high - points.y.low) + points.y.low
    np.testing.assert_allclose(np.sort(height), np.sort(trees["height"].dropna()), rtol=1e-5)
    oaks = points.target == points.class_names.index("oak")
    np.testing.assert_allclose(
        np.sort(height[oaks]), np.sort(trees.loc[trees["kind"] == "oak", "height"].dropna()), rtol=1e-5
    )


def test_what_is_predicted_is_no_axis_and_a_number_makes_it_a_regression(trees):
    table = brought(trees.assign(age=trees["girth"] ** 2), "age")
    assert numeric_columns(table) == ("girth", "height")
    settings = LabSettings(data="table", table=table)
    assert settings.task == "regression"
    assert make_points(settings).n_classes == 0


def test_a_race_on_two_numbers_opens_in_the_lab_and_comes_back(trees):
    table = brought(trees[["girth", "height", "kind"]], "kind")
    spec = BakeoffSpec(dataset={"name": "upload", "options": {"table": table}})
    assert opens_in_lab(spec.dataset.info)
    settings = to_lab(spec)
    assert (settings.data, settings.table) == ("table", table)
    assert from_query(to_query(settings)) == (settings, ())
    assert to_race(settings, OWNER).dataset == spec.dataset
    assert not opens_in_lab(
        BakeoffSpec(dataset={"name": "upload", "options": {"table": brought(trees, "kind")}}).dataset.info
    )


def test_a_plane_of_too_many_classes_does_not_open_in_the_lab(trees):
    many = trees[["girth", "height"]].assign(plot=[f"plot {n % 6}" for n in range(len(trees))])
    assert not opens_in_lab(table_info(brought(many, "plot")))


@pytest.mark.parametrize(
    ("columns", "said"),
    [(["girth", "kind"], "trees has fewer than two numeric columns"), ([], "no longer stored")],
)
def test_what_cannot_be_shown_is_said_in_one_sentence(trees, columns, said):
    table = brought(trees[columns], "kind") if columns else "0" * 32
    with pytest.raises(BakeoffError, match=said):
        make_points(LabSettings(data="table", table=table))


@pytest.mark.parametrize("name", ["../../etc", "0" * 31, "G" * 32, "iriss"])
def test_what_is_neither_a_data_set_nor_an_id_is_refused(name):
    with pytest.raises(SettingError):
        LabSettings.parse({"table": name})
