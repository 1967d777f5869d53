"""What experiments say of why one won, under the verdict of its race."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from bakeoff.export.html_page import report_html
from bakeoff.export.opening import OpenedRace
from bakeoff.export.project import project_file
from bakeoff.export.rows import RaceRows
from bakeoff.features.ask.messages import Imitate
from bakeoff.features.ask.service import asks
from bakeoff.race.report import Report
from bakeoff.records.service import history, recorder
from bakeoff.runs.races import races
from bakeoff.runs.studies import studies
from bakeoff.service.visitor import owner_of
from bakeoff.study.plan import Plan
from tests.features.export.pages.test_open_project import open_file
from tests.features.race.pages.test_race_page import MOONS, finish
from tests.features.why.pages.test_rules import searched
from tests.pages.steps import draft, new_app, ran, read
from tests.waiting import PATIENCE, wait_until

pytestmark = pytest.mark.usefixtures("empty_home")


def open_why(app: AppTest) -> AppTest:
    """Wait until the reasons have been tried, and open what else there is."""
    app.session_state[f"other-reasons-{draft(app).run_id}"] = True

    def over() -> bool:
        ran(app.run())
        return not [button for button in app.button if button.key == "reasons-stop"]

    wait_until(over)
    return app


def statements(app: AppTest) -> dict[str, str]:
    """Return what is kept with the race, but for the reasons."""
    return {each.experiment: str(each.text) for each in draft(app).race.run.why if each.experiment != "reasons"}


def test_the_reason_stands_under_the_verdict_with_its_test(finished):
    app = open_why(finished(**MOONS))
    assert app.subheader[0].value == "Why did it win?"
    assert re.search(r"Linear model given curves to add up.* of the gap go away", read(app.caption))
    assert "does not explain it" in read(app.markdown)


def test_each_experiment_is_offered_and_then_says_what_it_found(visit):
    app = visit(dataset="moons", contenders="svm,linear,decision_tree", **{"decision_tree.max_depth": "1"})
    ran(app.button(key="start").click().run())
    open_why(finish(app))
    assert statements(app) == {}
    assert app.button(key="card-imitation").label.startswith(
        "How well does a small tree imitate Support vector machine?"
    )
    ran(app.button(key="card-differences").click().run())
    searched(app)
    run, owner = draft(app).race.run, owner_of(app.session_state["visitor-secret"])
    for question in ("fair", "turn"):
        assert studies().start(run.spec, Plan(question=question, folds=3, repeats=2), owner).wait(PATIENCE)
    assert recorder().flush(PATIENCE)  # what takes longer than a second to be written, is written later
    session = asks().open(run.id, races(), owner)
    wait_until(lambda: session.ask(Imitate("svm"), patience=1) is not None)
    open_why(app)
    said = read(app.markdown)
    assert "Support vector machine is right on" in said
    assert "settings hold back Decision tree. “Max depth” at “1” costs Decision tree" in said
    assert "Junk features" in said
    assert "A tree of 3 questions in a row answers as Support vector machine in" in said
    assert list(statements(app)) == ["differences", "turn", "fair", "imitation"]


def test_what_was_found_is_kept_with_the_race(visit):
    """Show it to others, after a reload, in the history, in a project file and in the exported page."""
    app = visit(dataset="moons", contenders="svm,linear")
    ran(app.button(key="start").click().run())
    open_why(finish(app))
    ran(app.button(key="card-differences").click().run())
    race = draft(searched(app)).race
    assert list(statements(app)) == ["differences"]
    rule = r"Of the [^*]+ Support vector machine is right on (\d+) and .* on (\d+)\."
    found = re.search(rule, read(open_why(app).markdown))
    said, (first, second) = found.group(), found.groups()
    assert int(first) > int(second)
    elsewhere = visit(dataset="moons", contenders="svm,linear", run=race.id)
    assert said in read(open_why(elsewhere).markdown)
    first, stored = Report.from_json(history().get(race.id).report).why
    assert [first.experiment, stored.experiment] == ["reasons", "differences"]
    assert str(first.text).startswith("The border is curved.")
    assert stored.explains
    assert str(stored.text) in report_html(race.run.report).replace("\u00a0", " ")
    with_rows = project_file(race.run.report, rows=RaceRows.of(race.run).to_json())
    opened = [visit(dataset="moons"), visit(dataset="moons")]
    for page, content in zip(opened, (with_rows, project_file(race.run.report)), strict=True):
        assert open_file(page, content) == ""
        assert isinstance(draft(page).race, OpenedRace)
    assert said in read(open_why(opened[0]).markdown)
    assert said in read(opened[1].markdown)
    races().let_go(owner_of(app.session_state["visitor-secret"]))  # as a server that has started again
    later = new_app().switch_page("pages/history/history.py")
    later.query_params["race"] = race.id
    assert said in read(ran(later.run()).markdown)


def test_a_visitor_who_has_the_link_alone_changes_nothing(finished, race_of):
    app = open_why(finished(**MOONS))
    ran(app.button(key="card-differences").click().run())
    assert "is right on" in read(open_why(searched(app)).markdown)
    assert race_of(**MOONS).run.why == ()


def test_of_a_baseline_alone_there_is_nothing_to_say(finished):
    app = open_why(finished(dataset="iris", contenders="dummy"))
    assert "no reason to give" not in read(app.markdown)
    assert statements(app) == {}


def test_of_equals_there_is_no_reason_and_other_experiments_are_offered(finished):
    app = open_why(finished(dataset="iris", contenders="linear,svm"))
    assert "Nobody beats another, so there is no reason to give." in read(app.markdown)
    ran(app.button(key="card-differences").click().run())
    assert "Both contenders are right on the same test rows" in read(searched(app).markdown)
    assert "No part of the rows was found where" in read(open_why(app).markdown)
