"""A table of differences: each as a dot with its interval on one axis, the band of those too small to matter behind."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from bakeoff.evaluation import notation
from bakeoff.evaluation.base import Estimate
from bakeoff.evaluation.metrics import Metric
from bakeoff.html import Markup, Template

_TABLE = Template("""
<div class="bakeoff-scroll" tabindex="0" role="region" aria-label="{{ caption }}">
<table class="bakeoff-table bakeoff-short bakeoff-gaps" style="--floor:{{ zero }}%"><caption>{{ caption }}</caption>
<thead><tr><th scope="col">{{ titles[0] }}</th><th scope="col"><div>
{%- for place, text in ticks %}<span style="left:{{ place }}%">{{ text }}</span>{% endfor %}</div></th>
<th scope="col">{{ titles[1] }}</th><th scope="col">{{ titles[2] }}</th></tr></thead>
<tbody>
{%- for gap, number, ends, spot in rows %}
<tr><th scope="row">{{ gap.name }}{% if gap.detail %}<small>{{ gap.detail }}</small>{% endif %}</th>
<td class="bakeoff-spot"><div><u style="left:{{ band[0] }}%;width:{{ band[1] }}%"></u><s></s>
{%- if spot %}<i style="left:{{ spot[0] }}%;width:{{ spot[2] }}%;background:{{ gap.colour }}"></i>
<b{% if gap.decided %} class="bakeoff-sure"{% endif %} style="left:{{ spot[1] }}%;color:{{ gap.colour }}"></b>
{%- endif %}</div></td>
<td{% if gap.decided %} class="bakeoff-best"{% endif %}>{{ number }}
{%- if spot %}<small>{{ ends }}</small>{% endif %}</td>
<td>{{ gap.verdict }}{% if gap.note %}<small>{{ gap.note }}</small>{% endif %}</td></tr>
{%- endfor %}
</tbody></table></div>
""")
_MOST_TICKS, _MARGIN = 6, 0.04


@dataclass(frozen=True)
class Gap:
    """One row: what is compared, the difference with its interval, and what is decided of it."""

    name: str
    difference: Estimate
    verdict: str
    colour: str
    decided: bool
    detail: str = ""
    note: str = ""


def gap_table(caption: str, titles: tuple[str, str, str], gaps: Sequence[Gap], metric: Metric, rope: float) -> Markup:
    """Return the differences as HTML; one without an interval has no dot."""
    unit = 100 if metric.unit == "%" else 1
    known = [gap.difference for gap in gaps if math.isfinite(gap.difference.low + gap.difference.high)]
    ends = [unit * end for each in known for end in (each.low, each.high)]
    low, high = min([*ends, -rope * unit, 0.0]), max([*ends, rope * unit, 0.0])
    margin = _MARGIN * (high - low) or 1.0
    low, high = low - margin, high + margin

    def place(value: float) -> float:
        return round(100 * (value - low) / (high - low), 2)

    def spot(each: Estimate) -> tuple[float, float, float]:
        left, dot, right = (place(unit * value) for value in (each.low, each.value, each.high))
        return left, dot, round(right - left, 2)

    rows = [
        (
            gap,
            notation.gap(gap.difference, metric) if gap.difference in known else notation.UNKNOWN,
            notation.difference_interval(gap.difference, metric),
            spot(gap.difference) if gap.difference in known else None,
        )
        for gap in gaps
    ]
    return _TABLE(
        caption=caption,
        titles=titles,
        ticks=[(place(tick), notation.with_minus(f"{tick:+g}") if tick else "0") for tick in _ticks(low, high)],
        zero=place(0.0),
        band=(place(-rope * unit), round(place(rope * unit) - place(-rope * unit), 2)),
        rows=rows,
    )


def _ticks(low: float, high: float) -> list[float]:
    """Return round numbers between two ends, zero among them."""
    power = 10.0 ** math.floor(math.log10((high - low) / _MOST_TICKS))
    step = next(power * times for times in (1, 2, 5, 10) if (high - low) / (power * times) <= _MOST_TICKS)
    return [step * place for place in range(math.ceil(low / step), math.floor(high / step) + 1)]
