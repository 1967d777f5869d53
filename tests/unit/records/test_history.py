"""What is written down is found again, by whom it may be, and nothing else."""

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest

from bakeoff.datasets.upload import store as tables
from bakeoff.datasets.upload.limits import Bounds
from bakeoff.datasets.upload.reading import read_table
from bakeoff.datasets.upload.understanding import Given
from bakeoff.errors import HistoryError
from bakeoff.race.outcome import SeedRun, WhyStatement
from bakeoff.race.report import Report
from bakeoff.race.snapshot import Run
from bakeoff.records import history as module
from bakeoff.records.history import History
from bakeoff.spec import BakeoffSpec
from bakeoff.storage.database import Database
from bakeoff.text import _, speaking
from tests.catalogues import language_made_of

pytestmark = pytest.mark.databases

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def ids(history: History, **asked) -> list[str]:
    return [one.id for one in history.find("me", **asked).races]


def test_a_race_is_listed_with_its_headline_numbers(history, ended):
    history.save(ended, "me", NOW, NOW + timedelta(seconds=9))
    (entry,) = history.find("me").races
    assert (entry.id, entry.dataset, entry.status) == (ended.id, "iris", "finished")
    assert (entry.started, entry.ended) == (NOW, NOW + timedelta(seconds=9))
    assert entry.verdict == ended.report.verdict.sentence
    assert [one.contender for one in entry.results] == ["decision_tree", "svm", "dummy"]
    for one in entry.results:
        outcome = ended.lanes[one.contender].outcome
        assert (one.score, one.low, one.high) == dataclasses.astuple(outcome.metrics["accuracy"])
        assert one.fit_cpu_seconds == outcome.costs.fit_cpu_seconds
        assert one.predict_ms_per_1000 == outcome.costs.predict_ms_per_1000
        assert one.model_bytes == outcome.costs.model_bytes


def test_a_race_of_several_seeds_took_the_time_of_all_its_fits(history, ended):
    svm = ended.lanes["svm"]
    seeds = tuple(SeedRun(seed, {}, 0.25 * seed) for seed in (1, 2, 3))
    lane = dataclasses.replace(svm, outcome=dataclasses.replace(svm.outcome, seeds=seeds))
    history.save(dataclasses.replace(ended, lanes=ended.lanes | {"svm": lane}), "me", NOW)
    (entry,) = history.find("me").races
    assert {one.contender: one.fit_cpu_seconds for one in entry.results}["svm"] == 1.5


def test_the_report_is_kept_to_the_last_digit(history, ended):
    history.save(ended, "me", NOW)
    assert history.get(ended.id).report == ended.report.to_json(indent=None)


def test_a_race_is_stored_as_it_goes_on_and_never_changed_after_its_end(history, ended):
    going_on = Run.start(ended.id, ended.spec)
    history.save(going_on, "me", NOW)
    (entry,) = history.find("me").races
    assert (entry.status, entry.ended, entry.verdict) == ("running", None, "")
    history.save(ended, "me", NOW)
    history.save(ended, "me", NOW)
    history.save(going_on, "me", NOW)
    (entry,) = history.find("me").races
    assert entry.status == "finished"
    assert len(entry.results) == 3


def test_what_experiments_say_of_an_ended_race_is_stored_for_its_visitor_alone(history, ended):
    why = (WhyStatement("fair", _("Not a fair fight: settings hold back {labels}.", labels="A"), True),)
    history.save(ended, "me", NOW)
    history.explain(ended.id, "another", dataclasses.replace(ended.report, why=why))
    assert Report.from_json(history.get(ended.id).report).why == ()
    history.explain(ended.id, "me", dataclasses.replace(ended.report, why=why))
    history.save(ended, "me", NOW)
    assert Report.from_json(history.get(ended.id).report).why == why


def test_a_race_that_the_server_did_not_live_to_see_the_end_of_is_interrupted(history, url, ended):
    history.save(Run.start(ended.id, ended.spec), "me", NOW)
    history.close()
    later = History(Database(url))
    (entry,) = later.find("me").races
    later.close()
    assert entry.status == "interrupted"


@pytest.mark.parametrize(
    ("statuses", "status"),
    [
        (("done", "failed", "done"), "finished"),
        (("done", "stopped", "done"), "stopped"),
        (("failed", "failed", "failed"), "failed"),
    ],
)
def test_what_became_of_a_race(history, ended, statuses, status):
    lanes = {
        name: dataclasses.replace(lane, status=one, outcome=lane.outcome if one == "done" else None)
        for (name, lane), one in zip(ended.lanes.items(), statuses, strict=True)
    }
    history.save(dataclasses.replace(ended, lanes=lanes), "me", NOW)
    (entry,) = history.find("me").races
    assert entry.status == status
    assert [one.status for one in entry.results] == list(statuses)


def test_nobody_lists_or_changes_anothers_race_but_whoever_has_its_id_may_read_it(history, store):
    id = store("me")
    assert history.find("other").total == 0
    assert history.tags("other") == ()
    assert history.get(id, "me").own
    assert not history.get(id, "other").own
    with pytest.raises(HistoryError, match="not kept for you"):
        history.annotate(id, "other", "mine now", [])
    history.delete([id], "other")
    assert ids(history) == [id]


@pytest.mark.parametrize("id", ["", "never-was", "a" * 65, "x' OR '1'='1", "nul\0", "ümlaut"])
def test_an_id_that_is_none_finds_nothing(history, store, id):
    store()
    assert history.get(id) is None


def test_notes_and_tags_are_kept_found_and_replaced(history, store):
    first, second = store(), store()
    history.annotate(first, "me", "50 % of it, or_so", ["small", " first "])
    history.annotate(second, "me", "", ["small"])
    assert history.tags("me") == ("first", "small")
    assert ids(history, tag="small") == [second, first]
    assert ids(history, tag="first") == [first]
    assert ids(history, search="OF IT") == [first]
    assert ids(history, search="0 % o") == [first]
    assert ids(history, search="_s") == [first]
    assert ids(history, search="%%") == []
    history.annotate(first, "me", "", [])
    assert history.tags("me") == ("small",)
    (_second, entry) = history.find("me").races
    assert (entry.note, entry.tags) == ("", ())


@pytest.mark.parametrize(("note", "tags"), [("x" * 2001, []), ("", ["x" * 41]), ("", [str(n) for n in range(21)])])
def test_a_note_or_tag_that_is_too_long_is_refused_and_changes_nothing(history, store, note, tags):
    id = store()
    history.annotate(id, "me", "as it was", ["kept"])
    with pytest.raises(HistoryError, match="at most"):
        history.annotate(id, "me", note, tags)
    (entry,) = history.find("me").races
    assert (entry.note, entry.tags) == ("as it was", ("kept",))


def test_a_race_on_a_visitors_own_table_is_known_by_its_title_also_when_the_table_is_gone(
    history, store, tmp_path, monkeypatch
):
    monkeypatch.setenv("BAKEOFF_DATA", str(tmp_path))
    content = b"size,kind\n" + b"1,x\n2,y\n" * 20
    table = read_table(content, "Weinprobe_2024.csv", "a" * 64, Given(), Bounds())
    rivals = ["decision_tree", "svm", "dummy"]
    own = store(spec=BakeoffSpec(dataset={"name": "upload", "options": {"table": table}}, contenders=rivals))
    iris = store()
    tables.delete(table, "a" * 64)
    assert [entry.title for entry in history.find("me").races] == ["", "Weinprobe 2024"]
    assert ids(history, search="weinprobe") == [own]
    assert ids(history, search="iris") == [iris]


def test_every_word_must_be_found_somewhere(history, store):
    iris = store()
    digits = store(spec=BakeoffSpec(dataset="digits", contenders={"decision_tree": {}, "svm": {}, "dummy": {}}))
    assert ids(history, search="svm iris") == [iris]
    assert ids(history, search="DIGITS tree") == [digits]
    assert ids(history, search="forest") == []
    assert ids(history, search="close") == [digits, iris]  # the verdict
    assert ids(history, search="iris digits") == []
    assert history.find("me", search="svm", limit=1).total == 2


def test_a_verdict_is_listed_and_found_in_the_language_of_whoever_looks(history, store, ended, tmp_path):
    id = store()
    english = ended.report.verdict.headline
    german = {english.id: "Zu knapp.", "Decision tree": "Entscheidungsbaum"}
    with language_made_of(tmp_path, "de", german):
        with speaking("de"):
            assert history.find("me").races[0].verdict == history.get(id).entry.verdict == "Zu knapp."
            for word in ("KNAPP", "close", "entscheidungs", "tree"):
                assert ids(history, search=word) == [id]
        assert history.find("me").races[0].verdict == english
        assert ids(history, search="knapp") == []
    for of_json in ("values", '"text"', "plural"):
        assert ids(history, search=of_json) == []


def test_the_list_comes_in_every_order_and_in_parts(history, store, ended):
    stored = [store() for _ in range(5)]
    lanes = {"dummy": ended.lanes["dummy"]}
    worst = store(spec=BakeoffSpec(dataset="digits", contenders=["dummy"]), lanes=lanes)
    assert ids(history) == [worst, *stored[::-1]]
    assert ids(history, order="oldest") == [*stored, worst]
    assert ids(history, order="dataset") == [worst, *stored[::-1]]
    assert ids(history, order="score") == [*stored[::-1], worst]
    assert ids(history, order="cpu") == [worst, *stored[::-1]]
    assert ids(history, limit=2, offset=1) == [stored[4], stored[3]]
    assert ids(history, limit=2, offset=6) == []


def test_deleting_can_be_undone(history, store):
    first, second = store(), store()
    history.annotate(first, "me", "", ["tagged"])
    history.delete([first, second], "me")
    assert ids(history) == []
    assert history.get(first) is None
    assert history.tags("me") == ()
    history.undelete([first], "me")
    assert ids(history) == [first]
    assert history.tags("me") == ("tagged",)


def test_what_was_deleted_long_ago_is_gone_for_good(history, store, monkeypatch):
    first, second = store(), store()
    history.annotate(first, "me", "", ["tagged"])
    monkeypatch.setattr(module, "KEPT_AFTER_DELETION", timedelta(days=-1))
    history.delete([first], "me")
    monkeypatch.undo()
    history.undelete([first], "me")
    assert ids(history) == [second]


def test_a_race_deleted_while_it_goes_on_stays_deleted(history, ended):
    history.save(Run.start(ended.id, ended.spec), "me", NOW)
    history.delete([ended.id], "me")
    history.save(ended, "me", NOW)
    assert ids(history) == []
