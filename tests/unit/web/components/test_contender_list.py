"""What a browser says was pressed in the list of contenders."""

import dataclasses
from types import SimpleNamespace

import pytest
import streamlit as st

from bakeoff.contenders import contenders
from bakeoff.web.components import contender_list as module
from bakeoff.web.components.contender_list import ContenderRow, FoldRow, contender_list

SVM, TREE = contenders()["svm"], contenders()["decision_tree"]
ROWS = (ContenderRow(SVM, on=True, settable=True), FoldRow("others", "Others: 1", open=False))


@pytest.fixture
def browser(monkeypatch):
    """Return what says that a browser sends this, and what was called then."""
    heard, drawn = [], []
    monkeypatch.setattr(st, "session_state", {})
    monkeypatch.setattr(module, "_LIST", lambda **shown: drawn.append(shown))

    def sends(presses, rows=ROWS):
        contender_list(
            rows, key="list", on_switch=lambda *now: heard.append(now), on_open=lambda *now: heard.append(now)
        )
        st.session_state["list"] = SimpleNamespace(presses=presses)
        drawn[-1]["on_presses_change"]()
        return heard

    sends.drawn = drawn
    return sends


def test_presses_that_come_at_once_all_count_and_each_of_them_once(browser):
    first = {"turn": 1, "name": "svm", "on": False}
    both = [first, {"turn": 2, "name": "others", "open": True}]
    assert browser([first]) == [("svm", False)]
    assert browser(both) == [("svm", False), ("others", True)]
    assert browser(both) == [("svm", False), ("others", True)]
    assert [shown["data"]["turn"] for shown in browser.drawn] == [0, 1, 2]


@pytest.mark.parametrize(
    "presses",
    [
        None,
        "svm",
        [None],
        [{"turn": "1", "name": "svm", "on": False}],
        [{"turn": 1, "name": "svm", "on": "no"}],
        [{"turn": 1, "name": ["svm"], "on": False}],
        [{"turn": 1, "name": "decision_tree", "on": True}],
        [{"turn": 1, "name": "others", "on": True}],
        [{"turn": 1, "name": "keras_mlp", "open": True}],
    ],
)
def test_what_no_browser_of_ours_would_send_does_nothing(browser, presses):
    assert browser(presses) == []


def test_who_can_not_take_part_can_not_be_switched_on(browser):
    missing = dataclasses.replace(TREE, package="no_such_package")
    assert missing.missing
    assert browser([{"turn": 1, "name": TREE.name, "on": True}], [ContenderRow(missing, on=False)]) == []
