"""Learn: all chapters with where one stands, and each by its address."""

import pytest

from bakeoff.learn import chapters
from bakeoff.learn.questions.questions import NEEDED, QUESTIONS
from tests.app.steps import chapter, ran, read, texts


def answer(app, question, code: str):
    app.pills(key=f"learn-questions-{question.name}").set_value(code)


def test_every_chapter_has_a_card_and_none_is_reached_at_first():
    app = chapter()
    assert app.header[0].value == "Learn"
    said = read(app.caption)
    assert all(f"Goal: {record.goal}" in said for record in chapters().values())
    assert any(text.startswith(f"**0 of {len(chapters())}**") for text in texts(app.markdown))


def test_a_chapter_that_is_not_there_is_told_and_all_others_are_shown():
    app = chapter("backwards")
    assert "Unknown chapter" in app.warning[0].value
    assert app.header[0].value == "Learn"


@pytest.mark.parametrize("name", chapters())
def test_a_chapter_opens_with_its_goal_not_reached(name):
    app = chapter(name)
    assert app.header[0].value.endswith(chapters()[name].title)
    assert any(chapters()[name].goal in text for text in texts(app.markdown))
    assert not app.success


def test_questions_are_answered_before_they_are_told_and_the_first_answer_counts():
    app = chapter("questions")
    deep, *others = QUESTIONS
    assert not any(deep.answer in text for text in texts(app.markdown))
    answer(app, deep, "data")
    app.run()
    assert any("is right" in text and deep.answer in text for text in texts(app.markdown))
    answer(app, deep, deep.right)
    for question in others[: NEEDED - 1]:
        answer(app, question, question.right)
    app.run()
    assert not app.success  # one of them was wrong at first
    answer(app, others[NEEDED - 1], others[NEEDED - 1].right)
    assert "Reached." in texts(ran(app.run()).success)
    app.query_params.clear()
    assert any(text.endswith(chapters()["questions"].goal) and "Reached" in text for text in texts(app.run().caption))
