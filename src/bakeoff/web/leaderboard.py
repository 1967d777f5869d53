"""The leaderboard as an HTML table: short with a picture of the scores, or whole with every metric and every cost."""

import math
from typing import Any

import pandas as pd
import streamlit as st

from bakeoff.contenders import contender
from bakeoff.evaluation.base import Estimate
from bakeoff.evaluation.metrics import Metric
from bakeoff.evaluation.notation import interval, quantity
from bakeoff.export.leaderboard import FIRST_COSTS, caption, columns
from bakeoff.figures.baseline import ends_without, of_baselines
from bakeoff.figures.markers import marker
from bakeoff.figures.score_axis import drawn
from bakeoff.html import Markup, Template
from bakeoff.race.report import Report
from bakeoff.spreadsheets import to_csv
from bakeoff.text import _
from bakeoff.web.save import save_button

_TABLE = Template("""
{%- macro named(name, mark="") %}
{%- set info = contender(name) %}
<th scope="row"><span class="bakeoff-name" title="{{ info.technical }}">{{ marker(info.identity) }}
{#- #}<span>{{ info.label }}
{%- if mark %} <small>{{ mark }}</small>{% endif %}</span></span></th>
{%- endmacro %}
<div class="bakeoff-scroll" tabindex="0" role="region" aria-label="{{ caption }}"><table class="bakeoff-table">
<caption>{{ caption }}</caption>
<thead><tr><th scope="col">{{ _("Contender") }}</th>
{%- for column in columns %}
<th scope="col"{% if column.wrap %} class="bakeoff-rank"{% endif %} title="{{ column.help }}">{{ column.label }}</th>
{%- endfor %}</tr></thead>
<tbody>
{%- for name, outcome in finished.items() %}
<tr>{{ named(name, _("unfinished") if outcome.unfinished else "") }}
{%- for column in columns %}
{% set text, small = column.cells[name] %}
<td{% if column.wrap %} class="bakeoff-rank"{% endif %}>
{%- if name in column.best %}<strong>{{ text }}</strong>{% else %}{{ text }}{% endif %}
{%- if small %} <small>{{ small }}</small>{% endif %}</td>
{%- endfor %}</tr>
{%- endfor %}
{%- for name, result in results.items() if name not in finished %}
<tr>{{ named(name) }}<td colspan="{{ columns|length or 1 }}" class="bakeoff-note"><div>
{{- result.message or _("Still racing.") }}</div></td></tr>
{%- endfor %}
</tbody></table></div>
""")

_SHORT = Template("""
{%- macro named(name, mark="") %}
{%- set info = contender(name) %}
<th scope="row"><span class="bakeoff-name" title="{{ info.technical }}">{{ marker(info.identity) }}
{#- #}<span>{{ info.label }}
{%- if mark %} <small>{{ mark }}</small>{% endif %}</span></span></th>
{%- endmacro %}
<div class="bakeoff-scroll" tabindex="0" role="region" aria-label="{{ caption }}">
<table class="bakeoff-table bakeoff-short" style="--floor:{{ floor }}">
<caption>{{ caption }}</caption>
<thead><tr><th scope="col">{{ _("Contender") }}</th>
<th scope="col" class="bakeoff-axis">{% for tick in ticks %}<span>{{ tick }}</span> {% endfor %}</th>
{%- for column in columns %}
<th scope="col" title="{{ column.help }}">{{ column.label }}</th>
{%- endfor %}</tr></thead>
<tbody>
{%- for name, outcome in finished.items() %}
{%- set spot = spots[name] %}
<tr{% if name in tied %} class="bakeoff-tied"{% endif %}>
{{- named(name, results[name].message or (_("unfinished") if outcome.unfinished else "")) }}
<td class="bakeoff-spot" title="{{ spot.said }}"><div>
{%- if name in tied %}<u style="left:{{ band[0] }}%;width:{{ band[1] }}%">
{%- if loop.first %}{{ _("tie") }}{% endif %}</u>{% endif %}
{%- if floor %}<s></s>{% endif %}
{%- if spot.beyond %}{{ spot.beyond }}{% else %}
<i style="left:{{ spot.left }}%;width:{{ spot.width }}%;background:{{ spot.colour }}"></i>
<b style="left:{{ spot.place }}%">{{ marker(contender(name).identity) }}</b>{% endif %}</div></td>
{%- for column in columns %}
<td{% if name in column.best %} class="bakeoff-best"{% endif %}>{{ column.cells[name][0] }}</td>
{%- endfor %}</tr>
{%- endfor %}
{%- for name, result in results.items() if name not in finished %}
<tr>{{ named(name) }}<td colspan="{{ columns|length + 1 }}" class="bakeoff-note"><div>
{{- result.message }}</div></td></tr>
{%- endfor %}
</tbody></table></div>
""")


def short_table(report: Report) -> Markup:
    """Return the leaderboard with the scores drawn on one axis, those that share the first place in a bracket."""
    finished, metric = report.finished(), report.metric
    scores = {name: finished[name].metrics[metric.name] for name in report.ranked()}
    ends = axis_ends(scores, metric)
    leaders = report.verdict.leaders if report.verdict is not None else ()
    tied = leaders if len(leaders) > 1 else ()
    spots = {name: spot(name, score, metric, ends) for name, score in scores.items()}
    floors = [spots[name]["place"] for name in spots if contender(name).baseline and not spots[name]["beyond"]]
    left = min((spots[name]["left"] for name in tied), default=0.0)
    right = max((spots[name]["left"] + spots[name]["width"] for name in tied), default=0.0)
    return _SHORT(
        caption=_("{metric} on the test part, with 95 % intervals", metric=_(metric.label)),
        columns=[column for column in columns(report) if column.name in (metric.name, *FIRST_COSTS)],
        finished={name: finished[name] for name in scores},
        results=report.results,
        ticks=[_end(at, metric) for at in (ends[0], (ends[0] + ends[1]) / 2, ends[1])],
        spots=spots,
        tied=tied,
        band=(left, right - left),
        floor=f"{floors[0]}%" if floors else "",
        contender=contender,
        marker=marker,
    )


def axis_ends(scores: dict[str, Estimate], metric: Metric) -> tuple[float, float]:
    """Return round ends of an axis for all scores; a baseline far from all others is left out."""
    frame = pd.DataFrame([(score.low, score.value, score.high) for score in scores.values()]).apply(
        drawn, metric=metric
    )
    low, high = ends_without(frame, of_baselines(scores), metric, 0) or (frame.min().min(), frame.max().max())
    if not math.isfinite(high - low):
        return 0.0, drawn(1.0, metric)
    step = 10.0 ** math.floor(math.log10((high - low) or abs(high) or 1.0))
    first, last = math.floor(low / step), math.ceil(high / step)
    return step * first, step * max(last, first + 1)


def _end(end: float, metric: Metric) -> str:
    return _("{number} %", number=f"{end:g}") if metric.unit == "%" else quantity(end)


def spot(name: str, score: Estimate, metric: Metric, ends: tuple[float, float]) -> dict[str, Any]:
    """Return where a score and its interval are on the axis, in percent of its length."""
    low, high = ends
    left, place, right = (
        min(100.0, max(0.0, round(100 * (drawn(end, metric) - low) / (high - low), 2)))
        for end in (score.low, score.value, score.high)
    )
    beyond = "←" if drawn(score.value, metric) < low else "→" if drawn(score.value, metric) > high else ""
    known = not math.isnan(score.low + score.high)
    return {
        "left": left if known else place,
        "width": right - left if known else 0.0,
        "place": place,
        "beyond": beyond,
        "colour": contender(name).identity.colour,
        "said": interval(score, metric),
    }


def leaderboard(report: Report) -> None:
    """Show the whole table, and its numbers as a download."""
    st.html(table(report))
    save_button(
        _("Leaderboard as CSV"), lambda: to_csv(report.to_frame(all=True)), "leaderboard.csv", key="leaderboard-csv"
    )


def table(report: Report) -> Markup:
    """Return the leaderboard as HTML."""
    finished = report.finished()
    return _TABLE(
        caption=caption(report),
        columns=columns(report),
        finished={name: finished[name] for name in report.ranked()},
        results=report.results,
        contender=contender,
        marker=marker,
    )
