"""The judge's record as a notebook and a prompt show it: what it found, in a sentence and a table."""

import math

from bakeoff.evaluation.base import Estimate
from bakeoff.evaluation.notation import interval, score
from bakeoff.race.notebook import Column, result, table
from bakeoff.study.account import advice
from bakeoff.study.findings import standing
from bakeoff.study.record import Record
from bakeoff.study.summary import summary
from bakeoff.text import _


def record_html(record: Record) -> str:
    """Return the record for a notebook."""
    return result(summary(record), [advice(record)], [table(columns)] if (columns := _columns(record)) else [])


def record_text(record: Record) -> str:
    """Return the record in some lines."""
    rows = zip(*(cells for _heading, cells in _columns(record)), strict=True)
    lines = [summary(record), advice(record), *("  ".join(map(str, row)) for row in rows)]
    return "\n".join(line for line in lines if line)


def _columns(record: Record) -> list[Column]:
    """Return the standing of each lane, the best first; nothing without any score."""
    if not record.fitted:
        return []
    metric = record.metric
    frame = standing(record)
    frame = frame.loc[frame["mean"].map(metric.gain).sort_values(ascending=False, kind="stable").index]
    scores = [Estimate(*map(float, row)) for row in zip(frame["mean"], frame["low"], frame["high"], strict=True)]
    columns: list[Column] = [
        (_("Contender"), [record.lanes[str(lane)].label for lane in frame.index]),
        (_("{metric}, mean of the folds", metric=_(metric.label)), [score(each.value, metric) for each in scores]),
    ]
    if not all(math.isnan(each.low) for each in scores):
        columns.append((_("95 % interval"), [interval(each, metric) for each in scores]))
    return columns
