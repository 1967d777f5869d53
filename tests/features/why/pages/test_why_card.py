"""What experiments say of why one won, on the page of its race."""

import re

import pytest

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
from tests.features.race.pages.test_race_page import MOONS, finish, open_view
from tests.features.why.pages.test_rules import searched
from tests.pages.steps import draft, new_app, ran, read
from tests.waiting import PATIENCE, wait_until

pytestmark = pytest.mark.usefixtures("empty_home")


def test_each_experiment_is_offered_and_then_says_what_it_found(visit):
    app = visit(dataset="moons", contenders="svm,linear,decision_tree", **{"decision_tree.max_depth": "1"})
    ran(app.button(key="start").click().run())
    open_view(finish(app), "Why")
    assert "Why did Support vector machine win?" in read(app.markdown)
    assert "Only an experiment can tell." in read(app.caption)
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
    open_view(app, "Why")
    said = read(app.markdown)
    assert "Support vector machine is right on" in said
    assert "settings hold back Decision tree. “Max depth” at “1” costs Decision tree" in said
    assert "Junk features" in said
    assert "A tree of 3 questions in a row answers as Support vector machine in" in said
    assert "Nothing that was tried so far explains it." not in said
    assert "Not tried yet:" not in read(app.caption)
    assert [each.experiment for each in draft(app).race.run.why] == ["differences", "turn", "fair", "imitation"]


def test_what_was_found_is_kept_with_the_race(visit):
    """Show it to others, after a reload, in the history, in a project file and in the exported page."""
    app = visit(dataset="moons", contenders="svm,linear")
    ran(app.button(key="start").click().run())
    open_view(finish(app), "Why")
    ran(app.button(key="card-differences").click().run())
    race = draft(searched(app)).race
    assert [each.experiment for each in race.run.why] == ["differences"]
    said = read(open_view(app, "Why").markdown).partition("Of the")[2]
    first, second = re.search(r"Support vector machine is right on (\d+) and .* on (\d+)\.", said).groups()
    assert int(first) > int(second)
    elsewhere = visit(dataset="moons", contenders="svm,linear", run=race.id)
    assert said in read(open_view(elsewhere, "Why").markdown)
    (stored,) = Report.from_json(history().get(race.id).report).why
    assert (stored.experiment, stored.explains) == ("differences", True)
    assert str(stored.text) in report_html(race.run.report).replace("\u00a0", " ")
    with_rows = project_file(race.run.report, rows=RaceRows.of(race.run).to_json())
    opened = [visit(dataset="moons"), visit(dataset="moons")]
    for page, content in zip(opened, (with_rows, project_file(race.run.report)), strict=True):
        assert open_file(page, content) == ""
        assert isinstance(draft(page).race, OpenedRace)
    assert said in read(open_view(opened[0], "Why").markdown)
    assert said in read(opened[1].markdown)
    races().let_go(owner_of(app.session_state["visitor-secret"]))  # as a server that has started again
    later = new_app().switch_page("pages/history/history.py")
    later.query_params["race"] = race.id
    assert said in read(ran(later.run()).markdown)


def test_a_visitor_who_has_the_link_alone_changes_nothing(finished, race_of):
    app = open_view(finished(**MOONS), "Why")
    ran(app.button(key="card-differences").click().run())
    assert "is right on" in read(open_view(searched(app), "Why").markdown)
    assert race_of(**MOONS).run.why == ()


def test_of_a_baseline_alone_no_experiment_is_offered(finished):
    assert "Not tried yet:" not in read(open_view(finished(dataset="iris", contenders="dummy"), "Why").caption)


def test_nothing_is_claimed_of_equals(finished):
    app = open_view(finished(dataset="iris", contenders="linear,svm"), "Why")
    assert "What sets them apart?" in read(app.markdown)
    ran(app.button(key="card-differences").click().run())
    assert "Both contenders are right on the same test rows" in read(searched(app).markdown)
    said = read(open_view(app, "Why").markdown)
    assert "No part of the rows was found where" in said
    assert "Nothing that was tried so far explains it." in said
