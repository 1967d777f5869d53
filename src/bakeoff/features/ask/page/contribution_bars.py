"""Contribution of each feature to every contender's prediction, as steps from the mean prediction.

All contenders have the same features in the same order, on one scale. The features with the largest contribution to any
contender come first.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bakeoff.contenders import contender
from bakeoff.evaluation.notation import placed, probability, signed
from bakeoff.features.ask.answers import Contributions, Row, Sheet
from bakeoff.features.ask.page.answer_text import cell_text, decimals_for
from bakeoff.figures.markers import marker
from bakeoff.html import Markup, Template
from bakeoff.text import _, counted

MOST_FEATURES = 10
FEW_FEATURES = 5
"""So many where a room is to read them."""
_ROOM = 0.06
"""Beyond the least and the greatest number that is drawn, in shares of what lies between."""

_ALL = Template("""
<div class="bakeoff-parts">
{% for card in cards %}
<table><caption><span class="bakeoff-name">{{ card.marker }}{{ card.label }}</span></caption>
<thead><tr><th scope="col">{{ _("Feature") }}</th><th scope="col"><span>{{ of }}</span></th>
<th scope="col">{{ unit }}</th></tr></thead>
<tbody>
{% for step in card.steps %}
<tr class="{{ step.kind }}"><th scope="row">{{ step.name }}{% if step.value %}<small>{{ step.value }}</small>{% endif %}
</th><td style="--half:{{ half }}%"><i style="left:{{ step.left }}%;width:{{ step.width }}%"></i></td>
<td>{{ step.number }}{% if step.error %}<small>± {{ step.error }}</small>{% endif %}</td></tr>
{% endfor %}
</tbody></table>
{% endfor %}
</div>
""")

_BESIDE = Template("""
<table class="bakeoff-parts-beside"><caption>{{ of }}</caption>
<thead><tr><td></td>{% for card in cards %}
<th scope="col"><span class="bakeoff-name">{{ card.marker }}{{ card.label }}</span><small>{{ says[card.name] }}</small>
</th>{% endfor %}</tr></thead>
<tbody>
{% for steps in rows %}
<tr class="{{ steps[0].kind if steps[0].kind == "level" }}"><th scope="row">{{ steps[0].name }}
{% if steps[0].value %}<small>{{ steps[0].value }}</small>{% endif %}</th>
{% for step in steps %}
<td class="{{ step.kind }}"><div><span><i style="left:{{ step.left }}%;width:{{ step.width }}%"></i></span>
<b>{{ step.number }}</b></div></td>
{% endfor %}</tr>
{% endfor %}
</tbody></table>
""")


@dataclass(frozen=True)
class _Step:
    """One row: what it is of, where its bar begins and how long it is (%), and its number."""

    kind: str
    name: str
    value: str
    left: float
    width: float
    number: str
    error: str = ""


@dataclass(frozen=True)
class _Scale:
    """From where to where bars are drawn."""

    low: float
    high: float

    def place(self, value: float) -> float:
        """Return where a number stands, in per cent."""
        return 100 * (value - self.low) / ((self.high - self.low) or 1.0)

    def bar(self, start: float, end: float) -> tuple[float, float]:
        """Return where a bar from one number to another begins, and how wide it is, in per cent."""
        left, right = sorted((self.place(start), self.place(end)))
        return round(left, 2), round(right - left, 2)


def contribution_bars(sheet: Sheet, row: Row, contributions: Mapping[str, Contributions], code: int | None) -> Markup:
    """Return a table with bars for each contender.

    Parameters
    ----------
    code : int or None
        Class whose probability is explained; None for numbers.
    """
    of = sheet.target_name if code is None else _("Probability of {name}", name=sheet.class_names[code])
    unit = _("Change") if code is None else _("In points")
    cards, scale = _cards(sheet, row, contributions, code, MOST_FEATURES)
    return _ALL(cards=cards, of=of, unit=unit, half=round(scale.place(0.5), 2) if code is not None else 50)


def contributions_beside(
    sheet: Sheet, row: Row, contributions: Mapping[str, Contributions], code: int | None, says: Mapping[str, str]
) -> Markup:
    """Return one table with a column for each contender, and the few features that add most.

    Parameters
    ----------
    code : int or None
        Class whose probability is explained; None for numbers.
    says : mapping of str to str
        What each contender answers.
    """
    if code is None:
        of = _("What each feature adds to {name}", name=sheet.target_name)
    else:
        of = _("What each feature adds to the probability of {name}, in points", name=sheet.class_names[code])
    cards, _scale = _cards(sheet, row, contributions, code, FEW_FEATURES)
    return _BESIDE(cards=cards, rows=list(zip(*(card["steps"] for card in cards), strict=True)), of=of, says=says)


def _cards(
    sheet: Sheet, row: Row, contributions: Mapping[str, Contributions], code: int | None, most: int
) -> tuple[list[dict[str, Any]], _Scale]:
    """Return what is drawn of each contender, and the scale of all."""
    at = code or 0
    order = largest_first(contributions, at)[:most]
    paths = {name: _path(parted, at, order) for name, parted in contributions.items()}
    scale = _around(list(paths.values())) if code is None else _probabilities(list(paths.values()))
    cards = [
        {
            "name": name,
            "marker": marker(contender(name).identity),
            "label": contender(name).label,
            "steps": _steps(sheet, row, parted, (at, order, paths[name]), scale),
        }
        for name, parted in contributions.items()
    ]
    return cards, scale


def largest_first(contributions: Mapping[str, Contributions], at: int) -> list[int]:
    """Return which features are shown: those first that add most, or take most away, in any contender."""
    sizes = np.max([np.abs(parted.parts[:, at]) for parted in contributions.values()], axis=0)
    return [int(place) for place in np.argsort(-sizes, kind="stable")[:MOST_FEATURES]]


def _path(parted: Contributions, at: int, order: Sequence[int]) -> NDArray[np.float64]:
    """Return the mean answer, and what it has become after each feature that is shown, and after all."""
    return np.cumsum(
        [parted.base[at], *parted.parts[order, at], parted.parts[:, at].sum() - parted.parts[order, at].sum()]
    )


def _probabilities(paths: Sequence[NDArray[np.float64]]) -> _Scale:
    """Return a scale from 0 to 1, and beyond where a way leads past these before it comes back."""
    return _Scale(min(0.0, float(np.min(paths))), max(1.0, float(np.max(paths))))


def _around(paths: Sequence[NDArray[np.float64]]) -> _Scale:
    low, high = float(np.min(paths)), float(np.max(paths))
    room = _ROOM * (high - low)
    return _Scale(low - room, high + room)


def _steps(
    sheet: Sheet, row: Row, parted: Contributions, shown: tuple[int, Sequence[int], NDArray[np.float64]], scale: _Scale
) -> list[_Step]:
    at, order, path = shown
    numbers = AnswerNumbers(bool(sheet.class_names), scale.high - scale.low)
    first = _mark(_("On average"), _("of {n} training rows", n=parted.n_background), path[0], scale, numbers)
    steps = [first]
    for number, player in enumerate(order):
        part, error = float(parted.parts[player, at]), float(parted.errors[player, at])
        name, value = _named(sheet, row, parted.players[player])
        bar = scale.bar(path[number], path[number + 1])
        steps.append(_Step(_kind(part), name, value, *bar, numbers.change(part), numbers.error(error)))
    if rest := len(parted.players) - len(order):
        part = float(path[-1] - path[-2])
        name = counted("The other feature", "The other {n} features", rest)
        steps.append(_Step(_kind(part), name, "", *scale.bar(path[-2], path[-1]), numbers.change(part)))
    return [*steps, _mark(_("Its answer"), "", parted.answer[at], scale, numbers)]


def _kind(part: float) -> str:
    return "up" if part >= 0 else "down"


def _mark(name: str, value: str, number: float, scale: _Scale, numbers: "AnswerNumbers") -> _Step:
    """Return a row whose bar is a mark at one number."""
    return _Step("level", name, value, round(scale.place(float(number)), 2), 0.0, numbers.level(float(number)))


@dataclass(frozen=True)
class AnswerNumbers:
    """Number format: probabilities in per cent and points, all else to a thousandth of a span.

    Examples
    --------
    >>> points, prices = AnswerNumbers(True, 1.0), AnswerNumbers(False, 250.0)
    >>> points.level(0.634), points.change(0.1234), points.change(-0.0001), points.error(0.004)
    ('63 %', '+12.3', '0.0', '0.4')
    >>> prices.level(141.26), prices.change(-20.54), prices.error(0.0), prices.error(0.34)
    ('141', '−21', '', '0.3')
    """

    of_probability: bool
    span: float

    def level(self, number: float) -> str:
        """Write an answer."""
        return probability(number) if self.of_probability else placed(number, decimals_for(self.span))

    def change(self, part: float) -> str:
        """Write by how much an answer rises or falls."""
        places = 1 if self.of_probability else decimals_for(self.span)
        return signed(100 * part if self.of_probability else part, places)

    def error(self, error: float) -> str:
        """Write a standard error, which is never rounded to 0; nothing where there is none."""
        if error < 1e-9:
            return ""
        places, error = (1, 100 * error) if self.of_probability else (decimals_for(self.span), error)
        return placed(error, max(places, -math.floor(math.log10(error))))


def _named(sheet: Sheet, row: Row, player: Sequence[int]) -> tuple[str, str]:
    column = sheet.columns[player[0]]
    return column.name, cell_text(column, row[player[0]], short=True)
