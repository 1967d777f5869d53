"""The classroom as Streamlit runs it: who sees what, what is refused, and what the teacher does."""

import json
import re
from datetime import UTC, datetime

import pytest
from streamlit.testing.v1 import AppTest

from bakeoff.features.lessons.attempt import Attempt
from bakeoff.features.lessons.book import KeptLessons
from bakeoff.features.lessons.code import pack
from bakeoff.features.lessons.lesson import Lesson
from bakeoff.features.lessons.rooms import Room
from bakeoff.features.lessons.service import rooms
from bakeoff.service.kernel import database
from bakeoff.service.visitor import owner_of
from tests.app.steps import new_app, query, ran, texts

pytestmark = pytest.mark.usefixtures("empty_home")

CLASS = "pages/class/class.py"
LESSON = Lesson.parse(
    {
        "place": "race",
        "title": "Beat *it*",
        "task": "Make the SVM **better**.",
        "goal": {"all_of": [{"measure": "race.score", "of": "svm", "metric": "accuracy", "at_least": 0.95}]},
    },
    "lesson",
)
LINK = pack(LESSON)


def opened(**asked: str) -> AppTest:
    """Return the classroom as a new visitor has it."""
    app = new_app().run()
    app.switch_page(CLASS)
    for name, value in asked.items():
        app.query_params[name] = value
    return ran(app.run())


def owner(app: AppTest) -> str:
    return owner_of(app.session_state["visitor-secret"])


def button(app: AppTest, label: str):
    (pressed,) = [each for each in app.button if each.label == label]
    return pressed


@pytest.fixture
def teacher() -> AppTest:
    """Return a class as the one who has just opened it sees it."""
    rooms()._openings._spent.clear()
    app = opened(lesson=LINK)
    assert app.header[0].value == r"Beat \*it\*"
    return ran(button(app, "Open a class for this lesson").click().run())


@pytest.fixture
def room(teacher: AppTest) -> Room:
    return rooms().find(query(teacher)["room"], "test")


def learner(room: Room, name: str) -> AppTest:
    app = opened(room=room.code)
    app.text_input(key="class-name").set_value(name)
    return ran(button(app, "Join").click().run())


def did(app: AppTest, value: float, *, reached: bool) -> None:
    """Have a learner's race come to an end."""
    attempt = Attempt(f"run-{value}", "svm", value, reached, datetime.now(UTC))
    rooms().report(LESSON.key, attempt, owner(app))


def board(app: AppTest) -> list[str]:
    """Return the lines of the board as they read, after what was done is known here."""
    rooms()._boards.clear()
    shown = [each.proto for each in ran(app.run()).get("bidi_component")]
    (data,) = [json.loads(proto.json) for proto in shown if proto.component_name == "bakeoff_class_board"]
    lines = [
        (
            one["place"],
            one["name"],
            one["told"],
            one["value"],
            data["contenders"].get(one["contender"], {}).get("label"),
        )
        for one in data["lines"]
    ]
    return [" ".join(filter(None, line)) for line in lines]


def test_a_class_is_opened_joined_and_played(teacher, room):
    assert any(room.code in each.proto.body and "data:image/svg+xml" in each.proto.body for each in teacher.get("html"))
    ada, bob = learner(room, "Ada"), learner(room, "Bob <b>")
    assert any("You are **Ada** in this class." in text for text in texts(ada.markdown))
    did(bob, 0.9, reached=False)
    did(ada, 0.96, reached=True)
    lines = board(teacher)
    assert re.fullmatch(r"1 Ada 1 attempt, reached in [\d.]+ (ms|s) 96\.0 % Support vector machine", lines[0])
    assert lines[1] == "2 Bob <b> 1 attempt 90.0 % Support vector machine"
    assert board(ada) == lines


def test_who_has_reached_the_goal_before_joining_is_on_the_board_with_it(teacher, room):
    app = opened(room=room.code)
    before = Attempt("run-before", "svm", 0.97, True, datetime(2026, 1, 1, tzinfo=UTC))
    KeptLessons(database()).note(owner(app), LESSON, before)
    app.text_input(key="class-name").set_value("Ada")
    ran(button(app, "Join").click().run())
    assert board(teacher) == ["1 Ada 1 attempt, reached before joining 97.0 % Support vector machine"]


def test_names_are_hidden_the_board_frozen_and_revealed(teacher, room):
    ada = learner(room, "Ada")
    button(teacher, "Hide names").click()
    assert board(teacher) == ["– Learner 1 not tried yet"]
    assert board(ada) == ["– Learner 1 not tried yet"]
    assert any("You are **Ada**" in text for text in texts(ada.markdown))
    button(teacher, "Show names").click()
    teacher.run()
    button(teacher, "Freeze").click()
    teacher.run()
    did(ada, 0.96, reached=True)
    assert board(teacher) == ["– Ada not tried yet"]
    assert any("Frozen" in text for text in texts(teacher.info))
    board(ada)
    assert any("stands still" in text for text in texts(ada.info))
    button(teacher, "Reveal").click()
    assert board(teacher)[0].startswith("1 Ada 1 attempt, reached in")


def test_a_learner_is_removed_and_may_come_again(teacher, room):
    ada = learner(room, "Ada")
    ran(teacher.run())
    teacher.selectbox(key="class-removed").set_value(1).run()
    button(teacher, "Remove").click()
    assert board(teacher) == []
    assert ran(ada.run()).text_input(key="class-name").label == "Your nickname in this class"


def test_a_learner_leaves(room):
    ada = learner(room, "Ada")
    ran(button(ada, "Leave the class").click().run())
    assert ada.text_input(key="class-name").value == ""
    assert rooms().member(room, owner(ada)) is None


def test_the_teachers_link_is_in_no_address_and_on_no_page_of_a_learner(teacher, room):
    secret = teacher.session_state[f"class-secret-{room.code}"]
    assert query(teacher) == {"room": room.code}
    ada = learner(room, "Ada")
    for app in (ada, opened(room=room.code)):
        assert secret not in str(app.main)
        assert not [each for each in app.button if each.label == "Freeze"]
    elsewhere = opened(room=room.code, teacher=secret)
    assert query(elsewhere) == {"room": room.code}
    assert button(elsewhere, "Freeze")
    guesser = opened(room=room.code, teacher="x" * 43)
    assert "is not, or no longer, the teacher’s link" in guesser.warning[0].value


def test_a_new_link_is_made_where_the_former_one_is_not_known(teacher, room):
    former = teacher.session_state[f"class-secret-{room.code}"]
    del teacher.session_state[f"class-secret-{room.code}"]
    button(ran(teacher.run()), "Make a new teacher’s link").click()
    teacher.run()
    assert teacher.session_state[f"class-secret-{room.code}"] != former
    assert opened(room=room.code, teacher=former).warning


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("", "Say what you want to be called here"),
        ("x" * 10_000, "at most 24 characters"),
        ("A\x07da", "cannot be seen"),
        ("Ada", "has that nickname already"),
    ],
)
def test_a_nickname_that_is_none_is_told_in_one_sentence(room, name, sentence):
    learner(room, "Ada")
    app = learner(room, name)
    assert [sentence in text for text in texts(app.error)] == [True]
    app.text_input(key="class-name").set_value("Eve")
    ran(button(app, "Join").click().run())
    assert not app.error
    assert any("You are **Eve**" in text for text in texts(app.markdown))


def test_the_entrance_takes_a_code_or_a_lessons_link(room):
    app = opened()
    app.text_input(key="class-code").set_value("BBBBBB")
    ran(app.button[0].click().run())
    assert "There is no class of this code" in app.error[0].value
    app.text_input(key="class-code").set_value(room.code.lower())
    ran(app.button[0].click().run())
    assert app.text_input(key="class-name")
    app = opened()
    app.text_input(key="class-link").set_value(f" http://here/race?dataset=iris&lesson={LINK} ")
    ran(app.button[1].click().run())
    assert button(app, "Open a class for this lesson")


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"room": "nothing"}, "There is no class of this code"),
        ({"lesson": "nothing"}, "The lesson in the link is damaged"),
        ({"lesson": "~abcd2345"}, "lesson"),
    ],
)
def test_an_address_that_leads_nowhere_is_told_and_leads_to_the_door(asked, sentence):
    app = opened(**asked)
    assert sentence in app.warning[0].value
    ran(button(app, "To the classroom’s door").click().run())
    assert app.header[0].value == "Classroom"


def test_who_is_in_no_class_goes_on_without(room):
    app = opened()
    did(app, 0.99, reached=True)
    assert rooms().board(room.code).learners == ()
