"""The report as one HTML file: figures that can be zoomed, light or dark as the reader's system is, no network.

The page forbids itself every request, by a Content-Security-Policy of its own.
"""

import html
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

from bakeoff import figures
from bakeoff.contenders import contender
from bakeoff.evaluation.verdict import Verdict
from bakeoff.export.leaderboard import Column, caption, columns, ranked
from bakeoff.export.setup_text import first_seed_told, prepared_words, said
from bakeoff.fields import Settings
from bakeoff.figures.clock import flags
from bakeoff.figures.learning import curves_size
from bakeoff.figures.style import rivals, square_panels
from bakeoff.race import Report, Result
from bakeoff.text import _

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
        *_caveats(report.verdict),
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
    """Return the leaderboard of the race page: ranks, every metric with its interval, every cost."""
    shown, finished = columns(report), ranked(report)
    head = "".join(f'<th scope="col" title="{html.escape(one.help)}">{html.escape(one.label)}</th>' for one in shown)
    rows = "".join(_row(name, report, shown) for name in finished)
    rows += "".join(_missing(report.results[name], len(shown)) for name in report.results if name not in finished)
    title = html.escape(caption(report))
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{title}"><table class="leaderboard">'
        f'<caption>{title}</caption><thead><tr><th scope="col">{html.escape(_("Contender"))}</th>{head}</tr></thead>'
        f"<tbody>\n{rows}</tbody></table></div>"
    )


def _row(name: str, report: Report, shown: Sequence[Column]) -> str:
    unfinished = f"<small>{html.escape(_('unfinished'))}</small>" if report.finished()[name].unfinished else ""
    cells = "".join(_cell(*one.cells[name], bold=name in one.best) for one in shown)
    return f'<tr><th scope="row">{html.escape(contender(name).label)}{unfinished}</th>{cells}</tr>\n'


def _cell(text: str, small: str, *, bold: bool) -> str:
    words = f"<strong>{html.escape(text)}</strong>" if bold else html.escape(text)
    return f"<td>{words}<small>{html.escape(small)}</small></td>" if small else f"<td>{words}</td>"


def _missing(result: Result, width: int) -> str:
    text, label = html.escape(result.message or _(result.status)), html.escape(contender(result.name).label)
    return f'<tr><th scope="row">{label}</th><td colspan="{max(width, 1)}">{text}</td></tr>\n'


def _caveats(found: Verdict | None) -> Iterator[str]:
    """Yield what is wrong with the race: what it is, why it matters, and how to mend it."""
    if found is not None and found.caveats:
        items = [
            f"<strong>{html.escape(one.what)}</strong> {html.escape(f'{one.reason} {one.mend}')}"
            for one in found.caveats
        ]
        yield _section(_("To look at twice"), "<ul>", *(f"<li>{one}</li>" for one in items), "</ul>")


def _figures(report: Report) -> Iterator[str]:
    """Yield the figures of the race page."""
    if report.setting is None or not report.finished():
        return
    if told := first_seed_told(report):
        yield f'<p class="muted">{html.escape(told)}</p>'
    columns, tall = square_panels(len(rivals(report)))
    task = report.setting.task
    steps = {name: result.steps for name, result in report.results.items()}
    yield _figure(figures.leaderboard(report), 330)
    ended = flags(report.results)
    by_time = figures.learning_curves(steps, task=task, x="cpu_seconds", log=True, flags=ended)
    yield _figure(by_time, curves_size(steps, "cpu_seconds")[0])
    yield _figure(figures.learning_curves(steps, task=task, flags=ended), curves_size(steps)[0])
    yield _figure(figures.cost_board(report), 400)
    yield _figure(figures.decision_regions(report, columns=columns), tall)
    if task == "classification":
        yield _figure(figures.confusion_matrices(report, columns=columns), tall)
        yield _figure(figures.roc(report), 430)
        yield _figure(figures.precision_recall(report), 430)
    else:
        yield _figure(figures.predicted_actual(report, columns=columns), tall)
        yield _figure(figures.residuals(report, columns=columns), tall)


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
