"""That checks are found by walking, say why they do not apply, and can be left out."""

from itertools import chain
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import bakeoff.checks
from bakeoff.checks.base import EndedRace, SetUp
from bakeoff.checks.registry import checks, in_order, known, look
from bakeoff.datasets import Dataset
from bakeoff.errors import SettingError
from bakeoff.evaluation.base import Finding
from bakeoff.evaluation.metrics import metric_named
from bakeoff.preparation.prepared import prepare, prepare_dataset
from bakeoff.spec import BakeoffSpec

RNG = np.random.default_rng(0)
Y = np.tile([0, 1], 200)
X = pd.DataFrame(RNG.normal(size=(400, 3)), columns=["a", "b", "c"]).assign(leak=Y * 2.0)
LEAKY = Dataset(X, Y, "classification", tuple(X), ("no", "yes"), "Answer")


def leaky():
    spec = BakeoffSpec(dataset="iris", contenders=["svm"])
    return SetUp(spec, prepare_dataset(LEAKY, spec.rules, "Mine"))


def codes(found):
    return [one.code for one in found]


def test_every_module_with_a_check_is_found_under_its_own_name():
    folder = Path(bakeoff.checks.__file__).parent
    written = {path.stem for path in folder.glob("*.py") if "CHECK = Check(" in path.read_text(encoding="utf-8")}
    assert {check.code for check in checks()} == written
    assert len({check.gravity for check in checks()}) == len(checks()) >= 19
    assert len({check.title for check in checks()}) == len(checks())


def test_each_check_is_either_found_not_found_not_applicable_or_left_out():
    looked = look(leaky(), ("near",))
    not_applicable = [check for check, _reason in looked.not_applicable]
    assert codes(looked.findings) == ["telltale"]
    assert codes(looked.muted) == ["near"]
    told = chain(looked.findings, looked.nothing, looked.muted, not_applicable)
    assert sorted(codes(told)) == sorted(check.code for check in checks() if check.looks_at is SetUp)


def test_what_does_not_apply_says_why():
    why = {check.code: reason for check, reason in look(leaky()).not_applicable}
    assert why["unscaled"] == "The columns are scaled."
    assert why["few_rows"] == "The rows are not split into folds."
    pictures = BakeoffSpec(dataset="digits", contenders=["svm"])
    why = {check.code: reason for check, reason in look(SetUp(pictures, prepare(pictures))).not_applicable}
    assert {"telltale", "answer_means", "telltale_pair", "identifier", "near", "group", "time"} <= set(why)
    assert why["telltale"] == "Pictures have no columns that mean something by themselves."


def test_what_does_not_matter_is_left_out_but_what_has_happened_is_not():
    assert "telltale" in codes(look(leaky()).findings)
    assert "telltale" not in codes(look(leaky(), ("telltale",)).findings)
    ended = EndedRace(metric_named("accuracy"), failed=("svm",))
    assert codes(look(ended, ("failed",)).findings) == ["failed"]


@pytest.mark.parametrize("code", ["nonsense", "failed"])
def test_a_check_that_can_not_be_left_out_is_refused_with_those_that_can(code):
    with pytest.raises(SettingError, match=f"no check “{code}” .* answer_means, .* unseen"):
        known(("telltale", code))


def test_the_gravest_comes_first_and_what_is_not_known_last():
    kinds = [("old_kind", "warning"), ("group", "note"), ("overfit", "warning"), ("telltale", "warning")]
    found = [Finding(code, level, "", "", "") for code, level in kinds]
    assert codes(in_order(found)) == ["telltale", "overfit", "old_kind", "group"]
