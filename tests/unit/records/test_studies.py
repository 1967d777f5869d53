"""Studies of the judge are kept as races are: to the last digit, as they go on, and for whom they are."""

import contextlib
import dataclasses
import math
from datetime import UTC, datetime, timedelta

import pytest

from bakeoff.errors import HistoryError
from bakeoff.features.history.comparison import study_settings
from bakeoff.records.history import History
from bakeoff.records.recorder import Recorder
from bakeoff.records.studies import stored_study, study_json
from bakeoff.service.events import Course
from bakeoff.spec import BakeoffSpec
from bakeoff.storage.database import Database
from bakeoff.study.events import STUDY, StudyChanged
from bakeoff.study.findings import means
from bakeoff.study.plan import Plan
from bakeoff.study.record import Record
from bakeoff.study.study import Study
from bakeoff.study.summary import summary
from bakeoff.text import _, speaking
from tests.catalogues import language_made_of
from tests.waiting import PATIENCE

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SPEC = BakeoffSpec(dataset="iris", contenders={"decision_tree": {}, "svm": {}, "dummy": {}})
PLANS = {
    "which": Plan(folds=3, repeats=1, trials=2),
    "rows": Plan(question="rows", folds=3, repeats=1),
    "setting": Plan(question="setting", varied="decision_tree.max_depth", folds=3, repeats=1),
    "datasets": Plan(question="datasets", datasets=("iris", "wine"), folds=3, repeats=1),
    "fair": Plan(question="fair", folds=3, repeats=1),
}


@pytest.fixture(scope="module")
def judged(engine) -> dict[str, Record]:
    """Return a real study of every question, at its end."""
    specs = {"fair": SPEC.replace("decision_tree.max_depth", 1)}
    studies = {question: Study(specs.get(question, SPEC), plan, engine) for question, plan in PLANS.items()}
    assert all(study.wait(PATIENCE) for study in studies.values())
    return {question: study.record for question, study in studies.items()}


def begun(record: Record) -> Record:
    """Return a study as it was after its first fits."""
    lanes = {name: dataclasses.replace(lane, status="fitting") for name, lane in record.lanes.items()}
    return dataclasses.replace(record, lanes=lanes, fitted=record.fitted[:3], version=1)


@pytest.mark.parametrize("question", PLANS)
def test_what_is_read_back_is_the_study_in_every_fit_and_trial(history, judged, question):
    record = judged[question]
    history.save(record, "me", NOW)
    read = history.get(record.id, "me").study()
    assert dataclasses.replace(read, version=record.version) == record
    assert means(read).equals(means(record))


def test_what_it_says_is_read_back_in_the_language_of_whoever_reads_it(judged, tmp_path):
    record = judged["which"]
    why = _("Stopped; what was known until then is kept.")
    lanes = {name: dataclasses.replace(lane, message=why) for name, lane in record.lanes.items()}
    kept = study_json(dataclasses.replace(record, lanes=lanes, note=why))
    with language_made_of(tmp_path, "de", {why: "Angehalten."}), speaking("de"):
        read = stored_study(kept)
        assert {read.note, *(lane.message for lane in read.lanes.values())} == {"Angehalten."}
    assert stored_study(kept).note == why


def test_numbers_that_are_not_known_and_settings_of_many_parts_come_back(judged):
    record = judged["which"]
    odd = dataclasses.replace(record.fitted[0], scores={"accuracy": math.nan}, chosen={"hidden": (64, 32), "C": 1.0})
    read = stored_study(study_json(dataclasses.replace(record, fitted=(odd,)))).fitted[0]
    assert math.isnan(read.scores["accuracy"])
    assert read.chosen == {"hidden": "64,32", "C": 1.0}


@pytest.mark.parametrize("question", PLANS)
def test_it_is_listed_with_its_finding_and_the_mean_of_each_lane(history, judged, question):
    record = judged[question]
    history.save(record, "me", NOW)
    (entry,) = history.find("me").races
    assert (entry.id, entry.question, entry.dataset, entry.status) == (record.id, question, "iris", "finished")
    assert entry.verdict == summary(record)
    assert [one.contender for one in entry.results] == list(record.lanes)
    frame = record.frame
    for one in entry.results:
        own = frame[frame["lane"] == one.contender]
        by_point = own.groupby("point")["accuracy"].mean()
        expected = {"setting": by_point.max(), "datasets": by_point.mean()}.get(question, by_point.iloc[-1])
        assert one.score == pytest.approx(expected, abs=1e-12)
        assert one.fit_cpu_seconds == pytest.approx(own["fit_cpu_seconds"].sum())


def test_races_and_studies_stand_in_one_list_and_can_be_parted(history, judged, store):
    race = store()
    history.save(judged["rows"], "me", NOW + timedelta(days=1))
    history.save(judged["which"], "me", NOW)
    rows, which = judged["rows"].id, judged["which"].id
    found = history.find("me")
    assert [one.id for one in found.races] == [rows, race, which]
    assert (found.total, found.studies) == (3, 2)
    assert [one.id for one in history.find("me", kind="race").races] == [race]
    assert [one.id for one in history.find("me", kind="study", search="svm iris").races] == [rows, which]
    assert history.find("me", kind="study", limit=1).total == 2
    for order in ("oldest", "dataset", "score", "cpu"):
        assert {one.id for one in history.find("me", order=order).races} == {rows, race, which}


def test_it_is_noted_deleted_and_brought_back_by_its_owner_alone(history, judged):
    id = judged["which"].id
    history.save(judged["which"], "me", NOW)
    history.annotate(id, "me", "the long one", ["judged"])
    assert [one.id for one in history.find("me", search="long").races] == [id]
    history.delete([id], "other")
    assert history.find("other").total == 0
    assert not history.get(id, "other").own
    history.delete([id], "me")
    assert history.get(id) is None
    history.undelete([id], "me")
    assert history.get(id, "me").entry.tags == ("judged",)


def test_a_study_is_no_look_at_the_test_part(history, judged, store):
    history.save(judged["which"], "me", NOW)
    assert history.raced("me", "iris") == ()
    store()
    assert [list(one.contenders) for one in history.raced("me", "iris")] == [["decision_tree", "svm", "dummy"]]
    assert history.raced("other", "iris") == history.raced("me", "digits") == ()


def test_its_settings_are_those_of_set_up_and_question(judged):
    record = judged["setting"]
    frame = study_settings(record)[record.id]
    assert frame["settings", "plan", "varied"] == "decision_tree.max_depth"
    assert frame["settings", "rules", "seed"] == 0
    assert frame["environment", "", "python"] == record.environment["python"]


@pytest.mark.usefixtures("ends_wait_for_the_database")
def test_it_is_written_as_it_goes_on_and_never_after_its_end(engine, history):
    with contextlib.closing(Recorder(history, seconds_between=0.0)) as recorder:
        seen = []
        course = Course(STUDY, "me", recorder.hear)

        def listen(record: Record) -> None:
            course(record)
            if not record.active:
                seen.append(history.find("me").races[0].status)  # written before anyone can see the end

        study = Study(SPEC, PLANS["which"], engine, listen)
        assert study.wait(PATIENCE)
        assert seen[0] == "finished"
        assert recorder.flush(PATIENCE)
    assert history.get(study.id).study().fitted == study.record.fitted
    history.save(begun(study.record), "me", NOW)
    assert history.find("me").races[0].status == "finished"


def test_now_and_then_what_has_come_by_then_is_written(history, judged):
    early = begun(judged["which"])
    with contextlib.closing(Recorder(history, seconds_between=0.0)) as recorder:
        for n in range(3):
            recorder.hear(StudyChanged("me", dataclasses.replace(early, fitted=early.fitted[: n + 1])))
    assert len(history.get(early.id).study().fitted) == 3


def test_one_that_the_server_did_not_live_to_see_the_end_of_keeps_what_it_had(history, url, judged):
    early = begun(judged["which"])
    history.save(early, "me", NOW)
    assert history.find("me").races[0].status == "running"
    with contextlib.closing(History(Database(url))) as later:
        kept = later.get(early.id)
        assert kept.entry.status == "interrupted"
        assert kept.study().fitted == early.fitted
        assert {lane.status for lane in kept.study().lanes.values()} == {"stopped"}


def test_one_of_a_newer_version_or_of_unknown_contenders_is_refused(judged):
    text = study_json(judged["which"])
    with pytest.raises(HistoryError, match="stored by a newer Bakeoff"):
        stored_study(text.replace('"version": 3', '"version": 4', 1))
    with pytest.raises(HistoryError, match=r"had what this one has not.*oracle"):
        stored_study(text.replace('"svm": {', '"oracle": {', 1))
