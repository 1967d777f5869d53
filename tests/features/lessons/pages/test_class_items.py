"""Questions before and after a chapter, in a class whose teacher measures."""

import pytest
from streamlit.testing.v1 import AppTest

from bakeoff.features.learn.questions.questions import NEEDED, QUESTIONS
from bakeoff.features.lessons.room import Room
from bakeoff.features.lessons.service import rooms
from bakeoff.lesson.code import pack
from bakeoff.lesson.items import item_pair
from bakeoff.lesson.lesson import chapter_lesson
from bakeoff.service.visitor import owner_of
from tests.pages.steps import LEARN, new_app, query, ran, read

pytestmark = pytest.mark.usefixtures("empty_home")

CLASS = "pages/lessons/class.py"
LESSON = chapter_lesson("questions")


def at(page: str, app: AppTest | None = None, **asked: str) -> AppTest:
    """Return a page as a new visitor, or the one of `app`, has it."""
    opened = new_app().run()
    opened.switch_page(page)
    if app is not None:
        opened.session_state["visitor-secret"] = app.session_state["visitor-secret"]
    for name, value in asked.items():
        opened.query_params[name] = value
    return ran(opened.run())


def press(app: AppTest, label: str) -> AppTest:
    (pressed,) = [each for each in app.button if each.label == label]
    return ran(pressed.click().run())


def owner(app: AppTest) -> str:
    return owner_of(app.session_state["visitor-secret"])


@pytest.fixture
def teacher() -> AppTest:
    rooms()._openings._spent.clear()
    app = at(CLASS, lesson=pack(LESSON))
    press(app, "Open a class for this lesson")
    return ran(app.toggle(key="class-measures").set_value(True).run())


@pytest.fixture
def room(teacher: AppTest) -> Room:
    return rooms().find(query(teacher)["room"], "test")


@pytest.fixture
def learner(room: Room) -> AppTest:
    app = at(CLASS, room=room.code)
    app.text_input(key="class-name").set_value("Ada")
    press(app, "Join")
    return at(LEARN, app, chapter="questions")


def items(app: AppTest) -> list[str]:
    return [str(radio.key) for radio in app.radio if str(radio.key).startswith("learn-item-")]


def answer(app: AppTest, room: Room, *, after: bool, right: tuple[bool, bool]) -> AppTest:
    pair = item_pair("questions", room.code, 1, after=after)
    for place, (item, truly) in enumerate(zip(pair, right, strict=True)):
        picked = item.right if truly else next(option for option in item.options if option != item.right)
        radio = app.radio(key=f"learn-item-questions-{int(after)}-{place}")
        assert (radio.label, radio.value) == (item.sentence, None)
        radio.set_value(picked)
    return press(app, "Send the answers")


def progress(room: Room, app: AppTest) -> tuple[str | None, str | None]:
    known = rooms().member(room.code, owner(app)).progress[0]
    return known.answers_before, known.answers_after


def reach(app: AppTest) -> None:
    for question in QUESTIONS[:NEEDED]:
        app.pills(key=f"learn-questions-{question.name}").set_value(question.right)
        ran(app.run())


def test_a_learner_answers_before_the_chapter_and_once_the_goal_is_reached(room, learner):
    assert len(items(learner)) == 2
    assert not learner.get("button_group")
    press(learner, "Send the answers")
    assert "Answer both questions" in read(learner.warning)
    answer(learner, room, after=False, right=(True, False))
    assert (items(learner), progress(room, learner)) == ([], ("10", None))
    reach(learner)
    assert items(learner) == ["learn-item-questions-1-0", "learn-item-questions-1-1"]
    assert "Your answers" not in read(learner.expander)
    answer(learner, room, after=True, right=(True, True))
    assert (items(learner), progress(room, learner)) == ([], ("10", "11"))
    (told,) = [each.label for each in learner.expander if each.label.startswith("Your answers")]
    assert "1 of 2 right before" in told
    assert "2 of 2 after" in told
    assert item_pair("questions", room.code, 1, after=True)[0].right in read(learner.markdown)
    assert items(at(LEARN, learner, chapter="questions")) == []


def test_one_click_skips_the_questions_and_no_more_are_asked(room, learner):
    press(learner, "Skip the questions")
    assert items(learner) == []
    assert items(at(LEARN, learner, chapter="questions")) == []
    reach(learner)
    assert (items(learner), progress(room, learner)) == ([], ("--", None))


def test_nobody_else_is_asked(teacher, room, learner):
    assert items(at(LEARN, chapter="questions")) == []
    assert items(at(LEARN, learner, chapter="svm")) == []
    rooms().end(room, owner(teacher))
    assert items(at(LEARN, learner, chapter="questions")) == []


def test_a_class_measures_only_if_its_teacher_wants_it():
    rooms()._openings._spent.clear()
    app = press(at(CLASS, lesson=pack(LESSON)), "Open a class for this lesson")
    assert not rooms().find(query(app)["room"], "test").measures
    assert "What the chapters teach" not in [each.label for each in app.expander]


def tables(app: AppTest) -> str:
    app.session_state["class-gains"] = True
    return " ".join(each.proto.body for each in ran(app.run()).get("html")).replace("\u00a0", " ")


def test_the_teacher_sees_the_gain_once_eight_have_answered(teacher, room):
    for number, (before, after) in enumerate([("00", "11"), ("01", "10"), ("10", "11")] * 3, start=1):
        rooms()._joins._spent.clear()
        rooms().join(room, f"L{number}", f"owner {number}")
        rooms().answer(room.code, LESSON.key, "before", before, f"owner {number}")
        if number == 8:
            assert "Fewer than 8 learners" in tables(teacher)
        rooms().answer(room.code, LESSON.key, "after", after, f"owner {number}")
    shown = tables(teacher)
    assert "Fewer than" not in shown
    assert "75.0 % (" in shown  # of 12 answers that were wrong, 3 are
    assert "<td>6</td><td>0</td>" in shown
    assert "<td>6</td><td>3</td>" in shown
    assert "What the chapters teach" not in [each.label for each in at(CLASS, room=room.code).expander]
