"""Order of the test files: those nearest to a change run first, so that what it broke is seen early.

A test file is as far from a change as the shortest chain of imports between the two. Nothing is skipped.
"""

import re
import subprocess
from collections.abc import Collection
from pathlib import Path

ROOT = Path(__file__).parents[1]
IMPORT = re.compile(r"^(?:from|import) ((?:bakeoff|tests)[\w.]*)(?: import ([\w, ]*))?", re.MULTILINE)
NEAR = 1
FAR = 1_000
FEW = 20
"""Files of which the order does not matter."""


def near_first(files: Collection[str]) -> dict[str, int]:
    """Return the distance of each test file to what has changed; empty where that is not known."""
    changed = _changed() if len(files) > FEW else []
    if not changed:
        return {}
    try:
        import grimp  # which import-linter brings
    except ImportError:
        return {}
    graph = grimp.build_graph("bakeoff", cache_dir=None)
    distances = {name: 0 for path in changed for name in _modules(path)}
    edge = [name for name in distances if name in graph.modules]
    for name in edge:  # grows while it is read
        further = graph.find_modules_that_directly_import(name) - distances.keys()
        distances |= dict.fromkeys(further, distances[name] + 1)
        edge += further
    return {file: _distance(file, distances) for file in files}


def _distance(file: str, distances: dict[str, int]) -> int:
    return min((distances.get(name, FAR) for name in (*_modules(file), *_imports(file))), default=FAR)


def _modules(path: str) -> list[str]:
    """Return the module that a file is, or the package that a file of another kind belongs to."""
    place = Path(path.removeprefix("src/"))
    place = place.with_suffix("") if place.suffix == ".py" and place.stem != "__init__" else place.parent
    return [".".join(place.parts)]


def _imports(file: str) -> list[str]:
    text = (ROOT / file).read_text(encoding="utf-8")
    found = [(package, names.split(",")) for package, names in IMPORT.findall(text)]
    return [name for package, names in found for name in (package, *(f"{package}.{one.strip()}" for one in names))]


def _changed() -> list[str]:
    """Return the files that differ from where the branch left the main one; on that, from the commit before."""
    head = _git("rev-parse", "HEAD")
    base = _git("merge-base", "HEAD", "main")
    return _git("diff", "--name-only", "--relative", "HEAD~1" if base in ("", head) else base).splitlines()


def _git(*words: str) -> str:
    try:
        done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
