"""A finished race's network in the chapters that take networks apart."""

from collections.abc import Iterator

import pytest

from bakeoff.features.ask.service import asks
from bakeoff.race.race import Race
from bakeoff.runs.races import races
from bakeoff.spec import BakeoffSpec
from tests.pages.steps import LEARN, new_app, ran, texts
from tests.waiting import wait_until


@pytest.fixture(scope="module", autouse=True)
def home(jobs_home) -> Iterator[None]:
    yield
    asks.clear()


def raced(**contenders: object) -> Race:
    race = races().start(BakeoffSpec(dataset="iris", contenders=contenders), "someone")
    assert race.wait(120)
    return race


def opened(race_id: str, chapter: str = "forward"):
    """Open a chapter with a race's network, once the job has brought it, or has told why it does not."""
    app = new_app().run()
    app.switch_page(LEARN)
    app.query_params["chapter"], app.query_params["race"] = chapter, race_id
    wait_until(lambda: "Loading the network of your race." not in texts(ran(app.run()).info))
    return app


def test_the_network_of_a_race_is_chosen_and_another_one_can_be():
    app = opened(raced(keras_mlp={"epochs": 2, "hidden": "5:tanh"}).id)
    choice = app.selectbox(key="learn-forward-data")
    assert choice.value == "race"
    assert not app.warning
    choice.set_value("moons")
    assert ran(app.run()).selectbox(key="learn-forward-data").value == "moons"
    app.query_params["chapter"] = "backward"
    assert ran(app.run()).selectbox(key="learn-backward-data").value == "race"


def test_a_race_that_has_no_network_to_show_is_told():
    app = opened(raced(keras_mlp={"epochs": 1, "hidden": "64:relu"}).id)
    assert "is too large" in texts(app.warning)[0]
    assert any("keras_mlp.hidden=8" in element.proto.query_string for element in app.get("page_link"))
    assert app.selectbox(key="learn-forward-data").value != "race"
    assert texts(opened("unknown").warning)[0].startswith("There is no")
