"""What a browser is to bring ahead."""

from pathlib import Path

import pytest
import streamlit as st
from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from bakeoff.ui.shared import preload
from bakeoff.ui.shared.preload import DRAWN_WITH, Preload, preloaded
from tests.coroutines import result

STATIC = Path(st.__file__).parent / "static"


def told(answer: Response) -> Headers:
    said: list[dict] = []

    async def send(message) -> None:
        said.append(message)

    async def receive() -> dict:
        return {"type": "http.request"}

    result(Preload(answer)({"type": "http", "method": "GET", "path": "/", "headers": []}, receive, send))
    return Headers(raw=said[0]["headers"])


def test_each_module_is_there_and_streamlits_page_does_not_name_it_itself():
    names, named = preloaded(), (STATIC / "index.html").read_text(encoding="utf-8")
    assert all((STATIC / "static" / "js" / name).is_file() and name not in named for name in names)
    assert {name.partition(".")[0] for name in names} >= set(DRAWN_WITH)


@pytest.mark.parametrize("module", DRAWN_WITH)
def test_what_a_module_imports_is_brought_with_it(module):
    named = (STATIC / "index.html").read_text(encoding="utf-8")
    file = next((STATIC / "static" / "js").glob(f"{module}.*.js"))
    imports = [part.split('"')[0] for part in file.read_text(encoding="utf-8").split('from"./')[1:]]
    assert imports
    assert all(name in named or name in preloaded() for name in imports)


def test_a_page_names_them_and_nothing_else_does():
    links = told(HTMLResponse("<p>A page</p>"))["link"].split(", ")
    assert links == [f"</static/js/{name}>; rel=modulepreload" for name in preloaded()]
    assert "link" not in told(PlainTextResponse("Not a page"))


def test_they_are_behind_the_servers_path(monkeypatch):
    monkeypatch.setattr(preload, "base_path", lambda: "/tools/bakeoff")
    assert told(HTMLResponse("<p>A page</p>"))["link"].startswith("</tools/bakeoff/static/js/")
