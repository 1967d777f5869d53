"""Bets of a class as pages show them: asked for before the start, fixed after it, and scored."""

import json
import re

import pytest
from streamlit.testing.v1 import AppTest

from bakeoff.features.lessons.bet import Bet
from bakeoff.features.lessons.service import rooms
from bakeoff.lesson.code import pack
from tests.pages.lessons import JUDGE, PAGES, RACE, lesson, opened
from tests.pages.steps import draft, query, ran, texts

pytestmark = pytest.mark.usefixtures("empty_home")

CLASS = "pages/lessons/class.py"
TWO = {"contenders": "decision_tree,svm,dummy"}
BET = re.compile("a bet|Your bet is|Undecided|won;")
SVM, TREE = "bet-svm", "bet-decision_tree"


def button(app: AppTest, label: str):
    (pressed,) = [each for each in app.button if each.label == label]
    return pressed


def in_class(values: dict, *, bets: bool = True) -> tuple[AppTest, AppTest]:
    """Return a class's page of its teacher, and the lesson's of a learner in it."""
    rooms()._openings._spent.clear()
    link = pack(lesson(values))
    teacher = opened(CLASS, lesson=link)
    ran(button(teacher, "Open a class for this lesson").click().run())
    if bets:
        ran(teacher.toggle(key="class-bets").set_value(True).run())
    app = opened(CLASS, room=query(teacher)["room"])
    app.text_input(key="class-name").set_value("Ada")
    ran(button(app, "Join").click().run())
    del app.query_params["room"]
    app.query_params["lesson"] = link
    return teacher, ran(app.switch_page(PAGES[values["place"]]).run())


def said(app: AppTest) -> str:
    """Return what the page says of the bet."""
    shown = [each.proto for each in app.get("bidi_component") if "bet-score" in each.proto.id]
    score = "".join(part["text"] for proto in shown for part in json.loads(proto.json)["parts"])
    return (
        " ".join([*(each.value for each in app.markdown if BET.search(each.value)), score]).replace("\xa0", " ").strip()
    )


def bet(app: AppTest, svm: int, tree: int) -> AppTest:
    app.number_input(key=SVM).set_value(svm)
    app.number_input(key=TREE).set_value(tree)
    return ran(button(app, "Save the bet").click().run())


def test_a_bet_is_asked_for_fixed_by_the_start_and_scored_for_learner_and_teacher():
    teacher, ada = in_class(RACE | {"state": RACE["state"] | TWO})
    assert (ada.number_input(key=SVM).value, ada.number_input(key=TREE).value) == (50, 50)
    assert said(ada).startswith("You may start without a bet.")
    bet(ada, 80, 40)
    assert ["add up to 120" in text for text in texts(ada.error)] == [True]
    bet(ada, 80, 20)
    assert not ada.error
    assert "Decision tree 20 %, Support vector machine 80 %" in said(ada)
    ran(ada.button(key="start").click().run())
    assert SVM not in [each.key for each in ada.number_input]
    assert draft(ada).race.wait(60)
    ran(ada.run())
    (learner,) = rooms()._stored.learners(query(teacher)["room"])
    kept = Bet.of(learner.progress[0])
    assert kept.chances == {"decision_tree": 20, "svm": 80}
    assert f"Your Brier score is {kept.score:.2f}; even chances would have {kept.even_score:.2f}." in said(ada)
    rooms().look_anew()
    (table,) = [each.proto.body for each in ran(teacher.run()).get("html") if "Mean Brier score" in each.proto.body]
    assert "Ada" in table
    assert f"{kept.score:.2f}" in table
    assert not [each for each in teacher.get("bidi_component") if "class-calibration" in each.proto.id]  # one outcome


def test_starting_without_a_bet_is_allowed_and_said():
    _teacher, ada = in_class(JUDGE | {"state": JUDGE["state"] | TWO})
    assert ada.number_input(key=SVM)
    ran(ada.button(key="judge-start").click().run())
    assert said(ada) == "You have started without a bet."
    assert ada.session_state["judge"].study.wait(60)
    assert said(ran(ada.run())) == "You have started without a bet."


@pytest.mark.parametrize(("state", "bets"), [(TWO, False), ({"contenders": "decision_tree,dummy"}, True)])
def test_nobody_is_asked_where_the_teacher_has_not_said_so_or_one_runs_alone(state, bets):
    values = RACE | {"state": RACE["state"] | state}
    if bets:
        with pytest.raises(KeyError):
            in_class(values)
    else:
        _teacher, ada = in_class(values, bets=False)
        assert not [each for each in ada.number_input if each.key.startswith("bet-")]
        assert said(ada) == ""
