"""Finished races as a folder for any static host: an index, a page for each race, and the files that all pages share.

The folder needs no server: its pages open from a disk, too.
"""

import itertools
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from bakeoff.contenders import contender
from bakeoff.evaluation.notation import score
from bakeoff.export.html_page import SHARED_FILES, race_title, report_html, shared_files
from bakeoff.figures.markers import marker_path
from bakeoff.html import Template
from bakeoff.race.report import Report
from bakeoff.race.snapshot import Run
from bakeoff.race.stage import thinned
from bakeoff.recipes import Recipe, recipes
from bakeoff.replay.scene import Scene, scene_of
from bakeoff.text import _, counted, enumerated, language, languages, told

MOST_MOMENTS = 24
"""Of a contender in a published replay, which takes seven seconds."""

_INDEX = Template(Path(__file__).with_suffix(".html").read_text(encoding="utf-8"))
_LEFT, _RIGHT = 185, 290
"""Ends of the scale in a thumbnail of 360 pixels: beside it stand labels and scores."""


@dataclass(frozen=True)
class _Row:
    """One contender in a thumbnail; places are in pixels."""

    label: str
    colour: str
    marker: str
    low: int
    value: int
    high: int
    score: str


def published(runs: Mapping[str, Run]) -> dict[str, str]:
    """Return the files of a folder by path, in the language that is spoken.

    Parameters
    ----------
    runs : mapping of str to Run
        Finished races by the name of their page, without its ending; see `page_names`.
    """
    index = _INDEX(
        lang=languages()[language()].tag,
        files=SHARED_FILES,
        title=counted("Bakeoff: {n} race", "Bakeoff: {n} races", len(runs)),
        races=[_shown(f"{name}.html", run.report) for name, run in runs.items()],
    )
    pages = {
        f"{name}.html": report_html(run.report, _scene(name, run), title=_title(run.report), index=_("All races"))
        for name, run in runs.items()
    }
    return {"index.html": str(index), **pages, **shared_files()}


def page_names(stems: Iterable[str]) -> list[str]:
    """Return a name of a page for each stem: of letters that an address can have, each once."""
    names = ["index"]  # which is taken
    for stem in stems:
        name = "-".join(re.findall(r"\w+", stem)) or "race"
        numbered = (f"{name}-{n}" for n in itertools.count(2))
        names.append(next(each for each in itertools.chain((name,), numbered) if each not in names))
    return names[1:]


def _recipe(report: Report) -> Recipe | None:
    return next((each for each in recipes().values() if each.spec == report.spec), None)


def _title(report: Report) -> str:
    ready = _recipe(report)
    return race_title(report) if ready is None else _(ready.title)


def _scene(name: str, run: Run) -> Scene | None:
    lanes = {who: replace(lane, moments=thinned(lane.moments, MOST_MOMENTS)) for who, lane in run.lanes.items()}
    scene = scene_of(replace(run, lanes=lanes), _title(run.report))
    if scene is None or not any(actor.moments for actor in scene.actors):
        return None
    return replace(scene, run=name, plays=True)  # the race's own id may open more than this page


def _shown(page: str, report: Report) -> dict[str, object]:
    """Return what the index says of a race."""
    ready, verdict, rows = _recipe(report), report.verdict, list(_rows(report))
    return {
        "page": page,
        "title": _title(report),
        "headline": _("No contender came to its end.") if verdict is None else verdict.headline,
        "summary": report.spec.dataset.info.title if ready is None else _(ready.summary),
        "drawn": _("{metric} on the test part, with 95 % intervals", metric=_(report.metric.label)),
        "scores": enumerated([_("{name}: {value}", name=row.label, value=row.score) for row in rows]),
        "rows": rows,
    }


def _rows(report: Report) -> Iterator[_Row]:
    """Yield the contenders as the thumbnail has them; baselines are left out."""
    metric, finished = report.metric, report.finished()
    known = {name: finished[name].metrics[metric.name] for name in report.ranked() if not contender(name).baseline}
    drawn = {name: [at.value if math.isnan(end) else end for end in (at.low, at.high)] for name, at in known.items()}
    ends = [end for pair in drawn.values() for end in pair] + [at.value for at in known.values()]
    if not ends or not all(map(math.isfinite, ends)):
        return
    low, reach = min(ends), (max(ends) - min(ends)) or 1.0

    def place(value: float) -> int:
        return round(_LEFT + (_RIGHT - _LEFT) * (value - low) / reach)

    for name, at in known.items():
        record = contender(name)
        left, right = drawn[name]
        yield _Row(
            told(record.label),
            record.identity.colour,
            marker_path(record.identity),
            place(left),
            place(at.value),
            place(right),
            score(at.value, metric),
        )
