"""Where visitors sign in: who sees what, and whose things are whose."""

import pytest
from streamlit.testing.v1 import AppTest

from bakeoff.records.goals import ReachedGoals
from bakeoff.service.kernel import database
from bakeoff.service.secret import server_key
from bakeoff.service.visitor import owner_of_person
from tests.pages.lessons import html
from tests.pages.steps import new_app, ran, texts

pytestmark = pytest.mark.usefixtures("empty_home")

ACCOUNT, PRIVACY, UPLOAD = "pages/about/account.py", "pages/about/privacy.py", "pages/upload/bring.py"
HISTORY = "pages/history/history.py"
ISSUER = "https://id.example"


@pytest.fixture(autouse=True)
def signing_in(monkeypatch):
    monkeypatch.setenv("BAKEOFF_REQUIRE_LOGIN", "yes")


def opened(page: str, name: str = "") -> AppTest:
    """Open a page as somebody who has signed in; without a name as nobody who has."""
    app = new_app()
    if name:
        address = {"email": f"{name}@school.example", "email_verified": True}
        app.user = {"is_logged_in": True, "iss": ISSUER, "sub": f"id-of-{name}", **address}
    return ran(app.switch_page(page).run())


def owner(name: str) -> str:
    return owner_of_person(ISSUER, f"id-of-{name}", server_key())


def said(app: AppTest) -> str:
    return "\n".join(texts(app.markdown))


@pytest.mark.parametrize("page", ["pages/race/race.py", HISTORY, UPLOAD, PRIVACY])
def test_who_has_not_signed_in_sees_the_way_in_alone(page):
    app = opened(page)
    assert texts(app.header) == ["Sign in"]
    assert "Neural network or tree?" in html(app, "bakeoff-said")
    assert [button.label for button in app.button] == ["Sign in"]


def test_who_is_not_on_the_list_is_told_so_and_may_sign_out(monkeypatch):
    monkeypatch.setenv("BAKEOFF_USERS", "anna@school.example")
    app = opened(HISTORY, "ben")
    assert texts(app.header) == ["You are not on the list"]
    assert "You have signed in as `ben@school.example`, who may not use this server" in said(app)
    assert [button.label for button in app.button] == ["Sign out"]
    assert texts(opened(ACCOUNT, "anna").header) == ["Account"]


def test_what_is_a_persons_is_so_on_another_device_and_not_anothers():
    ReachedGoals(database()).reach(owner("anna"), "tree")
    for _device in range(2):
        assert "This server keeps of you: 1 goal reached in Learn." in said(opened(PRIVACY, "anna"))
    assert "This server keeps nothing of you." in said(opened(PRIVACY, "ben"))


def test_privacy_says_what_is_known_of_persons():
    told = said(opened(PRIVACY, "anna"))
    assert "Visitors sign in here." in told
    assert "`_streamlit_user`" in told
    assert "`bakeoff_visitor`" not in told


def test_who_may_bring_no_data_is_told_so_in_place_of_the_page(monkeypatch):
    monkeypatch.setenv("BAKEOFF_UPLOADERS", "anna@school.example")
    app = opened(UPLOAD, "ben")
    refusal = "You may not upload your own data to this server. Its operator can allow it."
    assert texts(app.info) == [refusal]
    assert not app.button
    assert "but not upload your own data" in said(opened(ACCOUNT, "ben"))
    anna = opened(UPLOAD, "anna")
    assert refusal not in texts(anna.info)
    assert anna.button(key="bring-read-pasted")


def test_who_may_bring_no_data_opens_no_project_file(monkeypatch):
    monkeypatch.setenv("BAKEOFF_UPLOADERS", "anna@school.example")
    for name, refused in (("ben", True), ("anna", False)):
        app = opened("pages/race/race.py", name)
        app.session_state["more"] = app.session_state["open-project"] = True
        told = texts(ran(app.run()).info)
        assert any("You may not upload your own data" in text for text in told) == refused


def test_the_account_says_what_one_may(monkeypatch):
    monkeypatch.setenv("BAKEOFF_ADMINISTRATORS", "sub:id-of-anna")
    told = said(opened(ACCOUNT, "anna"))
    assert "You have signed in as `anna@school.example`." in told
    assert "You may administer this server." in told
    assert "administer" not in said(opened(ACCOUNT, "ben"))


def test_without_it_nobody_needs_an_account(monkeypatch, visit):
    monkeypatch.delenv("BAKEOFF_REQUIRE_LOGIN")
    assert "Nobody needs an account here" in said(visit(ACCOUNT))
