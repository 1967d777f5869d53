"""The row of contender cards: how each gets on, with a Stop button."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from bakeoff.contenders import Contender
from bakeoff.text import _
from bakeoff.ui.shared.pictures import marker

_HERE = Path(__file__)
_CARDS = st.components.v2.component(
    "bakeoff_cards",
    html="""
<section class="cards"></section>
""",
    css=_HERE.with_suffix(".css").read_text(encoding="utf-8"),
    js=_HERE.with_suffix(".js").read_text(encoding="utf-8"),
)


@dataclass(frozen=True)
class Card:
    """What one card says.

    Attributes
    ----------
    name : str
        What the Stop button names it by.
    label : str
    called : str
        Another name that stands above the label; none if empty.
    contender : Contender
        Whose colour and marker it has.
    status : str
        One of "waiting", "training", "done", "failed" and "stopped": how it looks.
    status_text : str
    active : bool
        Whether it can be stopped.
    progress : float or None
        From 0 to 1; None where that is not known.
    score, caption : str
        The number that matters, and what it is.
    interval : str
        Its 95 % interval.
    facts, message : str
    standing : str
        Its place among the others, in words.
    aside : str
        What is said small, beneath all else.
    stop : str
        What its button says.
    """

    name: str
    label: str
    contender: Contender
    status: str
    status_text: str
    active: bool
    progress: float | None
    score: str
    caption: str
    facts: str
    message: str
    interval: str = ""
    standing: str = ""
    aside: str = ""
    stop: str = ""
    called: str = ""


def cards(run: str, shown: Sequence[Card], *, key: str, on_stop: Callable[[str], None]) -> None:
    """Show the cards.

    Parameters
    ----------
    run : str
        Id of what they are of: another one starts with new cards.
    shown : sequence of Card
    key : str
        Name that stays the same from run to run of the script.
    on_stop : callable
        Called with a card's name when its Stop is pressed.
    """
    names = {card.name for card in shown}

    def stopped() -> None:
        pressed = st.session_state.get(key)  # None if the page had already been left
        if pressed is not None and pressed.stop in names:  # what a browser sends is checked here
            on_stop(pressed.stop)

    lanes = [
        {
            "name": card.name,
            "label": card.label,
            "called": card.called,
            "status": card.status,
            "statusText": card.status_text,
            "active": card.active,
            "progress": card.progress,
            "score": card.score,
            "scoreCaption": card.caption,
            "interval": card.interval,
            "standing": card.standing,
            "facts": card.facts,
            "aside": card.aside,
            "message": card.message,
            "colour": card.contender.identity.colour,
            "marker": marker(card.contender.identity),
            "progressLabel": _("Progress of {label}", label=card.label),
            "stop": card.stop or _("Stop"),
            "stopLabel": _("Stop {label}", label=card.label),
        }
        for card in shown
    ]
    _CARDS(key=key, data={"run": run, "lanes": lanes}, on_stop_change=stopped)
