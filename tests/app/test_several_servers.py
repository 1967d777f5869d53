"""What goes on at another server on the same database is told as it stands, and what is over is whole."""

import contextlib
from datetime import UTC, datetime

import pytest
from streamlit.testing.v1 import AppTest

from bakeoff.history import History
from bakeoff.judge import Plan, Study
from bakeoff.link import to_query
from bakeoff.race import Run
from bakeoff.spec import BakeoffSpec
from bakeoff.ui.shared.server import engine
from tests.app.steps import new_app, ran, texts

pytestmark = pytest.mark.usefixtures("empty_home")

HISTORY, JUDGE = "pages/history/history.py", "pages/judge/judge.py"
SPEC = BakeoffSpec(dataset="iris", contenders=["decision_tree", "dummy"])
ELSEWHERE = "at another server"


@pytest.fixture
def other(empty_home):
    """Return the history of another server."""
    with contextlib.closing(History()) as history:
        history.servers.say_so()
        yield history


def opened(page: str, **query: str) -> AppTest:
    app = ran(new_app().run())
    app.query_params.clear()
    for name, value in query.items():
        app.query_params[name] = value
    return ran(app.switch_page(page).run())


def told(app: AppTest) -> str:
    return "\n".join((*texts(app.header), *texts(app.info), *texts(app.warning)))


def test_a_race(visit, other):
    run = Run.start("race-elsewhere", SPEC)
    other.save(run, "somebody", datetime.now(UTC))
    app = visit(run=run.id, **to_query(SPEC))
    assert "That race goes on at another server" in told(app)
    app = opened(HISTORY, race=run.id)
    assert texts(app.header) == ["Still going on, at another server"]
    assert "here is how far it had got" in told(app)
    other.servers.leave()
    assert ELSEWHERE not in told(ran(app.run()))
    assert "Interrupted" in told(app)
    assert "That race was interrupted, since its server has ended" in told(visit(run=run.id, **to_query(SPEC)))


def test_a_study(other):
    study = Study(SPEC, Plan(folds=2), engine(), lambda _record: None)
    record = study.record
    assert record.active
    other.save(record, "somebody", datetime.now(UTC))
    assert "This goes on at another server" in told(opened(HISTORY, race=record.id))
    app = opened(JUDGE, study=record.id, **to_query(SPEC))
    assert any("That study goes on at another server" in text for text in texts(app.warning))
    assert study.wait(60)
    other.save(study.record, "somebody", datetime.now(UTC))
    for page in (opened(HISTORY, race=record.id), opened(JUDGE, study=record.id, **to_query(SPEC))):
        assert ELSEWHERE not in told(page)
