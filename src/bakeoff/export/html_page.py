"""The report as one HTML file: figures that can be zoomed, light or dark as the reader's system is, no network.

The page forbids itself every request, by a Content-Security-Policy of its own.
"""

import base64
import json
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from bakeoff.contenders import contender
from bakeoff.export.bundle import bundled
from bakeoff.export.leaderboard import caption, columns
from bakeoff.export.setup_text import fingerprint_told, first_seed_told, prepared_words, said
from bakeoff.fields import Settings
from bakeoff.figures.buttons import button_words
from bakeoff.figures.of_race import reported
from bakeoff.figures.titles import title_of
from bakeoff.html import Markup, Template
from bakeoff.race.environment import environment_told
from bakeoff.race.finished import FinishedRace
from bakeoff.race.outcome import status_text
from bakeoff.race.report import Report
from bakeoff.replay import STYLE
from bakeoff.replay.scene import Scene
from bakeoff.text import _, language, languages

_PAGE = Template(Path(__file__).with_suffix(".html").read_text(encoding="utf-8"))


def report_html(report: Report, replay: Scene | None = None) -> str:
    """Return a report as one HTML page, in the language of whoever asks, that needs no other file and no network.

    Parameters
    ----------
    replay : Scene, optional
        The race moment by moment, to be played on the page.
    """
    race = report.finished_race
    info = report.spec.dataset.info
    return _PAGE(
        lang=languages()[language()].tag,
        title=_("A race on {title}", title=info.title),
        style=_beside("report.css"),
        verdict=report.verdict,
        advice=report.advice(),
        caption=caption(report),
        columns=columns(report),
        finished={name: report.finished()[name] for name in report.ranked()},
        results=report.results,
        label=lambda name: contender(name).both_names,
        status=status_text,
        why=report.why,
        unexplained=not any(statement.explains for statement in report.why),
        of_seeds="" if race is None else first_seed_told(race),
        figures=[] if race is None else list(_figures(race)),
        words=_json(json.dumps(button_words())),
        about=list(_about(report)),
        groups=list(_groups(report)),
        json=Markup.escape(json.dumps(json.loads(report.spec.to_json()), indent=2)),  # to be copied: to the letter
        environment=environment_told(report.environment),
        plotly=Markup((resources.files("plotly") / "package_data" / "plotly.min.js").read_text(encoding="utf-8")),
        script=_beside("report.js"),
        replay=None if replay is None else _replay(replay),
    )


def _beside(name: str) -> Markup:
    return Markup(Path(__file__).with_name(name).read_text(encoding="utf-8").strip())


def _replay(scene: Scene) -> dict[str, str | Markup]:
    """Return what plays a scene: its bytes, the style and the script."""
    return {
        "data": base64.b64encode(scene.to_bytes()).decode("ascii"),
        "style": Markup(STYLE.read_text(encoding="utf-8")),
        "script": Markup(bundled("export/replay.js")),
    }


def _figures(race: FinishedRace) -> Iterator[tuple[str, Markup, int, int]]:
    """Yield the figures of the race page: title, what Plotly draws as JSON, height and least width in pixels."""
    for drawn in reported(race):
        figure = drawn.draw(race)
        yield title_of(figure), _json(figure.to_json()), *drawn.size(race)


def _json(text: str) -> Markup:
    """Return JSON for a script element, which no text in it can end."""
    return Markup(text.replace("<", "\\u003c"))


def _about(report: Report) -> Iterator[str]:
    """Yield what the data are, and how they were prepared."""
    info = report.spec.dataset.info
    yield _("{title}: {summary}", title=info.title, summary=info.summary)
    if report.setting is not None:
        yield prepared_words(report.setting)
        if report.setting.fingerprint:
            yield fingerprint_told(report.setting)


def _groups(report: Report) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield the settings by what they are of."""
    spec, info = report.spec, report.spec.dataset.info
    groups: list[tuple[str, Settings]] = [(_("Data"), spec.dataset.options), (_("Rules"), spec.rules)]
    groups += [(_("Transform"), spec.transform)] if spec.transform.changed() else []
    groups += [(contender(name).both_names, settings) for name, settings in spec.contenders.items()]
    for title, settings in groups:
        if pairs := list(said(settings, info.task, info.kind)):
            yield title, pairs
