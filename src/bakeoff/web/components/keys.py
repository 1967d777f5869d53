"""Keys that press the page's buttons."""

from collections.abc import Mapping

from bakeoff.web.components.beside import component_beside

_KEYS = component_beside(__file__)


def keys(buttons: Mapping[str, str], *, turn: int, key: str) -> None:
    """Let keys press buttons, unless the focused element uses them.

    Parameters
    ----------
    buttons : mapping of str to str
        Widget key of each key's button, by the browser's name of the key (``PageDown``, ``ArrowLeft``).
    turn : int
        Subject of the buttons. A key that is pressed while they change waits for the next turn's.
    """
    _KEYS(key=key, data={"buttons": dict(buttons), "turn": turn})
