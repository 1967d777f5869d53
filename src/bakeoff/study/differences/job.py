"""Code of the job that searches for the differences of two contenders."""

from bakeoff.engine.base import Channel
from bakeoff.study.differences.rules import Differences, PairOutcomes, answer


def differ(asked: PairOutcomes, channel: Channel) -> Differences:
    """Return the rules; emits the share that is done, raises DatasetError."""
    return answer(asked, channel.emit)
