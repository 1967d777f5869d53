"""What is added to Streamlit's page."""

from pathlib import Path

import streamlit as st
from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.types import ASGIApp

from bakeoff.service.kernel import features
from bakeoff.web import page_head
from bakeoff.web.components import served
from bakeoff.web.page_head import DRAWN_WITH, PageHead, preloaded, style_name, style_sheet
from tests.coroutines import result

STATIC = Path(st.__file__).parent / "static"
HTML = "text/html,*/*;q=0.8"
PAGE = HTMLResponse("<body><p>A page</p></body>")
SHEET = f"/bakeoff-assets/{style_name()}"


def told(answer: ASGIApp, **asked: str) -> list[dict]:
    """Return what a browser is sent that asks for a page, and by what."""
    said: list[dict] = []

    async def send(message) -> None:
        said.append(message)

    async def receive() -> dict:
        return {"type": "http.request"}

    headers = [(name.replace("_", "-").encode(), value.encode()) for name, value in ({"accept": HTML} | asked).items()]
    result(PageHead(answer)({"type": "http", "method": "GET", "path": "/", "headers": headers}, receive, send))
    return said


def link(said: list[dict]) -> str:
    return Headers(raw=said[0]["headers"]).get("link", "")


def body(said: list[dict]) -> str:
    return b"".join(message.get("body", b"") for message in said[1:]).decode()


def test_each_module_is_there_and_streamlits_page_does_not_name_it_itself():
    names, named = preloaded(), (STATIC / "index.html").read_text(encoding="utf-8")
    assert [name.partition(".")[0] for name in names] == sorted(DRAWN_WITH)
    assert all((STATIC / "static" / "js" / name).is_file() and name not in named for name in names)


def test_a_page_names_what_to_bring_and_nothing_else_does():
    first, *modules = link(told(PAGE)).split(", ")
    assert first == f"<{SHEET}>; rel=preload; as=style"
    assert modules == [f"</static/js/{name}>; rel=modulepreload" for name in preloaded()]
    assert link(told(PlainTextResponse("Not a page"))) == ""
    assert link(told(PAGE, accept="*/*")) == ""


def test_our_style_sheet_comes_after_all_that_streamlit_writes_into_the_head():
    streamlits = (STATIC / "index.html").read_text(encoding="utf-8")
    told_page = body(told(HTMLResponse(streamlits)))
    assert told_page.index("</head>") < told_page.index(f'<link rel="stylesheet" href="{SHEET}">')
    assert told_page.replace(f'<link rel="stylesheet" href="{SHEET}">', "") == streamlits
    assert body(told(PlainTextResponse("</body>"))) == "</body>"


def test_the_sheets_of_the_features_follow_that_of_all_pages_in_their_order():
    sheets = [feature.style.read_bytes() for feature in features() if feature.style]
    assert len(sheets) > 10
    places = [style_sheet().index(sheet) for sheet in sheets]
    assert places == sorted(places)
    assert places[0] > style_sheet().index(b":root")


def test_a_page_that_a_browser_has_of_before_an_update_is_sent_anew_and_as_it_is():
    heard: list[Headers] = []

    async def streamlits(scope, receive, send) -> None:
        heard.append(Headers(scope=scope))
        await HTMLResponse("<body></body>", headers={"etag": '"of streamlit"'})(scope, receive, send)

    said = told(streamlits, if_none_match='"of streamlit"', accept_encoding="gzip", cookie="a=1")
    assert dict(heard[0]) == {"accept": HTML, "cookie": "a=1"}
    assert "etag" not in Headers(raw=said[0]["headers"])


def test_they_are_behind_the_servers_path(monkeypatch):
    monkeypatch.setattr(page_head, "base_path", lambda: "/tools/bakeoff")
    monkeypatch.setattr(served, "base_path", lambda: "/tools/bakeoff")
    said = told(PAGE)
    assert link(said).startswith(f"</tools/bakeoff{SHEET}>")
    assert "</tools/bakeoff/static/js/" in link(said)
    assert f'href="/tools/bakeoff{SHEET}"' in body(said)
