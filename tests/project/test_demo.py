"""The published stories in ``docs/demo`` are what this version makes of the races beside them."""

import base64
import json
import re
import zlib
from pathlib import Path
from typing import Any

from bakeoff.export.html_page import shared_files
from bakeoff.export.project import read_project
from bakeoff.export.publish import published
from bakeoff.recipes import STORIES
from bakeoff.text import SOURCE, speaking

DEMO = Path(__file__).parents[2] / "docs" / "demo"
MOST_BYTES = 2_000_000
FIGURE = re.compile(r'(?<=<script type="application/json">")([^"]*)(?=")')
PACKED = re.compile(r'(?<=packedPlotly = ")([^"]*)(?=")')


def inflated(match: re.Match[str]) -> str:
    return zlib.decompress(base64.b64decode(match[0])).decode()


def rounded(value: Any) -> Any:
    """Return JSON with numbers to five digits: the last ones differ between processors."""
    if isinstance(value, dict) and "bdata" in value:
        return len(value["bdata"])
    if isinstance(value, dict):
        return {name: rounded(part) for name, part in value.items()}
    if isinstance(value, list):
        return list(map(rounded, value))
    return float(f"{value:.5g}") if isinstance(value, float) else value


def figures(page: str) -> list[Any]:
    return [rounded(json.loads(inflated(match))) for match in FIGURE.finditer(page)]


def test_it_is_small():
    assert sum(path.stat().st_size for path in DEMO.rglob("*") if path.is_file()) <= MOST_BYTES


def test_its_shared_files_are_current():
    for name, text in shared_files().items():
        written = (DEMO / name).read_text(encoding="utf-8")
        assert PACKED.sub(inflated, written) == PACKED.sub(inflated, text), f"{name}: run .ci/demo"


def test_its_pages_are_current():
    with speaking(SOURCE):
        runs = {name: read_project((DEMO / f"{name}.bakeoff").read_bytes()).run() for name in STORIES}
        files = published(runs)
    pages = {name: text for name, text in files.items() if name.endswith(".html")}
    assert sorted(pages) == sorted(path.name for path in DEMO.glob("*.html"))
    for name, text in pages.items():
        written = (DEMO / name).read_text(encoding="utf-8")
        assert FIGURE.sub("", written) == FIGURE.sub("", text), f"{name}: run .ci/demo"
        assert figures(written) == figures(text), f"{name}: run .ci/demo"
