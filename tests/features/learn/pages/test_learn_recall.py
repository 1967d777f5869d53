"""Questions on Learn's overview that come back, as Streamlit runs it."""

from datetime import UTC, datetime, timedelta

from bakeoff.features.learn.recall import PREFIX, question, standing
from bakeoff.records.goals import GoalRow, Predictions
from bakeoff.service.kernel import database
from bakeoff.service.visitor import new_secret, owner_of
from tests.pages.steps import LEARN, new_app, ran, read


def visit(secret: str):
    """Return Learn's overview as a browser with this cookie has it."""
    app = new_app()
    app.session_state["visitor-secret"] = secret
    return ran(app.switch_page(LEARN).run())


def reach(secret: str, chapter: str, days: float) -> None:
    reached = datetime.now(UTC) - timedelta(days=days)
    with database().writing() as session:
        session.add(GoalRow(owner=owner_of(secret), chapter=chapter, reached=reached))


def test_a_chapter_reached_yesterday_is_asked_once_and_its_answers_are_stored():
    secret = new_secret()
    reach(secret, "svm", 1.1)
    app = visit(secret)
    names = [pills.key.removeprefix("learn-") for pills in app.pills]
    assert len(names) == 3
    for number, name in enumerate(names):
        asked = question(name, 0)[1]
        option = asked.right if number else (asked.right + 1) % 4
        ran(app.pills(key=f"learn-{name}").set_value(option).run())
        assert asked.feedback[option] in read(app.markdown)
    wrong = question(names[0], 0)[1]
    ran(app.pills(key=f"learn-{names[0]}").set_value(wrong.right).run())  # the first answer counts
    assert wrong.feedback[wrong.right] in read(app.markdown)
    kept = Predictions(database()).answers(owner_of(secret))
    assert [standing(kept[name]).right for name in names] == [0, 1, 1]
    assert not visit(secret).pills
    ran(app.pills(key=f"learn-{names[1]}").set_value((question(names[1], 0)[1].right + 1) % 4).run())
    ran(app.button(key=f"{names[1]}-read").click().run())
    assert "Support vector machine" in read(app.header)


def test_nothing_is_shown_where_nothing_is_due():
    secret = new_secret()
    reach(secret, "svm", 0.9)
    reach(secret, "questions", 90)
    app = visit(secret)
    assert not app.pills
    assert not [key for key in Predictions(database()).answers(owner_of(secret)) if key.startswith(PREFIX)]
