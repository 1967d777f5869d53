"""CONTRIBUTING's map names every folder, in the order in which the layers import, and nothing that is not there."""

import itertools
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src/bakeoff"
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
MAP = next(section for section in TEXT.split("\n## ") if section.startswith("Where things are\n"))
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]


def rows(table: str) -> list[list[str]]:
    """Return the cells of a table's rows, which stand at its beginning."""
    return [row.strip("| ").split(" | ") for row in table.strip().split("\n\n")[0].splitlines()]


LAYERS, FEATURES, TASKS = map(rows, MAP.split("| --- | --- |")[1:])


def named(cell: str) -> list[str]:
    """Return the paths that a cell names."""
    return re.findall(r"`([^`]+)`", cell)


def there(folder: Path) -> set[str]:
    """Return a package's folders and modules, as the map writes them."""
    folders = {f"{path.name}/" for path in folder.iterdir() if (path / "__init__.py").is_file()}
    return folders | {path.name for path in folder.glob("*.py") if path.name != "__init__.py"}


def test_eight_files_come_first_and_are_there():
    first = TEXT.split("\n## ")[1]
    assert first.startswith("Read these eight files first\n")
    files = [named(row[0])[0] for row in rows(first.split("| --- | --- |")[1])]
    assert len(files) == 8
    assert [path for path in files if not (PACKAGE / path).is_file()] == []


def test_every_layer_is_there_once_and_in_order():
    said = [named(row[0]) for row in LAYERS]
    assert sorted(itertools.chain(*said)) == sorted(there(PACKAGE))
    layers = [set(re.findall(r"\w+", layer)) for layer in CONTRACTS[0]["layers"]]
    assert [{path.rstrip("/").removesuffix(".py") for path in row} for row in said] == layers


def test_every_feature_is_there_once():
    said = itertools.chain(*(named(row[0]) for row in FEATURES))
    assert sorted(said) == sorted(f"features/{name}" for name in there(PACKAGE / "features"))


def test_every_task_begins_where_something_is():
    begun = {row[0]: named(row[1]) for row in TASKS}
    assert len(begun) == 31
    assert all(begun.values())
    for path in itertools.chain(*begun.values()):
        assert (PACKAGE / path).exists() or (ROOT / path).exists(), path
