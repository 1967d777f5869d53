"""No path and no name in a text leads into another feature, be it Python, JavaScript, a style or a page."""

import posixpath
import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "src/bakeoff"
FEATURES = {path.parent.name for path in PACKAGE.glob("features/*/feature.py")}
ENDINGS = (".py", ".js", ".ts", ".css", ".html", ".toml", ".json")
_NAMED = re.compile(r"\bfeatures[./](\w+)")
_RELATIVE = re.compile(r"""["'(](\.{1,2}/[^"')]*)["')]""")


def owner(path: str) -> str:
    """Return the feature that a file of the package is of; empty if it is of none."""
    parts = path.split("/")
    return parts[1] if parts[0] == "features" and len(parts) > 2 else ""


def ways_into_others(path: str, text: str) -> set[str]:
    """Return the features that a file of the package names, or leads to by a relative path, but its own."""
    led = (posixpath.normpath(posixpath.join(posixpath.dirname(path), way)) for way in _RELATIVE.findall(text))
    found = {match for match in _NAMED.findall(text) if match in FEATURES} | set(map(owner, led))
    return found - {"", owner(path)}


def test_no_file_leads_into_another_feature():
    files = [path for path in sorted(PACKAGE.rglob("*")) if path.suffix in ENDINGS and "node_modules" not in path.parts]
    ways = {path.relative_to(PACKAGE).as_posix(): path.read_text(encoding="utf-8") for path in files}
    assert {path: found for path, text in ways.items() if (found := ways_into_others(path, text))} == {}
    assert sum(bool(owner(path)) for path in ways) > 100


def test_no_feature_climbs_out_of_its_folder():
    climbs = re.compile(r"\.parents\[|\.parent\.parent|\"\.\./|'\.\./")
    modules = PACKAGE.glob("features/**/*.py")
    assert [path.name for path in modules if climbs.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("web/routes.py", "import bakeoff.features.race.page"),
        ("export/bundle.py", 'bundled("features/lab/page/component.js")'),
        ("web/components/kit/tip.js", 'import { net } from "../../../features/lab/page/network.js"'),
        ("features/judge/page/board.py", 'job = "bakeoff.features.lab.job:work"'),
        ("features/ask/page/pad.js", 'import { net } from "../../lab/page/network.js"'),
        ("features/ask/page/pad.css", "background: url(../../lab/page/dots.svg)"),
    ],
)
def test_a_way_into_another_feature_is_found(path: str, text: str):
    assert len(ways_into_others(path, text)) == 1


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("features/lab/page/component.js", 'import { paint } from "../../../web/network/paint.js"'),
        ("features/lab/page/component.py", 'module_address("features/lab/page/component.js")'),
        ("features/learn/forward/page/page.py", "from bakeoff.features.learn.features.models import line"),
        ("web/network/view.py", "view.features.named"),
    ],
)
def test_a_way_at_home_or_down_is_none(path: str, text: str):
    assert ways_into_others(path, text) == set()
