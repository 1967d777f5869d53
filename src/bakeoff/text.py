"""The one place every visible string goes through, and where it is said in its reader's language.

Messages are the English sentences themselves, whole, with named places for values, so that a catalogue
for another language can turn them round. No sentence is put together from pieces.

What `_` returns is a text in the language of whoever is served at that moment, which remembers what it was made from.
What was made elsewhere (in a job, on another day, for another visitor) is said again in the reader's language by
`told`. Languages are the gettext catalogues in ``bakeoff/locale``: one more file is one more language.
"""

import functools
import gettext
import io
import numbers
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self, TypeVar

from bakeoff.catalogue import catalogue
from bakeoff.filling import COUNTS, Count, apostrophes, filler

LOCALE = Path(__file__).parent / "locale"
"""Folder of the catalogues."""

SOURCE = "en"
"""The language that messages are written in, which needs no catalogue."""


class Sentence(str):
    """A text that can be said in another language.

    Attributes
    ----------
    id : str
        The English sentence, with ``{name}`` for each value.
    plural : str
        The sentence for any number but one, where it hangs on one; else empty.
    values : mapping of str to object
        What stands in its places; texts among them may be messages.
    code : str
        The language that it is in, and need not be said in again; empty where that is not known.
    """

    __slots__ = ("code", "id", "plural", "values")

    code: str
    id: str
    plural: str
    values: Mapping[str, Any]

    def __new__(
        cls, text: str, id: str, plural: str = "", values: Mapping[str, Any] | None = None, code: str = ""
    ) -> Self:
        """Make one that reads `text`."""
        message = super().__new__(cls, text)
        message.id, message.plural, message.values, message.code = id, plural, values or {}, code
        return message

    def __str__(self) -> str:
        """Return itself, so that an error's message is one still."""
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return Sentence, (str.__str__(self), self.id, self.plural, self.values)


@dataclass(frozen=True)
class Language:
    """One language that can be chosen.

    Attributes
    ----------
    code : str
        What addresses and the command line call it: its file's name.
    tag : str
        What HTML calls it (BCP 47).
    name : str
        What it calls itself.
    """

    code: str
    tag: str
    name: str


_T = TypeVar("_T")
_spoken: ContextVar[str | None] = ContextVar("language", default=None)
_ask_for_language: Callable[[], str | None] = lambda: None  # noqa: E731


def language() -> str:
    """Return the code of the language that is spoken now."""
    return _spoken.get() or _ask_for_language() or SOURCE


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak a language within a block, in this thread or task alone."""
    token = _spoken.set(code)
    try:
        yield
    finally:
        _spoken.reset(token)


def ask_for_language(reader: Callable[[], str | None]) -> None:
    """Set who tells, at any moment and in any thread, the language of whoever is served there; None where nobody is."""
    global _ask_for_language
    _ask_for_language = reader


@functools.cache
def languages() -> Mapping[str, Language]:
    """Return every language that there is, by its code, English first."""
    there = {SOURCE: Language(SOURCE, SOURCE, "English")}
    for path in sorted(LOCALE.glob("*.[mp]o")):
        messages = _catalogue(path.stem)
        tag = messages.info().get("language", path.stem).replace("_", "-")
        there[path.stem] = Language(path.stem, tag, messages.pgettext("name of this language", "English"))
    return there


@functools.cache
def _catalogue(code: str) -> gettext.NullTranslations:
    """Read a language's catalogue; an empty one where there is none, as for English."""
    content = catalogue(LOCALE, code)
    return gettext.GNUTranslations(io.BytesIO(content)) if content else gettext.NullTranslations()


def _(message: str, /, **values: object) -> str:
    """Return `message` in the reader's language with its places filled.

    Parameters
    ----------
    message : str
        English sentence, with ``{name}`` for each value (`str.format` syntax); or what was declared, which may be one.
    **values : object
        What to put in the places.

    Examples
    --------
    >>> _("{n} rows", n=3)
    '3 rows'
    """
    if isinstance(message, Sentence):
        return _said(message.id, message.plural, _plain(values), language()) if values else told(message)
    return _said(message, "", _plain(values), language()) if values else _whole(message, language())


def once_a_language(make: Callable[[], _T]) -> Callable[[], _T]:
    """Cache a function that makes only sentences, once for each language: a live page calls it at every tick."""
    made: dict[gettext.NullTranslations, _T] = {}

    @functools.wraps(make)
    def kept() -> _T:
        messages = _catalogue(language())
        if messages not in made:
            made[messages] = make()
        return made[messages]

    return kept


def declared(text: str) -> str:
    """Return a text that stands in the code, to be said in whatever language is spoken when it is shown."""
    return text if isinstance(text, Sentence) or not text else Sentence(text, text)


def declare(record: object, *names: str) -> None:
    """Declare these texts of a frozen record, which may be tuples of texts: for its ``__post_init__``."""
    for name in names:
        value = getattr(record, name)
        object.__setattr__(record, name, tuple(map(declared, value)) if isinstance(value, tuple) else declared(value))


def verbatim(text: str) -> str:
    """Return a text of a visitor's own, which is the same in every language, whatever it says."""
    return Sentence(text, "{text}", "", {"text": text})


def counted(single: str, several: str, /, n: int, **values: object) -> str:
    """Return a sentence that hangs on a number, in the form that the reader's language has for it.

    Parameters
    ----------
    single : str
        English sentence for one.
    several : str
        English sentence for every other number, with ``{n}`` for it.
    **values : object
        What to put in the other places.

    Examples
    --------
    >>> counted("{n} row", "{n} rows", 1), counted("{n} row", "{n} rows", 3)
    ('1 row', '3 rows')
    """
    return _said(single, several, _plain({"n": n} | values), language())


def told(text: str) -> str:
    """Return a text in the reader's language, if it remembers what it was made from; else as it is."""
    said: str = _said_again(text, language()) if isinstance(text, Sentence) else text
    return said


def bare(text: str) -> str:
    """Return a text in the reader's language as its words and nothing else: a name of a file can be no message.

    Examples
    --------
    >>> type(bare(_("Pasted table"))).__name__
    'str'
    """
    return str.__str__(told(text))


def listed(texts: Sequence[str]) -> str:
    """Return texts as a list in a sentence.

    The patterns are those of CLDR, which a test compares.

    Examples
    --------
    >>> listed(["A"]), listed(["A", "B"]), listed(["A", "B", "C", "D"])
    ('A', 'A and B', 'A, B, C and D')
    """
    if len(texts) < 2:
        return texts[0] if texts else ""
    if len(texts) == 2:
        return _("{first} and {second}", first=texts[0], second=texts[1])
    return _("{list} and {last}", list=enumerated(texts[:-1]), last=texts[-1])


def enumerated(texts: Sequence[str], most: int | None = None) -> str:
    """Return texts one after another, parted as the reader's language parts them.

    Parameters
    ----------
    most : int, optional
        How many are named at most.

    Examples
    --------
    >>> enumerated(["A", "B", "C"]), enumerated(["A", "B", "C"], 2)
    ('A, B, C', 'A, B, …')
    """
    if most is not None and len(texts) > most:
        return _("{list}, …", list=enumerated(texts[:most]))
    if len(texts) < 2:
        return texts[0] if texts else ""
    middle = len(texts) // 2  # so that a long list does not nest as deep as it is long
    return _("{list}, {next}", list=enumerated(texts[:middle]), next=enumerated(texts[middle:]))


def clauses(texts: Sequence[str]) -> str:
    """Return clauses, in which there may be commas, one after another.

    Examples
    --------
    >>> clauses(["A, first", "B, then", "C"])
    'A, first; B, then; C'
    """
    so_far = texts[0] if texts else ""
    for text in texts[1:]:
        so_far = _("{clauses}; {next}", clauses=so_far, next=text)
    return so_far


def sentences(*texts: str) -> str:
    """Return whole sentences one after another; empty ones are left out.

    Examples
    --------
    >>> sentences("All is well.", "", "It stays so.")
    'All is well. It stays so.'
    """
    there = [text for text in texts if text]
    so_far = there[0] if there else ""
    for text in there[1:]:
        so_far = _("{sentences} {next}", sentences=so_far, next=text)
    return so_far


def written(text: str) -> Any:
    """Return a text as JSON keeps it: what it was made from beside it, if it knows."""
    if not isinstance(text, Sentence) or not text:
        return str.__str__(text)
    with speaking(SOURCE):
        english = str.__str__(told(text))
    values = {name: written(value) if isinstance(value, str) else value for name, value in text.values.items()}
    return {"id": text.id, "values": values, "text": english} | ({"plural": text.plural} if text.plural else {})


def read(kept: Any) -> str:
    """Return a text that was kept as JSON, in the reader's language; what was kept as bare words stays as it is.

    It may come from anywhere: where its sentence is none that can be filled with its values, or would become longer
    than any that is meant, its English text counts.
    """
    if not isinstance(kept, Mapping):
        return str(kept)
    try:
        message = _remembered(kept, MOST_LEVELS)
        if _length(message) <= MOST_LETTERS:
            return _said(message.id, message.plural, message.values, language())
    except (KeyError, ValueError, TypeError):
        pass
    return str(kept.get("text", ""))


MOST_LETTERS = 20_000
"""Longer than any text is: what doubles itself in every text within a text would fill the memory."""

MOST_LEVELS = 100
"""As deep as texts may stand within texts: one more for each word of a list."""
_FILLABLE = re.compile(r"(?:[^{}]|\{\{|\}\}|\{[a-z_][a-z_0-9]*(?::[+,]?(?:\.\d)?[a-z%]?)?\})*")
"""A sentence whose places take a value as it is: nothing within the value can be asked for, nor any width."""

_PLACE = re.compile(r"\{\{|\{([a-z_0-9]+)")


@functools.lru_cache(maxsize=1024)
def _places(sentence: str) -> dict[str, int]:
    """Return the places of a sentence, and how often each is in it; ValueError if no value can stand so."""
    if not _FILLABLE.fullmatch(sentence):
        raise ValueError(sentence)
    return dict(Counter(filter(None, _PLACE.findall(sentence))))


def _remembered(kept: Mapping[str, Any], levels: int) -> Sentence:
    """Return a text that was kept, with those within it; ValueError if it is none that can be said."""
    if not levels:
        raise ValueError(kept)
    id, plural, given = apostrophes(str(kept.get("id", ""))), str(kept.get("plural", "")), kept.get("values")
    if not id or len(id) + len(plural) > MOST_LETTERS or not isinstance(given, Mapping):
        raise ValueError(id)
    if plural and type(given["n"]) is not int:
        raise ValueError(given["n"])
    names = _places(id) | _places(plural) | ({"n": 1} if plural else {})
    values = {name: _value(given[name], levels) for name in names}
    return Sentence(str(kept.get("text", "")), id, plural, values)


def _value(kept: Any, levels: int) -> Any:
    if isinstance(kept, Mapping):
        return _remembered(kept, levels - 1)
    return kept if isinstance(kept, int | float) else str(kept)


def _length(value: Any) -> int:
    """Return how long a text is at most, without making it."""
    if not isinstance(value, Sentence):
        return len(str(value))
    places = [*_places(value.id).items(), *_places(value.plural).items()]
    return len(value.id) + len(value.plural) + sum(times * _length(value.values[name]) for name, times in places)


def _plain(values: Mapping[str, object]) -> dict[str, Any]:
    """Return values as a message keeps them: texts and Python's own numbers; of all else, how it reads."""
    return {name: value if type(value) in _KEPT else _reduced(value) for name, value in values.items()}


_KEPT = {str, Sentence, int, float, bool}


def _reduced(value: object) -> Any:
    if isinstance(value, numbers.Number) and hasattr(value, "item"):
        return value.item()
    return value if isinstance(value, str | int | float) else str(value)


@functools.lru_cache(maxsize=4096)
def _whole(id: str, code: str) -> Sentence:
    """Say a message without places, of which a page has hundreds at each of its ticks."""
    return Sentence(_catalogue(code).gettext(id) if id else "", id, code=code)  # gettext's for none is about itself


def _said_again(value: Any, code: str) -> Any:
    """Return what may be a message in a language; it may be so already."""
    other = isinstance(value, Sentence) and value.code != code
    return _said(value.id, value.plural, value.values, code) if other else value


def _said(id: str, plural: str, values: Mapping[str, Any], code: str) -> Sentence:
    if not values:
        return _whole(id, code)
    messages = _catalogue(code)
    pattern = messages.ngettext(id, plural, values["n"]) if plural else messages.gettext(id)
    shown = {
        name: Count(value) if type(value) is int and name in COUNTS else _said_again(value, code)
        for name, value in values.items()
    }
    return Sentence(filler(pattern)(shown), id, plural, values, code)
