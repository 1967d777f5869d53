"""Brings what has just come into sight, however far a visitor has scrolled."""

from bakeoff.web.components.beside import component_beside

_INTO_SIGHT = component_beside(__file__)


def into_sight(what: str, *, key: str) -> None:
    """Scroll to the container that this stands in; once for the same `what`, so that nobody is pulled back.

    Parameters
    ----------
    what : str
        Tells what is shown from what was shown there before.
    """
    _INTO_SIGHT(data={"key": key, "what": what}, key=key)
