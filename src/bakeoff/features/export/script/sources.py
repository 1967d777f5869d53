"""The source of functions and classes of Bakeoff, with all of it that they need to stand by themselves."""

import ast
import functools
import importlib
import inspect
from collections.abc import Iterator
from types import ModuleType
from typing import Any

_PACKAGE = "bakeoff."


def with_needs(*objects: Any) -> tuple[list[str], tuple[str, ...]]:
    """Return the sources of what is needed first, then those of `objects`, each once; and the imports of all.

    Parameters
    ----------
    *objects : functions and classes of modules of this package
    """
    parts: dict[str, None] = {}
    imports: dict[str, None] = {}
    for needed in objects:
        _collect(needed.__name__, _module(needed), parts, imports)
    return list(parts), tuple(imports)


def _collect(name: str, module: ModuleType, parts: dict[str, None], imports: dict[str, None]) -> None:
    """Add the statement that gives `name` in `module`, after those that it needs."""
    text, given = _read(module)
    statement = given[name]
    if isinstance(statement, ast.Import | ast.ImportFrom):
        _import(name, statement, parts, imports)
        return
    for needed in sorted(_names(statement) & given.keys() - {name}):
        _collect(needed, module, parts, imports)
    parts[_text(statement, text)] = None


def _import(
    name: str, statement: ast.Import | ast.ImportFrom, parts: dict[str, None], imports: dict[str, None]
) -> None:
    """Add an import of one name; what is of this package is written down instead."""
    if isinstance(statement, ast.ImportFrom) and (statement.module or "").startswith(_PACKAGE):
        _collect(name, importlib.import_module(statement.module or ""), parts, imports)
        return
    alias = next(alias for alias in statement.names if (alias.asname or alias.name) == name)
    as_name = f" as {alias.asname}" if alias.asname else ""
    source = f"from {statement.module} " if isinstance(statement, ast.ImportFrom) else ""
    imports[f"{source}import {alias.name}{as_name}"] = None


def _module(value: Any) -> ModuleType:
    module = inspect.getmodule(value)
    if module is None:
        raise LookupError(value)
    return module


@functools.lru_cache(maxsize=16)
def _read(module: ModuleType) -> tuple[str, dict[str, ast.stmt]]:
    """Return a module's source, and the statement of it that gives each of its names."""
    text = inspect.getsource(module)
    return text, {name: statement for statement in ast.parse(text).body for name in _given(statement)}


def _given(statement: ast.stmt) -> Iterator[str]:
    match statement:
        case ast.FunctionDef() | ast.ClassDef():
            yield statement.name
        case ast.Import() | ast.ImportFrom():
            yield from (alias.asname or alias.name for alias in statement.names)
        case ast.Assign(targets=targets):
            yield from (target.id for target in targets if isinstance(target, ast.Name))
        case ast.AnnAssign(target=ast.Name(id=name)):
            yield name


def _names(statement: ast.stmt) -> set[str]:
    """Return the names that a statement reads and does not give itself."""
    nodes = list(ast.walk(statement))
    named = [node for node in nodes if isinstance(node, ast.Name)]
    own = {node.arg for node in nodes if isinstance(node, ast.arg)}
    own |= {node.id for node in named if isinstance(node.ctx, ast.Store)}
    return {node.id for node in named} - own


def _text(statement: ast.stmt, text: str) -> str:
    """Return the lines of a statement, those of its decorators too."""
    first = min([statement.lineno, *(decorator.lineno for decorator in getattr(statement, "decorator_list", []))])
    return "\n".join(text.splitlines()[first - 1 : statement.end_lineno])
