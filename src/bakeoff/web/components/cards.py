"""The row of contender cards: how each gets on, with a Stop button."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from bakeoff.contenders import Contender
from bakeoff.figures.markers import marker
from bakeoff.html import unbroken
from bakeoff.text import _, told
from bakeoff.web.components.beside import component_beside

_CARDS = component_beside(__file__, '<section class="cards"></section>')


@dataclass(frozen=True)
class Card:
    """Content of one card.

    Attributes
    ----------
    name : str
        Name for the Stop button.
    contender : Contender
        Supplies colour and marker.
    status : str
        One of "waiting", "training", "done", "failed" and "stopped": decides the look.
    active : bool
        True if it can be stopped.
    progress : float or None
        From 0 to 1; None if it is not known.
    score, caption : str
        The main number, and its name.
    stop : str
        Label of its button.
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
    stop: str = ""


EAGER_SECONDS = 0.08
EAGER_LOOKS = 12


def cards(
    run: str,
    shown: Sequence[Card],
    *,
    key: str,
    on_stop: Callable[[str], None],
    eager: bool = False,
) -> None:
    """Show the cards.

    Parameters
    ----------
    run : str
        Id of what they are of: another one starts with new cards.
    key : str
        Name that stays the same from run to run of the script.
    on_stop : callable
        Called with a card's name when its Stop is pressed.
    eager : bool
        Whether something is about to be seen for the first time: the browser then soon has the page run again what
        these cards are in, for the first second or two.
    """
    names = {card.name for card in shown}

    def stopped() -> None:
        pressed = st.session_state.get(key)  # None if the page had already been left
        if pressed is not None and pressed.stop in names:  # what a browser sends is checked here
            on_stop(pressed.stop)

    lanes = [
        {
            "name": card.name,
            "label": told(card.label),
            "technical": told(card.contender.technical),
            "status": card.status,
            "statusText": card.status_text,
            "active": card.active,
            "progress": card.progress,
            "score": unbroken(card.score),
            "scoreCaption": unbroken(card.caption),
            "facts": unbroken(card.facts),
            "message": unbroken(told(card.message)),
            "colour": card.contender.identity.colour,
            "marker": marker(card.contender.identity),
            "progressLabel": _("Progress of {label}", label=card.label),
            "stop": card.stop or _("Stop"),
            "stopLabel": _("Stop {label}", label=card.label),
        }
        for card in shown
    ]
    data = {"run": run, "lanes": lanes, "look": _next_look(run, key) if eager else None}
    _CARDS(key=key, data=data, on_stop_change=stopped, on_look_change=lambda: None)


def _next_look(run: str, key: str) -> dict[str, float] | None:
    """Return which look of its own the browser is to take next, and after how many seconds; None for no more."""
    memory = f"{key}-looks"
    seen, number = st.session_state.get(memory, (run, 0))
    number = number + 1 if seen == run else 1
    st.session_state[memory] = (run, number)
    after = EAGER_SECONDS if number > 1 else 0.0  # to have drawn the cards took the browser longer than a tree takes
    return {"number": number, "after": after} if number <= EAGER_LOOKS else None
