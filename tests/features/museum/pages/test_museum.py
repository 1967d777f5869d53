"""The museum of leaks, on its page."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.steps import new_app, ran, read
from tests.waiting import wait_until

pytestmark = pytest.mark.usefixtures("empty_home")

MUSEUM = "pages/museum/museum.py"


def opened(name: str = "") -> AppTest:
    app = new_app()
    if name:
        app.query_params["exhibit"] = name
    return ran(app.switch_page(MUSEUM).run())


def outcome(app: AppTest) -> AppTest:
    def over() -> bool:
        ran(app.run())
        return not [button for button in app.button if button.key == "museum-stop"]

    ran(app.button(key="museum-run").click().run())
    wait_until(over)
    return app


def test_the_wall_leads_to_each_exhibit_and_back():
    app = opened()
    ran(app.button(key="exhibit-selection").click().run())
    assert app.header[0].value.startswith("Columns chosen on all rows")
    assert "def mistake" in app.code[0].value
    ran(app.button(key="museum-all").click().run())
    assert app.header[0].value == "Museum of leaks"


def test_an_exhibit_says_by_how_much_and_runs_with_another_seed():
    app = outcome(opened("copies"))
    assert "points too much" in read(app.subheader)
    assert "from seed 0 on" in read(app.caption)
    assert "checks look for it" in read(app.caption)
    assert "from seed 12 on" in read(outcome(app).caption)


def test_a_mistake_that_hardly_matters_is_not_said_to():
    assert "no clear difference" in read(outcome(opened("scaling")).subheader)


def test_a_name_that_is_none_of_theirs_shows_the_wall():
    assert opened("<b>").header[0].value == "Museum of leaks"
