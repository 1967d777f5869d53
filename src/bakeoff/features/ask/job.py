"""Job that answers questions: load the contenders once, answer, and end after a long silence."""

from typing import Any

import numpy as np

from bakeoff.engine.base import Channel
from bakeoff.errors import BakeoffError, TrainingError, reason
from bakeoff.features.ask import messages
from bakeoff.features.ask.answers import Neighbour, Row
from bakeoff.features.ask.batch import batch
from bakeoff.features.ask.contributions import contributions
from bakeoff.features.ask.counterfactual import nearest_counterfactual
from bakeoff.features.ask.curves import vary
from bakeoff.features.ask.global_explanation import dependence, importance, structure
from bakeoff.features.ask.imitation import imitating_tree, imitations
from bakeoff.features.ask.local_explanation import explain_row
from bakeoff.features.ask.messages import AskStart
from bakeoff.features.ask.subject import Subject
from bakeoff.features.ask.word_effects import leave_out, list_words
from bakeoff.matrix import dense
from bakeoff.text import _, speaking


def play(start: AskStart, channel: Channel) -> None:
    """Answer until told to end, or until nobody has asked for long; emits `Answered`."""
    subject = Subject.load(start.spec, start.folder, start.contenders)
    while True:
        command = channel.poll(start.idle_seconds)
        if not isinstance(command, messages.Asked):
            return
        try:
            answer = answered(subject, command.question)
        except MemoryError:
            raise
        except Exception as error:  # an explanation of one contender's own may raise anything
            why = _("This cannot be answered: {reason}.", reason=reason(error, "a question cannot be answered"))
            answer = error if isinstance(error, BakeoffError) else TrainingError(why)
        channel.emit(messages.Answered(command.number, answer))


def answered(subject: Subject, question: messages.Question) -> Any:
    """Return what is to be said; raises a BakeoffError if the question makes no sense here."""
    match question:
        case messages.Batch(content=content, language=code):
            with speaking(code):
                return batch(subject, content)
        case messages.Describe():
            return subject.sheet
        case messages.Show(place=place):
            return subject.example(place)
        case messages.Predict(row=row):
            return subject.predict([row])
        case messages.Vary(row=row):
            return vary(subject, row)
        case messages.LeaveOut(row=row):
            return leave_out(subject, row)
        case messages.FindCounterfactual(row=row, contender=name, locked=locked):
            return nearest_counterfactual(subject, row, name, locked)
        case messages.Nearest(row=row):
            return nearest(subject, row)
        case messages.ExplainRow(row=row, contender=name):
            return explain_row(subject, row, name)
        case messages.ShapleyValues(row=row, contender=name, passes=passes):
            return contributions(subject, row, name, passes)
        case messages.Imitate(contender=name):
            return imitations(subject, name)
        case messages.ShowImitation(contender=name, depth=depth):
            return imitating_tree(subject, name, depth)
        case messages.Importance(contender=name):
            return importance(subject, name)
        case messages.PartialDependence(place=place, contender=name):
            return dependence(subject, place, name)
        case messages.ListWords(contender=name):
            return list_words(subject, name)
        case messages.Structure(contender=name):
            return structure(subject, name)


SHOWN = 6


def nearest(subject: Subject, row: Row, count: int = SHOWN) -> tuple[Neighbour, ...]:
    """Return the nearest training rows by the Euclidean distance of their preprocessed features."""
    prepared = subject.prepared
    X = prepared.X_train[: len(prepared.rows_train)]
    at = dense(subject.features([row]))[0].astype(X.dtype)
    squares = subject.train_squares - 2 * (X @ at)  # all but a constant of the squared distance
    few = np.argpartition(squares, min(count, X.shape[0] - 1))[:count]
    distances = np.sqrt(((dense(X[few]) - at) ** 2).sum(axis=1, dtype=np.float64))
    order = np.argsort(distances, kind="stable")
    return tuple(
        Neighbour(subject.known(int(prepared.rows_train[few[place]])), float(distances[place])) for place in order
    )
