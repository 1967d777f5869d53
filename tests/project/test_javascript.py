"""The JavaScript: its form, its types, its tests under Node's own runner, and that both sides know the same words."""

import asyncio
import os
import posixpath
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NoReturn

import pytest
from starlette.routing import Router

from bakeoff.features.learn.descent.page.descent import words as descent_words
from bakeoff.features.learn.parts.net_words import words as network_words
from bakeoff.web.components.modules import MODULES, module_address, module_route
from bakeoff.web.network.texts import words

ROOT = Path(__file__).parents[2]
MODERN = 20


def _do_without(sentence: str) -> NoReturn:
    """Skip for want of a tool; where `.ci/run` has brought the tools, that is a failure."""
    if os.environ.get("CI"):
        pytest.fail(sentence)
    pytest.skip(sentence)


def _node() -> str:
    """Return Node's path; skip if it is not here or too old to find its tests by itself."""
    node = shutil.which("node")
    if node is None:
        _do_without("Node is not installed; the JavaScript is tested where it is (20 or newer, no packages needed).")
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    if int(version.lstrip("v").split(".")[0]) < MODERN:
        _do_without(f"Node {version.strip()} is too old; the JavaScript is tested under {MODERN} or newer.")
    return node


@pytest.mark.parametrize(
    "command", [["biome", "check", "--error-on-warnings"], ["tsc"]], ids=["biome: form", "tsc: types"]
)
def test_javascript_is_well_formed_and_typed(command: list[str]):
    tool = shutil.which(command[0], path=ROOT / "node_modules" / ".bin")
    if tool is None:
        _do_without(f"{command[0]} is not installed; npm ci brings it.")
    checked = subprocess.run([tool, *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_javascript_passes_its_own_tests():
    files = sorted(str(path) for path in (ROOT / "tests" / "js").glob("*.test.js"))
    environment = os.environ | {"BAKEOFF_PYTHON": sys.executable}
    done = subprocess.run([_node(), "--test", *files], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("modules", "told"),
    [
        (r"features/(lab|race)/", words),
        (r"features/learn/parts/net_", network_words),
        (r"features/learn/descent/", descent_words),
    ],
    ids=["lab and stage", "network of the chapters", "race of the optimisers"],
)
def test_every_word_the_browser_asks_for_is_there(modules: str, told: Callable[[], Mapping[str, str]]):
    source = "\n".join(content.decode() for name, content in MODULES.items() if re.match(modules, name))
    asked = set(re.findall(r"\bwords\.(?!js\b)([a-z]\w*)", source))
    assert asked
    assert asked <= set(told()), asked - set(told())


def test_every_word_is_used():
    source = "\n".join(content.decode() for content in MODULES.values())
    unused = {name for name in words() if not re.search(rf"\b{name.removesuffix('_one')}\b", source)}
    assert not unused


def test_every_import_between_modules_can_be_served():
    for name, content in MODULES.items():
        folder = posixpath.dirname(name)
        for imported in re.findall(r'^(?:import|\}) .*from "(\.\.?/[\w./]+)"', content.decode(), re.M):
            path = posixpath.normpath(posixpath.join(folder, imported))
            assert path in MODULES, f"{name} imports {imported}"


async def _get(path: str) -> tuple[int, dict[str, str], bytes]:
    """Ask the modules' route, as a server does (ASGI); return status, headers and body."""
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": path, "root_path": "", "query_string": b"", "headers": []}
    await Router(routes=[module_route()])(scope, receive, send)
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], headers, b"".join(message.get("body", b"") for message in sent[1:])


def _answer(path: str) -> Any:
    """Ask the route from a thread of its own: Playwright, in the same process, has a loop running in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, _get(path)).result()


def test_modules_are_served_as_javascript_and_nothing_else_is():
    status, headers, body = _answer(module_address("web/components/kit/same.js"))
    assert (status, body) == (200, MODULES["web/components/kit/same.js"])
    assert headers["content-type"].startswith("text/javascript")
    for name in ("web/network/lab.css", "spec.py", "../../setup.js", "..%2F..%2Fx.js", "web/nothing.js"):
        assert _answer(module_address(name))[0] == 404


def test_a_module_is_served_with_the_names_of_all_that_its_imports_import_so_that_a_browser_waits_twice():
    body = _answer(module_address("features/lab/page/component.js"))[2]
    assert body.startswith(MODULES["features/lab/page/component.js"])
    added = body.removeprefix(MODULES["features/lab/page/component.js"]).decode()
    paths = {posixpath.normpath(f"features/lab/page/{to}") for to in re.findall(r'import "(.+)"', added)}
    assert paths <= set(MODULES)
    for name in paths:
        imported = re.findall(r'^(?:import|\}) .*from "(\..+)"', MODULES[name].decode(), re.M)
        assert {posixpath.normpath(f"{posixpath.dirname(name)}/{to}") for to in imported} <= paths
