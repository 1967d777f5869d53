"""What an event makes of a study, without any job."""

import pytest

from bakeoff.engine.base import Failed, Finished, Message, Queued, Started, Stopped, Usage
from bakeoff.errors import DatasetError, JobKilled
from bakeoff.spec import BakeoffSpec
from bakeoff.study.messages import Refused, Spoiled
from bakeoff.study.plan import Plan
from bakeoff.study.progress import advance, begin, end_lanes, end_on_time, give, give_up
from bakeoff.study.record import Fitted, StudyFit

SPEC = BakeoffSpec(dataset="iris", contenders=["decision_tree", "svm"])


def study(*events, slots=1, folds=2, repeats=1):
    """Return a study whose first share was given to the job `a`, the next to `b` and so on, after some events."""
    progress = begin("id", SPEC, Plan(folds=folds, repeats=repeats, until_decided=False, trials=0).settled(), slots)
    for job in "ab"[:slots]:
        progress = give(progress, job)
    for event in events:
        progress = advance(progress, event)
    return progress


def fitted(fold, lane, score=0.9):
    return Message("a", Fitted(StudyFit(fold, 0, lane), {"accuracy": score}, 100, 50, 0.1, 0.1))


def statuses(progress):
    return {name: lane.status for name, lane in progress.record.lanes.items()}


def test_the_folds_of_a_repeat_are_shared_among_as_many_jobs_as_run_at_once():
    progress = begin("id", SPEC, Plan(folds=4, repeats=1, until_decided=False, trials=0).settled(), 2)
    assert [{cell.fold for cell in cells} for cells in progress.left] == [{0, 2}, {1, 3}]
    assert progress.active
    assert give(progress, "a").left == progress.left[1:]


def test_a_lane_is_fitted_from_when_its_job_runs():
    assert statuses(study(Queued("a", 2))) == {"decision_tree": "waiting", "svm": "waiting"}
    assert statuses(study(Started("a", 7))) == {"decision_tree": "fitting", "svm": "fitting"}


def test_what_tells_nothing_new_leaves_the_very_same_state():
    before = study(Started("a", 7))
    assert advance(before, Usage("a", 1.0, 1.0, 10)) is before
    assert advance(before, Finished("another", None)) is before


def test_a_fit_takes_its_cell_off_and_those_that_were_left_out_before_it():
    before = study(Started("a", 7))
    after = advance(before, fitted(0, "svm"))
    assert after.workers["a"].cells == (StudyFit(1, 0, "decision_tree"), StudyFit(1, 0, "svm"))
    assert after.workers["a"].fits("decision_tree")
    assert (before.record.fitted, after.record.version > before.record.version) == ((), True)


def test_a_job_that_dies_takes_along_the_lane_in_hand_and_leaves_the_rest_for_another():
    progress = study(Started("a", 7), fitted(0, "decision_tree"), Failed("a", JobKilled("Killed.")))
    assert statuses(progress) == {"decision_tree": "fitting", "svm": "failed"}
    assert progress.record.lanes["svm"].message == "Killed."
    assert progress.left == ((StudyFit(1, 0, "decision_tree"),),)
    assert progress.active


def test_a_job_that_ends_early_leaves_the_rest_for_another():
    progress = study(Started("a", 7), fitted(0, "decision_tree"), Finished("a", None))
    assert [len(cells) for cells in progress.left] == [3]
    assert not progress.workers


def test_a_lane_that_cannot_be_fitted_fails_alone():
    spoiled = Message("a", Spoiled(StudyFit(0, 0, "decision_tree"), DatasetError("No.")))
    progress = study(Started("a", 7), spoiled)
    assert statuses(progress) == {"decision_tree": "failed", "svm": "fitting"}
    assert progress.workers["a"].cells[0] == StudyFit(0, 0, "svm")


def test_data_that_cannot_be_parted_end_it_all():
    progress = study(Started("a", 7), Message("a", Refused(DatasetError("Too few rows."))))
    assert {lane.message for lane in progress.record.lanes.values()} == {"Too few rows."}
    assert not progress.active


def test_it_is_done_when_the_last_job_has_ended():
    cells = [(0, "decision_tree"), (0, "svm"), (1, "decision_tree"), (1, "svm")]
    progress = study(Started("a", 7), *(fitted(*cell) for cell in cells))
    assert progress.active
    assert statuses(advance(progress, Finished("a", None))) == {"decision_tree": "done", "svm": "done"}


def test_the_others_go_on_when_one_of_two_jobs_has_nothing_left():
    progress = study(Started("a", 7), fitted(0, "decision_tree"), fitted(0, "svm"), Finished("a", None), slots=2)
    assert (list(progress.workers), progress.active) == (["b"], True)


def test_a_stopped_lane_leaves_nothing_for_another_job():
    before = end_lanes(study(Started("a", 7)), ["svm"], "stopped", "Enough.")
    progress = advance(before, Stopped("a"))
    assert {cell.lane for cell in progress.left[0]} == {"decision_tree"}
    assert end_lanes(progress, ["svm"], "failed", "Again.") is progress


def test_what_was_known_when_a_lane_ended_is_its_result_and_a_later_fit_changes_nothing():
    before = end_lanes(study(Started("a", 7), fitted(0, "decision_tree")), ["svm"], "stopped", "Enough.")
    progress = advance(before, fitted(0, "svm"))
    assert progress.record is before.record
    assert progress.workers["a"].cells[0] == StudyFit(1, 0, "decision_tree")  # it is off the job's list all the same
    assert len(advance(progress, fitted(1, "decision_tree")).record.fitted) == 2


@pytest.mark.parametrize(
    ("end", "status", "told"),
    [
        (lambda progress: end_on_time(progress, 6.5), "done", "time limit of 6.5 minutes"),
        (lambda progress: give_up(progress, "Closed."), "stopped", "Closed."),
    ],
)
def test_it_ends_when_its_time_is_up_or_no_job_can_take_what_is_left(end, status, told):
    progress = end(study(Started("a", 7), fitted(0, "svm"), Finished("a", None)))
    assert set(statuses(progress).values()) == {status}
    assert told in progress.record.note + progress.record.lanes["svm"].message
