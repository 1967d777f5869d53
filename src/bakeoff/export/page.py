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
from bakeoff.figures.style import square_panels
from bakeoff.html import Markup, Template
from bakeoff.race import FinishedRace, Report
from bakeoff.text import _

_PAGE = Template(Path(__file__).with_suffix(".html").read_text(encoding="utf-8"))


def report_html(report: Report) -> str:
    """Return a report as one HTML page that needs no other file and no network."""
    race = report.finished_race
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
        told="" if race is None else first_seed_told(race),
        figures=[] if race is None else list(_figures(race)),
        about=list(_about(report)),
        groups=list(_groups(report)),
        json=json.dumps(json.loads(report.spec.to_json()), indent=2),
        environment=report.environment,
        plotly=Markup((resources.files("plotly") / "package_data" / "plotly.min.js").read_text(encoding="utf-8")),
        script=_beside("report.js"),
    )


def _beside(name: str) -> Markup:
    return Markup(Path(__file__).with_name(name).read_text(encoding="utf-8").strip())


def _figures(race: FinishedRace) -> Iterator[tuple[str, Markup, int]]:
    """Yield the figures of the race page: title, what Plotly draws as JSON, and how high it is in pixels."""
    columns, tall = square_panels(len(race.rivals))
    task = race.setting.task
    steps = {name: result.steps for name, result in race.results.items()}
    yield _figure(figures.leaderboard(race), 330)
    ended = flags(race.results)
    by_time = figures.learning_curves(steps, task=task, x="cpu_seconds", log=True, flags=ended)
    yield _figure(by_time, curves_size(steps, "cpu_seconds")[0])
    yield _figure(figures.learning_curves(steps, task=task, flags=ended), curves_size(steps)[0])
    yield _figure(figures.cost_board(race), 400)
    yield _figure(figures.decision_regions(race, columns=columns), tall)
    if race.is_classification:
        yield _figure(figures.confusion_matrices(race, columns=columns), tall)
        yield _figure(figures.roc(race), 430)
        yield _figure(figures.precision_recall(race), 430)
    else:
        yield _figure(figures.predicted_actual(race, columns=columns), tall)
        yield _figure(figures.residuals(race, columns=columns), tall)


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
