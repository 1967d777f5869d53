"""Compiled catalogues of messages: a wheel holds them, a checkout compiles its ``.po`` files at the first look."""

import json
import struct
from pathlib import Path

_MAGIC = 0x950412DE


def catalogue(folder: Path, code: str) -> bytes:
    """Return a language's compiled catalogue; empty where there is none."""
    path = folder / f"{code}.mo"
    if path.is_file():
        return path.read_bytes()
    source = path.with_suffix(".po")
    return compiled(source.read_text(encoding="utf-8")) if source.is_file() else b""


def compiled(po: str) -> bytes:
    """Compile a catalogue as ``.ci/catalogue`` writes it: an empty line after each message, none fuzzy."""
    pairs = sorted(pair for entry in po.split("\n\n") if (pair := _pair(entry))[1])
    texts = [id for id, _message in pairs] + [message for _id, message in pairs]
    begin = 28 + 8 * len(texts)
    places: list[int] = []
    for text in texts:
        places += [len(text), begin]
        begin += len(text) + 1
    head = (_MAGIC, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0, *places)
    return struct.pack(f"<{len(head)}I", *head) + b"".join(text + b"\0" for text in texts)


def _pair(entry: str) -> tuple[bytes, bytes]:
    """Return a message's key and its translation, empty if there is none, as gettext joins their parts."""
    parts, of = ["", ""], 0
    for line in entry.splitlines():
        field, quote, rest = line.partition('"')
        if field.startswith("#") or not quote:
            continue
        text = json.loads(quote + rest) if "\\" in rest else rest[:-1]
        if field.startswith("msgstr"):
            of = 1
        if field == "msgid_plural " or (field.startswith("msgstr[") and field != "msgstr[0] "):
            text = "\0" + text
        parts[of] += text + "\4" if field == "msgctxt " else text
    return parts[0].encode(), parts[1].encode()
