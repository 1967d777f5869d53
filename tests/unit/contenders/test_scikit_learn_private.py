"""Every name that scikit-learn does not offer to others is still there, does what it did, and is used in one module."""

import ast
from pathlib import Path

import pytest
from sklearn.callback import ProgressBar
from sklearn.ensemble import RandomForestClassifier

from bakeoff.contenders.dummy.estimator import BaselineClassifier
from bakeoff.contenders.scikit_learn_private import (
    READ_FROM,
    callbacks_of,
    check_parameters,
    checked_weights,
    fit_begins,
)

ROOT = Path(__file__).parents[3]
PRIVATE = {"_init_callback_context", "_skl_callbacks", "_validate_params", "_check_sample_weight"}


def test_it_was_read_from_the_version_that_is_pinned():
    assert f"scikit-learn=={READ_FROM}" in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()


def test_a_fit_that_begins_tells_of_as_many_steps_as_it_has():
    context = fit_begins(BaselineClassifier(), 7)
    assert context.max_subtasks == 7


def test_the_callbacks_are_those_that_were_set():
    estimator, bar = BaselineClassifier(), ProgressBar()
    assert callbacks_of(estimator) == ()
    assert callbacks_of(estimator.set_callbacks(bar)) == (bar,)
    assert callbacks_of(estimator.set_callbacks()) == ()


def test_a_parameter_that_is_none_is_told_of_as_scikit_learn_does():
    check_parameters(RandomForestClassifier())
    with pytest.raises(ValueError, match="The 'n_estimators' parameter of RandomForestClassifier must be"):
        check_parameters(RandomForestClassifier(n_estimators=0))


def test_weights_are_checked_as_scikit_learn_does():
    assert checked_weights(None, [[1], [2]]) is None
    assert checked_weights([1, 2], [[1], [2]]).tolist() == [1.0, 2.0]
    for wrong in ([1], [0, 0], [1, -1]):
        with pytest.raises(ValueError, match=r"[wW]eight"):
            checked_weights(wrong, [[1], [2]])


def test_no_other_module_uses_these_names():
    for path in (ROOT / "src/bakeoff").rglob("*.py"):
        if path.stem != "scikit_learn_private":
            nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
            named = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
            named |= {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
            assert not named & PRIVATE, path
