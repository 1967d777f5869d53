"""Leaderboard columns, for the page and the HTML report."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bakeoff.contenders import contender
from bakeoff.evaluation.costs import COSTS, Cost
from bakeoff.evaluation.metrics import Metric, metrics
from bakeoff.evaluation.notation import UNKNOWN, count, difference, interval, score
from bakeoff.evaluation.rank_words import place, relation
from bakeoff.evaluation.verdict import Verdict
from bakeoff.race.outcome import Outcome
from bakeoff.race.predicting import TIMED_ROWS
from bakeoff.race.report import Report
from bakeoff.text import _, counted, enumerated

FIRST_COSTS = ("fit_cpu_seconds", "predict_ms_per_1000")
"""Costs that are seen without scrolling: what it takes to train, and to use."""
LeaderboardCell = tuple[str, str]
"""Text of a cell, and the small text below it."""


@dataclass(frozen=True)
class LeaderboardColumn:
    """One column.

    Attributes
    ----------
    name : str
        ``rank``, ``behind``, ``made_of``, or the metric's or cost's.
    cells : mapping of str to LeaderboardCell
        By contender.
    best : frozenset of str
        Whose cell is bold.
    wrap : bool
        Whether what stands beneath may go over several lines.
    """

    name: str
    label: str
    help: str
    cells: Mapping[str, LeaderboardCell]
    best: frozenset[str] = frozenset()
    wrap: bool = False


def caption(report: Report) -> str:
    """Say what the table shows, by what it is ranked, and what is bold."""
    if report.verdict is None or not report.verdict.rivals:
        return _(
            "Leaderboard on the test part, with 95 % intervals below. Bold: the best number of a column, baselines "
            "apart."
        )
    return _(
        "Leaderboard on the test part, with 95 % intervals below, ranked by the test on {metric}. Bold: ranked 1st, "
        "or in other columns the best number, baselines apart.",
        metric=_(report.metric.noun),
    )


def columns(report: Report) -> list[LeaderboardColumn]:
    """Return the columns: rank, the metric that decides, how far behind, what it cost to train; then all others."""
    finished = report.finished()
    if not finished:
        return []
    decides = report.metric
    others = [metric for metric in metrics(decides.task) if metric != decides]
    known = [other for other in others if all(other.name in each.metrics for each in finished.values())]
    first = [_rank(report.verdict, finished)] if report.verdict is not None and report.verdict.rivals else []
    costs = list(_costs(finished))
    return [
        *first,
        _metric(decides, finished, report.verdict),
        _behind(finished, decides),
        *(cost for cost in costs if cost.name in FIRST_COSTS),
        *(_metric(metric, finished, None) for metric in known),
        *(cost for cost in costs if cost.name not in FIRST_COSTS),
        _sizes(finished),
    ]


def _rank(verdict: Verdict, finished: Mapping[str, Outcome]) -> LeaderboardColumn:
    help = _("One more than the number of rivals that the test says are better.")
    cells = {name: (place(verdict, name), relation(verdict, name)) for name in finished}
    return LeaderboardColumn("rank", _("Rank"), help, cells, frozenset(verdict.leaders), wrap=True)


def _metric(metric: Metric, finished: Mapping[str, Outcome], verdict: Verdict | None) -> LeaderboardColumn:
    estimates = {name: outcome.metrics[metric.name] for name, outcome in finished.items()}
    cells = {
        name: (score(estimate.value, metric), _beneath(interval(estimate, metric)))
        for name, estimate in estimates.items()
    }
    if verdict is not None and verdict.rivals:
        best = frozenset(verdict.leaders)
    else:
        values = {name: estimate.value for name, estimate in estimates.items()}
        best = _best(values, cells, greater=metric.greater_is_better)
    return LeaderboardColumn(metric.name, _(metric.label), _(metric.help), cells, best)


def _beneath(text: str) -> str:
    return "" if text == UNKNOWN else text


def _behind(finished: Mapping[str, Outcome], metric: Metric) -> LeaderboardColumn:
    values = {name: outcome.metrics[metric.name].value for name, outcome in finished.items()}
    scores = {name: (score(value, metric), "") for name, value in values.items()}
    best = _best(values, scores, greater=metric.greater_is_better)
    top = max((metric.gain(values[name]) for name in best), default=float("nan"))
    gaps = {name: top - metric.gain(value) for name, value in values.items()}
    cells = {name: (UNKNOWN if name in best else difference(gap, metric), "") for name, gap in gaps.items()}
    help = _("How far its score is from the best contender’s, whatever the test says.")
    return LeaderboardColumn("behind", _("Behind"), help, cells)


def _costs(finished: Mapping[str, Outcome]) -> Iterator[LeaderboardColumn]:
    """Yield a column for each cost that is known of anyone."""
    for cost in COSTS.values():
        values = {who: _known(outcome, cost.name) for who, outcome in finished.items()}
        known = {who: value for who, value in values.items() if value is not None}
        if known:
            cells = {who: (_written(cost, value), _spread(cost, finished[who])) for who, value in values.items()}
            best = _best(known, cells, greater=False) if cost.shared else frozenset[str]()
            yield LeaderboardColumn(cost.name, _(cost.label), _(cost.help), cells, best)


def _known(outcome: Outcome, field: str) -> float | None:
    """Return a cost; None where it was not measured, as in reports of earlier versions."""
    value = getattr(outcome.costs, field)
    return None if value is None or value != value else float(value)


def _written(cost: Cost, amount: float | None) -> str:
    return UNKNOWN if amount is None else cost.write(amount)


def _spread(cost: Cost, outcome: Outcome) -> str:
    low, high = (_known(outcome, end) for end in cost.ends) if cost.ends else (None, None)
    if low is None or high is None:
        return ""
    ends, rows = {"low": cost.write(low), "high": cost.write(high)}, outcome.costs.predict_rows
    if rows is None or rows >= TIMED_ROWS:
        return _("{low} to {high}", **ends)
    return counted("{low} to {high}, timed on {n} row", "{low} to {high}, timed on {n} rows", rows, **ends)


def _sizes(finished: Mapping[str, Outcome]) -> LeaderboardColumn:
    cells = {name: (sizes(outcome), "") for name, outcome in finished.items()}
    return LeaderboardColumn("made_of", _("Made of"), _("What the fitted model consists of."), cells)


def sizes(outcome: Outcome) -> str:
    """Say what a fitted model consists of; empty for nothing to be counted."""
    return enumerated([_("{n} {what}", n=count(n), what=_(what)) for what, n in outcome.costs.sizes.items()])


def _best(values: Mapping[str, float], cells: Mapping[str, LeaderboardCell], *, greater: bool) -> frozenset[str]:
    """Return whose number reads as the best does, the baseline left out: its cost is nothing to win by."""
    rivals = {name: value for name, value in values.items() if not contender(name).baseline and value == value}
    top = (max if greater else min)(rivals.values(), default=None)
    shown = {cells[name][0] for name, value in rivals.items() if value == top}
    return frozenset(name for name in rivals if cells[name][0] in shown)
