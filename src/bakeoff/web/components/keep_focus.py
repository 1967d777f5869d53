"""Keeps the keyboard's focus on a place where one button takes another's."""

from bakeoff.web.components.beside import component_beside

_KEEP_FOCUS = component_beside(__file__)


def keep_focus(*, key: str) -> None:
    """Move the focus to the button of the container that this stands in, if the one that had it goes."""
    _KEEP_FOCUS(key=key)
