"""Numbers and settings of races as an HTML table: a row each, a column per race."""

import functools
import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from bakeoff.contenders import contender, contenders
from bakeoff.datasets import brought, datasets
from bakeoff.evaluation.base import Estimate
from bakeoff.evaluation.costs import COSTS, cost_text
from bakeoff.evaluation.metrics import METRICS, cost_metric, metric_named
from bakeoff.evaluation.notation import with_interval
from bakeoff.features.history.page.record_text import label, status_words
from bakeoff.fields import Knob, Settings, knobs, to_text
from bakeoff.figures.markers import marker
from bakeoff.html import Markup, Template
from bakeoff.race.environment import part_told
from bakeoff.rules import Rules
from bakeoff.study.plan import Plan
from bakeoff.text import _
from bakeoff.transform import Transform

_Row = tuple[str, list[str]]
_TABLE = Template("""
<div class="bakeoff-scroll" tabindex="0" role="region" aria-label="{{ caption }}">
<table class="bakeoff-table bakeoff-compared"><caption>{{ caption }}</caption>
<thead><tr><th scope="col">{{ _("What") }}</th>
{%- for title in titles %}<th scope="col">{{ title }}</th>{% endfor %}</tr></thead>
{%- for picture, title, rows in groups %}
<tbody><tr><th scope="rowgroup" colspan="{{ titles|length + 1 }}">
{#- #}<span class="bakeoff-name">{{ picture }}{{ title }}</span></th></tr>
{%- for name, cells in rows %}
<tr><th scope="row">{{ name }}</th>{% for cell in cells %}<td>{{ cell }}</td>{% endfor %}</tr>
{%- endfor %}
</tbody>
{%- endfor %}
</table></div>
""")


def table(frame: pd.DataFrame, titles: Mapping[str, str], *, all_rows: bool = True) -> Markup:
    """Return the frame of a comparison as HTML.

    Parameters
    ----------
    frame : DataFrame
        As `bakeoff.features.history.side_by_side` makes it, or some of its rows.
    titles : mapping of str to str
        What each race is called.
    all_rows : bool
        Whether rows are shown in which all races read the same.

    Returns
    -------
    Markup
        Empty if no row is to be shown.
    """
    parts = [
        (str(section), str(group), _rows(str(section), str(group), rows, all_rows))
        for (section, group), rows in frame.groupby(["section", "group"], sort=False)
    ]
    groups = [(_picture(group), _title(section, group), rows) for section, group, rows in parts if rows]
    if not groups:
        return Markup()
    return _TABLE(caption=_("Numbers and settings"), titles=[titles[id] for id in frame.columns], groups=groups)


def _rows(section: str, group: str, rows: pd.DataFrame, all_rows: bool) -> list[_Row]:
    """Return the rows of one contender, of the data set, of the rules or of the environment."""
    named = rows.droplevel(["section", "group"])
    written = [_row(section, group, str(name), named) for name in named.index if not _is_end(str(name), section)]
    return [(name, cells) for name, cells in written if all_rows or len(set(cells)) > 1]


def _picture(group: str) -> Markup:
    return marker(contender(group).identity) if group in contenders() else Markup()


def _is_end(name: str, section: str) -> bool:
    """Tell whether this is an end of an interval, which is written with its number."""
    return section == "numbers" and name.endswith(("_low", "_high"))


def _title(section: str, group: str) -> str:
    if section == "environment":
        return _("Environment")
    fixed = {"dataset": _("Data"), "rules": _("Rules"), "transform": _("Transform"), "plan": _("Question")}
    if group in fixed:
        return fixed[group]
    name = label(group)
    return name if section == "numbers" else _("{label}, settings", label=name)


def _row(section: str, group: str, name: str, rows: pd.DataFrame) -> _Row:
    knob = _knobs(group).get(name) if section == "settings" else None
    written = [_cell(section, name, id, rows, knob) for id in rows.columns]
    return _name(section, name) if knob is None else _(knob.label), written


def _cell(section: str, name: str, id: str, rows: pd.DataFrame, knob: Knob | None) -> str:
    value = rows.at[name, id]
    if value is None:
        return "–"
    if section == "numbers":
        return _number(name, value, id, rows)
    if knob is None:
        return str(value)
    return knob.written(None if knob.optional and value == to_text(None) else value)


def _number(name: str, value: Any, id: str, rows: pd.DataFrame) -> str:
    match name:
        case "status":
            return status_words()[value]
        case "rank":
            return str(value)
        case _ if name in COSTS or isinstance(value, int):
            return cost_text(name, value)
        case _:
            ends = _end(rows, f"{name}_low", id), _end(rows, f"{name}_high", id)
            written = with_interval(Estimate(value, *ends), metric_named(name))
            return written.replace(" ", "\N{NO-BREAK SPACE}").replace("\N{NO-BREAK SPACE}(", " (")  # a line for each


def _end(rows: pd.DataFrame, name: str, id: str) -> float:
    value: Any = rows.at[name, id] if name in rows.index else None
    return math.nan if value is None else float(value)


def _name(section: str, name: str) -> str:
    """Return what a quantity, or a part of the environment, is called on the page."""
    if section == "environment":
        return part_told(name)
    if section != "numbers":
        return name
    known = {"status": _("Status"), "rank": _("Rank")}
    known |= {cost.name: _(cost.label) for cost in COSTS.values()} | {
        metric.name: _(metric.label) for metric in (*METRICS, cost_metric())
    }
    return known.get(name) or _capital(_(name))


def _capital(text: str) -> str:
    """Return a text that begins with a capital, in languages that have some; nothing else is changed."""
    return text[:1].upper() + text[1:]


@functools.cache
def _knobs(group: str) -> Mapping[str, Knob]:
    """Return the settings of a group by their names; those of data are called alike in all data sets."""
    fixed: dict[str, type[Settings]] = {"rules": Rules, "transform": Transform, "plan": Plan}
    if group == "dataset":
        models = [info.options for info in (*datasets().values(), *brought().values())]
    elif group in contenders():
        models = [contenders()[group].hyperparameters]
    else:
        models = [fixed[group]] if group in fixed else []
    return {knob.name: knob for model in models for knob in knobs(model)}
