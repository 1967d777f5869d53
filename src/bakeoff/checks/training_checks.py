"""Whether contenders could have become better by going on, and whether they have learnt by heart."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from bakeoff.contenders import Step, contender
from bakeoff.contenders.traits import Improving
from bakeoff.evaluation.base import Finding
from bakeoff.evaluation.metrics import Metric
from bakeoff.evaluation.notation import score as written
from bakeoff.text import _

TAIL = 0.2
LOSS_FALL = 0.01
SCORE_RISE = 0.005
GAP, LARGE_GAP = 0.1, 0.2
"""By how much a score on training rows is above that on test rows: to know of, and to do something about."""


def check_curves(steps: Mapping[str, Sequence[Step]]) -> tuple[Finding, ...]:
    """Look at what each contender reported while it trained: could it have become better by going on?

    Only those are judged that ran to the end they were given and were scored on a validation part.

    Parameters
    ----------
    steps : mapping of str to sequence of Step
        By contender that is done.
    """
    judges = {"loss": _still_falling, "score": _still_rising}
    found: list[Finding] = []
    for name, reported in steps.items():
        seen = contender(name).improving
        ended = bool(reported) and reported[-1].index == reported[-1].total
        if seen and ended and judges[seen.measure](reported):
            found.append(_still_learning(seen, contender(name).label))
    return tuple(found)


def _still_learning(seen: Improving, label: str) -> Finding:
    return Finding("still_learning", seen.level, _(seen.told, label=label), _(seen.meaning), _(seen.mend))


def check_gaps(steps: Mapping[str, Sequence[Step]], scores: Mapping[str, float], metric: Metric) -> tuple[Finding, ...]:
    """Look who is far better on the rows that it has learnt from than on test rows.

    Parameters
    ----------
    steps : mapping of str to sequence of Step
        What each contender reported while it trained, which says how good it was on its training rows.
    scores : mapping of str to float
        Of the same on the test rows, in `metric`.
    metric : Metric
        The one that steps are scored by: accuracy, or R².
    """
    known = {name: [one.train_score for one in own if one.train_score is not None] for name, own in steps.items()}
    gaps = {name: own[-1] - scores[name] for name, own in known.items() if own and own[-1] - scores[name] > GAP}
    if not gaps:
        return ()
    told = [
        _(
            "{label} {train} against {test}",
            label=contender(name).label,
            train=written(known[name][-1], metric),
            test=written(scores[name], metric),
        )
        for name in gaps
    ]
    return (
        Finding(
            "overfit",
            "warning" if max(gaps.values()) > LARGE_GAP else "note",
            _(
                "Better on rows learnt from than on new ones, by {metric}: {list}.",
                metric=metric.noun,
                list="; ".join(told),
            ),
            _("That part was learnt by heart, which does not help with other rows."),
            _("Make such a contender simpler, hold it back more, or give it more rows to learn from."),
        ),
    )


def _still_falling(steps: Sequence[Step]) -> bool:
    before, tail = _tail(_known([step.validation_loss for step in steps]))
    return bool(len(before) and before.min() - tail.min() > LOSS_FALL * abs(before.min()))


def _still_rising(steps: Sequence[Step]) -> bool:
    before, tail = _tail(_known([step.validation_score for step in steps]))
    earlier = before[-len(tail) :]
    return bool(len(before) >= len(tail) > 0 and tail.mean() - earlier.mean() > SCORE_RISE)


def _known(values: Sequence[float | None]) -> NDArray[np.float64]:
    return np.array([value for value in values if value is not None], dtype=np.float64)


def _tail(values: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Part the last fifth of the steps from those before; both are empty if there are fewer than five."""
    size = int(TAIL * len(values))
    return (values[:-size], values[-size:]) if size else (values[:0], values[:0])
