"""Predictions of every contender: a card each, with bars that move when the question changes."""

from collections.abc import Sequence
from dataclasses import dataclass

from bakeoff.contenders import Contender
from bakeoff.figures.markers import marker
from bakeoff.html import unbroken
from bakeoff.text import told
from bakeoff.web.components.beside import component_beside

_ANSWERS = component_beside(__file__, '<section class="answers"></section>')


@dataclass(frozen=True)
class Bar:
    """One bar: what it is of, how long (0 to 1), its number, and whether it is the answer."""

    label: str
    share: float
    number: str
    chosen: bool = False


@dataclass(frozen=True)
class Answer:
    """Prediction of one contender.

    Attributes
    ----------
    contender : Contender
        Supplies name, colour and marker.
    text : str
        The prediction.
    """

    contender: Contender
    text: str
    bars: tuple[Bar, ...]


def answers(shown: Sequence[Answer], *, key: str) -> None:
    """Show the answers; given the same contenders again, bars move to where they now are."""
    lanes = [
        {
            "name": answer.contender.name,
            "label": told(answer.contender.label),
            "colour": answer.contender.identity.colour,
            "marker": marker(answer.contender.identity),
            "text": answer.text,
            "bars": [
                {"label": b.label, "share": b.share, "number": unbroken(b.number), "chosen": b.chosen}
                for b in answer.bars
            ],
        }
        for answer in shown
    ]
    _ANSWERS(key=key, data={"lanes": lanes}, height="content")
