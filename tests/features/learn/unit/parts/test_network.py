"""What a browser sends of the network's picture is checked, whatever it is."""

import math
from types import SimpleNamespace

import pytest
import streamlit as st

from bakeoff.features.learn.forward.exclusive_or import SOLUTION, exclusive_or, right_rows
from bakeoff.features.learn.network import Weight
from bakeoff.features.learn.parts import network
from bakeoff.features.learn.parts.network import picture_state

TASK = exclusive_or()


def state(monkeypatch, sent, way="edit"):
    monkeypatch.setattr(st, "session_state", {"picture": SimpleNamespace(sent=sent)})
    return picture_state(TASK, way, key="picture")


def sound(**changes):
    weights = {"weights": [part.tolist() for part in SOLUTION.weights], "biases": [b.tolist() for b in SOLUTION.biases]}
    picked = {"layer": 0, "source": None, "target": 1}
    return {"run": network._run(TASK, "edit"), "turn": 3, "row": 2, "picked": picked} | weights | changes


def test_what_was_set_by_hand_is_read(monkeypatch):
    read = state(monkeypatch, sound())
    assert (read.row, read.turn, read.picked) == (2, 3, Weight(0, None, 1))
    assert all(right_rows(read.network))


@pytest.mark.parametrize(
    "changes",
    [
        {"run": "another"},
        {"row": 4},
        {"row": True},
        {"row": "1"},
        {"turn": None},
        {"picked": {"layer": 7, "source": 0, "target": 0}},
        {"picked": [1]},
        {"weights": [[[1]]]},
        {"weights": [[[1, 1], [1, math.nan]], [[1], [1]]]},
        {"weights": [[[1, 1], [1, 1e300]], [[1], [1]]]},
        {"weights": "[[1, 1], [1, 1]]"},
        {"biases": None},
        {"biases": [[1, 2], ["a"]]},
    ],
)
def test_what_makes_no_sense_leaves_all_as_it_was(monkeypatch, changes):
    read = state(monkeypatch, sound(**changes))
    assert (read.row, read.picked, read.turn) == (None, None, 0)
    assert read.network is TASK.network


@pytest.mark.parametrize("sent", [None, [], "x", {}, {"run": 1}])
def test_what_is_nothing_of_ours_leaves_all_as_it_was(monkeypatch, sent):
    assert state(monkeypatch, sent).network is TASK.network


def test_a_picture_of_another_network_has_another_name():
    other = exclusive_or()
    assert network._run(TASK, "edit") == network._run(other, "edit") != network._run(TASK, "chain")
