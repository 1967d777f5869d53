"""Compressed text files of the page."""

import gzip

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from bakeoff.web.compressed import CompressedFiles
from tests.coroutines import result

TEXT = b"const one = 1;\n" * 10_000
PLAIN = {"accept-encoding": "identity"}


@pytest.fixture
def ask(tmp_path):
    """Return a function that asks a server for a script, a picture, a small sheet or a report."""
    (tmp_path / "big.js").write_bytes(TEXT)
    answers = {
        "/static/big.js": lambda _request: FileResponse(tmp_path / "big.js"),
        "/static/picture.png": lambda _request: Response(TEXT, media_type="image/png"),
        "/static/small.css": lambda _request: Response(b"a {}", media_type="text/css"),
        "/report.json": lambda _request: Response(TEXT, media_type="application/json"),
    }
    app = CompressedFiles(Starlette(routes=[Route(path, answer) for path, answer in answers.items()]))
    client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://server")
    return lambda path, **headers: result(client.get(path, headers=headers))


def test_a_script_comes_compressed_once_for_all(ask, monkeypatch):
    first = ask("/static/big.js")
    assert first.content == TEXT
    assert int(first.headers["content-length"]) < len(TEXT) / 50
    assert first.headers["content-encoding"] == "gzip"
    monkeypatch.setattr(gzip, "compress", None)
    assert ask("/static/big.js").content == TEXT


@pytest.mark.parametrize("asked", [PLAIN, {"range": "bytes=0-99"}], ids=str)
def test_who_asks_for_the_file_itself_gets_it(ask, asked):
    answer = ask("/static/big.js", **asked)
    assert "content-encoding" not in answer.headers
    assert TEXT.startswith(answer.content)


def test_caches_keep_both_forms_apart(ask):
    packed, plain = ask("/static/big.js"), ask("/static/big.js", **PLAIN)
    assert packed.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"
    assert packed.headers["etag"] == "W/" + plain.headers["etag"]


@pytest.mark.parametrize(
    ("accepted", "packed"),
    [
        ("gzip;q=0", False),
        ("identity, gzip;q=0.000", False),
        ("notgzipped", False),
        ("", False),
        ("*;q=0, br", False),
        ("gzip ; q=0.1", True),
        ("br, GZIP", True),
        ("*", True),
    ],
)
def test_gzip_is_for_those_who_take_it(ask, accepted, packed):
    answer = ask("/static/big.js", **{"accept-encoding": accepted})
    assert ("content-encoding" in answer.headers) is packed
    assert answer.content == TEXT


def test_a_part_of_a_file_says_that_the_whole_varies(ask):
    part = ask("/static/big.js", range="bytes=0-99")
    assert (part.status_code, part.headers["vary"]) == (206, "Accept-Encoding")
    assert part.content == TEXT[:100]


@pytest.mark.parametrize("path", ["/static/picture.png", "/static/small.css", "/report.json"])
def test_pictures_small_files_and_what_is_made_for_one_visitor_stay_as_they_are(ask, path):
    assert "content-encoding" not in ask(path).headers
