"""The cells of a race on a table that only Bakeoff has: a file of it to read, and the preparation of its columns."""

import ast
import functools
import hashlib
import importlib
import inspect
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np

from bakeoff.contenders.traits import Cell
from bakeoff.datasets import Dataset, DatasetInfo
from bakeoff.preparation.columns import (
    Part,
    by_kind,
    category_part,
    column_transformer,
    date_part,
    number_part,
    text_part,
)
from bakeoff.preparation.split_keys import keys_of, learnt_from
from bakeoff.preparation.weights import weights_by
from bakeoff.spec import BakeoffSpec
from bakeoff.spreadsheets import as_it_was, to_csv
from bakeoff.text import _

FILE = "bakeoff-table.csv"
"""End of the table's file name."""
KEYS = {"time": "(split) time", "group": "(split) group"}
"""The column of the file that rows are parted by, by the way of splitting."""
WEIGHTS = "(weight)"
"""The column of the file that says what rows count in training."""

_SCALERS = {"standard": "StandardScaler", "minmax": "MinMaxScaler"}


class TableFile(NamedTuple):
    """The table as a file that lies beside a script."""

    name: str
    text: str

    @property
    def fingerprint(self) -> str:
        """The SHA-256 (hex) of the text, whose lines may end as a program likes."""
        return hashlib.sha256(self.text.encode().replace(b"\r\n", b"\n")).hexdigest()


def is_own_table(info: DatasetInfo) -> bool:
    """Tell whether a data set is a table that no other program can load, so that it goes along as a file."""
    return info.name in ("upload", "reviews") and info.kind != "image"


def has_texts(spec: BakeoffSpec) -> bool:
    """Tell whether running texts are learnt from, which become sparse features."""
    return is_own_table(spec.dataset.info) and bool(_loaded(spec)[1].text_features)


def learns_from_texts(spec: BakeoffSpec) -> bool:
    """Tell whether contenders are given these features as they are, and no components or products of them."""
    return spec.transform.components is None and spec.transform.degree == 1 and has_texts(spec)


def table_csv(spec: BakeoffSpec) -> str:
    """Return the file that the script reads: what is learnt from, the answer, and what rows are parted and weighed by.

    Raises
    ------
    DatasetError
        If the table is no longer kept, or can not be raced on as the rules say.
    """
    data, learnt = _loaded(spec)
    answer = learnt.y if data.task == "regression" else np.array(data.class_names, dtype=object)[learnt.y]
    keys = keys_of(data, spec.rules)
    more = {} if keys is None else {KEYS[spec.rules.split]: keys}
    if (weights := weights_by(data, spec.rules)) is not None:
        more[WEIGHTS] = weights
    frame = learnt.table.assign(**{data.target_name: answer} | more)
    return to_csv(frame, index=False, lineterminator="\n")


def load_cell(spec: BakeoffSpec, file: TableFile) -> Cell:
    """Return the cell that reads the file into ``table``, ``X`` and ``y``, and refuses that of another race."""
    data, learnt = _loaded(spec)
    table = learnt.table
    numbers, dates = (list(table.select_dtypes(kind)) for kind in ("number", "datetime"))
    parts, imports = with_needs(as_it_was)
    imports += ("import numpy as np", "import pandas as pd", "from hashlib import sha256", "from pathlib import Path")
    lines = [
        *parts,
        "",
        "",
        "# The table as the race took it. Save it beside this file, from where this file is from.",
        f"path = Path({file.name!r})",
        r'content = path.read_bytes().replace(b"\r\n", b"\n") if path.exists() else b""',
        f'if sha256(content).hexdigest() != "{file.fingerprint}":',
        f"    raise SystemExit({_missing(file.name)!r})",
        'table = pd.read_csv(path, dtype="str", keep_default_na=False, na_values=[""])',
        'table = table.rename(columns=as_it_was).map(as_it_was, na_action="ignore")',
        f"X = table[{list(table.columns)!r}].copy()",
    ]
    if numbers:
        lines += [f"numbers = {numbers!r}", "X[numbers] = X[numbers].astype(np.float64)"]
    lines += [f'X[{name!r}] = pd.to_datetime(X[{name!r}], format="ISO8601")' for name in dates]
    lines.append(_answers(data))
    return Cell(
        _("Data"),
        _(spec.dataset.info.summary),
        "\n".join(lines),
        imports,
    )


def _missing(name: str) -> str:
    return _("{file} is not here, or is not the table of this race. Export the race again, table and all.", file=name)


def prepare_cell(spec: BakeoffSpec) -> Cell:
    """Return the cell that fills, encodes and scales the columns: by the very functions that the race uses."""
    _data, learnt = _loaded(spec)
    kind = _SCALERS.get(spec.rules.scale)
    used = _parts(learnt, f"{kind}()" if kind else '"passthrough"')
    parts, imports = with_needs(column_transformer, *(make for make, _call in used))
    names = ["train", "validation", "test"] if spec.rules.validation_share else ["train", "test"]
    lines = [
        *"\n\n\n".join(parts).splitlines(),
        "",
        "",
        "preparation = column_transformer(",
        "    [",
        *(f"        {call}," for _make, call in used),
        "    ]",
        ").fit(X.iloc[train])",
        *(f"X_{part}, y_{part} = preparation.transform(X.iloc[{part}]), y[{part}]" for part in names),
    ]
    if spec.transform.copies:
        joined = 'vstack({}, format="csr")' if learnt.text_features else "np.concatenate({})"
        lines += [
            f"X_train = {joined.format('[X_train, *map(preparation.transform, copies)]')}",
            f"y_train = np.tile(y_train, {1 + spec.transform.copies})",
        ]
    imports += (f"from sklearn.preprocessing import {kind}",) if kind else ()
    imports += ("from scipy.sparse import vstack",) if learnt.text_features and spec.transform.copies else ()
    words = _("Each column is filled, encoded and scaled by its kind; what that needs is learnt on the training part.")
    return Cell(_("Preparation"), words, "\n".join(lines), ("import numpy as np", *imports))


def _parts(learnt: Dataset, scaler: str) -> list[tuple[Callable[..., Part], str]]:
    """Return what makes a part of the preparation for each kind of column that there is, and the code that calls it."""
    columns = by_kind(learnt.table, learnt.text_features)
    makers: list[tuple[Callable[..., Part], Any, str]] = [
        (number_part, columns["numbers"], f", {scaler}"),
        (date_part, columns["dates"], f", {scaler}"),
        (category_part, columns["categories"], ""),
        *((text_part, name, "") for name in columns["texts"]),
    ]
    return [(make, f"{make.__name__}({names!r}{rest})") for make, names, rest in makers if names]


def _loaded(spec: BakeoffSpec) -> tuple[Dataset, Dataset]:
    """Return the data set, and what of it is learnt from."""
    info = spec.dataset.info
    data = info.load(spec.dataset.options)
    return data, learnt_from(data, spec.rules, info.title)


def _answers(data: Dataset) -> str:
    column = f"table[{data.target_name!r}]"
    if data.task == "regression":
        return f"y = {column}.to_numpy(dtype=np.float64)"
    return f"y = pd.Categorical({column}, categories={list(data.class_names)!r}).codes.astype(np.int64)"


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
