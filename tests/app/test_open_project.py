"""Opening a project file on the race's page, run as Streamlit runs it."""

import pytest
from streamlit.testing.v1 import AppTest

from bakeoff.features.race.page import open_project
from bakeoff.features.upload.service import Uploads
from tests.app.steps import ran, texts, unfold

pytestmark = pytest.mark.usefixtures("empty_home")


def unfolded(app: AppTest) -> AppTest:
    app.session_state["more"] = True
    unfold(app, "open-project")
    return app


def open_file(app: AppTest, content: bytes) -> str:
    uploader = unfolded(app).file_uploader[0]
    ran(uploader.set_value(("iris.bakeoff", content, "application/octet-stream")).run())
    return "\n".join(texts(unfolded(app).error))


def test_project_files_count_among_a_visitors_uploads(visit, monkeypatch):
    uploads = Uploads(1)
    monkeypatch.setattr(open_project, "uploads", lambda: uploads)
    app = visit()
    assert open_file(app, b"no archive").startswith("This is no project file of Bakeoff")
    assert "the limit of uploads in an hour, 1" in open_file(app, b"another")
