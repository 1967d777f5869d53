"""Questions around a chapter, in a class whose teacher measures: the chapter is hidden while they are open."""

from datetime import UTC, datetime, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from bakeoff.features.learn.questions.questions import NEEDED, QUESTIONS
from bakeoff.features.lessons import measure, taught
from bakeoff.features.lessons.page import items as page
from bakeoff.features.lessons.room import Room
from bakeoff.features.lessons.service import rooms
from bakeoff.lesson.code import pack
from bakeoff.lesson.concepts import concepts, posed
from bakeoff.lesson.lesson import chapter_lesson
from bakeoff.service.visitor import owner_of
from tests.pages.steps import LEARN, new_app, query, ran, read

pytestmark = pytest.mark.usefixtures("empty_home")

CLASS = "pages/lessons/class.py"
LESSON = chapter_lesson("questions")
CONCEPTS = (next(iter(concepts().values())),) * 2


@pytest.fixture(autouse=True)
def two_questions(monkeypatch):
    """Have every chapter the same two questions, whatever the inventory has."""
    for module in (measure, taught, page):
        monkeypatch.setattr(module, "of_chapter", lambda name: CONCEPTS if name else ())


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


def answer(app: AppTest, room: Room, time: str, options: str, button: str = "Send the answers") -> AppTest:
    for place, option in enumerate(options):
        key = f"learn-item-{room.code}-questions-{time}-{place}"
        question = posed(CONCEPTS[place], f"{room.code} 1 {time}")
        radio = app.radio(key=key)
        assert (radio.label, radio.value) == (question.sentence, None)
        radio.set_value(question.options[question.numbers.index(int(option))])
        app.radio(key=f"{key}-sure").set_value("3")
    return press(app, button)


def progress(room: Room, teacher: AppTest) -> dict[str, tuple[str, str]]:
    rows = measure.measure().answers(room, owner(teacher))
    return {row.time: (row.options, row.confidence) for row in rows}


def reach(app: AppTest) -> None:
    for question in QUESTIONS[:NEEDED]:
        app.pills(key=f"learn-questions-{question.name}").set_value(question.right)
        ran(app.run())


def test_the_chapter_is_hidden_until_the_questions_before_it_and_after_it_are_answered(teacher, room, learner):
    assert len(items(learner)) == 4  # each question, and how sure one is
    assert not learner.get("button_group")
    press(learner, "Send the answers")
    assert "how sure" in read(learner.warning)
    answer(learner, room, "before", "01")
    assert (items(learner), progress(room, teacher)) == ([], {"before": ("01", "33")})
    assert learner.get("button_group")
    reach(learner)
    assert len(items(learner)) == 4
    assert not learner.get("button_group")
    answer(learner, room, "after", "02", "Send, and tell me the answers")
    assert (items(learner), progress(room, teacher)["after"]) == ([], ("02", "33"))
    assert learner.get("button_group")
    (label,) = [each.label for each in learner.expander if each.label.startswith("Your right answers")]
    assert "1 → 1 of 2" in label
    assert CONCEPTS[1].ideas[1].feedback in read(learner.markdown)
    assert items(at(LEARN, learner, chapter="questions")) == []


def test_who_agrees_is_told_no_answer_before_the_last_questions(monkeypatch, teacher, room, learner):
    answer(learner, room, "before", "01")
    reach(learner)
    answer(learner, room, "after", "02", "Send, and ask me once more")
    assert not [each for each in learner.expander if each.label.startswith("Your right answers")]
    rooms().end(room, owner(teacher))
    monkeypatch.setattr(measure.measure(), "_clock", lambda: datetime.now(UTC) + timedelta(days=8))
    overview = at(LEARN, learner)
    press(overview, "Answer them")
    assert len(items(overview)) == 4
    assert not overview.get("button_group")
    answer(overview, room, "later", "00")
    (label,) = [each.label for each in overview.expander if each.label.startswith("Your right answers")]
    assert "1 → 1 → 2 of 2" in label


def test_one_click_skips_the_questions_and_no_more_are_asked(teacher, room, learner):
    press(learner, "Skip the questions")
    assert items(learner) == []
    assert items(at(LEARN, learner, chapter="questions")) == []
    reach(learner)
    assert (items(learner), progress(room, teacher)) == ([], {"before": ("--", "--")})


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
    shown = [each.proto.body for each in ran(app.run()).get("html")]
    return " ".join([*shown, read(app.markdown), read(app.caption)]).replace("\u00a0", " ")


def test_the_teacher_sees_who_was_asked_and_the_gain_once_eight_have_answered(teacher, room):
    assert "Nobody has been asked yet" in tables(teacher)
    for number in range(1, 10):
        who = f"owner {number}"
        rooms()._joins._spent.clear()
        rooms().join(room, f"L{number}", who)
        for time, options in (("before", "01"[number % 2] + "1"), ("after", "00"))[: 1 + (number < 9)]:
            (standing,) = measure.measure().standings(who, () if time == "before" else ("questions",))
            measure.measure().answer(standing, {0: (options, "33")}, who, again=False)
        if number == 7:
            assert "Fewer than 8 learners" in tables(teacher)
    shown = tables(teacher)
    assert "<td>9</td><td>9</td><td>8</td><td>0</td><td>0</td><td>9</td>" in shown
    assert "the class learnt 100.0 % (" in shown
    assert "With the 1 who did not answer after it" in shown
    assert f"{CONCEPTS[0].ideas[0].name}</th><td>5 of 9, 5 sure</td><td>0 of 8, 0 sure</td>" in shown
    assert "What the chapters teach" not in [each.label for each in at(CLASS, room=room.code).expander]
