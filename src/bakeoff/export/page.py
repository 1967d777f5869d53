"""The report as one HTML file: figures that can be zoomed, light or dark as the reader's system is, no network.

The page forbids itself every request, by a Content-Security-Policy of its own.
"""

import json
import re
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

from bakeoff import figures
from bakeoff.contenders import contender
from bakeoff.export.leaderboard import caption, columns, ranked
from bakeoff.export.setup_text import first_seed_told, prepared_words, said
from bakeoff.fields import Settings
from bakeoff.figures.clock import flags
from bakeoff.figures.learning import curves_size
from bakeoff.figures.style import rivals, square_panels
from bakeoff.html import Markup, Template
from bakeoff.race import Report
from bakeoff.text import _

_PAGE = Template(Path(__file__).with_suffix(".html").read_text(encoding="utf-8"))


def report_html(report: Report) -> str:
    """Return a report as one HTML page that needs no other file and no network."""
    info = report.spec.dataset.info
    return _PAGE(
        title=_("A race on {title}", title=info.title),
        style=_beside("report.css"),
        verdict=report.verdict,
        caption=caption(report),
        columns=columns(report),
        finished={name: report.finished()[name] for name in ranked(report)},
        results=report.results,
        label=lambda name: contender(name).label,
        told=first_seed_told(report),
        figures=list(_figures(report)),
        about=list(_about(report)),
        groups=list(_groups(report)),
        json=json.dumps(json.loads(report.spec.to_json()), indent=2),
        environment=report.environment,
        plotly=Markup((resources.files("plotly") / "package_data" / "plotly.min.js").read_text(encoding="utf-8")),
        script=_beside("report.js"),
    )


def _beside(name: str) -> Markup:
    return Markup(Path(__file__).with_name(name).read_text(encoding="utf-8").strip())


def _figures(report: Report) -> Iterator[tuple[str, Markup, int]]:
    """Yield the figures of the race page: title, what Plotly draws as JSON, and how high it is in pixels."""
    if report.setting is None or not report.finished():
        return
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


def _figure(figure: Any, height: int) -> tuple[str, Markup, int]:
    title = re.sub(r"<[^>]*>", " ", str(figure.layout.title.text or ""))
    return title, Markup(figure.to_json().replace("<", "\\u003c")), height


def _about(report: Report) -> Iterator[str]:
    """Yield what the data are, and how they were prepared."""
    info = report.spec.dataset.info
    yield _("{title}: {summary}", title=info.title, summary=info.summary)
    if report.setting is not None:
        yield prepared_words(report.setting)


def _groups(report: Report) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield the settings by what they are of."""
    spec, info = report.spec, report.spec.dataset.info
    groups: list[tuple[str, Settings]] = [(_("Data"), spec.dataset.options), (_("Rules"), spec.rules)]
    groups += [(_("Transform"), spec.transform)] if spec.transform.changed() else []
    groups += [(contender(name).label, settings) for name, settings in spec.contenders.items()]
    for title, settings in groups:
        if pairs := list(said(settings, info.task, info.kind)):
            yield title, pairs
