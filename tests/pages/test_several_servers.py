"""What goes on at another server on the same database is told as it stands, and what is over is whole."""

import contextlib
import dataclasses
import json
from datetime import UTC, datetime

import pytest
from streamlit.testing.v1 import AppTest

from bakeoff.features.race.page import page
from bakeoff.link import to_query
from bakeoff.race.race import Race
from bakeoff.race.snapshot import Run
from bakeoff.records.history import History
from bakeoff.service.engines import engine
from bakeoff.spec import BakeoffSpec
from bakeoff.storage.database import Database
from bakeoff.study.plan import Plan
from bakeoff.study.study import Study
from tests.pages.steps import new_app, ran, texts

pytestmark = pytest.mark.usefixtures("empty_home")

HISTORY, JUDGE = "pages/history/history.py", "pages/judge/judge.py"
SPEC = BakeoffSpec(dataset="iris", contenders=["decision_tree", "dummy"])
ELSEWHERE = "at another server"


@pytest.fixture
def other(empty_home):
    """Return the history of another server."""
    with contextlib.closing(History(Database())) as history:
        history.servers.say_so()
        yield history


def opened(path: str, **query: str) -> AppTest:
    app = ran(new_app().run())
    app.query_params.clear()
    for name, value in query.items():
        app.query_params[name] = value
    return ran(app.switch_page(path).run())


def cards(app: AppTest) -> list[dict[str, object]]:
    shown = [element.proto for element in app.get("bidi_component")]
    (data,) = [json.loads(proto.json) for proto in shown if proto.component_name == "bakeoff_cards"]
    return data["lanes"]


def told(app: AppTest) -> str:
    return "\n".join((*texts(app.header), *texts(app.info), *texts(app.warning)))


def test_a_race(visit, other):
    run = Run.start("race-elsewhere", SPEC)
    other.save(run, "somebody", datetime.now(UTC))
    app = visit(run=run.id, **to_query(SPEC))
    assert "That race goes on at another server" in told(app)
    app = opened(HISTORY, race=run.id)
    assert texts(app.header) == ["Still going on, at another server"]
    assert "Here is its last saved state" in told(app)
    other.servers.leave()
    assert ELSEWHERE not in told(ran(app.run()))
    assert "Interrupted" in told(app)
    app = visit(run=run.id, **to_query(SPEC))
    assert "That race was interrupted because its server ended" in told(app)
    assert "That race" not in told(ran(app.button(key="start").click().run()))  # there is another


def test_a_race_is_set_up_anew_once_it_is_over_and_not_at_each_of_its_steps(visit, other, monkeypatch):
    run = Run.start("race-that-ends", SPEC)
    other.save(run, "somebody", datetime.now(UTC))
    reads, drawn = [], []
    monkeypatch.setattr(History, "get", lambda *asked, get=History.get: reads.append(asked) or get(*asked))
    app = visit(run=run.id, **to_query(SPEC))
    assert len(reads) == 2  # for the page, and the first look again
    monkeypatch.setattr(page, "setup", drawn.append)
    begun = {name: dataclasses.replace(lane, status="training") for name, lane in run.lanes.items()}
    other.save(dataclasses.replace(run, lanes=begun), "somebody", datetime.now(UTC))
    assert "That race goes on at another server" in told(ran(app.run()))
    assert len(drawn) == 1
    race = Race(SPEC, engine())
    assert race.wait(60)
    other.save(dataclasses.replace(race.run, id=run.id), "somebody", datetime.now(UTC))
    assert "That race is over" in told(ran(app.run()))
    assert len(drawn) == 3  # with what it had shown, and anew
    reads.clear()
    ran(app.run())
    assert reads == []


def test_a_study(other):
    study = Study(SPEC, Plan(folds=2), engine(), lambda _record: None)
    record = study.record
    assert record.active
    other.save(record, "somebody", datetime.now(UTC))
    assert "This runs on another server" in told(opened(HISTORY, race=record.id))
    app = opened(JUDGE, study=record.id, **to_query(SPEC))
    assert "This runs on another server" in told(app)
    assert not any(card["active"] for card in cards(app))  # nothing can be stopped here
    assert study.wait(60)
    other.save(study.record, "somebody", datetime.now(UTC))
    assert ELSEWHERE not in told(ran(app.run()))
    for whole in (opened(HISTORY, race=record.id), opened(JUDGE, study=record.id, **to_query(SPEC))):
        assert ELSEWHERE not in told(whole)
