"""A running race or study is never out of sight: its address from the start, and a line on every other page."""

from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from bakeoff.features.race.page import page as race_page
from bakeoff.link import to_query
from bakeoff.race.race import Race
from bakeoff.runs.races import races
from bakeoff.runs.studies import studies
from bakeoff.service.slots import Page
from bakeoff.service.visitor import owner_of
from bakeoff.spec import BakeoffSpec
from bakeoff.web.routes import pages
from tests.pages.lessons import links
from tests.pages.steps import draft, new_app, query, ran, texts

SECRET = "3" * 43
LONG = BakeoffSpec(contenders={"keras_mlp": {"epochs": 10000, "hidden": "256,256", "early_stopping": False}})
LINE = "A race on Digits is running: back to it"
JUDGED = {"dataset": "iris", "contenders": "keras_mlp,svm", "keras_mlp.epochs": "1000", "judge.repeats": "20"}
PAGES = {page.name: page for page in pages()}

pytestmark = pytest.mark.usefixtures("empty_home")


def opened(route: Page, secret: str = SECRET, **asked: str) -> AppTest:
    """Return a page as a visitor has it in a new tab."""
    app = new_app()
    app.session_state["visitor-secret"] = secret
    for name, value in asked.items():
        app.query_params[name] = value
    return ran(app.switch_page(route.script).run())


@pytest.fixture
def race() -> Iterator[Race]:
    """Have a race of the visitor's that goes on."""
    running = races().start(LONG, owner_of(SECRET))
    yield running
    running.stop(now=True)
    assert running.wait(60)


def test_every_page_leads_back_to_a_running_race(race: Race):
    ways = {route.name: urlsplit(links(opened(route)).get(LINE, "")) for route in pages()}
    assert {name: way.path for name, way in ways.items()} == dict.fromkeys(ways, "/")
    for way in ways.values():
        assert dict(parse_qsl(way.query)) == to_query(LONG) | {"run": race.id}


def test_the_page_of_the_run_and_other_visitors_have_no_line(race: Race):
    assert LINE not in links(opened(PAGES["race"], run=race.id))
    assert LINE not in links(opened(PAGES["learn"], "4" * 43))
    assert LINE in links(opened(PAGES["judge"], run=race.id))  # which does not show the race


def test_the_line_is_gone_when_the_run_is_over(race: Race):
    app = opened(PAGES["learn"])
    race.stop(now=True)
    assert race.wait(60)
    assert LINE not in links(ran(app.run()))


def test_who_sees_the_line_keeps_the_race_from_being_given_up_as_unwatched(race: Race):
    other = races().start(BakeoffSpec(dataset="iris", contenders=["dummy"]), "somebody")
    assert other.wait(60)
    assert races().items()[-1] is other
    opened(PAGES["learn"])
    assert races().items()[-1] is race


def test_other_data_chosen_in_mid_race_leave_the_way_back():
    app = opened(PAGES["race"], contenders="keras_mlp", **{"keras_mlp.epochs": "10000", "keras_mlp.hidden": "256,256"})
    ran(app.button(key="start").click().run())
    race = draft(app).race
    assert race is not None
    assert LINE not in links(app)
    ran(app.switch_page(PAGES["data"].script).run())
    ran(app.button(key="data-iris").click().run())
    assert texts(app.header) == ["Who wins on Iris?"]
    assert [*app.error] == []
    assert not app.button(key="start").disabled
    way = links(app)[LINE]
    assert way.endswith(f"run={race.id}")
    assert draft(opened(PAGES["race"], run=race.id)).race is race
    race.stop(now=True)
    assert race.wait(60)


def test_the_address_has_the_race_before_the_page_is_drawn(monkeypatch: pytest.MonkeyPatch):
    app = opened(PAGES["race"], contenders="keras_mlp", **{"keras_mlp.epochs": "10000", "keras_mlp.hidden": "256,256"})

    def interrupted(_draft: object) -> bool:
        raise RuntimeError("the page was left here")

    monkeypatch.setattr(race_page, "folded", interrupted)
    app.button(key="start").click().run()
    assert query(app)["run"] == draft(app).run_id
    race = races().get(query(app)["run"])
    assert race is not None
    race.stop(now=True)
    assert race.wait(60)


def test_a_study_has_its_address_before_the_page_is_drawn_and_a_line_elsewhere(monkeypatch: pytest.MonkeyPatch):
    app = opened(PAGES["judge"], **JUDGED)

    def interrupted(*_arguments: object) -> None:
        raise RuntimeError("the page was left here")

    with monkeypatch.context() as patch:
        patch.setattr("bakeoff.features.judge.page.page.link_notes", interrupted)
        app.button(key="judge-start").click().run()
    study = studies().get(query(app)["study"])
    assert study is not None
    line = "The judge is at work on Iris: back to it"
    assert line not in links(ran(app.run()))
    for route in (PAGES["race"], PAGES["class"]):
        assert links(opened(route))[line].endswith(f"judge.repeats=20&study={study.id}")
    study.stop()
    assert study.wait(60)
    assert line not in links(opened(PAGES["race"]))
