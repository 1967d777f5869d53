"""Contribution of each patch of an image to every contender's prediction, as an overlay."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from bakeoff.contenders import contender
from bakeoff.features.ask.answers import Contributions, Row, Sheet
from bakeoff.features.ask.page.contribution_bars import AnswerNumbers
from bakeoff.figures.markers import marker
from bakeoff.html import Markup, Template
from bakeoff.png import png_link
from bakeoff.text import _

UP, DOWN = (0, 114, 178), (213, 94, 0)
_PIXELS = 168
_GROUND = 0.75
"""Share of an image's ink that is visible through the colours."""

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
    sheet: Sheet,
    row: Row,
    contributions: Mapping[str, Contributions],
    code: int | None,
    *,
    image_shape: tuple[int, int],
) -> Markup:
    """Return the picture once a contender, with its patches coloured on one scale for all.

    Parameters
    ----------
    row : Row
        Its pixels, row by row.
    code : int or None
        Class whose probability is explained; None for numbers.
    image_shape : (height, width)
    """
    at = code or 0
    most = max(float(np.abs(parted.parts[:, at]).max()) for parted in contributions.values()) or 1.0
    ink = np.array(row, dtype=np.float64).reshape(image_shape) / (sheet.columns[0].high or 1.0)
    cards = [_card(sheet, ink, name, parted, at, most) for name, parted in contributions.items()]
    whole, numbers = bool(sheet.class_names), _numbers(sheet)
    words = {"most": numbers.change(most), "least": numbers.change(-most)}
    words["name"] = sheet.class_names[at] if whole else sheet.target_name
    legend = (
        _("From {least} points, against {name}, to {most} points, for it", **words)
        if whole
        else _("From {least} to {most} in {name}", **words)
    )
    return _ALL(cards=cards, legend=legend)


def _card(
    sheet: Sheet, ink: NDArray[np.float64], name: str, parted: Contributions, at: int, most: float
) -> dict[str, object]:
    numbers = _numbers(sheet)
    total = _(
        "{base} on average, {sum} by this picture: {answer}",
        base=numbers.level(float(parted.base[at])),
        sum=numbers.change(float(parted.parts[:, at].sum())),
        answer=numbers.level(float(parted.answer[at])),
    )
    link = png_link(_heat(ink, parted, at, most))
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


def _heat(ink: NDArray[np.float64], parted: Contributions, at: int, most: float) -> NDArray[np.uint8]:
    """Return the picture in grey, coloured by what each patch adds; shape (height, width, 4).

    Parameters
    ----------
    ink : ndarray of shape (height, width)
        From 0 to 1.
    at : int
        Which of the answers.
    most : float
        What any patch adds at the most, which has the full colour.
    """
    parts = np.zeros(ink.size)
    for player, part in zip(parted.players, parted.parts[:, at], strict=True):
        parts[list(player)] = part
    share = np.abs(parts.reshape(ink.shape))[..., None] / most
    grey = 255 * (1 - _GROUND * ink[..., None])
    colour = np.where(parts.reshape(*ink.shape, 1) >= 0, UP, DOWN)
    image = np.full((*ink.shape, 4), 255.0)
    image[..., :3] = (1 - 0.85 * share) * grey + 0.85 * share * colour
    times = max(1, _PIXELS // max(ink.shape))
    return image.astype(np.uint8).repeat(times, axis=0).repeat(times, axis=1)
