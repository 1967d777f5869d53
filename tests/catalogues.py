"""Languages made up for a test."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from bakeoff import text

BEGIN, END = "⟦", "⟧"
_PLACES = re.compile(r"(\{[^{}]*\})")
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


def _forget() -> None:
    text._catalogue.cache_clear()
    text.languages.cache_clear()
