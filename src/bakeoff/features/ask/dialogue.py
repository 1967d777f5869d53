"""State of the questions and answers about a race: pure functions over a frozen record."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from bakeoff.engine.base import Event, Failed, Finished, Message, Queued, Started, Stopped
from bakeoff.errors import BakeoffError
from bakeoff.features.ask.messages import Answered, Asked, Batch, Question

REMEMBERED = 64

Status = Literal["starting", "running", "ended"]


@dataclass(frozen=True)
class Dialogue:
    """Questions, answers, and the job between them.

    Attributes
    ----------
    job : str
        The one that answers, or the last that did.
    status : {"starting", "running", "ended"}
    place : int
        Place of the job in the engine's queue, 1 being next; 0 when it does not wait.
    wait_seconds : float or None
        About how long it will still wait, where that is known.
    waiting : mapping of (asker, topic) to Question
        What is still to be sent, first come, first served.
    sent : Asked or None
        What the job has in hand.
    n_sent : int
        How many questions have been sent.
    known : mapping of Question to object
        Answers, or the errors that stand for them; the one used longest ago first.
    """

    job: str = ""
    status: Status = "ended"
    place: int = 0
    wait_seconds: float | None = None
    waiting: Mapping[tuple[Hashable, Hashable], Question] = field(default_factory=dict)
    sent: Asked | None = None
    n_sent: int = 0
    known: Mapping[Question, Any] = field(default_factory=dict)

    @property
    def active(self) -> bool:
        """True while the job starts or runs."""
        return self.status != "ended"

    @property
    def can_send(self) -> bool:
        """True if a question waits and the job is idle."""
        return self.status == "running" and self.sent is None and bool(self.waiting)


def advance(dialogue: Dialogue, event: Event) -> Dialogue:
    """Return the dialogue after an event of a job; one of a job that was left before tells nothing."""
    if event.job != dialogue.job:
        return dialogue
    match event:
        case Queued(place=place, seconds=seconds):
            return replace(dialogue, place=place, wait_seconds=seconds)
        case Started():
            return replace(dialogue, status="running", place=0, wait_seconds=None)
        case Message(body=Answered(number=number, answer=answer)):
            return _answered(dialogue, number, answer)
        case Finished() | Stopped():
            return _over(dialogue)
        case Failed(error=error):
            return fail(dialogue, error)
        case _:
            return dialogue


def put(dialogue: Dialogue, question: Question, asker: Hashable) -> Dialogue:
    """Return the dialogue with a question that waits, in place of the asker's last of its kind."""
    known = {asked: answer for asked, answer in dialogue.known.items() if asked != question}
    waiting = dialogue.waiting
    if dialogue.sent is None or dialogue.sent.question != question:
        waiting = {**waiting, (asker, _topic(question)): question}
    return replace(dialogue, known=known, waiting=waiting)


def begin(dialogue: Dialogue, job: str) -> Dialogue:
    """Return the dialogue with a job that is about to start."""
    return replace(dialogue, job=job, status="starting", place=0, sent=None)


def send(dialogue: Dialogue) -> Dialogue:
    """Return the dialogue with the first question that waited in the job's hands."""
    (key, question), *_others = dialogue.waiting.items()
    waiting = {other: question for other, question in dialogue.waiting.items() if other != key}
    number = dialogue.n_sent + 1
    return replace(dialogue, waiting=waiting, sent=Asked(number, question), n_sent=number)


def use(dialogue: Dialogue, question: Question) -> Dialogue:
    """Return the dialogue with this answer as the one used last."""
    answer = dialogue.known[question]
    others = {asked: known for asked, known in dialogue.known.items() if asked != question}
    return replace(dialogue, known={**others, question: answer})


def forget_questions(dialogue: Dialogue) -> Dialogue:
    """Return the dialogue with nothing that is still to be answered."""
    return replace(dialogue, waiting={}, sent=None)


def fail(dialogue: Dialogue, error: BakeoffError) -> Dialogue:
    """Return the dialogue after the job has ended badly: all who wait for an answer are told that none comes."""
    unanswered = [*dialogue.waiting.values(), *([dialogue.sent.question] if dialogue.sent else [])]
    for question in unanswered:
        dialogue = _remember(dialogue, question, error)
    return replace(forget_questions(dialogue), status="ended", place=0)


def _over(dialogue: Dialogue) -> Dialogue:
    """Return the dialogue without a job; a question that was under way to it waits for another."""
    waiting = dialogue.waiting
    if dialogue.sent is not None:
        question = dialogue.sent.question
        key = "sent before", _topic(question)
        waiting = {**waiting, key: waiting.get(key, question)}
    return replace(dialogue, status="ended", place=0, waiting=waiting, sent=None)


def _answered(dialogue: Dialogue, number: int, answer: Any) -> Dialogue:
    if dialogue.sent is None or dialogue.sent.number != number:
        return dialogue
    return replace(_remember(dialogue, dialogue.sent.question, answer), sent=None)


def _remember(dialogue: Dialogue, question: Question, answer: Any) -> Dialogue:
    """Keep an answer, and not too many; of those to whole files only the latest, and not the file."""
    known = {asked: kept for asked, kept in dialogue.known.items() if asked != question}
    if isinstance(question, Batch):
        known = {asked: kept for asked, kept in known.items() if not isinstance(asked, Batch)}
        question = Batch(question.digest, question.language)
    latest = [*known.items(), (question, answer)][-REMEMBERED:]
    return replace(dialogue, known=dict(latest))


def _topic(question: Question) -> Hashable:
    """Return what a newer question must have in common with this one to take its place."""
    return type(question), getattr(question, "contender", None)
