"""The leaderboard as an HTML table: every metric and every cost, best in bold."""

import html
from collections.abc import Mapping

import streamlit as st

from bakeoff.contenders import contender
from bakeoff.evaluation.base import Estimate
from bakeoff.evaluation.metrics import Metric, metrics
from bakeoff.evaluation.notation import UNKNOWN, count, difference, duration, size, with_interval
from bakeoff.history import StoredOutcome, StoredReport
from bakeoff.race import Outcome, Report
from bakeoff.spreadsheets import to_csv
from bakeoff.text import _
from bakeoff.ui.pictures import marker
from bakeoff.ui.save import save_button

Column = tuple[str, str, Mapping[str, str], frozenset[str]]


AnyReport = Report | StoredReport
AnyOutcome = Outcome | StoredOutcome


def leaderboard(report: Report) -> None:
    """Show the table, and its numbers as a download."""
    st.html(table(report))
    save_button(_("Leaderboard as CSV"), lambda: to_csv(report.to_frame()), "leaderboard.csv", key="leaderboard-csv")


def table(report: AnyReport) -> str:
    """Return the leaderboard as HTML; every text in it is escaped."""
    ranked = _ranked(report.finished(), report.metric)
    others = [name for name in report.results if name not in ranked]
    columns = _columns(report)
    head = "".join(
        f'<th scope="col" title="{html.escape(help)}">{html.escape(label)}</th>'
        for label, help, _cells, _best in columns
    )
    rows = "".join(_row(name, columns) for name in ranked)
    rows += "".join(_missing(report, name, len(columns)) for name in others)
    caption = html.escape(_("Leaderboard on the test part, with 95 % intervals in brackets"))
    return (
        f'<div class="bakeoff-scroll" tabindex="0" role="region" aria-label="{caption}"><table class="bakeoff-table">'
        f"<caption>{caption}</caption>"
        f'<thead><tr><th scope="col">{html.escape(_("Contender"))}</th>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _ranked(finished: Mapping[str, AnyOutcome], metric: Metric) -> list[str]:
    """Return who has a result, the best first; a score that is not a number comes last."""
    return sorted(finished, key=lambda name: -metric.gain(finished[name].metrics[metric.name].value))


def _columns(report: AnyReport) -> list[Column]:
    """Return label, help, cell of each contender, and who are best, for each column."""
    finished = report.finished()
    if not finished:
        return []
    return [*_metric_columns(finished, report.metric), *_cost_columns(finished)]


def _metric_columns(finished: Mapping[str, AnyOutcome], decides: Metric) -> list[Column]:
    """Return a column for each metric, the one that decides first."""
    found: list[Column] = []
    others = [one for one in metrics(decides.task) if one != decides]
    known = [one for one in (decides, *others) if all(one.name in each.metrics for each in finished.values())]
    for metric in known:
        estimates = {one: outcome.metrics[metric.name] for one, outcome in finished.items()}
        best = _best({one: estimate.value for one, estimate in estimates.items()}, greater=metric.greater_is_better)
        cells = {one: with_interval(estimate, metric) for one, estimate in estimates.items()}
        found.append((_(metric.label), _(metric.help), cells, best))
    if best := found[0][3]:
        found.insert(
            1, _behind({one: outcome.metrics[known[0].name] for one, outcome in finished.items()}, best, known[0])
        )
    return found


def _cost_columns(finished: Mapping[str, AnyOutcome]) -> list[Column]:
    found: list[Column] = []
    costs = {one: outcome.costs for one, outcome in finished.items()}
    for label, help, values, write in (
        (
            _("Fit, CPU"),
            _("CPU time of training alone, on one core."),
            {k: c.fit_cpu_seconds for k, c in costs.items()},
            duration,
        ),
        (
            _("Fit, wall"),
            _("Time by the clock of training alone."),
            {k: c.fit_wall_seconds for k, c in costs.items()},
            duration,
        ),
        (
            _("Predict 1,000 rows"),
            _("Time by the clock to predict a thousand rows."),
            {k: c.predict_ms_per_1000 / 1000 for k, c in costs.items()},
            duration,
        ),
        (
            _("Model size"),
            _("Size of the fitted model on disk."),
            {k: float(c.model_bytes) for k, c in costs.items()},
            lambda value: size(round(value)),
        ),
    ):
        found.append((label, help, {k: write(v) for k, v in values.items()}, _best(values, greater=False)))
    sizes = {
        k: ", ".join(_("{n} {what}", n=count(n), what=_(what)) for what, n in c.sizes.items()) for k, c in costs.items()
    }
    found.append((_("Made of"), _("What the fitted model consists of."), sizes, frozenset()))
    return found


def _behind(estimates: Mapping[str, Estimate], best: frozenset[str], metric: Metric) -> Column:
    top = estimates[next(iter(best))].value
    behind = {one: difference(abs(estimate.value - top), metric) for one, estimate in estimates.items()}
    cells = {one: UNKNOWN if one in best else text for one, text in behind.items()}
    return (_("Behind"), _("Difference to the best contender."), cells, frozenset())


def _best(values: Mapping[str, float], *, greater: bool) -> frozenset[str]:
    """Return who are best, the baseline left out: its cost is nothing to win by."""
    rivals = {name: value for name, value in values.items() if not contender(name).baseline and value == value}
    top = (max if greater else min)(rivals.values(), default=None)
    return frozenset(name for name, value in rivals.items() if value == top)


def _name(name: str) -> str:
    info = contender(name)
    return f'<th scope="row"><span class="bakeoff-name">{marker(info.identity)}{html.escape(info.label)}</span></th>'


def _row(name: str, columns: list[Column]) -> str:
    cells = (
        f"<td><strong>{html.escape(cells[name])}</strong></td>"
        if name in best
        else f"<td>{html.escape(cells[name])}</td>"
        for _label, _help, cells, best in columns
    )
    return f"<tr>{_name(name)}{''.join(cells)}</tr>"


def _missing(report: AnyReport, name: str, width: int) -> str:
    result = report.results[name]
    text = result.message or _("Still racing.")
    return f'<tr>{_name(name)}<td colspan="{max(width, 1)}" class="bakeoff-note">{html.escape(text)}</td></tr>'
