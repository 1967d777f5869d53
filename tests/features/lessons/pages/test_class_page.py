"""The classroom as Streamlit runs it: who sees what, what is refused, and what the teacher does."""

import json
import re
from datetime import UTC, date, datetime
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from bakeoff.features.lessons.page import class_entrance
from bakeoff.features.lessons.room import Room
from bakeoff.features.lessons.service import rooms
from bakeoff.lesson.attempt import Attempt, chapter_attempt
from bakeoff.lesson.book import KeptLessons
from bakeoff.lesson.certificate import Certificate
from bakeoff.lesson.chapter import chapter
from bakeoff.lesson.code import pack
from bakeoff.lesson.lesson import Lesson, chapter_lesson
from bakeoff.records.goals import ReachedGoals
from bakeoff.service.kernel import database
from bakeoff.service.secret import server_key
from bakeoff.service.visitor import owner_of
from tests.features.lessons.pages.classroom import button, learner, opened
from tests.pages.steps import new_app, query, ran, texts

pytestmark = pytest.mark.usefixtures("empty_home")

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


def owner(app: AppTest) -> str:
    return owner_of(app.session_state["visitor-secret"])


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
    assert rooms().member(room.code, owner(ada)) is None


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


def test_a_nickname_that_is_none_is_told_in_one_sentence(room):
    learner(room, "Ada")
    app = learner(room, "Ada")
    assert ["has that nickname already" in text for text in texts(app.error)] == [True]
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


def test_an_address_that_leads_nowhere_is_told_and_leads_to_the_door():
    for asked, sentence in (({"room": "nothing"}, "There is no class"), ({"lesson": "nothing"}, "is damaged")):
        app = opened(**asked)
        assert sentence in app.warning[0].value
        ran(button(app, "Back to the class page").click().run())
        assert app.header[0].value == "Classroom"


# --- courses ---


def course_of(teacher: AppTest, *chapters: str, days: int = 30) -> Room:
    """Open a course that begins with a lesson, as its teacher does."""
    rooms()._openings._spent.clear()
    for name in chapters:
        ran(teacher.selectbox(key="class-chapter").set_value(name).run())
    teacher.text_input(key="class-title").set_value("Week *1*")
    teacher.selectbox(key="class-days-course").set_value(days)
    ran(button(teacher, "Open a class for this course").click().run())
    return rooms().find(query(teacher)["room"], "test")


def cells(app: AppTest) -> list[list[str]]:
    rooms()._boards.clear()
    shown = [each.proto for each in ran(app.run()).get("bidi_component")]
    (data,) = [json.loads(proto.json) for proto in shown if proto.component_name == "bakeoff_class_board"]
    return [[line["name"], line["told"], *(cell[0] for cell in line["cells"])] for line in data["lines"]]


def test_a_course_of_a_lesson_and_chapters_is_opened_and_shows_a_grid():
    teacher = opened(lesson=LINK)
    course = course_of(teacher, "forest", "svm")
    assert teacher.header[0].value == r"Week \*1\*"
    assert (len(course.lessons), (course.ends - course.opened).days) == (3, 30)
    ada = learner(course, "Ada")
    links = [link.proto.label for link in ada.get("page_link")]
    assert [label for label in links if label[:2] in ("1.", "2.", "3.")] == [
        r"1. Beat \*it\*",
        f"2. {chapter('forest').title}",
        f"3. {chapter('svm').title}",
    ]
    did(ada, 0.9, reached=False)
    rooms().report(chapter_lesson("forest").key, chapter_attempt("forest", datetime.now(UTC)), owner(ada))
    (line,) = cells(teacher)
    assert line[:3] == ["Ada", "1 of 3", "1"]
    assert line[3].startswith("✓1 · ")
    assert line[4] == ""


def test_a_chapter_reached_before_joining_counts_in_the_class():
    teacher = opened(lesson=LINK)
    course = course_of(teacher, "tree")
    app = opened(room=course.code)
    ReachedGoals(database()).reach(owner(app), "tree")
    app.text_input(key="class-name").set_value("Ada")
    ran(button(app, "Join").click().run())
    assert cells(teacher) == [["Ada", "1 of 2", "", "✓1"]]


def test_the_teacher_ends_a_class_and_learners_see_it(teacher, room):
    ada = learner(room, "Ada")
    ran(teacher.run())
    teacher.checkbox(key="class-sure").check().run()
    button(teacher, "End it").click()
    board(teacher)
    assert any("has ended" in text for text in texts(teacher.info))
    board(ada)
    assert any("has ended" in text for text in texts(ada.info))
    late = opened(room=room.code)
    assert not late.text_input
    assert any("has ended" in text for text in texts(late.info))


def test_the_teacher_changes_the_order_of_the_board(teacher, room):
    ada, bob = learner(room, "Ada"), learner(room, "Bob")
    did(ada, 0.96, reached=True)
    did(bob, 0.98, reached=True)
    assert board(teacher)[0].startswith("1 Ada")
    teacher.selectbox(key="class-ranking").set_value("value").run()
    assert board(teacher)[0].startswith("1 Bob")


def test_a_chapter_opened_as_a_lesson_shows_its_task_and_its_certificate():
    app = new_app().run()
    app.switch_page("pages/learn/learn.py")
    app.query_params["lesson"] = pack(chapter_lesson("loss", "Do **this**."))
    ran(app.run())
    assert query(app)["chapter"] == "loss"
    assert any("Do **this**." in each.value for each in app.markdown)
    ReachedGoals(database()).reach(owner(app), "loss")
    del app.session_state["learn-reached"]
    ran(app.run())
    (link,) = [each.proto for each in app.get("page_link") if each.proto.label == "Your certificate"]
    signed = parse_qs(link.query_string)["certificate"][0]
    assert Certificate.read(signed, server_key()).title == str(chapter_lesson("loss").title)
    ran(button(app, "Leave the lesson").click().run())
    assert "lesson" not in query(app)


def test_a_chapters_goal_is_reported_where_it_is_marked_as_reached():
    course = course_of(opened(lesson=LINK), "questions")
    ada = learner(course, "Ada")

    def reach() -> None:
        from bakeoff.web.goals import keep_reached

        keep_reached("questions")

    app = AppTest.from_function(reach)
    app.session_state["visitor-secret"] = ada.session_state["visitor-secret"]
    ran(app.run())
    (member,) = rooms()._stored.learners(course.code)
    assert [at.reached is not None for at in member.progress] == [False, True]


def test_a_lesson_is_taken_out_of_a_course_before_it_opens():
    app = opened(lesson=LINK)
    ran(app.selectbox(key="class-chapter").set_value("svm").run())
    assert button(app, "Open a class for this course")
    ran(app.button(key="class-drop-0").click().run())
    assert button(app, "Open a class for this lesson")


# --- a teacher's classes ---


def test_a_teacher_finds_their_classes_and_opens_one_again(teacher, room):
    ada = learner(room, "Ada")
    for app, title in ((teacher, "My classes"), (ada, "Classes I learn in")):
        app.query_params.clear()
        assert title in [each.value for each in ran(app.run()).subheader]
        assert any(room.code in text and "1 learner" in text for text in texts(app.caption))
    assert not [each for each in ada.button if each.label == "Open again for a new class"]
    ran(button(teacher, "Open again for a new class").click().run())
    again = rooms().find(query(teacher)["room"], "test")
    assert again.code != room.code
    assert [each.link for each in again.lessons] == [LINK]


def test_a_class_whose_lesson_is_no_longer_there_does_not_hide_the_others(teacher, room, monkeypatch):
    monkeypatch.setattr(class_entrance, "lesson_in", missing)
    teacher.query_params.clear()
    assert any(room.code in text for text in texts(ran(teacher.run()).caption))
    ran(button(teacher, "Open again for a new class").click().run())
    assert "does not have that lesson" in teacher.error[0].value


def missing(link: str) -> Lesson:
    return KeptLessons(database()).get("~abcd2345")


def test_a_course_without_a_title_is_not_opened():
    rooms()._openings._spent.clear()
    app = opened(lesson=LINK)
    ran(app.selectbox(key="class-chapter").set_value("forest").run())
    assert app.selectbox(key="class-days-course").value == 90
    ran(button(app, "Open a class for this course").click().run())
    assert "Give the course a title" in app.error[0].value


def test_a_message_is_shown_to_learners_as_text_and_a_due_date_in_their_list():
    course = course_of(teacher := opened(lesson=LINK), "forest")
    ada = learner(course, "Ada")
    teacher.text_input(key="class-message").set_value("Read <b>this</b> *now*")
    teacher.date_input(key="class-due-1").set_value(date(2030, 5, 6))
    ran(teacher.run())
    rooms()._boards.clear()
    (message,) = texts(ran(ada.run()).info)
    assert "now" in message
    assert "<b>" not in message
    assert any("Due 2030-05-06" in text for text in texts(ada.caption))
    ran(teacher.text_input(key="class-message").set_value("").run())
    rooms()._boards.clear()
    assert not ran(ada.run()).info


def test_a_teacher_sees_who_stands_where_and_hides_the_code():
    course = course_of(teacher := opened(lesson=LINK), "forest")
    ada, bob = learner(course, "Ada"), learner(course, "Bob")
    did(bob, 0.9, reached=False)
    rooms().begin(chapter_lesson("forest").key, owner(ada), 3)
    teacher.session_state["class-now"] = True
    (table,) = [each.proto.body for each in ran(teacher.run()).get("html") if "quiet longest" in each.proto.body]
    rows = re.findall(r"<tr>(.*?)</tr>", table.replace("\n", ""))
    assert any("Ada" in row and "step 3" in row for row in rows)
    assert any("Bob" in row and "1 attempt; best 90.0" in row for row in rows)
    assert any("data:image/svg+xml" in each.proto.body for each in teacher.get("html"))
    ran(teacher.toggle(key="class-codeless").set_value(True).run())
    assert not any("data:image/svg+xml" in each.proto.body for each in teacher.get("html"))
