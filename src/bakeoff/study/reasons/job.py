"""Code of the job that tries reasons why the leader of a race leads."""

import os
from dataclasses import dataclass

from bakeoff.engine.base import Channel
from bakeoff.race.finished import FinishedRace
from bakeoff.study.reasons.explain import Explanation, explain

NICENESS = 10
"""Nobody has asked for it, so that those who wait for a race come first."""


@dataclass(frozen=True)
class Question:
    """A race, and the CPU time for all experiments on it."""

    race: FinishedRace
    seconds: float


def try_reasons(question: Question, channel: Channel) -> Explanation:
    """Return why the leader leads; emits what is explained so far, raises DatasetError."""
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    explanation = Explanation()
    for explanation in explain(question.race, question.seconds):
        channel.emit(explanation)
    return explanation
