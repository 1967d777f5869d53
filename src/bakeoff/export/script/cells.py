"""Cells of a tutorial, written as a script with comments or as a notebook."""

import json
import textwrap
import unicodedata
from collections import defaultdict
from collections.abc import Sequence

from bakeoff.contenders.traits import Cell
from bakeoff.quoting import comment, docstring, markdown
from bakeoff.text import _

WIDTH = 100


def script(title: str, words: str, cells: Sequence[Cell]) -> str:
    """Return the cells as one Python file: titles and words as comments."""
    heading = _("{title}.", title=title)
    parts = [docstring(f"{heading}\n\n{_filled(words)}\n"), _imports(cells)]
    for cell in cells:
        lines = f"# --- {comment(cell.title)} ---", _filled(comment(cell.words), "# "), cell.code.strip("\n")
        parts.append("\n".join(filter(None, lines)))
    return "\n\n\n".join(part.strip("\n") for part in parts) + "\n"


def _filled(text: str, indent: str = "") -> str:
    """Return a text in lines; of characters that are two wide, half as many go into one."""
    wide = any(unicodedata.east_asian_width(character) in "WF" for character in text)
    width = WIDTH // 2 if wide else WIDTH
    return textwrap.fill(text, width, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)


def notebook(title: str, words: str, cells: Sequence[Cell]) -> str:
    """Return the cells as a Jupyter notebook (nbformat 4.5)."""
    made = [_markdown("#", title, words), _code(_imports(cells))]
    for cell in cells:
        made.append(_markdown("##", cell.title, cell.words))
        if cell.code:
            made.append(_code(cell.code))
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    whole = {
        "cells": [{"id": f"cell-{number}"} | cell for number, cell in enumerate(made)],
        "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def _markdown(marks: str, title: str, words: str) -> dict[str, object]:
    source = [f"{marks} {markdown(title)}\n", "\n", markdown(words)]
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def _code(text: str) -> dict[str, object]:
    source = text.strip("\n").splitlines(keepends=True)
    return {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": source}


def _imports(cells: Sequence[Cell]) -> str:
    """Return the imports of all cells, those from one module in one line; the standard library's come first."""
    plain: set[str] = set()
    named: dict[str, set[str]] = defaultdict(set)
    for statement in (statement for cell in cells for statement in cell.imports):
        if statement.startswith("from "):
            module, _import, name = statement.removeprefix("from ").partition(" import ")
            named[module].add(name)
        else:
            plain.add(statement)
    froms = [f"from {module} import {', '.join(sorted(names))}" for module, names in sorted(named.items())]
    return "\n".join([*sorted(plain), *froms])
