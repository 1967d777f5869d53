"""Languages made up for a test."""

import functools
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from bakeoff import text

BEGIN, END = "⟦", "⟧"
PSEUDO = "xx"
_PLACES = re.compile(r"(\{[^{}]*\}|%\(\w+\)[rs]|%[rs]\b)")
_WIDE = str.maketrans("aeiouyncAEIOU", "äëïöüÿñçÄËÏÖÜ")


def marked(english: str) -> str:
    """Return how the pseudo-language says something: recognisable, marked at both ends, its places as they are."""
    if not re.search(r"[A-Za-z]", _PLACES.sub("", english)):
        return english
    parts = [part if _PLACES.fullmatch(part) else part.translate(_WIDE) for part in _PLACES.split(english)]
    return BEGIN + "".join(parts) + END


@contextmanager
def language_made_of(
    folder: Path, code: str, said: Mapping[str | tuple[str, str], str | tuple[str, ...]], plurals: str = ""
) -> Iterator[None]:
    """Have one more language: what it says for each message, in as many forms as it has."""
    catalogue = Catalog(locale=None)
    for id, forms in said.items():
        catalogue.add(id, string=forms)
    path = folder / f"{code}.mo"
    with path.open("wb") as file:
        write_mo(file, catalogue)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text, "LOCALE", folder)
        _forget()
        try:
            yield
        finally:
            _forget()


@functools.cache
def _pseudo_messages() -> dict[str | tuple[str, str], str | tuple[str, ...]]:
    """Return what the language `PSEUDO` says for each message; all of the code is gone through for it."""
    loader = SourceFileLoader("catalogue", str(Path(__file__).parents[1] / ".ci" / "catalogue"))
    module = module_from_spec(spec_from_loader("catalogue", loader))
    loader.exec_module(module)
    said: dict[str | tuple[str, str], str | tuple[str, ...]] = {}
    for message in module.template():
        if isinstance(message.id, tuple):
            said[message.id] = tuple(map(marked, message.id))
        elif message.id:
            said[message.id] = marked(message.id)
    return said


@contextmanager
def pseudo_language(folder: Path) -> Iterator[None]:
    """Have the language `PSEUDO`, which says every message of the code in its own way."""
    with language_made_of(folder, PSEUDO, _pseudo_messages()):
        yield


def left_in_english(text: str) -> list[str]:
    """Return the words of a text that the pseudo-language has not said."""
    return re.findall(r"\w*[aeiouyncAEIOU]\w*", text)


def _forget() -> None:
    text._catalogue.cache_clear()
    text._whole.cache_clear()
    text.languages.cache_clear()
