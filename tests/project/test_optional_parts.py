"""Optional parts are reached through their registration alone: no module elsewhere names one."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "src/bakeoff"
DECLARED = ("settings.py", "storage/migrations/")
"""Homes of names for all parts: a server's settings, and tables as former versions have made them."""
PARTS = {
    "LTI": (r"(?<![a-z])lti(?![a-z])", ("features/lti/",)),
    "LightGBM and XGBoost": (r"lightgbm|xgboost", ("contenders/lightgbm/", "contenders/xgboost/")),
    "PyTorch": (
        r"torch",
        (
            "contenders/torch_mlp/",
            "features/learn/textbook/",  # whose subject is the same network in Keras and in PyTorch
            "export/formats/models.py",  # a sentence on what is in the file
            "features/export/page/downloads.py",  # a sentence on what exported scripts need
        ),
    ),
    "Dask": (r"\bdask|\bdistributed\b", ("engine/cluster/",)),
    "S3": (r"(?<![a-z0-9])s3|obstore|pyarrow\.fs", ("datasets/object_store.py",)),
    "MLflow": (r"mlflow", ("features/tracking/",)),
    "TensorBoard": (r"tensorboard", ("export/formats/tensorboard.py",)),
}
"""Pattern of each part's names, and the files and folders that may have them."""
ENGINE = "race/engines.py"
"""Module that imports the engine over a cluster: `cluster_engine` is its registration."""


def names(source: str) -> Iterator[str]:
    """Yield the names, imports and texts of a module, but for its docstrings."""
    docstrings: set[int] = set()
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Expr(value=ast.Constant(value=str())):
                docstrings.add(id(node.value))  # which is walked later
            case ast.Constant(value=str(text)) if id(node) not in docstrings:
                yield text
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name) | ast.keyword(arg=str(name)):
                yield name
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.Import(names=imported):
                yield from (each.name for each in imported)
            case ast.ImportFrom(module=module, names=imported):
                yield module or ""
                yield from (each.name for each in imported)


def named(pattern: str, source: str) -> list[str]:
    """Return what in a module matches the pattern of a part."""
    return [name for name in names(source) if re.search(pattern, name, re.IGNORECASE)]


def homes(part: str) -> set[str]:
    """Return the modules that name a part."""
    pattern, _allowed = PARTS[part]
    return {
        path.relative_to(PACKAGE).as_posix()
        for path in sorted(PACKAGE.rglob("*.py"))
        if named(pattern, path.read_text(encoding="utf-8"))
    }


@pytest.mark.parametrize("part", PARTS)
def test_an_optional_part_is_named_at_home_alone(part: str):
    _pattern, allowed = PARTS[part]
    found = homes(part)
    assert {name for name in found if not name.startswith((*allowed, *DECLARED))} == set()
    assert [home for home in allowed if not any(name.startswith(home) for name in found)] == []


@pytest.mark.parametrize(
    ("part", "source"),
    [
        ("LTI", "from bakeoff.features.lti.service import course_of"),
        ("LTI", "if settings.lti: pass"),
        ("LightGBM and XGBoost", "names = ['svm', 'lightgbm']"),
        ("PyTorch", "import torch"),
        ("Dask", "from distributed.comm import connect"),
        ("S3", "from pyarrow.fs import S3FileSystem"),
        ("MLflow", "def log(): return _('MLflow has it, too.')"),
        ("TensorBoard", "from bakeoff.export.formats import tensorboard"),
    ],
)
def test_a_name_elsewhere_is_found(part: str, source: str):
    assert named(PARTS[part][0], source)
    assert not named(PARTS[part][0], f'"""Not with {part}."""\nmultiplier = filtering = "result"')


def test_one_module_knows_the_engine_over_a_cluster():
    modules = {path.relative_to(PACKAGE).as_posix(): path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")}
    found = {name for name, source in modules.items() if "bakeoff.engine.cluster" in set(names(source))}
    assert {name for name in found if not name.startswith("engine/cluster/")} == {ENGINE}
