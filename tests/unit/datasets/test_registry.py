import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from bakeoff.datasets import Dataset, DatasetInfo, dataset, datasets
from bakeoff.errors import SettingError
from bakeoff.text import languages, speaking, told

LOCAL = [name for name in datasets() if name not in ("mnist", "fashion_mnist")]


@pytest.fixture(scope="module", params=LOCAL)
def loaded(request) -> tuple[DatasetInfo, Dataset]:
    info = dataset(request.param)
    return info, info.load(info.options())


def test_all_that_was_promised_is_there():
    bundled = {"iris", "wine", "breast_cancer", "digits", "diabetes"}
    synthetic = {"moons", "circles", "blobs", "xor", "gauss", "spiral", "linear", "plane", "gaussians"}
    assert set(datasets()) >= bundled | synthetic | {"mnist", "fashion_mnist", "reviews"}


def test_declared_sizes_are_the_loaded_ones(loaded):
    info, data = loaded
    assert (info.rows, info.features) == data.X.shape
    assert info.classes == len(data.class_names)
    assert info.task == data.task
    assert (info.kind == "image") == (data.image_shape is not None)


def test_a_loaded_data_set_is_what_its_record_says(loaded):
    _info, data = loaded
    assert len(data.feature_names) == len(set(data.feature_names)) == data.X.shape[1]
    assert data.y.shape == (len(data.X),)
    assert data.target_name
    if data.task == "classification":
        assert data.y.dtype == np.int64
        assert set(np.unique(data.y)) == set(range(len(data.class_names)))
    else:
        assert data.y.dtype == np.float64
        assert data.class_names == ()


def test_features_are_a_frame_with_their_names_or_flat_pictures(loaded):
    _info, data = loaded
    if data.image_shape:
        assert data.X.dtype == np.uint8
        assert data.image_shape[0] * data.image_shape[1] == data.X.shape[1]
    else:
        assert isinstance(data.X, pd.DataFrame)
        assert tuple(data.X.columns) == data.feature_names


@pytest.mark.parametrize("name", list(datasets()))
def test_every_record_tells_people_what_it_is(name, monkeypatch, tmp_path):
    monkeypatch.setenv("BAKEOFF_DATA", str(tmp_path))
    info = dataset(name)
    assert info.summary.startswith("Each row ")
    assert "; predict " in info.summary
    assert info.summary.endswith(".")
    assert info.reference.startswith("https://")
    assert info.missing() == ""


@pytest.mark.parametrize("name", LOCAL)
def test_what_comes_with_the_package_has_nothing_to_fetch(name):
    told: list[float] = []
    dataset(name).fetch(told.append)
    assert told == []


def test_an_unknown_name_suggests_the_nearest():
    with pytest.raises(SettingError, match="Unknown data set “iirs”; did you mean “iris”"):
        dataset("iirs")


def test_names_of_classes_are_told_apart_in_every_language(loaded):
    info, data = loaded
    assert {*data.class_names, data.target_name} - set("0123456789") <= set(info.names)
    for code in languages():
        with speaking(code):
            assert len({told(name) for name in data.class_names}) == len(data.class_names)


def test_names_of_our_data_are_said_in_the_readers_language_and_kept_in_english():
    data = dataset("iris").load(dataset("iris").options())
    with speaking("zh"):
        assert [told(name) for name in data.class_names] == ["山鸢尾", "变色鸢尾", "维吉尼亚鸢尾"]
        assert told(data.as_named(data.X.columns)[0]) == "萼片长度（cm）"
        assert data.X.columns[0] == "Sepal length (cm)"


def test_names_of_a_visitors_data_are_nobodys_to_translate():
    X = pd.DataFrame({"Alcohol": [1.0, 2.0]})
    data = Dataset(X, np.array([0, 1]), "classification", ("Alcohol",), ("Malignant", "Benign"), "Diagnosis")
    with speaking("zh"):
        said = [told(name) for name in (*data.class_names, data.target_name, *data.as_named(X.columns))]
    assert said == ["Malignant", "Benign", "Diagnosis", "Alcohol"]


WEIGHTS = """
from dataclasses import replace
from bakeoff.datasets import DatasetInfo
from bakeoff.datasets.bundled import DATASETS

WEIGHTS = replace(DATASETS[0], name="weights", title="Weights")
IRIS = DATASETS[0]
"""


def test_an_installed_packages_data_sets_are_found_and_wrong_ones_left_out_and_named(tmp_path: Path):
    (tmp_path / "weighing.py").write_text(WEIGHTS)
    about = tmp_path / "weighing-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: weighing\nVersion: 1.0\n")
    entries = [
        "weights = weighing:WEIGHTS",
        "heights = weighing:WEIGHTS",
        "iris = weighing:IRIS",
        "gone = nowhere:GONE",
    ]
    (about / "entry_points.txt").write_text("\n".join(["[bakeoff.datasets]", *entries]))
    code = f"""
import sys; sys.path.insert(0, {str(tmp_path)!r})
from bakeoff.datasets import dataset, datasets
from bakeoff.spec import BakeoffSpec
print(list(datasets())[-1], BakeoffSpec(dataset="weights").dataset.info.title, dataset("iris").title)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["weights", "Weights", "Iris"]
    told = [line for line in done.stderr.splitlines() if "RuntimeWarning: The data set" in line]
    assert [line.partition("The data set ")[2].partition(" is left out")[0] for line in told] == [
        *("weighing:WEIGHTS", "weighing:IRIS", "nowhere:GONE")
    ]
