"""A result as a notebook shows it: HTML without scripts, styles or colours of its own ground, so that any theme suits.

Pictures are SVG; whoever strips them, as GitHub does, still shows the numbers in the table.
"""

import math
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from bakeoff.contenders import Step, contender
from bakeoff.evaluation.base import Estimate
from bakeoff.evaluation.metrics import Metric, basic_metric
from bakeoff.evaluation.notation import interval, score
from bakeoff.evaluation.rank_words import place
from bakeoff.html import Markup, Template
from bakeoff.race.outcome import Result, status_text
from bakeoff.text import _, sentences, told

Report = Any
"""A `bakeoff.race.report.Report`, which shows itself by this module."""
Column = tuple[str, Sequence[object]]
"""A heading and the cells below it."""

_TABLE = Template("""
{% set style = "text-align:left;padding:.2em .8em .2em 0" %}
<table style="border-collapse:collapse;margin:.5em 0">
<thead><tr>
{% for heading, _cells in columns %}<th scope="col" style="{{ style }}">{{ heading }}</th>{% endfor %}
</tr></thead>
<tbody>
{% for place in range(columns[0][1] | length) %}
<tr>{% for _heading, cells in columns %}<td style="{{ style }}">{{ cells[place] }}</td>{% endfor %}</tr>
{% endfor %}
</tbody></table>
""")
_RESULT = Template("""
<div>{% if title %}<p><strong>{{ title }}</strong></p>{% endif %}{% for line in lines %}<p>{{ line }}</p>{% endfor %}
{% for part in parts %}{{ part }}{% endfor %}
{% if notes %}<ul>{% for note in notes %}<li>{{ note }}</li>{% endfor %}</ul>{% endif %}</div>
""")
_BAR = Template("""
<svg role="img" width="180" height="16" viewBox="0 0 180 16"><title>{{ title }}</title>
<path d="{{ bar }}" stroke="currentColor" fill="none"/>
<path d="{{ mark }}" fill="{{ colour }}" stroke="currentColor"/></svg>
""")
_CURVES = Template("""
<svg role="img" width="640" height="{{ height }}" viewBox="0 0 640 {{ height }}"
 style="max-width:100%;height:auto;overflow:visible" font-size="12" fill="currentColor"><title>{{ title }}</title>
<path d="M50 10V215H430" stroke="currentColor" fill="none"/>
{% for y, label in y_ticks %}<text x="45" y="{{ y + 4 }}" text-anchor="end">{{ label }}</text>{% endfor %}
{% for x, label in x_ticks %}<text x="{{ x }}" y="230" text-anchor="middle">{{ label }}</text>{% endfor %}
<text x="240" y="247" text-anchor="middle">{{ axis }}</text>
{% for line in lines %}
<path d="{{ line.path }}" stroke="{{ line.colour }}" stroke-width="2" fill="none" stroke-dasharray="{{ line.dash }}"/>
<circle cx="{{ line.x }}" cy="{{ line.y }}" r="3.5" fill="{{ line.colour }}"/>
<path d="M{{ line.x }} {{ line.y }}L440 {{ line.label_y }}h6" stroke="{{ line.colour }}" stroke-width=".7" fill="none"/>
<text x="450" y="{{ line.label_y + 4 }}">{{ line.label }}</text>
{% endfor %}
</svg>
""")
_DASHES = {"dash": "7 4", "dot": "2 3", "dashdot": "7 3 2 3", "longdash": "11 4", "longdashdot": "11 3 2 3"}
_MOST_STEPS, _MOST_NOTES = 60, 8


def table(columns: Sequence[Column]) -> Markup:
    """Return a table whose text has the colour of the text around it."""
    return _TABLE(columns=columns)


def result(title: str, lines: Iterable[str], parts: Iterable[Markup], notes: Iterable[str] = ()) -> str:
    """Return what a notebook shows of a result: its sentence, more of them, tables and pictures, and warnings."""
    shown = [line for line in lines if line]
    return str(_RESULT(title=title, lines=shown, parts=list(parts), notes=list(notes)))


def live_display() -> Callable[[Report, bool], None] | None:
    """Return what shows a race in the notebook that runs this program, in place of what it showed; None elsewhere.

    It takes the report so far, and if the race has ended.
    """
    ipython = sys.modules.get("IPython")
    if ipython is None or getattr(ipython.get_ipython(), "kernel", None) is None:
        return None
    handle = ipython.display.DisplayHandle()
    last = ""

    def show(report: Report, ended: bool) -> None:
        nonlocal last
        html = report_html(report, ended=ended)
        if html == last:
            return
        plain = repr(report) if ended else _("A race on {title}", title=report.spec.dataset.info.title)
        (handle.update if last else handle.display)({"text/html": html, "text/plain": plain}, raw=True)
        last = html

    return show


def report_html(report: Report, *, ended: bool = True) -> str:
    """Return what a notebook shows of a race; of one that goes on, what is known so far."""
    verdict = report.verdict if ended else None
    title = _("A race on {title}", title=report.spec.dataset.info.title) if verdict is None else verdict.headline
    curves = _curves(report.results, basic_metric(report.spec.dataset.info.task))
    parts = [_board(report, ended=ended), *curves]
    advice = report.advice() if ended else ""
    return result(title, [advice], parts, _notes(report) if ended else [])


def _board(report: Report, *, ended: bool) -> Markup:
    """Return the leaderboard, with the intervals as numbers and drawn."""
    metric, finished = report.metric, report.finished()
    scored = {name: finished[name].metrics[metric.name] for name in report.results if name in finished}
    names = report.ranked() if ended else sorted(scored, key=lambda name: -metric.gain(scored[name].value))
    names += [name for name in report.results if name not in names]
    rivals = [each for name, each in scored.items() if not contender(name).baseline] or list(scored.values())
    low, high = _ends(rivals, metric)
    verdict = report.verdict if ended else None
    label, value, ends, drawn = _("Contender"), _(metric.label), _("95 % interval"), f"{score(low, metric)} – "
    columns: list[Column] = [] if verdict is None else [(_("Rank"), [place(verdict, name) for name in names])]
    columns.append((label, [_(contender(name).label) for name in names]))
    waiting = {name: status_text(each.status) for name, each in report.results.items()}
    columns.append((value, [score(scored[name].value, metric) if name in scored else waiting[name] for name in names]))
    columns.append((ends, [interval(scored[name], metric) if name in scored else "" for name in names]))
    if scored:
        bars = [_bar(name, scored[name], metric, (low, high)) if name in scored else "" for name in names]
        columns.append((drawn + score(high, metric), bars))
    return table(columns)


def _ends(scores: Sequence[Estimate], metric: Metric) -> tuple[float, float]:
    """Return the ends of the axis of intervals; one far from the best is beyond it."""
    known = [(each.low, each.value, each.high) for each in scores if math.isfinite(each.value)]
    if not known:
        return 0.0, 1.0
    best = max(known, key=lambda each: metric.gain(each[1]))
    room = 6 * (best[2] - best[0]) if 0 < best[2] - best[0] < math.inf else 1.0
    ends = [end for each in known for end in each if math.isfinite(end)]
    return max(min(ends), best[1] - room), min(max(ends), best[1] + room)


def _bar(name: str, estimate: Estimate, metric: Metric, ends: tuple[float, float]) -> Markup:
    """Return an interval as a bar with a dot; a score beyond the axis is an arrow."""
    low, high = ends

    def at(value: float) -> float:
        return round(8 + 164 * min(1.0, max(0.0, (value - low) / ((high - low) or 1.0))), 1)

    x = at(estimate.value if math.isfinite(estimate.value) else low)
    side = -6 if estimate.value < low else 6
    inside = low <= estimate.value <= high
    mark = f"M{x - 4} 8a4 4 0 1 0 8 0a4 4 0 1 0 -8 0" if inside else f"M{x} 3L{x + side} 8L{x} 13z"
    ends_known = inside and math.isfinite(estimate.low + estimate.high)
    left, right = (at(estimate.low), at(estimate.high)) if ends_known else (x, x)
    bar = f"M{left} 8H{right}M{left} 4v8M{right} 4v8" if ends_known else ""
    title = _(
        "{score}, 95 % interval {interval}", score=score(estimate.value, metric), interval=interval(estimate, metric)
    )
    return _BAR(title=title, bar=bar, mark=mark, colour=contender(name).identity.colour)


def _curves(results: Mapping[str, Result], metric: Metric) -> list[Markup]:
    """Return the scores of first seeds against CPU seconds, a line for each contender; nothing without any."""
    known = {name: _scores(each.steps) for name, each in results.items() if not contender(name).baseline}
    known = {name: points for name, points in known.items() if points}
    if not known:
        return []
    ys = [y for points in known.values() for _x, y in points]
    top, bottom = max(ys), max(min(ys), max(ys) - 1.2)
    xs = [x for points in known.values() for x, _y in points]
    first, last = math.floor(math.log10(min(xs))), math.ceil(math.log10(max(xs)))
    last = max(last, first + 1)

    def x_of(x: float) -> float:
        return round(50 + 380 * (math.log10(x) - first) / (last - first), 1)

    def y_of(y: float) -> float:
        return round(205 - 190 * (max(y, bottom) - bottom) / ((top - bottom) or 1.0), 1)

    lines = []
    label_y = 0.0
    for name, points in sorted(known.items(), key=lambda each: -each[1][-1][1]):
        x, y = x_of(points[-1][0]), y_of(points[-1][1])
        label_y = max(label_y + 15, y)
        path = "M" + "L".join(f"{x_of(x)} {y_of(y)}" for x, y in points)
        identity, label = contender(name).identity, f"{_(contender(name).label)}: {score(points[-1][1], metric)}"
        dash = _DASHES.get(identity.dash, "none")
        lines.append(
            {"x": x, "y": y, "label_y": label_y, "path": path, "label": label, "colour": identity.colour, "dash": dash}
        )
    title = _(
        "{metric} while training: {scores}",
        metric=_(metric.label),
        scores="; ".join(str(line["label"]) for line in lines),
    )
    axis, height = _("{metric} while training, by CPU seconds", metric=_(metric.label)), max(250, label_y + 12)
    y_ticks = [(y_of(y), score(y, metric)) for y in ((bottom, top) if top > bottom else (top,))]
    x_ticks = [(x_of(10.0**power), f"{10.0**power:g}") for power in range(first, last + 1)]
    return [_CURVES(title=title, lines=lines, y_ticks=y_ticks, x_ticks=x_ticks, axis=axis, height=height)]


def _scores(steps: Sequence[Step]) -> list[tuple[float, float]]:
    """Return seconds and scores of a first seed: on the validation rows if there are any, else on the training rows."""
    own = [step for step in steps if step.seed == 0]
    for part in ("validation_score", "train_score"):
        scored = [(max(step.cpu_seconds, 1e-4), getattr(step, part)) for step in own if getattr(step, part) is not None]
        if scored:
            chosen = np.unique(np.linspace(0, len(scored) - 1, _MOST_STEPS).astype(int))
            return [scored[place] for place in chosen]
    return []


def _notes(report: Report) -> list[str]:
    """Return what may mislead, and who has no score for which reason."""
    caveats = () if report.verdict is None else report.verdict.caveats
    notes = [sentences(caveat.what, caveat.reason) for caveat in caveats[:_MOST_NOTES]]
    failed = {name: each for name, each in report.results.items() if each.outcome is None and each.message}
    return notes + [
        _("{labels}: {message}", labels=_(contender(name).label), message=told(each.message))
        for name, each in failed.items()
    ]
