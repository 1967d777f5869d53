"""Scripts of races on tables that only Bakeoff has: the file that goes along, and the same rows, columns and scores."""

import hashlib
import json
import zipfile

import numpy as np
import pandas as pd
import pytest

from bakeoff.contenders import contender
from bakeoff.datasets.upload import store
from bakeoff.datasets.upload.formats import Raw
from bakeoff.datasets.upload.reading import understood
from bakeoff.datasets.upload.understanding import Understood
from bakeoff.errors import DatasetError, SettingError
from bakeoff.export.formats import pack
from bakeoff.export.packing import PackingOrder
from bakeoff.export.script import race_notebook, race_script
from bakeoff.export.script.data import data_cells
from bakeoff.export.script.table import FILE, TableFile, table_csv
from bakeoff.matrix import dense
from bakeoff.preparation.prepared import prepare
from bakeoff.race.race import run
from bakeoff.race.report import Report
from bakeoff.spec import BakeoffSpec
from tests.unit.here import Silent

RUN = "import runpy; runpy.run_path('race.py', run_name='__main__')"
SHOP, DAY, NOTE = 'it\'s a "shop"', "day", "note"


@pytest.fixture
def shops(tmp_path, monkeypatch) -> str:
    """Keep a table with a column of each kind, gaps, and values that a spreadsheet or Python would stumble over."""
    monkeypatch.setenv("BAKEOFF_DATA", str(tmp_path))
    rng, n = np.random.default_rng(4), 160
    frame = pd.DataFrame(
        {
            "=size": rng.normal(size=n) / 3,
            SHOP: rng.choice(["North", "=1+1", "nan", "Süd", "None", "007"], n),
            DAY: pd.Timestamp("2024-01-01 07:30") + pd.to_timedelta(rng.permutation(n), unit="h"),
            NOTE: rng.choice(["good and\nfast", "bad, slow", "it is so so", "+good value"], n),
            "customer": rng.integers(0, 30, n).astype(str),
        }
    )
    frame["again"] = np.where(frame["=size"].abs() + frame[NOTE].str.contains("good") > 0.6, "yes", "12")
    for name in ("=size", SHOP, NOTE):
        frame.loc[rng.choice(n, 9, replace=False), name] = None
    content = hashlib.sha256(frame.to_csv().encode()).hexdigest()
    about = understood(Raw(frame, Understood(format="parquet")), 'a """\nshop.csv', "a" * 64, content)
    roles = {NOTE: "text", "customer": "ignore", DAY: "date", SHOP: "category", "=size": "number"}
    return store.keep(about.with_roles("again", "classification", roles), frame)


def _on(table: str, contenders, rules=None, transform=None) -> BakeoffSpec:
    return BakeoffSpec(
        dataset={"name": "upload", "options": {"table": table}},
        contenders=contenders,
        rules=rules or {},
        transform=transform or {},
    )


def test_a_job_packs_script_notebook_and_table(shops, tmp_path):
    order = PackingOrder("code", Report(_on(shops, {"dummy": {}}), {}, None, {}), tmp_path, "code.zip")
    assert pack(order, Silent()) == ""
    with zipfile.ZipFile(order.path) as zipped:
        assert set(zipped.namelist()) == {"race.py", "race.ipynb", FILE}
        assert zipped.read(FILE).decode() == table_csv(order.report.spec)
        assert FILE in zipped.read("race.py").decode()


@pytest.mark.parametrize(
    ("rules", "transform"),
    [
        ({}, {}),
        ({"split": "time", "split_by": DAY, "scale": "minmax", "unique": True}, {}),
        ({"split": "group", "split_by": "customer", "validation_share": 0}, {}),
        ({"split": "group", "split_by": "customer", "leave_out": [NOTE]}, {}),
        ({"scale": "none", "leave_out": [NOTE, "=size"]}, {"copies": 1, "components": 3}),
        ({}, {"copies": 1}),
        ({"leave_out": [NOTE]}, {"junk": 1.0, "rotation": 0.5, "smooth": 0.5, "label_noise": 0.1}),
        ({}, {"junk": 1.0, "label_noise": 0.1}),
        ({"weight_by": "customer", "class_weight": "balanced"}, {"copies": 1}),
    ],
)
def test_the_parts_are_those_of_the_race_to_the_last_digit(shops, rules, transform, tmp_path, monkeypatch):
    spec = _on(shops, {"dummy": {}}, rules, transform)
    (tmp_path / FILE).write_text(table_csv(spec), encoding="utf-8", newline="")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for cell in data_cells(spec):
        exec("\n".join([*cell.imports, cell.code]), names)
    wanted = prepare(spec)
    for part in ("train", "validation", "test") if spec.rules.validation_share else ("train", "test"):
        np.testing.assert_array_equal(dense(names[f"X_{part}"]), dense(getattr(wanted, f"X_{part}")))
        np.testing.assert_array_equal(names[f"y_{part}"], getattr(wanted, f"y_{part}"))
    np.testing.assert_array_equal(names.get("weights"), wanted.weights)


def test_there_is_nothing_for_kinds_of_columns_that_the_table_has_not(shops):
    whole, numbers = (
        race_script(_on(shops, {"dummy": {}}, {"leave_out": names})) for names in ([], [SHOP, DAY, NOTE, "customer"])
    )
    for needed_for_others in ("TextWeights", "DateParts", "OneHotEncoder"):
        assert needed_for_others in whole
        assert needed_for_others not in numbers


def test_no_cell_of_the_file_is_a_formula(shops):
    text = table_csv(_on(shops, {"dummy": {}}))
    assert not [line for line in text.splitlines() if line.startswith("=") or ",=" in line]


def test_it_prints_the_numbers_of_the_report_without_bakeoff(bare_python, shops, engine, tmp_path):
    spec = _on(shops, {"decision_tree": {}, "svm": {}, "random_forest": {"n_estimators": 5}, "boosting": {}})
    report = run(spec, engine)
    (tmp_path / "race.py").write_text(race_script(spec), encoding="utf-8")
    (tmp_path / FILE).write_text(table_csv(spec), encoding="utf-8", newline="")
    done = bare_python.run(RUN, tmp_path)
    assert done.returncode == 0, done.stderr
    assert "import bakeoff" not in race_script(spec)
    assert "from bakeoff" not in race_script(spec)
    for name, outcome in report.finished().items():
        line = next(line for line in done.stdout.splitlines() if line.startswith(contender(name).label))
        assert f"{outcome.metrics['accuracy'].value:.6f}"[:8] in line


@pytest.mark.parametrize("weights", [{}, {"class_weight": "balanced", "weight_by": "customer"}])
def test_texts_are_weighed_in_the_script_as_in_the_race(bare_python, shops, engine, tmp_path, weights):
    """Without a validation part probabilities come from folds, and early stopping holds training rows out."""
    network = {"hidden": "8", "epochs": 12, "early_stopping": True}
    contenders = {"svm": {}, "k_nearest": {}, "linear": {}, "keras_mlp": network}
    spec = _on(shops, contenders, {"validation_share": 0, "leave_out": [SHOP, DAY, "customer"], "seed": 3} | weights)
    report = run(spec, engine)
    (tmp_path / "race.py").write_text(race_script(spec), encoding="utf-8")
    (tmp_path / FILE).write_text(table_csv(spec), encoding="utf-8", newline="")
    done = bare_python.run(RUN, tmp_path)
    assert done.returncode == 0, done.stderr
    for name, outcome in report.finished().items():
        line = next(line for line in done.stdout.splitlines() if line.startswith(contender(name).label))
        for metric in ("accuracy", "log_loss"):
            if name != "keras_mlp" or metric == "accuracy":
                assert f"{outcome.metrics[metric].value:.5f}"[:7] in line, (name, metric, line)


@pytest.mark.parametrize("kind", ["script", "notebook"])
@pytest.mark.parametrize("found", ["another", "changed", "none", "this", "with the line ends of Windows"])
def test_a_script_runs_on_the_table_of_its_race_alone(bare_python, shops, tmp_path, found, kind):
    spec = _on(shops, {"dummy": {}})
    file = TableFile("Jan “1”'s.csv", table_csv(spec))
    content = {
        "another": table_csv(_on(shops, {"dummy": {}}, {"leave_out": ["=size"]})),
        "changed": file.text.replace("yes", "12", 1),
        "this": file.text,
        "with the line ends of Windows": file.text.replace("\n", "\r\n"),
    }.get(found)
    if content is not None:
        (tmp_path / file.name).write_text(content, encoding="utf-8", newline="")
    if kind == "script":
        code = race_script(spec, file)
    else:
        cells = json.loads(race_notebook(spec, file))["cells"]
        code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    done = bare_python.run(code, tmp_path)
    if found.startswith(("this", "with")):
        assert done.returncode == 0, done.stderr
        assert "Baseline" in done.stdout
    else:
        assert done.returncode == 1
        assert done.stdout == ""
        assert "SystemExit: Jan “1”'s.csv is not here, or is not the table of this race." in done.stderr


def test_a_table_that_is_gone_is_told(shops, tmp_path, monkeypatch):
    spec = _on(shops, {"decision_tree": {}})
    monkeypatch.setenv("BAKEOFF_DATA", str(tmp_path / "elsewhere"))
    with pytest.raises(DatasetError):
        race_script(spec)


def test_pictures_that_were_brought_have_no_script_and_the_way_on_is_told(shops):
    about = store.find(shops)
    pictures = about.model_copy(update={"image_shape": (2, 2), "content": "pictures"})
    frame = pd.DataFrame({"folder": ["a", "b"] * 8, "again": ["a", "b"] * 8})
    spec = _on(store.keep(pictures, frame), {"decision_tree": {}})
    with pytest.raises(SettingError, match="no other program can load it by itself"):
        race_script(spec)
