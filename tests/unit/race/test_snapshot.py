from dataclasses import replace

from bakeoff.contenders import Step
from bakeoff.engine.base import Failed, Finished, Message, Queued, Started, Stopped, Usage
from bakeoff.errors import DatasetError, DivergedError
from bakeoff.evaluation.base import Finding
from bakeoff.race.messages import Fetched, Forecast, LookedAt
from bakeoff.race.outcome import Costs, Outcome, Setting
from bakeoff.race.snapshot import DATA, Lane, Run, advance
from bakeoff.spec import BakeoffSpec


def events(*sequence, spec=None, name="svm"):
    run = Run.start("id", spec or BakeoffSpec(contenders=["svm", "decision_tree"]))
    for event in sequence:
        run = advance(run, name, event)
    return run


def step(index, score=None, total=10):
    return Step(index, total, 0.1 * index, 0.1 * index, validation_score=score)


def test_a_race_starts_with_everyone_waiting():
    run = events()
    assert [lane.status for lane in run.lanes.values()] == ["waiting", "waiting"]
    assert run.active


def test_a_lane_waits_with_its_place_then_trains():
    assert events(Queued("j", 2)).lanes["svm"].place == 2
    lane = events(Queued("j", 2), Started("j", 7)).lanes["svm"]
    assert (lane.status, lane.place) == ("training", 0)


def test_steps_add_up_and_the_best_is_by_validation_score():
    run = events(Started("j", 7), Message("j", (step(1, 0.5), step(2, 0.9))), Message("j", (step(3, 0.7),)))
    lane = run.lanes["svm"]
    assert [one.index for one in lane.steps] == [1, 2, 3]
    assert lane.best.validation_score == 0.9
    assert lane.progress == 0.3


def test_the_score_of_one_that_has_ended_is_that_of_the_model_it_ended_with():
    values = ((0.4, 0.8), (0.3, 0.7), (0.3, 0.9), (0.5, 0.6))
    steps = [replace(step(place, score), validation_loss=loss) for place, (loss, score) in enumerate(values, start=1)]
    lane = Lane("keras_mlp", "training", steps=tuple(steps), best=steps[2])
    over = replace(lane, status="done", outcome=Outcome({}, Costs(0.1, 0.1, 1.0, 100, {})))
    assert (lane.shown, over.shown) == (steps[2], steps[3])
    assert replace(over, goes_back=True).shown == steps[1]  # the first of the lowest loss


def test_usage_and_forecast_are_kept():
    lane = events(Started("j", 7), Usage("j", 1.5, 2.0, 10), Message("j", Forecast(90.0))).lanes["svm"]
    assert (lane.cpu_seconds, lane.wall_seconds, lane.forecast) == (1.5, 2.0, 90.0)


def test_a_race_goes_on_for_as_long_as_its_slowest_lane_is_likely_to_if_that_is_known_of_all():
    spec = BakeoffSpec(contenders=["svm", "decision_tree"])
    slow = (Started("j", 7), Usage("j", 1.5, 2.0, 10), Message("j", (step(1),)))
    run = events(*slow, spec=spec)
    assert run.lanes["svm"].seconds_left == 18.0
    assert run.seconds_left is None  # nobody knows how long the tree takes
    quick = (Started("j", 8), Usage("j", 1.0, 1.0, 10), Message("j", (step(5),)))
    for event in quick:
        run = advance(run, "decision_tree", event)
    assert (run.lanes["decision_tree"].seconds_left, run.seconds_left) == (1.0, 18.0)
    assert advance(run, "svm", Stopped("j")).seconds_left == 1.0


def test_what_is_wrong_with_the_set_up_is_told_after_what_it_is():
    setting = Setting("classification", ("a", "b"), "y", 60, 20, 20, 4, ())
    findings = (Finding("telltale", "warning", "what", "why", "mend"),)
    run = events(Message("j", setting), Message("j", LookedAt(findings)), Message("j", setting))
    assert run.setting.findings == findings


def test_a_failed_lane_keeps_its_steps_and_its_reason():
    lane = events(Started("j", 7), Message("j", (step(1, 0.5),)), Failed("j", DivergedError("Diverged."))).lanes["svm"]
    assert (lane.status, lane.message, len(lane.steps)) == ("failed", "Diverged.", 1)


def test_a_stopped_lane_says_how_far_it_got():
    spec = BakeoffSpec(contenders=["keras_mlp"])
    run = events(Started("j", 7), Message("j", (step(4),)), Stopped("j"), spec=spec, name="keras_mlp")
    assert "epoch 4" in run.lanes["keras_mlp"].message
    assert not run.active


def test_every_event_makes_a_new_version_and_leaves_the_old_run_alone():
    before = events()
    after = advance(before, "svm", Started("j", 7))
    assert after.version == before.version + 1
    assert before.lanes["svm"].status == "waiting"


def test_the_race_is_over_when_every_lane_has_ended():
    run = events(Stopped("j"))
    assert run.active
    assert not advance(run, "decision_tree", Finished("k", None)).active


def test_a_stop_that_nobody_asked_for_says_why():
    run = advance(events(Started("j", 7)), "svm", Stopped("j"), why="Nobody was watching.")
    assert run.lanes["svm"].message == "Nobody was watching."


def test_everyone_waits_in_the_queue_with_the_job_that_fetches_the_data():
    run = events(Queued("j", 2), name=DATA)
    assert [lane.place for lane in run.lanes.values()] == [2, 2]
    assert run.note == ""


def test_the_race_says_how_much_of_the_data_has_come():
    assert events(Started("j", 7), name=DATA).note == "Downloading Digits: 0 %"
    run = events(Started("j", 7), Message("j", Fetched(0.352)), Usage("j", 1.0, 2.0, 10), name=DATA)
    assert run.note == "Downloading Digits: 35 %"
    assert [(lane.status, lane.place) for lane in run.lanes.values()] == [("waiting", 0)] * 2
    assert advance(run, DATA, Finished("j", None)).note == ""


def test_who_still_waits_fails_with_the_data():
    run = advance(events(Started("j", 7), name=DATA), "svm", Stopped("k"))
    run = advance(run, DATA, Failed("j", DatasetError("No network.")))
    assert {name: lane.message for name, lane in run.lanes.items()} == {
        "svm": "Stopped before its first result.",
        "decision_tree": "No network.",
    }
    assert not run.active
