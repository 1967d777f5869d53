"""A graph that was traced before, here or by another process, trains as one traced anew; none is taken for another."""

import ast
import gc
from pathlib import Path

import numpy as np
import pytest
from tensorflow.python.eager import context

from bakeoff import cache
from bakeoff.contenders.keras_mlp import graphs
from bakeoff.contenders.keras_mlp.estimator import KerasMLPClassifier

ROOT = Path(__file__).parents[4]
RNG = np.random.default_rng(0)
X, y = RNG.normal(size=(60, 4)), RNG.integers(0, 3, 60)
OTHERS = [
    {"optimizer": "nesterov"},
    {"optimizer": "momentum", "momentum": 0.5},
    {"loss": "mse"},
    {"hidden": ((64, "tanh"),)},
    {"l2": 0.1},
    {"batch_size": 7},
    {"schedule": "cosine", "epochs": 3},
    {"dropout": 0.5},
]


@pytest.fixture
def alone(monkeypatch):
    """Nothing was traced before, and nothing is shared."""
    monkeypatch.setattr(graphs, "_recent", {})
    monkeypatch.setattr(cache, "_folder", None)


@pytest.fixture
def counted(alone, monkeypatch):
    """What is traced, one after the other."""
    traced = []
    trace = graphs._trace
    monkeypatch.setattr(graphs, "_trace", lambda function, *more: traced.append(function) or trace(function, *more))
    return traced


def _fitted(seed=0, rows=X, **settings):
    model = KerasMLPClassifier(**{"epochs": 2, "random_state": seed} | settings)
    return model.fit(rows[:40], y[:40], X_val=rows[40:], y_val=y[40:])


def _told(model):
    return np.concatenate(
        [*(weights.ravel() for weights in model.model_.get_weights()), model.predict_proba(X).ravel()]
    )


def test_it_was_read_from_the_version_that_is_pinned():
    pinned = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    assert pinned.count(f"=={graphs.READ_FROM} ;") == 2
    assert f"tensorflow=={graphs.READ_FROM} ;" in pinned


def test_no_other_module_goes_past_what_tensorflow_offers():
    for path in (ROOT / "src/bakeoff").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                private = (node.module or "").startswith("tensorflow.python")
                assert not private or path.name == "graphs.py", path


def test_a_fit_of_the_same_shapes_is_traced_no_more_and_learns_what_it_would_alone(counted, monkeypatch):
    _fitted()
    assert len(counted) == 2  # of training, and of answering
    other = _told(_fitted(seed=1, rows=X[::-1]))
    assert len(counted) == 2
    monkeypatch.setattr(graphs, "_recent", {})
    assert np.array_equal(_told(_fitted(seed=1, rows=X[::-1])), other)
    assert len(counted) == 4


def test_what_was_traced_elsewhere_is_taken_from_there_and_is_the_same(counted, tmp_path, monkeypatch):
    cache.share(tmp_path / "cache")
    _fitted(seed=9, dropout=0.3, batch_norm=True)
    assert len(list((tmp_path / "cache").iterdir())) == len(counted) == 2
    monkeypatch.setattr(graphs, "_recent", {})
    taken = _told(_fitted(dropout=0.3, batch_norm=True))
    assert len(counted) == 2
    monkeypatch.setattr(graphs, "_recent", {})
    monkeypatch.setattr(cache, "_folder", None)
    assert np.array_equal(_told(_fitted(dropout=0.3, batch_norm=True)), taken)
    assert len(counted) == 4


@pytest.mark.parametrize(
    "settings", [*OTHERS[:3], *(pytest.param(other, marks=pytest.mark.nightly) for other in OTHERS[3:])], ids=str
)
def test_other_settings_are_other_graphs(counted, monkeypatch, settings):
    _fitted()
    after = _told(_fitted(**settings))
    monkeypatch.setattr(graphs, "_recent", {})
    assert np.array_equal(_told(_fitted(**settings)), after)
    assert not np.array_equal(after, _told(_fitted()))


def test_a_graph_that_nobody_has_is_taken_out_and_one_in_use_is_not(alone, monkeypatch):
    monkeypatch.setattr(graphs, "_MOST", 1)
    model = _fitted()
    name, there = model._forward._functions.name, context.context().has_function
    expected = model.predict_proba(X)
    again = _fitted()
    assert again._forward._functions.name != name
    del again
    gc.collect()
    assert there(name)
    assert np.array_equal(model.predict_proba(X), expected)
    del model
    gc.collect()
    assert not there(name)
