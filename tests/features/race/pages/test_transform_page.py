"""The transform on the race page: what can be set for which data, and what is shown of it."""

import pytest
from streamlit.testing.v1 import AppTest

from bakeoff.features.race.page import transform as page
from bakeoff.spec import BakeoffSpec
from tests.pages.steps import new_app, query, ran, setting, switch, unfold

ALWAYS = {"components", "degree", "copies", "label_noise"}
TABLE = ALWAYS | {"junk", "rotation", "smooth"}


def visit(**query: str) -> AppTest:
    app = new_app()
    for path, value in query.items():
        app.query_params[path] = value
    return ran(app.run())


def offered(app: AppTest) -> set[str]:
    unfold(app, "transform")
    keys = [one.key for one in (*app.number_input, *app.checkbox, *app.slider)]
    return {key.partition("@")[0].removeprefix("transform.") for key in keys if key.startswith("transform.")}


def field(app: AppTest, path: str):
    return setting(app, "number_input", path)


@pytest.mark.parametrize(
    ("name", "copies", "names"),
    [
        ("digits", "0", ALWAYS),
        ("digits", "1", ALWAYS | {"shift", "rotate", "zoom", "flip", "noise"}),
        ("iris", "1", TABLE | {"noise", "smote"}),
        ("moons", "0", TABLE | {"smote"}),
        ("diabetes", "2", TABLE | {"noise"}),
    ],
)
def test_only_what_applies_to_the_data_can_be_set(name, copies, names):
    assert offered(visit(**{"dataset": name, "transform.copies": copies})) == names


def test_what_is_set_stands_in_the_link_and_is_shown_before_the_race():
    app = visit(dataset="iris", v="2")
    assert "Before and after" not in [one.value for one in app.subheader]
    ran(field(app, "transform.components").set_value(2).run())
    assert list(app.query_params["transform.components"]) == ["2"]
    assert app.session_state["draft"].spec == BakeoffSpec(dataset="iris", transform={"components": 2})
    assert "Before and after" in [one.value for one in app.subheader]
    assert any(one.value.startswith("PCA keeps 2 of 4 components") for one in app.markdown)
    ran(field(app, "transform.components").set_value(None).run())
    assert "transform.components" not in app.query_params
    assert "Before and after" not in [one.value for one in app.subheader]


def test_a_slider_is_dragged_and_its_effect_is_said_before_the_race():
    app = visit(dataset="iris", v="2")
    unfold(app, "transform")
    ran(setting(app, "slider", "transform.junk").set_value(1.5).run())
    assert query(app)["transform.junk"] == "1.5"
    assert "6 junk features imitate the mean and spread of real ones." in [one.value for one in app.markdown]


def test_switching_a_contender_off_keeps_the_transform():
    app = visit(**{"dataset": "iris", "transform.degree": "2"})
    switch(app, "svm", on=False)
    assert app.session_state["draft"].spec.transform.degree == 2


def test_without_imbalanced_learn_the_page_says_how_to_get_it(monkeypatch):
    monkeypatch.setattr(page, "smote_missing", lambda: "SMOTE is not installed")
    app = visit(dataset="iris")
    assert offered(app) == TABLE
    assert "SMOTE is not installed" in [one.value for one in app.caption]
    assert "SMOTE is not installed" not in [one.value for one in visit(dataset="digits").caption]
