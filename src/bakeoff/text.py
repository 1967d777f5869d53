"""The one place every visible string goes through.

Messages are the English sentences themselves, whole, with named places for values, so that a catalogue
for another language can reorder them. No sentence is put together from pieces.

This module imports nothing of Bakeoff.
"""

import gettext

_catalogue = gettext.NullTranslations()


def _(message: str, /, **values: object) -> str:
    """Return `message` in the visitor's language with its places filled.

    Parameters
    ----------
    message : str
        English sentence, with ``{name}`` for each value (`str.format` syntax).
    **values : object
        What to put in the places.

    Examples
    --------
    >>> _("{n} rows", n=3)
    '3 rows'
    """
    translated = _catalogue.gettext(message)
    return translated.format(**values) if values else translated
