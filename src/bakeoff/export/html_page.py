"""The report as a page: figures that can be zoomed, light or dark as the reader's system is, no network.

It is one file, or a page of a published folder, whose scripts and style all pages share. A Content-Security-Policy of
its own forbids every request, or all but those.
"""

import base64
import functools
import json
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from bakeoff.contenders import contender
from bakeoff.export.bundle import bundled
from bakeoff.export.leaderboard import caption, columns
from bakeoff.export.setup_text import fingerprint_told, first_seed_told, prepared_words, said
from bakeoff.fields import Settings
from bakeoff.figures.buttons import button_words
from bakeoff.figures.of_race import figures_of
from bakeoff.figures.titles import title_of
from bakeoff.html import Markup, Template
from bakeoff.race.environment import environment_told
from bakeoff.race.outcome import status_text
from bakeoff.race.report import Report
from bakeoff.replay import STYLE
from bakeoff.replay.scene import Scene
from bakeoff.text import _, language, languages

_PAGE = Template(Path(__file__).with_suffix(".html").read_text(encoding="utf-8"))
_PLOTLY = "plotly-cartesian.min.js"
"""The part of Plotly that draws on axes, from its package for npm: a third of what plotly.py brings."""

SHARED_FILES = Markup("'self' file:")
"""Sources of scripts in a published folder's policy; some browsers take no file on a disk for one's own."""


def report_html(report: Report, replay: Scene | None = None, *, title: str = "", index: str = "") -> str:
    """Return a report as one HTML page, in the language of whoever asks, that needs no other file and no network.

    Parameters
    ----------
    replay : Scene, optional
        The race moment by moment, to be played on the page.
    title : str
        Its heading, if it is not to be of the data.
    index : str
        Words of the link to the index of the folder that it is for, which has the files of `shared_files`.
    """
    race = report.finished_race
    alone = not index
    return _PAGE(
        lang=languages()[language()].tag,
        title=title or race_title(report),
        index=index,
        sources=Markup("'unsafe-inline'") if alone else SHARED_FILES,
        style=_beside("report.css") if alone else "",
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
        figures=list(_figures(report)),
        words=_json(json.dumps(button_words())),
        about=list(_about(report)),
        groups=list(_groups(report)),
        json=Markup.escape(json.dumps(json.loads(report.spec.to_json()), indent=2)),  # to be copied: to the letter
        environment=environment_told(report.environment),
        plotly=_packed_plotly() if alone else "",
        script=_beside("report.js") if alone else "",
        replay=None if replay is None else _replay(replay, alone),
    )


def race_title(report: Report) -> str:
    """Return the heading of a race's page."""
    return _("A race on {title}", title=report.spec.dataset.info.title)


def shared_files() -> Mapping[str, str]:
    """Return the files that all pages of a folder share, by path."""
    files = {name: str(_beside(name)) for name in ("report.css", "report.js")}
    files |= {"plotly.js": str(_packed_plotly()), "replay.js": _player()}
    return {f"assets/{name}": f"{text}\n" for name, text in files.items()}


def _beside(name: str) -> Markup:
    return Markup(Path(__file__).with_name(name).read_text(encoding="utf-8").strip())


def _replay(scene: Scene, alone: bool) -> dict[str, str | Markup]:
    """Return what plays a scene: its bytes, the style and, for a page alone, the script."""
    return {
        "data": _text(scene.to_bytes()),
        "style": Markup(STYLE.read_text(encoding="utf-8")),
        "script": Markup(_player()) if alone else "",
    }


def _player() -> str:
    return f"({bundled('export/replay.js')})()"


def _figures(report: Report) -> Iterator[tuple[str, str, int, int]]:
    """Yield the figures of the race page: title, what Plotly draws, height and least width in pixels."""
    for _name, draw in figures_of(report):
        figure, size = draw()
        yield title_of(figure), _deflated(figure.to_json()), *size


@functools.cache
def _packed_plotly() -> Markup:
    """Return a script that gives `report.js` Plotly, a third as long as itself, after its notice."""
    source = str(_beside(_PLOTLY))
    notice = source[: source.index("*/") + 2]
    return Markup(f'{notice}\nvar packedPlotly = "{_deflated(source)}"')


def _deflated(text: str) -> str:
    return _text(zlib.compress(text.encode(), 9))


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


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
