"""Contenders that are far better on the rows that they have learnt from than on test rows."""

from collections.abc import Iterator

from bakeoff.checks.base import Check, EndedRace
from bakeoff.contenders import contender
from bakeoff.evaluation.base import Finding
from bakeoff.evaluation.notation import score as written
from bakeoff.text import _, clauses

GAP, LARGE_GAP = 0.1, 0.2
"""By how much a score on training rows is above that on test rows: to know of, and to do something about."""


def find(ended: EndedRace) -> Iterator[Finding]:
    """Name them together, with both numbers."""
    known = {name: [step.train_score for step in steps if step.train_score is not None] for name, (steps, _score) in
             ended.scored.items()}  # fmt: skip
    gaps = {name: own[-1] - ended.scored[name][1] for name, own in known.items() if own}
    gaps = {name: gap for name, gap in gaps.items() if gap > GAP}
    if not gaps:
        return
    told = [
        _(
            "{label} {train} against {test}",
            label=contender(name).label,
            train=written(known[name][-1], ended.metric),
            test=written(ended.scored[name][1], ended.metric),
        )
        for name in gaps
    ]
    reason = _("They memorised these training rows (overfitting), which does not help with other rows.")
    mend = _("Make such a contender simpler, regularise it more, or give it more training rows.")
    if ended.split != "random":
        reason = _("Later rows, or rows of other groups, may differ. A split by time or by group shows that.")
        mend = _("Race on a random split as well: a gap that stays there is overfitting.")
    yield Finding(
        "overfit",
        "warning" if max(gaps.values()) > LARGE_GAP else "note",
        _(
            "Better on rows learnt from than on new ones, by {metric}: {list}.",
            metric=ended.metric.noun,
            list=clauses(told),
        ),
        reason,
        mend,
    )


CHECK = Check("overfit", "Contenders that have learnt by heart", 70, EndedRace, find)
