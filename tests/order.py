"""Order of the test files: those nearest to a change run first, so that what it broke is seen early.

A test file is as far from a change as the shortest chain of imports between the two. Nothing is skipped unless asked
for (``pytest --near``): then what no chain leads to.
"""

import re
import subprocess
from collections.abc import Collection
from pathlib import Path

ROOT = Path(__file__).parents[1]
IMPORT = re.compile(r"^ *(?:from|import) ((?:bakeoff|tests)[\w.]*)(?: import ([\w, ]*))?", re.MULTILINE)
FEATURE = re.compile(r"tests/features/(\w+)/(?:pages|journeys)/")
EVERY_PAGE = ("tests/pages/", "tests/journeys/", "tests/project/")
"""What reads, opens or walks through all of the project."""
NEAR = 1
FAR = 1_000
FEW = 20
"""Files of which the order does not matter."""


def distances(files: Collection[str]) -> dict[str, int]:
    """Return the distance of each test file to what has changed; empty where that is not known, or may be anything."""
    changed = _changed() if len(files) > FEW else []
    if not changed or any(_reaches_all(path) for path in changed):
        return {}
    try:
        import grimp  # which import-linter brings
    except ImportError:
        return {}
    graph = grimp.build_graph("bakeoff", cache_dir=None)
    steps = {name: 0 for path in changed for name in _modules(path, graph.modules)}
    edge = [name for name in steps if name in graph.modules]
    for name in edge:  # grows while it is read
        further = graph.find_modules_that_directly_import(name) - steps.keys()
        steps |= dict.fromkeys(further, steps[name] + 1)
        edge += further
    return {file: _distance(file, steps) for file in files}


def _reaches_all(path: str) -> bool:
    """Return if a file decides how everything runs: entry, pages, settings, requirements, the tests' fixtures."""
    if path.startswith("tests/"):
        return path.endswith(("conftest.py", "fixtures.py", "order.py"))
    return not path.startswith(("src/", "docs/", "benchmarks/")) and not path.endswith(".md")


def _distance(file: str, steps: dict[str, int]) -> int:
    if feature := FEATURE.match(file):
        home = f"bakeoff.features.{feature[1]}."
        names = [name for name in steps if name.startswith(home)]
    elif file.startswith(EVERY_PAGE):
        names = list(steps)
    else:
        names = []
    return min((steps.get(name, FAR) for name in (_name(file), *_imports(file), *names)), default=FAR)


def _name(path: str) -> str:
    return ".".join(Path(path.removeprefix("src/")).with_suffix("").parts)


def _modules(path: str, modules: Collection[str]) -> list[str]:
    """Return the module that a file is; of a package, or a file of another kind in one, all modules of the package."""
    if path.endswith(".py") and not path.endswith("__init__.py"):
        return [_name(path)]
    home = ".".join(Path(path.removeprefix("src/")).parent.parts)
    return [name for name in modules if name == home or name.startswith(f"{home}.")]


def _imports(file: str) -> list[str]:
    text = (ROOT / file).read_text(encoding="utf-8")
    found = [(package, names.split(",")) for package, names in IMPORT.findall(text)]
    return [name for package, names in found for name in (package, *(f"{package}.{one.strip()}" for one in names))]


def _changed() -> list[str]:
    """Return the files that differ from where the branch left the main one; on that, from the commit before."""
    head = _git("rev-parse", "HEAD")
    base = _git("merge-base", "HEAD", "main")
    known = _git("diff", "--name-only", "--relative", "HEAD~1" if base in ("", head) else base)
    return [*known.splitlines(), *_git("ls-files", "--others", "--exclude-standard").splitlines()]


def _git(*words: str) -> str:
    try:
        done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
