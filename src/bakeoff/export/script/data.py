"""The first cells: load the data, split it, prepare it; as `datasets` and `evaluation` do."""

import ast
import inspect
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from bakeoff.contenders.traits import Cell
from bakeoff.datasets import DatasetInfo, bundled, images, synthetic
from bakeoff.errors import SettingError
from bakeoff.export.script import table
from bakeoff.export.script.transform import copies_cell, transform_cells
from bakeoff.export.script.weights import weights_cells
from bakeoff.preparation import cuts
from bakeoff.preparation.splits import split_seed
from bakeoff.rules import Rules
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _, sentences

_NUMPY = "import numpy as np"
_SCALERS = {"standard": "StandardScaler", "minmax": "MinMaxScaler"}
_PIXEL_BATCH = 4096


def data_cells(spec: BakeoffSpec, file: table.TableFile | None = None) -> Iterator[Cell]:
    """Yield the cells up to ``X_train``, ``y_train`` and their like; `file` is that of an own table.

    Raises
    ------
    SettingError
        If the data set is none that a script can load by itself.
    """
    own_table = table.is_own_table(spec.dataset.info)
    if own_table:
        yield table.load_cell(spec, file or table.TableFile(table.FILE, table.table_csv(spec)))
    else:
        yield _load_cell(spec)
    yield _split_cell(spec)
    if spec.transform.copies:
        yield copies_cell(spec)
    yield table.prepare_cell(spec) if own_table else _preparation_cell(spec)
    yield from transform_cells(spec)
    yield from weights_cells(spec)


def is_one_of(info: DatasetInfo, these: Iterable[DatasetInfo]) -> bool:
    """Return whether a record, as large as options made it, is of one of these data sets."""
    return info.name in {each.name for each in these}


def _load_cell(spec: BakeoffSpec) -> Cell:
    info = spec.dataset.info
    if is_one_of(info, synthetic.DATASETS):
        columns = list(map(str, info.load(spec.dataset.options).feature_names))
        code, imports = _drawn(info.name, spec.dataset.options, columns)
    elif is_one_of(info, bundled.DATASETS):
        code, imports = _bundled(info.name)
    elif is_one_of(info, images.DATASETS):
        code, imports = _pictures(info.name)
    else:
        raise SettingError(
            _("There is no script for races on {title}: no other program can load it by itself.", title=info.title)
        )
    return Cell(_("Data"), _(info.summary), code, imports)


def _bundled(name: str) -> tuple[str, tuple[str, ...]]:
    """Return the call of scikit-learn's loader: a table as a data frame, the digits as an array of pixels."""
    load = f"from sklearn.datasets import load_{name}"
    if name == "digits":
        return "X, y = load_digits(return_X_y=True)", (_NUMPY, load)
    options = {"diabetes": "scaled=False"}.get(name, "")  # in the units that a doctor would read
    code = f"""
source = load_{name}({options})
X, y = pd.DataFrame(source.data, columns=source.feature_names), source.target
"""
    return code, (_NUMPY, "import pandas as pd", load)


def _pictures(name: str) -> tuple[str, tuple[str, ...]]:
    code = f"""
# The file is taken from the folder this runs in; if it is not there, Keras downloads the same pictures.
if Path("{name}.npz").exists():
    with np.load("{name}.npz") as file:
        X_first, y_first, X_last, y_last = [file[name] for name in ("x_train", "y_train", "x_test", "y_test")]
else:
    (X_first, y_first), (X_last, y_last) = keras.datasets.{name}.load_data()

# Each picture becomes one row of pixels; the official test part comes last.
X = np.concatenate([X_first, X_last]).reshape(-1, 28 * 28)
y = np.concatenate([y_first, y_last]).astype(np.int64)
"""
    return code, (_NUMPY, "import keras", "from pathlib import Path")


def _drawn(name: str, options: Any, columns: list[str]) -> tuple[str, tuple[str, ...]]:
    """Return the source of the function that draws made-up rows, of all that it uses, and a call of it."""
    draw = getattr(synthetic, f"_{name}")
    values = options.model_dump()
    parts, imports = _sources(draw, list(values))
    parts[-1] = parts[-1].replace("options.", "").replace(f"def _{name}(", f"def {name}(")
    call = (
        f"points, y = {name}({', '.join(f'{key}={value!r}' for key, value in values.items())})\n"
        f"X = pd.DataFrame(points, columns={columns!r})"
    )
    return "\n\n\n".join([*parts, call]), (_NUMPY, "import pandas as pd", *imports)


def _sources(function: Any, parameters: list[str]) -> tuple[list[str], list[str]]:
    """Return a function's source and, before it, those of what it uses of its module; and the imports they need."""
    parts, imports = [], []
    for name in function.__code__.co_names:
        value = getattr(synthetic, name, None)
        if inspect.isfunction(value) and value.__module__ == synthetic.__name__:
            more, others = _sources(value, list(inspect.signature(value).parameters))
            parts += more
            imports += others
        elif inspect.isfunction(value):
            imports.append(f"from sklearn.datasets import {name}")
        elif name.startswith("_") and value is not None:
            parts.append(_assignment(name))
    head = f"def {function.__name__}({', '.join(parameters)}):"
    own = re.sub(r"^def .*:$", head, inspect.getsource(function).strip(), count=1, flags=re.MULTILINE)
    return list(dict.fromkeys([*parts, own])), imports


def _assignment(name: str) -> str:
    """Return the statement that gives a constant of the module its value."""
    text = inspect.getsource(synthetic)
    for statement in ast.parse(text).body:
        if isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == name:
            return ast.get_source_segment(text, statement) or ""
    raise LookupError(name)


def _split_cell(spec: BakeoffSpec) -> Cell:
    rules, info = spec.rules, spec.dataset.info
    seed, by_class = split_seed(rules), rules.stratify and info.task == "classification" and rules.split != "time"
    head, lines, imports = _keys(spec)
    left_out = [*rules.leave_out, *([rules.split_by] if rules.split == "group" else [])]
    if rules.weight_by:
        of_table = f"table[{table.WEIGHTS!r}]"
        column = of_table if table.is_own_table(info) else f"X[{_columns(spec, [rules.weight_by])}]"
        lines.append(f"counts = {column}.to_numpy(dtype=np.float64)  # what each row counts for in training")
        left_out.append(rules.weight_by)
    if left_out and not table.is_own_table(info):  # that file has only what is learnt from
        lines.append(f"X = X.drop(columns={_columns(spec, left_out)})  # nobody learns from it")
    lines.append("rows = np.arange(len(y))")
    if rules.unique:
        lines.append(
            "rows = rows[~pd.DataFrame(X).assign(answer=y).duplicated()]  # of rows that are the same the first"
        )
        imports.append("import pandas as pd")
    if is_one_of(info, images.DATASETS):
        lines.append("rest, test = rows[rows < len(y) - len(y_last)], rows[rows >= len(y) - len(y_last)]")
    else:
        lines += _cut(("rest", "test"), "rows", rules.test_share, rules, by_class)
    if rules.rows is not None:
        strata = ", stratify=y[rest]" if by_class else ""
        lines += [
            f"if len(rest) > {rules.rows}:  # no more rows than these to train on",
            f"    rest = resample(rest, replace=False, n_samples={rules.rows}, random_state={seed}{strata})",
        ]
        imports.append("from sklearn.utils import resample")
    if rules.validation_share:
        lines += _cut(("train", "validation"), "rest", rules.validation_share, rules, by_class)
    else:
        lines.append("train = rest")
    return Cell(_("Split"), _split_words(rules, by_class), "\n".join([*head, *lines]), (_NUMPY, *imports))


def _keys(spec: BakeoffSpec) -> tuple[list[str], list[str], list[str]]:
    """Return functions and lines that come to what rows are parted by, and the imports of what parts them."""
    if spec.rules.split == "random":
        return [], [], ["from sklearn.model_selection import train_test_split"]
    if table.is_own_table(spec.dataset.info):
        column = f"table[{table.KEYS[spec.rules.split]!r}]"
    else:
        column = f"X[{_columns(spec, [spec.rules.split_by])}]"
    functions: tuple[Any, ...] = (cuts.latest,)
    head, line = ["Positions = NDArray[np.int64]"], f"times = {column}.to_numpy(dtype=np.float64)"
    imports = ["from numpy.typing import NDArray", "import math"]
    if spec.rules.split == "group":
        functions, line = cuts.GROUPING, f"groups = pd.factorize({column})[0]"
        head += [f"TRIES, MOST_MOVES = {cuts.TRIES}, {cuts.MOST_MOVES}"]
        imports = ["from numpy.typing import NDArray", "import pandas as pd"]
    return [*head, *(f"\n\n{inspect.getsource(function).rstrip()}" for function in functions), "\n"], [line], imports


def _columns(spec: BakeoffSpec, names: Sequence[str]) -> str:
    """Return the Python that names columns by their places: scikit-learn has names of its own for some."""
    known = spec.dataset.info.load(spec.dataset.options)
    missing = [name for name in names if name not in known.columns]
    if missing:
        raise SettingError(_("{title} has no column “{name}”.", title=spec.dataset.info.title, name=missing[0]))
    places = [known.feature_names.index(name) for name in dict.fromkeys(names)]
    return f"X.columns[{places[0] if len(places) == 1 else places}]"


def _split_words(rules: Rules, by_class: bool) -> str:
    words = [_("The test part is kept aside: no model is fitted to it.")]
    if rules.validation_share:
        words.append(_("The validation part is for watching the training; nobody learns from it."))
    if rules.split == "time":
        words.append(_("The latest rows are cut off, so that the past is learnt from and the future is tested."))
    if rules.split == "group":
        words.append(_("Rows of one group stay together, so that the groups of the test part are new as well."))
    elif by_class:
        words.append(_("Stratified: every part has the same share of each class as the whole."))
    return sentences(*words)


def _cut(names: tuple[str, str], rows: str, share: float, rules: Rules, by_class: bool) -> list[str]:
    """Return the lines that cut a share off some rows."""
    seed, classes = split_seed(rules), f"y[{rows}]" if by_class else None
    if rules.split == "random":
        strata = f", stratify={classes}" if by_class else ""
        return [f"{', '.join(names)} = train_test_split({rows}, test_size={share!r}, random_state={seed}{strata})"]
    call = f"latest(times[{rows}], math.ceil({share!r} * len({rows})))"
    if rules.split == "group":
        call = f"whole_groups(groups[{rows}], {classes}, {share!r}, {seed})"
    return [f"kept, cut_off = {call}", f"{', '.join(names)} = {rows}[kept], {rows}[cut_off]"]


def _preparation_cell(spec: BakeoffSpec) -> Cell:
    """Return the cell that scales: scikit-learn's scaler, which for many pictures learns batch by batch."""
    info, rules, copied = spec.dataset.info, spec.rules, spec.transform.copies > 0
    kind, pixels = _SCALERS.get(rules.scale), info.kind == "image"
    lines = ["X = X.astype(np.float32)"] if pixels else []
    taken = "X[{rows}]" if pixels else "X.iloc[{rows}]"
    learnt = taken.format(rows="train")
    if pixels and copied:
        lines.append("learnt = np.concatenate([X[train], *copies]).astype(np.float32)")
        learnt = "learnt"
    imports: tuple[str, ...] = (_NUMPY,)
    prepared = "{}" if pixels else "{}.to_numpy()"
    words = _("The numbers are taken as they are.")
    if kind:
        words = _("What scaling needs to know it learns on the training part alone.")
        imports += (f"from sklearn.preprocessing import {kind}",)
        if pixels and (copied or is_one_of(info, images.DATASETS)):
            part = (
                f"{learnt}[start : start + {_PIXEL_BATCH}]" if copied else f"X[train[start : start + {_PIXEL_BATCH}]]"
            )
            lines += [
                f"scaler = {kind}()",
                f"for start in range(0, len({'learnt' if copied else 'train'}), {_PIXEL_BATCH}):  "
                "# in batches, which takes less memory",
                f"    scaler.partial_fit({part})",
            ]
        else:
            lines.append(f"scaler = {kind}().fit({learnt})")
        prepared = "scaler.transform({})"
    parts = ["train", "validation", "test"] if rules.validation_share else ["train", "test"]
    lines += [f"X_{part}, y_{part} = {prepared.format(taken.format(rows=part))}, y[{part}]" for part in parts]
    if copied:
        rows = "learnt" if pixels else "pd.concat([X.iloc[train], *copies])"
        lines.append(f"X_train, y_train = {prepared.format(rows)}, np.tile(y_train, {1 + spec.transform.copies})")
    return Cell(_("Preparation"), words, "\n".join(lines), imports)
