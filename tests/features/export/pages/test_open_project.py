"""Opening a project file on the race's page, run as Streamlit runs it."""

import pytest
from streamlit.testing.v1 import AppTest

from bakeoff.datasets import datasets
from bakeoff.datasets.base import NoOptions
from bakeoff.export.opening import OpenedRace, Opening
from bakeoff.export.project import project_file
from bakeoff.export.rows import RaceRows
from bakeoff.features.export.page import open_project
from bakeoff.race.race import Race
from bakeoff.service.uploads import Uploads
from bakeoff.web import data_views
from tests.features.race.pages.test_race_page import IRIS, open_view
from tests.pages.steps import draft, ran, read, texts, unfold

pytestmark = pytest.mark.usefixtures("empty_home")


def unfolded(app: AppTest) -> AppTest:
    app.session_state["more"] = True
    unfold(app, "open-project")
    return app


def open_file(app: AppTest, content: bytes) -> str:
    uploader = unfolded(app).file_uploader[0]
    ran(uploader.set_value(("iris.bakeoff", content, "application/octet-stream")).run())
    if "project-opened" in app.session_state and isinstance(app.session_state["project-opened"], Opening):
        assert app.session_state["project-opened"].wait(60)  # on a busy machine it takes longer than the page waits
        ran(app.run())
    return "\n".join(texts(unfolded(app).error))


def test_project_files_count_among_a_visitors_uploads(visit, monkeypatch):
    uploads = Uploads(1)
    monkeypatch.setattr(open_project, "uploads", lambda: uploads)
    app = visit()
    assert open_file(app, b"no archive").startswith("This is no project file of Bakeoff")
    assert "the limit of uploads in an hour, 1" in open_file(app, b"another")


@pytest.fixture
def raced(visit, race_of) -> tuple[AppTest, Race]:
    """Return a page that is set up, and a race that is over."""
    return visit(**IRIS), race_of(**IRIS)


def test_a_project_file_opens_as_its_race_with_all_its_views(raced, visit):
    app, race = raced
    content = project_file(race.run.report, "Look at *row 7*.", rows=RaceRows.of(race.run).to_json())
    assert open_file(app, content) == ""
    opened = draft(app).race
    assert isinstance(opened, OpenedRace)
    assert texts(app.header) == [race.run.report.verdict.sentence]
    assert "Leaderboard" in texts(app.subheader)
    assert "The data here are the very same" in read(app.caption)
    assert "Look at \\*row 7\\*." in texts(app.markdown)
    for title in ("All numbers", "Map", "Confusion", "Differences", "Predictions", "ROC and PR", "Files"):
        open_view(app, title)
    open_view(app, "One row")
    assert "no longer kept" in read(app.warning)
    elsewhere = visit(**IRIS, run=opened.id)
    assert draft(elsewhere).race is opened


def test_rows_of_a_race_on_other_data_are_shown_without_features(raced, monkeypatch):
    app, race = raced
    monkeypatch.setattr(data_views, "loaded", lambda _choice: datasets()["wine"].load(NoOptions()))
    assert open_file(app, project_file(race.run.report, rows=RaceRows.of(race.run).to_json())) == ""
    assert "its rows have no features" in read(open_view(app, "Predictions").caption)
    assert "cannot be compared" in read(open_view(app, "Differences").caption)


def test_a_project_file_without_rows_opens_as_a_table_with_no_question_who_wins(raced):
    app, race = raced
    report = race.run.report
    assert open_file(app, project_file(report)) == ""
    (headline,) = texts(app.header)
    assert headline.replace("\N{NO-BREAK SPACE}", " ") == report.verdict.headline
    assert any("Decision tree" in one.proto.body for one in app.get("html") if "<table" in one.proto.body)
    assert draft(app).spec == report.spec
