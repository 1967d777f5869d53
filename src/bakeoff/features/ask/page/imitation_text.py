"""An imitating tree in words."""

from bakeoff.contenders import contender
from bakeoff.evaluation.base import Estimate
from bakeoff.evaluation.metrics import basic_metric
from bakeoff.evaluation.notation import difference_interval, gap, with_interval
from bakeoff.features.ask.workings import Imitation
from bakeoff.fields import Task
from bakeoff.text import _, counted, sentences


def said_of_imitation(task: Task, name: str, level: Imitation) -> str:
    """Say how much of a contender the tree of a depth says, and whether the contender taught it anything."""
    metric = basic_metric(task)
    words = {"label": _(contender(name).label), "alike": with_interval(level.alike, metric)}
    first = (
        counted(
            "A tree of {n} question answers as {label} in {alike} of the held-out rows.",
            "A tree of {n} questions in a row answers as {label} in {alike} of the held-out rows.",
            level.depth,
            **words,
        )
        if task == "classification"
        else counted(
            "Against the answers of {label}, a tree of {n} question has an R² of {alike}.",
            "Against the answers of {label}, a tree of {n} questions in a row has an R² of {alike}.",
            level.depth,
            **words,
        )
    )
    gain = level.gain
    worse = Estimate(-gain.value, -gain.high, -gain.low)
    if gain.low > 0:
        second = _(
            "It is better by {gain} ({interval}) than a tree that learns the labels: {label} taught it.",
            gain=gap(gain, metric),
            interval=difference_interval(gain, metric),
            label=words["label"],
        )
    elif worse.low > 0:
        second = _(
            "It is worse than a tree that learns the labels, by {gain} ({interval}).",
            gain=gap(worse, metric),
            interval=difference_interval(worse, metric),
        )
    else:
        second = _("It is not clearly better or worse than a tree that learns the labels.")
    return sentences(first, second)
