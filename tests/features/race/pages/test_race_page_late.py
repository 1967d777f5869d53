"""Contenders that join a race which is over, and the rows that luck decides, on the race's page."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.steps import draft, query, ran

IRIS = {"dataset": "iris", "contenders": "decision_tree,svm,dummy"}
NOISY = {"rules.test_share": "0.2", "dataset.noise": "0.4"}

pytestmark = pytest.mark.usefixtures("empty_home")


def finish(app: AppTest) -> AppTest:
    assert draft(app).race.wait(60)
    return ran(app.run())


def keys(app: AppTest) -> set[str]:
    return {button.key for button in app.button}


def test_a_contender_joins_a_race_that_is_over(finished):
    app = finished(**IRIS)
    first = draft(app).race.run
    ran(app.button(key="add-linear").click().run())
    finish(app)
    late = draft(app).race.run
    assert late.id != first.id
    assert {*late.lanes} == {"decision_tree", "svm", "linear", "dummy"}
    assert all(late.lanes[name] == lane for name, lane in first.lanes.items())
    assert late.report.verdict.scores.keys() == late.lanes.keys()
    assert query(app)["contenders"].split(",") == list(late.spec.contenders)
    assert "add-linear" not in keys(app)


def test_those_that_are_switched_on_after_a_race_can_join_it_alone(finished):
    app = finished(**IRIS)
    first = draft(app).race.run
    assert "start-late" not in keys(app)
    ran(app.button(key="change-setup").click().run())
    draft(app).switch("linear", on=True)
    ran(app.run())
    assert {"start-late", "start"} <= keys(app)
    draft(app).change("rules.seed", 3)
    assert "start-late" not in keys(ran(app.run()))
    draft(app).change("rules.seed", first.spec.rules.seed)
    ran(ran(app.run()).button(key="start-late").click().run())
    finish(app)
    late = draft(app).race.run
    assert late.lanes["svm"] == first.lanes["svm"]
    assert late.lanes["linear"].status == "done"


def test_the_rows_that_luck_decides_open_at_a_press(finished):
    app = finished(dataset="moons", contenders="k_nearest,random_forest", **NOISY)
    race = draft(app).race.run.report.finished_race
    assert race.luck.any()
    ran(app.button(key="luck").click().run())
    ran(app.run())
    assert app.selectbox(key="predictions-filter").value == "luck"
    assert list(app.dataframe[0].value.index) == list(race.held_out.rows[race.luck])
