"""What the server tells Streamlit before the first visitor comes."""

import json
import subprocess
import sys
from importlib import resources
from importlib.metadata import version
from pathlib import Path

import pytest
import streamlit as st
from starlette.requests import Request

from bakeoff.errors import SettingError
from bakeoff.web.components.modules import VERSION
from bakeoff.web.page_head import style_version
from bakeoff.web.server import routes, set_up_streamlit
from bakeoff.web.streamlit_private import host_is_allowed, set_server_option
from tests.coroutines import result


@pytest.fixture(autouse=True)
def as_before():
    before = {name: st.get_option(f"server.{name}") for name in ("maxUploadSize", "allowedHosts", "address")}
    yield
    for name, value in before.items():
        set_server_option(name, value)


def test_a_server_is_there_for_its_own_machine_alone_unless_it_is_opened():
    assert st.get_option("server.address") == "localhost"


@pytest.mark.parametrize(
    ("preset", "address", "own_alone"),
    [("local", "localhost", True), ("local", "0.0.0.0", False), ("class", "localhost", False)],
)
def test_on_ones_own_machine_alone_it_goes_by_that_machines_names(monkeypatch, preset, address, own_alone):
    monkeypatch.setenv("BAKEOFF_PRESET", preset)
    set_server_option("address", address)
    set_up_streamlit()
    assert all(host_is_allowed(f"{name}:8501") for name in ("localhost", "127.0.0.1", "[::1]"))
    assert host_is_allowed("rebind.example:8501") != own_alone


def test_it_goes_by_the_names_that_it_is_told(monkeypatch):
    set_server_option("allowedHosts", ["bakeoff.example"])
    set_up_streamlit()
    assert host_is_allowed("bakeoff.example")
    assert not host_is_allowed("localhost")


def test_streamlit_takes_files_as_large_as_may_be_brought(monkeypatch):
    monkeypatch.delenv("BAKEOFF_UPLOAD_MB", raising=False)
    set_up_streamlit()
    assert st.get_option("server.maxUploadSize") == 20
    monkeypatch.setenv("BAKEOFF_UPLOAD_MB", "200")
    set_up_streamlit()
    assert st.get_option("server.maxUploadSize") == 200


def test_a_limit_that_is_no_number_is_told(monkeypatch):
    monkeypatch.setenv("BAKEOFF_UPLOAD_MB", "much")
    with pytest.raises(SettingError, match="BAKEOFF_UPLOAD_MB"):
        set_up_streamlit()


@pytest.mark.parametrize("query", ["", "dataset=iris&run=a%2Fb"])
def test_who_types_the_name_of_the_first_page_is_led_to_the_bare_address(query):
    (first,) = (route for route in routes() if route.path == "/race")
    asked = {"type": "http", "path": "/race", "query_string": query.encode(), "headers": [], "server": ("host", 80)}
    answer = result(first.endpoint(Request(asked)))
    assert answer.status_code == 307
    assert answer.headers["location"] == (f"./?{query}" if query else "./")


@pytest.mark.parametrize("path", ["bakeoff-assets/style.css", "bakeoff-assets/modules/{version}/{path:path}"])
def test_what_is_kept_for_ever_is_that_of_this_servers_version(path):
    (route,) = (route for route in routes() if route.path == f"/{path}")

    def kept(version: str) -> str:
        parts = {"version": version, "path": "web/components/kit/bootstrap.js"}
        asked = {
            "type": "http",
            "path": route.path,
            "query_string": version.encode(),
            "headers": [],
            "path_params": parts,
        }
        return result(route.endpoint(Request(asked))).headers["cache-control"]

    current = style_version() if path.endswith(".css") else VERSION
    assert (kept(current), kept("of-another")) == ("public, max-age=31536000, immutable", "no-store")


def test_plotly_is_served_as_it_is_behind_the_line_by_which_chromium_compiles_it_beside_the_page():
    (route,) = (route for route in routes() if route.path == "/bakeoff-assets/plotly.min.js")
    asked = {"type": "http", "path": route.path, "query_string": version("plotly").encode(), "headers": []}
    answer = route.endpoint(Request(asked))
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    hint, script = answer.body.split(b"\n", 1)
    assert hint == b"//# allFunctionsCalledOnLoad"
    assert script == (resources.files("plotly") / "package_data" / "plotly.min.js").read_bytes()


EVERY_DOOR = """
import json, sys
from pathlib import Path
from bakeoff.web.server import import_pages

import_pages()
before = set(sys.modules)
for door in sorted(Path(sys.argv[1]).glob("*/*.py")):
    lines = door.read_text(encoding="utf-8").splitlines()
    exec("\\n".join(line for line in lines if line.startswith("from ")))
heavy = {"tensorflow", "keras", "torch", "distributed", "optuna"}
print(json.dumps([sorted(before & heavy), sorted(set(sys.modules) - before)]))
"""


def test_pages_are_imported_before_a_visitor_comes_and_nothing_heavy_is():
    doors = Path(__file__).parents[3] / "pages"
    done = subprocess.run([sys.executable, "-c", EVERY_DOOR, doors], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout.splitlines()[-1]) == [[], []]


@pytest.mark.parametrize(
    "path", [f"x/{'a' * 300}.js", "x\x00.js", "../../x.js", "web/app.py", "", "a/" * 3000 + "b.js"]
)
def test_a_module_that_no_file_can_be_is_not_found(path):
    (route,) = (route for route in routes() if route.path == "/bakeoff-assets/modules/{version}/{path:path}")
    asked = {"type": "http", "path": "/", "query_string": b"", "headers": []}
    asked["path_params"] = {"version": VERSION, "path": path}
    assert result(route.endpoint(Request(asked))).status_code == 404
