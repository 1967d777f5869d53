"""The report as one HTML file: figures that can be zoomed, light or dark as the reader's system is, no network.

The page forbids itself every request, by a Content-Security-Policy of its own.
"""

import html
import json
import re
from collections.abc import Iterable, Iterator
from importlib import resources
from pathlib import Path
from typing import Any

from bakeoff import figures
from bakeoff.contenders import contender
from bakeoff.evaluation.metrics import metrics
from bakeoff.evaluation.notation import cost, with_interval
from bakeoff.evaluation.rank_words import standing
from bakeoff.export.words import prepared_words, said
from bakeoff.fields import Settings
from bakeoff.figures.clock import flags
from bakeoff.figures.learning import curves_size
from bakeoff.race import Report
from bakeoff.text import _

COLUMNS = 3
_POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:"
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{style}
</style>
</head>
<body>
<main>
{body}
</main>
<script>{plotly}</script>
<script type="module">
{script}
</script>
</body>
</html>
"""


def report_html(report: Report) -> str:
    """Return a report as one HTML page that needs no other file and no network."""
    title = _("A race on {title}", title=report.spec.dataset.info.title)
    body = [
        f"<h1>{html.escape(title)}</h1>",
        *_verdict(report),
        _section(_("Leaderboard"), _leaderboard(report)),
        _section(_("Figures"), *_figures(report)),
        _section(_("Set-up"), *_set_up(report)),
        _section(_("Measured with"), _table(_("Versions and machine"), [], report.environment.items())),
    ]
    return _PAGE.format(
        policy=_POLICY,
        title=html.escape(title),
        style=_beside("report.css"),
        body="\n".join(body),
        plotly=(resources.files("plotly") / "package_data" / "plotly.min.js").read_text(encoding="utf-8"),
        script=_beside("report.js"),
    )


def _beside(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8").strip()


def _section(title: str, *parts: str) -> str:
    return "\n".join(["<section>", f"<h2>{html.escape(title)}</h2>", *parts, "</section>"])


def _verdict(report: Report) -> Iterator[str]:
    if report.verdict is not None:
        yield f'<p class="verdict">{html.escape(report.verdict.headline)}</p>'
        yield f'<p class="muted">{html.escape(report.verdict.test)}</p>'


def _table(caption: str, columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table of texts; the first of each row is its heading."""
    head = "".join(f'<th scope="col">{html.escape(one)}</th>' for one in columns)
    body = ""
    for first, *rest in rows:
        cells = "".join(f"<td>{html.escape(one)}</td>" for one in rest)
        body += f'<tr><th scope="row">{html.escape(first)}</th>{cells}</tr>\n'
    escaped = html.escape(caption)
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escaped}"><table><caption>{escaped}</caption>'
        f"{f'<thead><tr>{head}</tr></thead>' if head else ''}<tbody>\n{body}</tbody></table></div>"
    )


def _leaderboard(report: Report) -> str:
    """Return the table of ranks, of every metric with its interval, and of costs; the best comes first."""
    others = [one for one in metrics(report.metric.task) if one != report.metric]
    known = [one for one in (report.metric, *others) if one.name in report.to_frame()]
    scores = [_(one.label) for one in known]
    columns = [_("Contender"), _("Status"), _("Rank"), *scores, _("Training, CPU"), _("Model size")]
    rows = []
    for name in report.to_frame().index:
        result = report.results[name]
        cells = [contender(name).label, result.message or _(result.status)]
        if result.outcome is not None:
            costs = result.outcome.costs
            cells.append(standing(report.verdict, name) if report.verdict else "")
            cells += [with_interval(result.outcome.metrics[one.name], one) for one in known]
            cells += [cost(what, getattr(costs, what)) for what in ("fit_cpu_seconds", "model_bytes")]
        rows.append(cells + [""] * (len(columns) - len(cells)))
    return _table(_("Scores on the test part, with 95 % intervals in brackets"), columns, rows)


def _figures(report: Report) -> Iterator[str]:
    """Yield the figures of the race page."""
    if report.setting is None or not report.finished():
        return
    rows = -(-len(report.finished()) // COLUMNS)
    tall = 90 + 330 * rows
    task = report.setting.task
    steps = {name: result.steps for name, result in report.results.items()}
    yield _figure(figures.leaderboard(report), 330)
    ended = flags(report.results)
    by_time = figures.learning_curves(steps, task=task, x="cpu_seconds", log=True, flags=ended)
    yield _figure(by_time, curves_size(steps, "cpu_seconds")[0])
    yield _figure(figures.learning_curves(steps, task=task, flags=ended), curves_size(steps)[0])
    yield _figure(figures.cost_board(report), 400)
    yield _figure(figures.decision_regions(report, columns=COLUMNS), tall)
    if task == "classification":
        yield _figure(figures.confusion_matrices(report, columns=COLUMNS), tall)
        yield _figure(figures.roc(report), 430)
        yield _figure(figures.precision_recall(report), 430)
    else:
        yield _figure(figures.predicted_actual(report, columns=COLUMNS), tall)
        yield _figure(figures.residuals(report, columns=COLUMNS), tall)


def _figure(figure: Any, height: int) -> str:
    """Return a place for a Plotly figure and, as JSON that no browser runs, what to draw there."""
    title = html.escape(re.sub(r"<[^>]*>", " ", str(figure.layout.title.text or "")))
    drawn = figure.to_json().replace("<", "\\u003c")  # so that no text in it can end the script element
    return (
        f'<figure><figcaption>{title}</figcaption><div class="scroll" tabindex="0" role="region" aria-label="{title}">'
        f'<div class="chart" style="height: {height}px"></div></div>'
        f'<script type="application/json">{drawn}</script></figure>'
    )


def _set_up(report: Report) -> Iterator[str]:
    spec, info = report.spec, report.spec.dataset.info
    yield f"<p>{html.escape(_('{title}: {summary}', title=info.title, summary=info.summary))}</p>"
    if report.setting is not None:
        yield f"<p>{html.escape(prepared_words(report.setting))}</p>"
    groups: list[tuple[str, Settings]] = [(_("Data"), spec.dataset.options), (_("Rules"), spec.rules)]
    groups += [(_("Transform"), spec.transform)] if spec.transform.changed() else []
    groups += [(contender(name).label, settings) for name, settings in spec.contenders.items()]
    for title, settings in groups:
        pairs = list(said(settings, info.task, info.kind))
        if pairs:
            yield f"<h3>{html.escape(title)}</h3>"
            yield _table(_("Settings of {label}", label=title), [], pairs)
    yield f"<details><summary>{html.escape(_('All of it as JSON'))}</summary>"
    yield f"<pre>{html.escape(json.dumps(json.loads(spec.to_json()), indent=2))}</pre></details>"
