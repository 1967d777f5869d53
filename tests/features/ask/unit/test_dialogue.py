"""What an event makes of a dialogue, without any job."""

from bakeoff.engine.base import Failed, Finished, Message, Queued, Started, Stopped
from bakeoff.errors import EngineError, JobKilled
from bakeoff.features.ask.dialogue import REMEMBERED, Dialogue, advance, begin, fail, put, send, use
from bakeoff.features.ask.messages import Answered, Batch, FindCounterfactual, Predict, Show


def running(*questions):
    dialogue = advance(begin(Dialogue(), "a"), Started("a", 7))
    for question in questions:
        dialogue = put(dialogue, question, "slider")
    return dialogue


def answered(dialogue, question, answer):
    dialogue = send(put(dialogue, question, "slider"))
    return advance(dialogue, Message("a", Answered(dialogue.sent.number, answer)))


def test_a_job_waits_and_then_runs_and_can_be_sent_what_waits():
    queued = advance(put(begin(Dialogue(), "a"), Show(1), ""), Queued("a", 3))
    assert (queued.status, queued.place, queued.can_send, queued.active) == ("starting", 3, False, True)
    started = advance(queued, Started("a", 7))
    assert (started.status, started.place, started.can_send) == ("running", 0, True)
    assert not send(started).can_send


def test_of_one_askers_questions_of_a_kind_the_latest_waits_in_the_place_of_the_first():
    dialogue = put(
        running(Predict((1.0,)), FindCounterfactual((1.0,), "svm"), Predict((2.0,))), Predict((1.0,)), "another"
    )
    assert list(dialogue.waiting.values()) == [Predict((2.0,)), FindCounterfactual((1.0,), "svm"), Predict((1.0,))]
    assert send(dialogue).sent.question == Predict((2.0,))


def test_what_is_in_hand_is_not_asked_again():
    dialogue = send(running(Show(1)))
    assert not put(dialogue, Show(1), "another").waiting


def test_an_answer_counts_for_the_question_in_hand_alone():
    dialogue = send(running(Show(1)))
    assert advance(dialogue, Message("a", Answered(99, "no"))) is dialogue
    assert advance(dialogue, Message("b", Answered(dialogue.sent.number, "no"))) is dialogue
    after = advance(dialogue, Message("a", Answered(dialogue.sent.number, "yes")))
    assert (after.known, after.sent) == ({Show(1): "yes"}, None)


def test_the_answers_used_longest_ago_are_forgotten():
    dialogue = answered(running(), Show(0), "first")
    for place in range(1, REMEMBERED):
        dialogue = answered(dialogue, Show(place), place)
    dialogue = answered(use(dialogue, Show(0)), Show(99), "last")
    assert len(dialogue.known) == REMEMBERED
    assert Show(0) in dialogue.known
    assert Show(1) not in dialogue.known


def test_of_answers_to_files_the_latest_is_kept_and_never_the_file():
    dialogue = answered(answered(running(), Batch("one", "en", b"1"), "first"), Batch("two", "en", b"2"), "second")
    assert dialogue.known == {Batch("two", "en"): "second"}
    assert [question.content for question in dialogue.known] == [b""]


def test_what_was_under_way_to_a_job_that_ended_waits_for_another():
    dialogue = send(running(Show(1)))
    for end in (Finished("a", None), Stopped("a")):
        after = advance(dialogue, end)
        assert (after.status, after.sent, list(after.waiting.values())) == ("ended", None, [Show(1)])


def test_all_who_wait_are_told_of_a_bad_end():
    error = JobKilled("Killed.")
    dialogue = send(put(running(Show(1)), Predict((1.0,)), ""))
    for after in (advance(dialogue, Failed("a", error)), fail(dialogue, error)):
        assert (after.status, after.known, after.waiting) == ("ended", {Show(1): error, Predict((1.0,)): error}, {})
    assert isinstance(after.known[Show(1)], EngineError)
    assert put(after, Show(1), "").known == {Predict((1.0,)): error}
