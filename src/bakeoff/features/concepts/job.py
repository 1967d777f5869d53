"""Job that runs an experiment."""

from bakeoff.engine.base import Channel
from bakeoff.lesson.concepts import Outcome, concepts


def experiment(asked: tuple[str, int], _channel: Channel) -> Outcome:
    """Return the outcome of a concept's experiment, by the concept's name and a seed."""
    name, seed = asked
    return concepts()[name].run(seed)
