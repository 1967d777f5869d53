"""What each patch of a picture adds to every contender's answer, laid over the picture."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from bakeoff.ask.answers import Contributions, Row, Sheet
from bakeoff.contenders import contender
from bakeoff.html import Markup, Template
from bakeoff.png import png_link
from bakeoff.text import _
from bakeoff.ui.shared.contribution_bars import AnswerNumbers
from bakeoff.ui.shared.pictures import marker

UP, DOWN = (0, 114, 178), (213, 94, 0)
_PIXELS = 168
_GROUND = 0.75
"""How much of a picture's ink is shown beneath the colours."""

_ALL = Template("""
<div class="bakeoff-heats">
{% for card in cards %}
<figure><figcaption><span class="bakeoff-name">{{ card.marker }}{{ card.label }}</span></figcaption>
<img src="{{ card.link }}" alt="{{ card.alt }}">
<p>{{ card.sum }}</p></figure>
{% endfor %}
</div>
<p class="bakeoff-heat-scale"><i></i> {{ legend }}</p>
""")


def contribution_pictures(
    sheet: Sheet, row: Row, contributions: Mapping[str, Contributions], code: int | None
) -> Markup:
    """Return the picture once a contender, with its patches coloured on one scale for all."""
    at = code or 0
    most = max(float(np.abs(parted.parts[:, at]).max()) for parted in contributions.values()) or 1.0
    cards = [_card(sheet, row, name, parted, at, most) for name, parted in contributions.items()]
    whole, numbers = bool(sheet.class_names), _numbers(sheet)
    words = {"most": numbers.change(most), "least": numbers.change(-most)}
    words["name"] = sheet.class_names[at] if whole else sheet.target_name
    legend = (
        _("From {least} points, against {name}, to {most} points, for it", **words)
        if whole
        else _("From {least} to {most} in {name}", **words)
    )
    return _ALL(cards=cards, legend=legend)


def _card(sheet: Sheet, row: Row, name: str, parted: Contributions, at: int, most: float) -> dict[str, object]:
    numbers = _numbers(sheet)
    total = _(
        "{base} on average, {sum} by this picture: {answer}",
        base=numbers.level(float(parted.base[at])),
        sum=numbers.change(float(parted.parts[:, at].sum())),
        answer=numbers.level(float(parted.answer[at])),
    )
    link = png_link(_heat(sheet, row, parted, at, most))
    alt = _("The picture; coloured where it speaks for and against the answer of {label}", label=contender(name).label)
    return {
        "marker": marker(contender(name).identity),
        "label": contender(name).label,
        "link": link,
        "alt": alt,
        "sum": total,
    }


def _numbers(sheet: Sheet) -> AnswerNumbers:
    return AnswerNumbers(bool(sheet.class_names), sheet.target_high - sheet.target_low)


def _heat(sheet: Sheet, row: Row, parted: Contributions, at: int, most: float) -> NDArray[np.uint8]:
    """Return the picture in grey, coloured by what each patch adds; shape (height, width, 4)."""
    assert sheet.image_shape is not None  # noqa: S101
    pixels = np.array(row, dtype=np.float64).reshape(sheet.image_shape) / (sheet.columns[0].high or 1.0)
    parts = np.zeros(pixels.size)
    for player, part in zip(parted.players, parted.parts[:, at], strict=True):
        parts[list(player)] = part
    share = np.abs(parts.reshape(pixels.shape)) / most
    ink = 255 * (1 - _GROUND * pixels[..., None])
    colour = np.where(parts.reshape(*pixels.shape, 1) >= 0, UP, DOWN)
    image = np.full((*pixels.shape, 4), 255.0)
    image[..., :3] = (1 - 0.85 * share[..., None]) * ink + 0.85 * share[..., None] * colour
    times = max(1, _PIXELS // max(pixels.shape))
    return image.astype(np.uint8).repeat(times, axis=0).repeat(times, axis=1)
