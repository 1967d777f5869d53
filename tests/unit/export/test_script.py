"""The generated scripts and a notebook are run, without Bakeoff, and print the report's numbers to the last digit."""

import json
from pathlib import Path

import numpy as np
import pytest

from bakeoff.contenders import contender
from bakeoff.contenders.realmlp import REALMLP_CLASSES, REALMLP_NUMBERS
from bakeoff.datasets import datasets
from bakeoff.datasets.home import data_home
from bakeoff.engine.local import LocalEngine
from bakeoff.export.script import race_notebook, race_script
from bakeoff.export.script.cells import script
from bakeoff.export.script.data import data_cells
from bakeoff.preparation.prepared import prepare
from bakeoff.race.race import run
from bakeoff.race.report import Report
from bakeoff.spec import BakeoffSpec
from tests.unit.export.bare import BarePython, last_table

_STOPS_EARLY = {
    "epochs": 30,
    "hidden": "16:tanh,8",
    "early_stopping": True,
    "patience": 2,
    "dropout": 0.2,
    "batch_norm": True,
    "l2": 1e-4,
    "loss_regression": "huber",
    "optimizer": "adamw",
    "schedule": "cosine",
}
_IMPATIENT = {"n_estimators": 100, "early_stopping_rounds": 3}
SPECS = {
    "iris": BakeoffSpec(
        dataset="iris",
        contenders={
            "keras_mlp": {"epochs": 8},
            "torch_mlp": {"epochs": 8},
            "decision_tree": {"max_depth": 4, "class_weight": "balanced"},
            "svm": {"C": 10},
            "random_forest": {"n_estimators": 20, "max_features": "share"},
            "boosting": {"max_iter": 10, "max_features": 0.5},
            "lightgbm": {"n_estimators": 10, "subsample": 0.6, "num_leaves": 7, "min_child_samples": 3},
            "xgboost": {"n_estimators": 10, "subsample": 0.6, "max_depth": 3},
            "linear": {"C": 0.5, "class_weight": "balanced"},
            "k_nearest": {"weights": "distance"},
            "dummy": {},
        },
        rules={"seeds": 2, "metric": "log_loss"},
    ),
    "spiral": BakeoffSpec(
        dataset={"name": "spiral", "options": {"rows": 200, "classes": 3}},
        contenders={
            "keras_mlp": _STOPS_EARLY | {"loss": "mse"},
            "torch_mlp": _STOPS_EARLY | {"loss": "mse", "batch_size": 13},
            "svm": {},
            "decision_tree": {},
        },
        rules={"validation_share": 0, "seed": 5, "split_seed": 9},
    ),
    "diabetes": BakeoffSpec(
        dataset="diabetes",
        contenders={
            "keras_mlp": _STOPS_EARLY,
            "torch_mlp": _STOPS_EARLY | {"optimizer": "nesterov", "l1": 1e-4, "schedule": "exponential"},
            "decision_tree": {},
            "svm": {"epsilon": 0.2},
            "boosting": {"max_iter": 10, "loss": "absolute_error"},
            "lightgbm": {"n_estimators": 10, "loss": "absolute_error"},
            "xgboost": {"n_estimators": 200, "early_stopping_rounds": 5},
            "linear": {"alpha": 2.5},
            "k_nearest": {"metric": "manhattan"},
            "dummy": {},
        },
        rules={"scale": "minmax", "rows": 200, "metric": "rmse"},
    ),
    "transformed": BakeoffSpec(
        dataset="breast_cancer",
        contenders={
            "keras_mlp": {"epochs": 4},
            "torch_mlp": {"epochs": 4, "full_batch": True, "hidden": ""},
            "decision_tree": {},
            "svm": {},
            "dummy": {},
        },
        transform={"components": 6, "degree": 2, "copies": 1, "smote": True},
    ),
    "calibrated": BakeoffSpec(
        dataset="moons",
        contenders={
            "decision_tree": {"max_depth": 5},
            "svm": {},
            "random_forest": {"n_estimators": 10},
            "boosting": {"max_iter": 10},
            "lightgbm": {"n_estimators": 200, "early_stopping_rounds": 5},
            "xgboost": {"n_estimators": 10, "loss": "absolute_error"},
            "linear": {},
            "k_nearest": {},
            "torch_mlp": {"epochs": 3},
            "dummy": {},
        },
        rules={"calibration": "all", "metric": "brier", "validation_share": 0.4, "split": "group", "split_by": "x1"},
    ),
    "calibrated on folds": BakeoffSpec(
        dataset="iris",
        contenders={"decision_tree": {}, "svm": {"class_weight": "balanced"}, "random_forest": {"n_estimators": 10}}
        | {"lightgbm": _IMPATIENT, "xgboost": _IMPATIENT},
        rules={"calibration": "all"},
        transform={"copies": 1},
    ),
    "without a class": BakeoffSpec(  # the second is in the validation and test set alone
        dataset={"name": "blobs", "options": {"classes": 5, "seed": 2, "rows": 300}},
        contenders={"lightgbm": {"early_stopping_rounds": 5}, "xgboost": {"early_stopping_rounds": 5}, "svm": {}},
        rules={"split": "time", "split_by": "x1", "calibration": "all"},
    ),
    "strong": BakeoffSpec(
        dataset="iris",
        contenders={
            name: REALMLP_CLASSES | {"hidden": "32:selu,8:mish", "epochs": 9} for name in ("keras_mlp", "torch_mlp")
        },
        rules={"metric": "log_loss"},
    ),
    "weighed": BakeoffSpec(
        dataset="wine",
        contenders={
            "decision_tree": {"max_depth": 4},
            "svm": {},
            "random_forest": {"n_estimators": 10},
            "boosting": {"max_iter": 10},
            "lightgbm": _IMPATIENT,
            "xgboost": _IMPATIENT,
            "linear": {},
            "k_nearest": {},
            "dummy": {},
        },
        rules={"class_weight": "balanced", "weight_by": "Proline", "calibration": "all"},
        transform={"copies": 1, "smote": True},
    ),
    "weighed networks": BakeoffSpec(
        dataset="wine",
        contenders={
            "keras_mlp": _STOPS_EARLY | {"loss": "mse", "zero_output": True},
            "torch_mlp": REALMLP_CLASSES | {"epochs": 9, "hidden": "8:mish"},
        },
        rules={"class_weight": "balanced", "weight_by": "Proline", "validation_share": 0},
    ),
    "weighed numbers": BakeoffSpec(
        dataset="diabetes",
        contenders={
            "keras_mlp": _STOPS_EARLY,
            "torch_mlp": {"epochs": 4},
            "svm": {},
            "random_forest": {"n_estimators": 10},
            "xgboost": {"n_estimators": 200, "early_stopping_rounds": 5},
            "linear": {},
            "dummy": {},
        },
        rules={"weight_by": "Body mass index", "log_target": True},
    ),
    "strong weighed numbers": BakeoffSpec(
        dataset="diabetes",
        contenders={name: REALMLP_NUMBERS | {"epochs": 9} for name in ("keras_mlp", "torch_mlp")},
        rules={"weight_by": "Body mass index"},
    ),
    "not calibrated": BakeoffSpec(
        dataset="wine",
        contenders={"svm": {}, "dummy": {}},
        rules={"calibration": "none", "metric": "cost", "costs": "0,1,2; 5,0,1; 1.5,1,0"},
    ),
    "least cost": BakeoffSpec(
        dataset="breast_cancer",
        contenders={"svm": {}, "torch_mlp": {"epochs": 3}, "xgboost": {"n_estimators": 9}, "linear": {}, "dummy": {}},
        rules={"metric": "cost", "costs": "0,20; 1,0", "answers": "least_cost"},
    ),
    "held out together": BakeoffSpec(
        dataset="wine",
        contenders={"torch_mlp": {"epochs": 12, "early_stopping": True, "patience": 2}, "dummy": {}},
        rules={"validation_share": 0, "split": "group", "split_by": "Ash"},
        transform={"copies": 1, "smote": True},
    ),
    "moved": BakeoffSpec(
        contenders=["decision_tree", "svm"],
        rules={"rows": 300, "seed": 3},
        transform={"copies": 2, "components": 30, "flip": True},
    ),
}

NETWORKS = ("keras_mlp", "torch_mlp")
"""Their sums in single precision are rounded otherwise in another graph: 2e-9 of an error on some processors."""
_CLOSE = {"log_loss": 1e-6, "brier": 1e-6}

_DRIVER = """
import contextlib, io, json, runpy, sys

printed = {}
for path in sys.argv[1:]:
    with contextlib.redirect_stdout(io.StringIO()) as out:
        if path.endswith(".ipynb"):
            names = {}
            with open(path, encoding="utf-8") as file:
                cells = json.load(file)["cells"]
            for cell in cells:
                if cell["cell_type"] == "code":
                    exec("".join(cell["source"]), names)
        else:
            runpy.run_path(path)
    printed[path] = out.getvalue()
print(json.dumps(printed))
"""


@pytest.fixture(scope="module")
def reports(engine: LocalEngine) -> dict[str, Report]:
    return {name: run(spec, engine) for name, spec in SPECS.items()}


@pytest.fixture(scope="module")
def printed(bare_python: BarePython, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return what each prints in an interpreter that has no Bakeoff."""
    folder = tmp_path_factory.mktemp("scripts")
    for name, spec in SPECS.items():
        (folder / f"{name}.py").write_text(race_script(spec), encoding="utf-8")
    (folder / "not calibrated.ipynb").write_text(race_notebook(SPECS["not calibrated"]), encoding="utf-8")
    paths = sorted(path.name for path in folder.iterdir())
    done = bare_python.run(_DRIVER, folder, *paths)
    assert done.returncode == 0, done.stderr
    found: dict[str, str] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("path", [*(f"{name}.py" for name in SPECS), "not calibrated.ipynb"])
def test_it_prints_the_numbers_of_the_report(reports, printed, path):
    report = reports[Path(path).stem]
    table = last_table(printed[path])
    assert set(table) == {contender(name).label for name in report.spec.contenders}
    for name, outcome in report.finished().items():
        printed_scores = table[contender(name).label]
        assert set(printed_scores) == set(outcome.metrics), name
        for metric, value in printed_scores.items():
            if np.isnan(value) and path == "calibrated.py" and name == "torch_mlp":
                continue  # not calibrated here, as the script says
            rel = 1e-6 if name in NETWORKS else 0.0
            close = pytest.approx(outcome.metrics[metric].value, rel=rel, abs=_CLOSE.get(metric, 1e-8))
            assert value == close, (name, metric)


@pytest.mark.parametrize("name", [name for name, one in datasets().items() if one.kind != "text"])
def test_its_parts_are_those_of_the_race(name, tmp_path, monkeypatch):
    info, rules = datasets()[name], {"seed": 3}
    if not info.present():
        pytest.skip("the pictures are not on this machine")
    if info.rows > 10_000:
        monkeypatch.chdir(data_home())
        rules |= {"rows": 5000, "scale": "minmax"}
    _same_parts(BakeoffSpec(dataset=name, contenders={"dummy": {}}, rules=rules))


def _same_parts(spec: BakeoffSpec) -> None:
    names: dict[str, object] = {}
    for cell in data_cells(spec):
        exec("\n".join([*(line for line in cell.imports if "keras" not in line), cell.code]), names)
    wanted = prepare(spec)
    for part in ("train", "validation", "test") if spec.rules.validation_share else ("train", "test"):
        np.testing.assert_array_equal(names[f"X_{part}"], getattr(wanted, f"X_{part}"))
        np.testing.assert_array_equal(names[f"y_{part}"], getattr(wanted, f"y_{part}"))


@pytest.mark.parametrize(
    ("dataset", "rules"),
    [
        ("wine", {"split": "time", "split_by": "Alcohol"}),
        ("diabetes", {"split": "time", "split_by": "Age (years)", "validation_share": 0, "rows": 150}),
        ("wine", {"split": "group", "split_by": "Ash"}),
        ("iris", {"split": "group", "split_by": "Petal width (cm)", "stratify": False, "seed": 4}),
        ("diabetes", {"split": "group", "split_by": "Age (years)", "rows": 200, "split_seed": 9}),
        ("wine", {"leave_out": "Ash,Alcohol"}),
        ("iris", {"unique": True, "leave_out": ["Petal length (cm)"]}),
        ("wine", {"split": "time", "split_by": "Ash", "leave_out": "Ash", "unique": True}),
        ("diabetes", {"split": "group", "split_by": "Age (years)", "leave_out": "Sex (1 or 2),Blood sugar"}),
        ("digits", {"unique": True}),
        ("moons", {"leave_out": "x2"}),
    ],
)
def test_rows_that_are_used_and_how_they_are_split_are_to_the_last_digit(dataset, rules):
    _same_parts(BakeoffSpec(dataset=dataset, contenders={"dummy": {}}, rules=rules))


@pytest.mark.parametrize(
    ("dataset", "transform", "rules"),
    [
        ("digits", {"copies": 5, "flip": True, "rotate": 45}, {}),
        ("digits", {"copies": 1, "components": 10, "degree": 2}, {"scale": "minmax"}),
        ("digits", {"components": 300}, {"rows": 100}),
        ("breast_cancer", {"components": 5, "degree": 2, "copies": 1, "smote": True}, {}),
        ("diabetes", {"copies": 2, "degree": 2, "smote": True}, {"scale": "none"}),
        ("moons", {"copies": 1, "degree": 3, "smote": True, "shift": 0.3}, {"validation_share": 0}),
        ("iris", {"components": 40}, {"scale": "none"}),
        ("mnist", {"copies": 1, "components": 30}, {"rows": 3000}),
        ("breast_cancer", {"junk": 1.5, "rotation": 0.4, "smooth": 0.1, "label_noise": 0.2, "smote": True}, {}),
        ("diabetes", {"junk": 0.7, "rotation": 1.0, "smooth": 0.3, "label_noise": 0.1, "copies": 1, "degree": 2}, {}),
        ("digits", {"junk": 1.0, "rotation": 1.0, "smooth": 0.3, "label_noise": 0.1}, {}),
    ],
)
def test_what_is_transformed_is_to_the_last_digit(dataset, transform, rules, monkeypatch):
    if not datasets()[dataset].present():
        pytest.skip("the pictures are not on this machine")
    monkeypatch.chdir(data_home())
    _same_parts(BakeoffSpec(dataset=dataset, contenders={"dummy": {}}, rules=rules, transform=transform))


def test_a_network_whose_answers_hang_on_calibrated_probabilities_is_left_out_with_a_word():
    spec = SPECS["least cost"]
    assert "nn.Linear" in race_script(spec)
    script = race_script(spec.replace("rules.calibration", "all"))
    assert "nn.Linear" not in script
    assert "is left out: its answers hang on calibrated probabilities" in " ".join(script.replace("#", " ").split())


def test_a_script_that_evens_out_classes_says_what_that_needs():
    spec = SPECS["transformed"]
    assert "imbalanced-learn==" in race_script(spec)
    assert "imb" not in race_script(spec.replace("transform.smote", False))


def test_where_pytorch_is_not_installed_its_network_is_left_out_with_a_word(bare_python, tmp_path):
    script = race_script(BakeoffSpec(dataset="iris", contenders={"torch_mlp": {}, "dummy": {}}))
    (tmp_path / "race.py").write_text(script, encoding="utf-8")
    done = bare_python.run("import runpy, sys; sys.modules['torch'] = None; runpy.run_path('race.py')", tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("PyTorch is not installed, so its network is left out; pip install torch, and run")
    assert set(last_table(done.stdout)) == {"Baseline"}


def test_it_says_what_to_install_as_pip_knows_it():
    both = race_script(BakeoffSpec(dataset="iris", contenders={"torch_mlp": {}, "dummy": {}}))
    assert "torch==" in both
    assert "+cpu" not in both


def test_the_notebook_is_the_script_in_cells():
    spec = SPECS["iris"]
    notebook = json.loads(race_notebook(spec))
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    assert len({cell["id"] for cell in notebook["cells"]}) == len(notebook["cells"])
    code = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert all(part in race_script(spec) for part in code)


def test_no_name_of_a_package_is_broken_at_its_hyphen():
    assert "scikit-learn" in script("A race", "x" * 92 + " scikit-learn", [])
