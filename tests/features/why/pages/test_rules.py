"""Rules that tell two contenders of a race apart, on its page."""

import re

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from bakeoff.features.why.page import rules
from tests.features.race.pages.test_race_page import MOONS, open_view
from tests.pages.steps import draft, ran, read
from tests.waiting import PATIENCE

pytestmark = pytest.mark.usefixtures("empty_home")


@pytest.fixture
def differences(finished):
    """Return a function that opens the differences of a finished race."""
    return lambda **query: open_view(finished(**query), "Differences")


def searched(app: AppTest) -> AppTest:
    """Return the app once the search for rules is over."""
    first, second = (app.selectbox(key=f"rules-{place}").value for place in ("first", "second"))
    assert app.session_state[f"rules-{draft(app).run_id}-{first}-{second}"].wait(PATIENCE)
    return ran(app.run())


def cards(app: AppTest) -> list[str]:
    bodies = [one.proto.body.replace("\u00a0", " ") for one in app.get("html")]
    return [body for body in bodies if "bakeoff-rule" in body]


def test_a_rule_says_who_is_better_where_and_opens_its_rows(differences):
    app = searched(differences(**MOONS))
    assert (app.selectbox(key="rules-first").value, app.selectbox(key="rules-second").value) == ("svm", "linear")
    card = cards(app)[0]
    assert re.search(r"<strong>x[12]: ", card)
    assert "Of 100 such rows, Support vector machine is right on" in card
    ran(app.toggle(key="rule-0-svm-linear").set_value(True).run())
    rows = app.dataframe[0].value
    assert len(rows) == int(re.search(r"right on \d+ of (\d+)", card).group(1))
    predictions = draft(app).race.run.report.finished_race.predictions().loc[rows.index]
    right = {name: predictions[name] == predictions["target"] for name in ("svm", "linear")}
    assert right["svm"].sum() > right["linear"].sum()
    assert np.flatnonzero(right["svm"] == right["linear"])[0] == (right["svm"] != right["linear"]).sum()
    ran(app.selectbox(key="rules-first").set_value("linear").run())
    assert app.selectbox(key="rules-second").value == "svm"
    assert "Of 100 such rows, Support vector machine is right on" in cards(searched(app))[0]


def test_rows_of_several_rules_can_be_open_at_once(differences):
    app = searched(differences(dataset="xor", contenders="linear,svm"))
    before = len(app.dataframe)
    assert len(cards(app)) > 1
    for place in (0, 1):
        ran(app.toggle(key=f"rule-{place}-svm-linear").set_value(True).run())
    assert len(app.dataframe) == before + 2


def test_all_rows_are_one_rule_if_no_part_differs(differences):
    app = searched(differences(dataset="spiral", contenders="linear,svm"))
    (card,) = cards(app)
    assert "All test rows" in card
    assert "No part differs clearly from the rest." in card


def test_of_numbers_the_rule_counts_the_closer_answers(differences):
    app = searched(differences(dataset="diabetes", contenders="svm,decision_tree"))
    assert "A decision tree parts 111 test rows by who is closer." in read(app.caption)
    assert "1 % of the target’s standard deviation" in read(app.caption)


def test_pictures_are_shown_with_their_rule(differences):
    app = searched(differences(dataset="digits", contenders="k_nearest,decision_tree"))
    assert cards(app)[0].count('<img class="bakeoff-picture"') == 12


def test_a_search_that_takes_too_long_says_so_and_can_begin_again(differences, monkeypatch):
    monkeypatch.setattr(rules, "SECONDS", 0.1)
    app = searched(differences(dataset="digits", contenders="k_nearest,decision_tree"))
    assert "limit of 0.1 seconds was reached" in read(app.info)
    monkeypatch.undo()
    ran(app.button(key="rules-again").click().run())
    assert cards(searched(app))
