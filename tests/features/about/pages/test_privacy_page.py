"""What the page says is kept is so, and all of it goes in two clicks."""

import pytest
from streamlit.testing.v1 import AppTest

from bakeoff.records.goals import ReachedGoals
from bakeoff.service.kernel import database
from bakeoff.service.visitor import owner_of
from tests.pages.steps import ran, texts

pytestmark = pytest.mark.usefixtures("empty_home")

PRIVACY = "pages/about/privacy.py"


def owner(app: AppTest) -> str:
    return owner_of(app.session_state["visitor-secret"])


def said(app: AppTest) -> str:
    return "\n".join(texts(app.markdown))


def pressed(app: AppTest, key: str) -> AppTest:
    return ran(app.button(key=key).click().run())


@pytest.fixture
def reached(visit):
    """Return the page of a visitor who has reached two goals in Learn."""
    app = visit(PRIVACY)
    for chapter in ("tree", "forest"):
        ReachedGoals(database()).reach(owner(app), chapter)
    return ran(app.run())


def test_it_says_what_is_kept_by_the_settings_in_force(visit, monkeypatch):
    monkeypatch.setenv("BAKEOFF_UPLOAD_DAYS", "3")
    monkeypatch.setenv("BAKEOFF_VISITOR_MB", "70")
    monkeypatch.setenv("BAKEOFF_MODELS_MB", "9000")
    app = visit(PRIVACY)
    assert "The limit is 20, and 70 MB together. They stay until you delete them or have not used them for 3" in said(
        app
    )
    assert "the latest races of all visitors, 9,000 MB together" in said(app)
    assert "`bakeoff_visitor`" in said(app)
    assert "It ends 400 days after your latest visit" in said(app)
    assert "after at most 180 days. It is deleted 6 days later" in said(app)
    assert "MLflow" not in said(app)
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "sqlite:///elsewhere")
    assert "MLflow" in said(ran(app.run()))


def test_who_has_nothing_here_is_told_so(visit):
    app = visit(PRIVACY)
    assert "This server keeps nothing of you." in said(app)
    assert not app.get("download_button")
    pressed(app, "privacy-delete")
    pressed(app, "privacy-delete-now")
    assert texts(app.success) == ["There was nothing of yours to be deleted."]


def test_two_clicks_delete_everything_and_say_what(visit, reached):
    other = visit(PRIVACY)
    ReachedGoals(database()).reach(owner(other), "tree")
    mine = owner(reached)
    assert "This server keeps of you: 2 goals reached in Learn." in said(reached)
    assert reached.button(key="make-home").label == "Download everything"
    reached.session_state["draft-of-something"] = "mine"
    pressed(reached, "privacy-delete")
    assert "All of it is deleted for good." in texts(reached.warning)[0]
    assert ReachedGoals(database()).reached(mine)
    pressed(reached, "privacy-delete-now")
    assert texts(reached.success) == ["Deleted for good: 2 goals reached in Learn."]
    assert "This server keeps nothing of you." in said(reached)
    assert not ReachedGoals(database()).reached(mine)
    assert "draft-of-something" not in reached.session_state
    assert list(ReachedGoals(database()).reached(owner(other))) == ["tree"]


def test_who_thinks_better_of_it_keeps_it(reached):
    pressed(reached, "privacy-delete")
    pressed(reached, "privacy-keep")
    assert not reached.warning
    assert "2 goals" in said(reached)
    assert [button.key for button in reached.button if (button.key or "").startswith("privacy")] == ["privacy-delete"]
