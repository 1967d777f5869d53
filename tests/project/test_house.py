"""The house's own measures: how long things are, and that no modules import one another in a circle."""

import ast
import functools
from collections.abc import Iterator
from pathlib import Path

import grimp
import numpy as np
import pytest
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

TESTS = Path(__file__).parents[1]
PACKAGE = TESTS.parent / "src/bakeoff"
MOST_LINES = 400
VAGUE = {"one", "found", "mine"}
"""Names that say no more than that something is held."""


@functools.cache
def trees() -> dict[Path, ast.Module]:
    return {path.relative_to(PACKAGE): ast.parse(path.read_text(encoding="utf-8")) for path in PACKAGE.rglob("*.py")}


def nodes(*kinds: type[ast.AST]) -> Iterator[tuple[Path, ast.AST]]:
    return ((path, node) for path, tree in trees().items() for node in ast.walk(tree) if isinstance(node, kinds))


def circles(imports: dict[str, set[str]]) -> list[list[str]]:
    """Return the sets of modules that can be reached from one another."""
    names = sorted(imports)
    place = {name: number for number, name in enumerate(names)}
    edges = [(place[one], place[other]) for one, others in imports.items() for other in others]
    graph = coo_array((np.ones(len(edges)), tuple(zip(*edges, strict=True))), shape=(len(names), len(names)))
    _n, parts = connected_components(graph, connection="strong")
    return [
        [name for name, own in zip(names, parts, strict=True) if own == part]
        for part in np.flatnonzero(np.bincount(parts) > 1)
    ]


def test_a_select_box_escapes_nothing_for_it_shows_no_markdown():
    boxes = [
        (path, node)
        for path, node in nodes(ast.Call)
        if isinstance(node.func, ast.Attribute) and node.func.attr in ("selectbox", "multiselect")
    ]
    assert len(boxes) > 10
    escaping = [
        f"{path}:{node.lineno}"
        for path, node in boxes
        for choice in node.keywords
        if choice.arg == "format_func" and "plain(" in ast.unparse(choice.value)
    ]
    assert escaping == []


@pytest.mark.parametrize("folder", [PACKAGE, TESTS], ids=["package", "tests"])
def test_no_module_is_long(folder):
    long = {str(path): len(path.read_text(encoding="utf-8").splitlines()) for path in folder.rglob("*.py")}
    assert {path: lines for path, lines in long.items() if lines > MOST_LINES} == {}


def test_names_say_what_they_hold():
    bound = [
        f"{path}:{node.lineno}: {name}"
        for path, node in nodes(ast.Name, ast.arg)
        for name in [node.arg if isinstance(node, ast.arg) else node.id if isinstance(node.ctx, ast.Store) else ""]
        if name in VAGUE
    ]
    assert bound == []


def test_nothing_is_asserted_that_could_be_made_so():
    """What may be missing is told by types, and what others bring is parsed; Python can be run without asserts."""
    assert [f"{path}:{node.lineno}" for path, node in nodes(ast.Assert)] == []


def test_no_modules_import_one_another_in_a_circle():
    """Imports within functions, and those for type checkers alone, count as well."""
    graph = grimp.build_graph("bakeoff", cache_dir=None)
    assert circles({name: graph.find_modules_directly_imported_by(name) for name in graph.modules}) == []


@pytest.mark.parametrize(
    ("imports", "found"),
    [
        ({"a": {"b"}, "b": {"c"}, "c": set()}, []),
        ({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}, [["a", "b", "c"]]),
    ],
)
def test_a_circle_would_be_found(imports, found):
    assert circles(imports) == found


def test_coroutines_are_run_where_the_browsers_driver_has_no_loop():
    call = "asyncio" + ".run("
    running = [path.relative_to(TESTS) for path in TESTS.rglob("*.py") if call in path.read_text(encoding="utf-8")]
    assert running == []
