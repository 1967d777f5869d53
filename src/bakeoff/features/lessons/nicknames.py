"""Nicknames of learners in a class: short, visible and distinct."""

import hashlib
import itertools
import unicodedata

from bakeoff.errors import SettingError
from bakeoff.text import _

MOST_LETTERS = 24
MOST_MARKS = 2
"""Largest number of accents on one another: a tower of them would cover the lines above."""
_JOINERS = "\u200c\u200d"
"""Within words of some languages, and within some emoji: all else that cannot be seen is refused."""
_BLANKS = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters and a symbol that are drawn as nothing."""

_LOOKS_LIKE = str.maketrans(
    "авеѕіјкӏмнорԛстухһԁԝαβεζηικμνορτυχϳօոսհɑɡıiǀ|10",
    "abesljklmhopqctyxhdwabezhlkmnoptyxjonuhaglllllo",
)
"""Small Cyrillic, Greek and Armenian letters, and digits, to the Latin ones that they or their capitals look like."""


def nickname(given: str) -> str:
    """Return a nickname as it is shown.

    Raises
    ------
    SettingError
        If it is none: one sentence that says why.

    Examples
    --------
    >>> nickname("  Ada   Lovelace ")
    'Ada Lovelace'
    """
    if len(given) > 10 * MOST_LETTERS:  # not worth a closer look
        raise SettingError(_too_long())
    name = unicodedata.normalize("NFC", " ".join(given.split()))
    if any(unicodedata.category(letter).startswith(("C", "Zl", "Zp")) and letter not in _JOINERS for letter in name):
        raise SettingError(_("A nickname must not hold characters that cannot be seen."))
    if len(name) > MOST_LETTERS:
        raise SettingError(_too_long())
    if not _seen(name):
        raise SettingError(_("Say what you want to be called here: a nickname of 1 to {n} characters.", n=MOST_LETTERS))
    marks = (len(list(run)) for is_mark, run in itertools.groupby(name, _is_mark) if is_mark)
    if max(marks, default=0) > MOST_MARKS:
        raise SettingError(_("A nickname must not pile up accents; use its plain letters."))
    return name


def name_key(name: str) -> str:
    """Return what two nicknames have in common that look alike, or differ in capitals alone.

    Examples
    --------
    >>> name_key("Ada") == name_key("ＡＤＡ"), name_key("Ada") == name_key("Ava")
    (True, False)
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold()).translate(_LOOKS_LIKE)
    return hashlib.sha256(_seen(folded).encode()).hexdigest()


def _seen(name: str) -> str:
    return "".join(letter for letter in name if letter not in _JOINERS + _BLANKS and not letter.isspace())


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter) in ("Mn", "Me")


def _too_long() -> str:
    return _("A nickname must be at most {n} characters long.", n=MOST_LETTERS)
