"""The keyboard's focus, where one button takes another's place."""

from bakeoff.web.components.beside import component_beside

_KEEP_FOCUS = component_beside(__file__)


def keep_focus() -> None:
    """Move the focus to the button that starts or stops, whenever it takes the place of one that had the focus.

    Stands once above every page, so that it is there before the button, and while one set-up gives way to another.
    """
    _KEEP_FOCUS(key="keep-focus")
