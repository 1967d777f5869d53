"""What a visitor can read on a page that Streamlit's AppTest has run."""

import json
import re
import struct
from collections.abc import Iterator, Mapping, Sequence
from html.parser import HTMLParser
from typing import Any

import pyarrow as pa
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

HIDDEN = {
    *("id", "element_id", "form_id", "key", "url", "url_path", "href", "icon", "page_script_hash", "component_name"),
    *("help_id", "css_content", "js_content", "html_content", "fragment_id", "active_script_hash", "user_key", "page"),
    *(
        "language",
        "type",
        "width",
        "height",
        "color",
        "format",
        "allow",
        "file_id",
        "hash",
        "query_string",
        "mime_type",
    ),
    *(
        "code_text",
        "autocomplete",
        "media_file_storage",
        "style",
        "user_class",
        "css_class",
        "unsafe_allow_html",
        "data_test_id",
    ),
    *("styles", "uuid"),
}
"""Fields of Streamlit's messages that are for programs."""
SAID = {
    "text",
    "title",
    "name",
    "label",
    "hovertemplate",
    "ticktext",
    "texttemplate",
    "ticksuffix",
    "tickprefix",
    "alt",
    *("x", "y", "customdata", "hovertext", "labels", "values", "lines", "caption", "failure", "note", "said", "course"),
}
"""Fields of figures, and of what components are given, that are read."""
VOCABULARIES = {"words", "text"}
"""Fields under which a component is given all that it says."""


_HASH = re.compile(r"[0-9a-f]{32,}")
_FOR_PROGRAMS = re.compile(r"[a-z0-9_-]+(\+[\w.]+=\S+)?")  # also a lane: svm+C=1.0


class _Html(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self._silent += tag in ("style", "script", "code")
        self.texts += [value for name, value in attrs if value and name in ("aria-label", "title", "alt")]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("style", "script", "code")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.texts.append(data)


def of_html(text: str) -> list[str]:
    parser = _Html()
    parser.feed(text)
    return parser.texts


def visible(app: AppTest) -> Iterator[str]:
    """Give every text of a page: of widgets, tables, figures and components."""
    nodes: list[Any] = [app._tree]
    while nodes:
        node = nodes.pop()
        nodes += getattr(node, "children", {}).values()
        proto = getattr(node, "proto", None)
        if isinstance(proto, Message):
            yield from _of_message(proto)


def _of_message(message: Message) -> Iterator[str]:
    for field, value in message.ListFields():
        if field.name in HIDDEN:
            continue
        values = value if isinstance(value, Sequence) and not isinstance(value, str | bytes) else [value]
        for each in values:
            if isinstance(each, Message):
                yield from _of_message(each)
            elif isinstance(each, str):
                yield from _of_text(each)
            elif isinstance(each, bytes):
                yield from _of_bytes(each)


def _of_text(text: str) -> Iterator[str]:
    if text[:1] in ("{", "[", '"') and (data := _json(text)) is not None:
        yield from _of_data(data)
    elif "</" in text:
        yield from of_html(text)
    elif not _HASH.fullmatch(text):
        yield text


def _of_bytes(content: bytes) -> Iterator[str]:
    """Give the texts of what charts, tables and the components that draw are given."""
    if content[:1] == b"{":
        yield from _of_data(json.loads(content))
    elif content[:4] == b"\xff\xff\xff\xff":
        table = pa.ipc.open_stream(content).read_all()
        texts = [*table.column_names, *(value for column in table.columns for value in column.to_pylist())]
        yield from (text for text in texts if isinstance(text, str) and not _FOR_PROGRAMS.fullmatch(text))
    elif len(content) > 4 and content[4:5] == b"{":  # as `bakeoff.wire` packs it
        start = 4 + struct.unpack_from("<I", content)[0]
        header = json.loads(content[4:start])
        arrays = header.pop("arrays")
        yield from _of_data(header)
        for array in arrays.values():
            if isinstance(array, dict) and array["dtype"] == "uint8":
                first = start + array["offset"]
                yield from _of_bytes(content[first : first + array["shape"][0]])


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _of_data(data: Any, name: str = "") -> Iterator[str]:
    if isinstance(data, Mapping) and "parts" in data:  # a paragraph in which words can be opened
        yield "".join(part["text"] for part in data["parts"])
    elif isinstance(data, Mapping):
        for key, value in data.items():
            yield from _of_data(value, "label" if name in VOCABULARIES else key)
    elif isinstance(data, list):
        for value in data:
            yield from _of_data(value, name)
    elif (
        isinstance(data, str)
        and not _FOR_PROGRAMS.fullmatch(data)
        and (name in SAID or re.search(r"[a-z]{2,} [a-z]{2,} [a-z]{2,}", data))
    ):
        yield from of_html(data) if "</" in data and name not in SAID else [data]
