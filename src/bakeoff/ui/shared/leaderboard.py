"""The leaderboard as an HTML table: rank, every metric and every cost."""

import streamlit as st

from bakeoff.contenders import contender
from bakeoff.export.leaderboard import caption, columns
from bakeoff.html import Markup, Template
from bakeoff.race.report import Report
from bakeoff.spreadsheets import to_csv
from bakeoff.text import _
from bakeoff.ui.shared.pictures import marker
from bakeoff.ui.shared.save import save_button

_TABLE = Template("""
{%- macro named(name, mark="") %}
<th scope="row"><span class="bakeoff-name">{{ marker(name) }}<span>{{ called(name) }}
{%- if known_as(name) %} <small>{{ known_as(name) }}</small>{% endif %}
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
<tr>{{ named(name) }}<td colspan="{{ columns|length or 1 }}" class="bakeoff-note">
{{- result.message or _("Still racing.") }}</td></tr>
{%- endfor %}
</tbody></table></div>
""")


def leaderboard(report: Report) -> None:
    """Show the table, and its numbers as a download."""
    st.html(table(report))
    save_button(_("Leaderboard as CSV"), lambda: to_csv(report.to_frame()), "leaderboard.csv", key="leaderboard-csv")


def table(report: Report) -> Markup:
    """Return the leaderboard as HTML."""
    finished = report.finished()
    return _TABLE(
        caption=caption(report),
        columns=columns(report),
        finished={name: finished[name] for name in report.ranked()},
        results=report.results,
        called=lambda name: contender(name).called,
        known_as=lambda name: contender(name).known_as,
        marker=lambda name: marker(contender(name).identity),
    )
