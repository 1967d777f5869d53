"""Stored form of a race or a study."""

import json
from dataclasses import dataclass
from typing import Literal

from bakeoff.race.report_json import read_text
from bakeoff.race.snapshot import Run
from bakeoff.records.studies import study_json
from bakeoff.records.tables import ResultRow
from bakeoff.study.findings import costs, standing
from bakeoff.study.record import Record
from bakeoff.study.summary import summary
from bakeoff.text import written

Kept = Run | Record
"""Subjects of the history: each has an id, a spec, lanes by name, and a time when it is no longer active."""

_AS_JSON = ("{", '"')

RaceStatus = Literal["running", "elsewhere", "finished", "stopped", "failed", "interrupted"]


@dataclass(frozen=True)
class Draft:
    """Stored form of one race or study, in its current state.

    Attributes
    ----------
    status : {"running", "finished", "stopped", "failed"}
    verdict : str
        Result in one sentence, in the format of `told_verdict`; empty while it runs.
    report : str
        Whole report, as JSON.
    question : str
        Of a study; empty for a race.
    """

    status: RaceStatus
    verdict: str
    report: str
    question: str
    results: tuple[ResultRow, ...]


def drafted(kept: Kept) -> Draft:
    """Return what is to be written of a race or a study."""
    return _of_study(kept) if isinstance(kept, Record) else _of_race(kept)


def _of_race(run: Run) -> Draft:
    verdict = run.report.verdict.headline if not run.active and run.report.verdict else ""
    results = tuple(_result(run, place, name) for place, name in enumerate(run.lanes))
    return Draft(_status(run), _kept_verdict(verdict), run.report.to_json(indent=None), "", results)


def _of_study(record: Record) -> Draft:
    verdict = "" if record.active else summary(record)
    return Draft(
        _status(record), _kept_verdict(verdict), study_json(record), record.plan.question, tuple(_lanes(record))
    )


def _kept_verdict(verdict: str) -> str:
    return json.dumps(written(verdict), ensure_ascii=False) if verdict else ""


def told_verdict(kept: str) -> str:
    """Return a verdict that was kept, in the reader's language; what is no JSON was kept in English alone."""
    text: str = read_text(json.loads(kept) if kept.startswith(_AS_JSON) else kept)
    return text


def _status(kept: Kept) -> RaceStatus:
    ended = {lane.status for lane in kept.lanes.values()}
    if kept.active:
        return "running"
    if "stopped" in ended:
        return "stopped"
    return "finished" if "done" in ended else "failed"


def _result(run: Run, place: int, name: str) -> ResultRow:
    lane = run.lanes[name]
    row = ResultRow(race_id=run.id, contender=name, place=place, status=lane.status, metric=run.report.metric.name)
    if lane.outcome is not None:
        spent = lane.outcome.costs
        score = lane.outcome.metrics[run.report.metric.name]
        row.score, row.low, row.high = _known(score.value), _known(score.low), _known(score.high)
        trained = [seed.fit_cpu_seconds for seed in lane.outcome.seeds] or [spent.fit_cpu_seconds]
        row.fit_cpu_seconds, row.predict_ms_per_1000 = sum(trained), spent.predict_ms_per_1000
        row.model_bytes = spent.model_bytes
    return row


def _lanes(record: Record) -> list[ResultRow]:
    """Return each lane with its mean score, and the CPU seconds of all its fits."""
    numbers = _numbers(record) if record.fitted else {}
    rows = []
    for place, lane in enumerate(record.lanes.values()):
        named = {"contender": lane.name, "place": place, "status": lane.status, "metric": record.metric.name}
        row = ResultRow(race_id=record.id, **named)
        if lane.name in numbers:
            row.score, row.low, row.high, row.fit_cpu_seconds, row.predict_ms_per_1000, size = numbers[lane.name]
            row.model_bytes = None if size is None else int(size)
        rows.append(row)
    return rows


def _numbers(record: Record) -> dict[str, list[float | None]]:
    """Return the numbers of each lane that has any, in the order of the table's columns."""
    spent = record.frame.groupby("lane")["fit_cpu_seconds"].sum()
    table = standing(record)[["mean", "low", "high"]].join(spent)
    table = table.join(costs(record)[["predict_ms_per_1000", "model_bytes"]])
    return {str(lane): [_known(float(value)) for value in row] for lane, *row in table.itertuples(name=None)}


def _known(value: float) -> float | None:
    """Return a number, or None for NaN, which not every database can hold."""
    return None if value != value else value
