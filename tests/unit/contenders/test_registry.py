import itertools
import subprocess
import sys
from pathlib import Path

import pytest
from sklearn.base import clone
from sklearn.datasets import load_diabetes, load_iris
from sklearn.preprocessing import StandardScaler

import bakeoff.contenders
from bakeoff.contenders import contender, contenders
from bakeoff.errors import SettingError
from tests.unit.contenders.recording import steps_of

ALL = list(contenders().values())
NAMES = list(contenders())
TASKS = ["classification", "regression"]
GROUNDS = {"light": "#ffffff", "dark": "#0e1117"}

HEAVY_AFTER_LISTING = """
import sys
from bakeoff.contenders import contenders
from bakeoff.fields import knobs
for one in contenders().values():
    knobs(one.hyperparameters), one.missing
heavy = {"tensorflow", "keras", "torch", "sklearnex", "daal4py", "lightgbm", "xgboost"}
ours = {name for name in sys.modules if name.startswith("bakeoff.contenders.") and name.endswith(".estimator")}
print(sorted(heavy & set(sys.modules) | ours))
"""


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2.2."""
    dark, light = sorted(luminance(colour) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    shares = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_contrast_is_that_of_the_standard():
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)  # WCAG's well-known near miss


def test_every_folder_is_a_contender_and_they_stand_in_the_order_of_the_page():
    folders = {path.parent.name for path in Path(bakeoff.contenders.__path__[0]).glob("*/info.py")}
    assert set(NAMES) == folders
    assert [
        *("keras_mlp", "decision_tree", "svm", "random_forest", "boosting", "linear", "k_nearest"),
        *("torch_mlp", "lightgbm", "xgboost", "dummy"),
    ] == NAMES


def test_the_first_race_is_of_the_usual_four_and_own_tables_bring_three_more():
    assert [one.name for one in ALL if one.selected] == ["keras_mlp", "decision_tree", "svm", "random_forest", "dummy"]
    assert [one.name for one in ALL if one.for_own_tables] == ["boosting", "linear", "k_nearest"]


def test_listing_them_imports_nothing_heavy():
    done = subprocess.run([sys.executable, "-c", HEAVY_AFTER_LISTING], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_mistyped_name_is_met_with_the_nearest():
    with pytest.raises(SettingError, match=r"^Unknown contender “random_forrest”; did you mean “random_forest”\?$"):
        contender("random_forrest")


def test_the_dummy_alone_is_the_baseline():
    assert [one.name for one in ALL if one.baseline] == ["dummy"]


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("name", NAMES)
def test_colour_can_be_told_from_the_ground(name, ground):
    assert contrast(contender(name).identity.colour, GROUNDS[ground]) >= 3.0


def test_labels_are_singular_as_verdicts_say_that_one_wins():
    assert [info.label for info in ALL if info.label.endswith(("trees", "neighbours", "networks", "models"))] == []


def test_colours_and_markers_are_each_ones_own():
    for one, other in itertools.combinations(ALL, 2):
        assert one.identity.colour != other.identity.colour
        assert one.identity.marker != other.identity.marker
        assert one.label != other.label


@pytest.mark.parametrize("name", NAMES)
def test_identity_is_one_that_plotly_draws(name):
    graph_objects = pytest.importorskip("plotly.graph_objects")
    identity = contender(name).identity
    graph_objects.Scatter(marker={"symbol": identity.marker, "color": identity.colour}, line={"dash": identity.dash})


@pytest.mark.parametrize("name", NAMES)
def test_summary_is_one_sentence(name):
    summary = contender(name).summary
    assert summary[0].isupper()
    assert summary.endswith(".")
    assert summary.count(".") == 1


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("name", NAMES)
def test_it_trains_for_real_and_tells_its_size(name, task):
    one = contender(name)
    if one.missing:
        pytest.skip(one.missing)
    X, y = (load_iris if task == "classification" else load_diabetes)(return_X_y=True)
    X = StandardScaler().fit_transform(X)
    estimator = clone(one.build(one.hyperparameters(), task, 0))
    steps = steps_of(estimator, X[::2], y[::2], X_val=X[1::2], y_val=y[1::2])
    assert estimator.predict(X).shape == y.shape
    assert all(count > 0 for count in one.sizes(estimator).values())
    assert [step.index for step in steps] == sorted({step.index for step in steps})
    assert steps[-1].validation_score is not None
    if one.step_name == "" or (name, task) == ("linear", "regression"):  # ridge regression is solved at once
        assert len(steps) == 1
    else:
        assert len(steps) > 1
