"""Catalogues compiled by us, against those that Babel compiles."""

import gettext
import io
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from bakeoff.catalogue import catalogue, compiled
from bakeoff.text import LOCALE

GERMAN = r"""
msgid ""
msgstr ""
"Language: de\n"
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

# A remark with a "quotation".
#, python-brace-format
msgid "{n} row"
msgid_plural "{n} rows"
msgstr[0] "{n} Zeile"
msgstr[1] ""
"{n} "
"Zeilen"

msgctxt "name of this language"
msgid "English"
msgstr "Deutsch"

msgid "A \"quoted\" word,\n\ta tab and a \\ "
"in two lines"
msgstr "Ein \"Wort\",\n\tein Tabulator und ein \\"

msgid "not said"
msgstr ""
"""


def messages(content: bytes) -> dict[object, str]:
    catalog = dict(gettext.GNUTranslations(io.BytesIO(content))._catalog)
    catalog.pop("")  # the head, in which Babel writes the day
    return catalog


@pytest.mark.parametrize("po", [(LOCALE / "zh.po").read_text(encoding="utf-8"), GERMAN], ids=["zh", "de"])
def test_a_catalogue_is_compiled_as_babel_does(po: str):
    out = io.BytesIO()
    write_mo(out, read_po(io.BytesIO(po.encode())))
    assert messages(compiled(po)) == messages(out.getvalue())


def test_a_compiled_catalogue_is_read_before_its_source(tmp_path: Path):
    assert catalogue(tmp_path, "de") == b""
    (tmp_path / "de.po").write_text(GERMAN, encoding="utf-8")
    assert (
        gettext.GNUTranslations(io.BytesIO(catalogue(tmp_path, "de"))).ngettext("{n} row", "{n} rows", 3)
        == "{n} Zeilen"
    )
    (tmp_path / "de.mo").write_bytes(b"as it is")
    assert catalogue(tmp_path, "de") == b"as it is"
