"""Keys that press the page's buttons."""

from collections.abc import Mapping

from bakeoff.ui.components.beside import component_beside

_KEYS = component_beside(__file__)


def keys(buttons: Mapping[str, str], *, turn: int, key: str) -> None:
    """Have keys press buttons, unless they mean something to what has the focus.

    Parameters
    ----------
    buttons : mapping of str to str
        The widget key of each key's button, by what the browser calls the key (``PageDown``, ``ArrowLeft``).
    turn : int
        What the buttons are of. A key that is pressed while they are being changed waits for the next turn's.
    key : str
    """
    _KEYS(key=key, data={"buttons": dict(buttons), "turn": turn})
