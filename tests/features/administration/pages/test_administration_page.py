"""The administrator's page: who may see it, and what is done there."""

import pytest
from streamlit.testing.v1 import AppTest

from bakeoff.features.administration.page import page as page_itself
from bakeoff.features.lessons.service import rooms
from bakeoff.runs.races import races
from bakeoff.service.announcement import take_back
from bakeoff.service.visitor import owner_of, pseudonym
from bakeoff.spec import BakeoffSpec
from tests.features.lessons.pages.test_class_page import LESSON, LINK
from tests.pages.steps import new_app, ran, texts

pytestmark = pytest.mark.usefixtures("empty_home")

ADMINISTRATION, PRIVACY = "pages/administration/administration.py", "pages/about/privacy.py"
TOKEN = "a token that is long and random"
LONG = BakeoffSpec(
    dataset="digits", contenders={"torch_mlp": {"epochs": 10_000, "early_stopping": False, "hidden": "256,256"}}
)


@pytest.fixture(autouse=True)
def token(monkeypatch):
    monkeypatch.setenv("BAKEOFF_ADMIN_TOKEN", TOKEN)
    monkeypatch.setattr(page_itself, "n_sessions", lambda: 3)  # AppTest has no runtime that could count them
    yield
    take_back()


def said(app: AppTest) -> str:
    return "\n".join(texts(app.markdown))


def given(app: AppTest, text: str) -> AppTest:
    app.text_input(key="administration-token").set_value(text)
    return ran(app.button[0].click().run())


def shown(app: AppTest) -> bool:
    """Whether anything is told of the server."""
    return "Disk" in texts(app.subheader)


@pytest.fixture
def page(visit):
    return given(visit(ADMINISTRATION), TOKEN)


def test_the_token_opens_it_and_nothing_else_does(visit):
    app = visit(ADMINISTRATION)
    assert not shown(app)
    assert not shown(given(app, "another"))
    assert texts(app.error) == ["That is not the token."]
    assert not shown(given(app, ""))
    assert shown(given(app, TOKEN))
    assert shown(ran(app.run()))
    assert not shown(visit(ADMINISTRATION))


def test_another_token_closes_what_the_last_one_opened(page, monkeypatch):
    monkeypatch.setenv("BAKEOFF_ADMIN_TOKEN", "another that is random")
    assert not shown(ran(page.run()))


def test_without_a_token_it_is_off(visit, monkeypatch):
    monkeypatch.delenv("BAKEOFF_ADMIN_TOKEN")
    app = visit(ADMINISTRATION)
    assert not shown(app)
    assert "This page is off" in said(app)


def test_where_visitors_sign_in_the_list_counts_and_the_token_does_not(monkeypatch):
    monkeypatch.setenv("BAKEOFF_REQUIRE_LOGIN", "yes")
    monkeypatch.setenv("BAKEOFF_ADMINISTRATORS", "sub:anna")
    seen = {}
    for name in ("anna", "ben"):
        app = new_app()
        app.user = {"is_logged_in": True, "iss": "https://id.example", "sub": name}
        app.session_state["administration-unlocked"] = TOKEN
        seen[name] = ran(app.switch_page(ADMINISTRATION).run())
    assert shown(seen["anna"])
    assert not shown(seen["ben"])
    assert "You are not among those who may administer this server." in said(seen["ben"])


def test_what_a_visitor_has_going_on_is_listed_and_stopped(page, visit):
    visitor = visit(PRIVACY)
    owner = owner_of(visitor.session_state["visitor-secret"])
    race = races().start(LONG, owner)
    assert f"**Race** on Digits, of visitor `{pseudonym(owner)}`" in said(ran(page.run()))
    assert owner not in said(page)
    ran(page.button(key=f"stop-{race.id}").click().run())
    assert race.wait(60)
    assert race.run.lanes["torch_mlp"].message.startswith("Stopped by the server’s operator.")
    assert pseudonym(owner) not in said(ran(page.run()))


def test_classes_are_listed_and_ended(page):
    assert "No class is open." in texts(page.caption)
    room, _secret = rooms().open([(LESSON, LINK)], "a teacher", "near")
    listed = said(ran(page.run()))
    assert f"**Class** of visitor `{pseudonym('a teacher')}`, open for" in listed
    assert "learners: 0" in listed
    ran(page.button(key=f"end-{room.code}").click().run())
    assert rooms().has_ended(rooms().find(room.code, "near"))
    assert "No class is open." in texts(page.caption)


def test_what_has_ended_is_cleared_up(page):
    race = races().start(BakeoffSpec(dataset="iris", contenders=["dummy"]), "somebody")
    assert race.wait(60)
    ran(page.button(key="administration-clear").click().run())
    assert texts(page.success)[0].startswith("Cleared up")
    assert race not in races().items()


def test_an_announcement_is_on_every_page_until_it_is_taken_back(page, visit):
    page.text_input(key="administration-sentence").set_value("Anew at *noon*.")
    ran(page.button(key="administration-announce").click().run())
    assert texts(visit(PRIVACY).info) == ["Anew at \\*noon\\*."]
    assert page.text_input(key="administration-sentence").value == ""
    ran(page.button(key="administration-take-back").click().run())
    assert texts(visit(PRIVACY).info) == []
    ran(page.button(key="administration-announce").click().run())
    assert texts(page.error) == ["An announcement has 1 to 300 characters; this has 0."]
