"""Names of columns, classes, targets and files that would run or fetch something, through everything that is saved."""

import ast
import contextlib
import csv
import hashlib
import html.parser
import io
import itertools
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt
from sklearn.dummy import DummyClassifier

from bakeoff.contenders.traits import Cell
from bakeoff.datasets import Dataset
from bakeoff.datasets.upload import store
from bakeoff.datasets.upload.formats import Raw
from bakeoff.datasets.upload.reading import understood
from bakeoff.datasets.upload.understanding import Understood
from bakeoff.errors import SettingError
from bakeoff.export.html_page import report_html
from bakeoff.export.models.files import model_files
from bakeoff.export.script import race_notebook, race_script
from bakeoff.export.script.cells import notebook, script
from bakeoff.export.script.data import data_cells
from bakeoff.export.script.table import FILE, table_csv
from bakeoff.features.ask.equal_tree import equal_tree
from bakeoff.features.ask.imitation import function_text, imitating_tree
from bakeoff.features.ask.subject import Subject
from bakeoff.preparation.prepared import prepare_dataset
from bakeoff.race.engines import local_engine
from bakeoff.race.models import models_folder
from bakeoff.race.race import Race
from bakeoff.rules import Rules
from bakeoff.spec import BakeoffSpec
from bakeoff.spreadsheets import to_csv
from tests.features.ask.unit.subjects import fitted_on
from tests.hostile_names import CANARY, FOREIGN, hostile_names, hostile_table
from tests.packed_figures import unpacked
from tests.waiting import PATIENCE

NAMES = hostile_names()
SOME = [list(batch) for batch in itertools.zip_longest(*[iter(NAMES)] * 20, fillvalue="z") if batch.count("z") < 16]
RUN = "import runpy; runpy.run_path('{}', run_name='__main__')"


def kept(names: list[str]) -> BakeoffSpec:
    """Return a race on a kept table with these names, the last of them its title."""
    frame, target = hostile_table([*dict.fromkeys(names)])
    content = hashlib.sha256(repr(names).encode()).hexdigest()
    about = understood(Raw(frame, Understood(format="parquet")), "table.csv", "a" * 64, content)
    about = about.with_roles(target, "classification", {}).model_copy(update={"title": names[-1]})
    table = {"name": "upload", "options": {"table": store.keep(about, frame)}}
    contenders = {"decision_tree": {"max_depth": 3}, "svm": {}, "dummy": {}}
    return BakeoffSpec(dataset=table, contenders=contenders)


@pytest.fixture
def home(tmp_path, monkeypatch):
    """Work in an empty folder, in which what runs would leave a file."""
    monkeypatch.setenv("BAKEOFF_DATA", str(tmp_path / "data"))
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    return work


class Seen(html.parser.HTMLParser):
    """What a page has: its tags with attributes, and the texts of its scripts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.scripts: list[str] = []
        self._inside = False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._inside = tag == "script"
        if self._inside:
            self.scripts.append("")

    def handle_endtag(self, tag):
        self._inside = self._inside and tag != "script"

    def handle_data(self, data):
        if self._inside:
            self.scripts[-1] += data


def fetching(page: str) -> list[tuple[str, dict[str, str]]]:
    """Return the tags that run or fetch something."""
    return [
        (tag, attributes)
        for tag, attributes in Seen(page).tags
        if tag in ("img", "svg", "iframe", "object", "embed", "link", "base", "form", "a")
        or any(name.startswith("on") or name in ("src", "href", "srcset", "data") for name in attributes)
        or FOREIGN in (attributes.get("style") or "")
    ]


def test_there_are_200_of_them():
    assert len(set(NAMES)) > 200


def data_with(names: list[str]) -> Dataset:
    """Return a data set with these names of columns, categories, classes and target."""
    frame, target = hostile_table(names)
    classes = tuple(frame[target].unique())
    y = frame[target].map(classes.index).to_numpy()
    X = frame.drop(columns=target)
    return Dataset(X, y, "classification", tuple(X.columns), classes, target)


def fitted(data: Dataset, name: str, **settings: object) -> Subject:
    spec = BakeoffSpec(contenders={name: settings})
    return fitted_on(prepare_dataset(data, Rules(), "A step"), spec)


def checked(function: str, data: Dataset) -> set[object]:
    """Return what a saved function answers for all rows, after a look that it calls and imports nothing."""
    (made,) = ast.parse(function).body
    assert isinstance(made, ast.FunctionDef)
    assert [node for node in ast.walk(made) if isinstance(node, ast.Call | ast.Import)] == []
    names: dict[str, object] = {}
    exec(function, names)
    return {names["answer"](row) for row in data.X.to_dict("records")}


def functions_of(names: list[str]) -> Iterator[tuple[str, Dataset]]:
    """Yield the function of a tree that imitates, and of one that equals a forest, on data with these names."""
    data = data_with(names)
    yield imitating_tree(fitted(data, "decision_tree"), "decision_tree", 8).function, data
    numbers = data.X.select_dtypes("number").iloc[:, :3]
    data = replace(data, X=numbers, feature_names=tuple(numbers))
    yield equal_tree(fitted(data, "random_forest", n_estimators=3, max_depth=2), "random_forest").function, data


@pytest.mark.parametrize("turned", [0, *(pytest.param(turned, marks=pytest.mark.nightly) for turned in range(1, 20))])
def test_the_saved_functions_are_code_of_ours_alone(home, turned):
    for names in SOME:
        for function, data in functions_of(names[turned:] + names[:turned]):
            assert checked(function, data) == set(data.class_names)
    assert list(home.iterdir()) == []


def test_each_name_stands_in_the_saved_function_as_the_target(home):
    data = data_with(SOME[0])
    subject = fitted(data, "decision_tree")
    tree = imitating_tree(subject, "decision_tree", 4).tree
    for name in NAMES:
        function = function_text(replace(subject.sheet, target_name=name), tree)
        checked(function, data)
        assert name in ast.get_docstring(ast.parse(function).body[0], clean=False)
    assert list(home.iterdir()) == []


def run_cells(spec: BakeoffSpec) -> dict[str, object]:
    """Run the cells that load, split and prepare the data; return what they define."""
    Path(FILE).write_text(table_csv(spec), encoding="utf-8", newline="")
    names: dict[str, object] = {}
    for cell in data_cells(spec):
        exec("\n".join([*cell.imports, cell.code]), names)
    return names


@pytest.mark.parametrize("turned", [0, *(pytest.param(turned, marks=pytest.mark.nightly) for turned in range(1, 20))])
def test_scripts_and_notebooks_run_nothing_but_the_race(home, turned):
    calls = set()
    for names in SOME:
        spec = kept(names[turned:] + names[:turned])
        code = ast.parse(race_script(spec))
        calls.add(len([node for node in ast.walk(code) if isinstance(node, ast.Call)]))
        for cell in json.loads(race_notebook(spec))["cells"]:
            source = "".join(cell["source"])
            if cell["cell_type"] == "code":
                ast.parse(source)
            else:
                assert fetching(MarkdownIt().render(source)) == []
        made = run_cells(spec)
        assert set(made["y"]) == {0, 1}
        assert [path.name for path in home.iterdir()] == [FILE]
    assert len(calls) <= 3  # by which kinds of columns there are


def test_titles_and_words_of_cells_end_no_comment_and_no_string(home):
    for name in NAMES:
        cells = [Cell(name, f"About {name}.", "x = 1")]
        text = script(name, f"Words on {name}.", cells)
        exec(text, {})
        assert [type(node).__name__ for node in ast.parse(text).body] == ["Expr", "Assign"]
        for cell in json.loads(notebook(name, name, cells))["cells"]:
            if cell["cell_type"] == "markdown":
                assert fetching(MarkdownIt().render("".join(cell["source"]))) == []
    assert list(home.iterdir()) == []


@pytest.fixture(scope="module")
def raced(tmp_path_factory) -> Iterator[Race]:
    """Return a race, come to its end, on a table with many of these names."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BAKEOFF_DATA", str(tmp_path_factory.mktemp("data")))
        spec = kept(SOME[4])
        with contextlib.closing(local_engine(names=spec.contenders)) as engine:
            race = Race(spec, engine, keep_models=True)
            assert race.wait(PATIENCE)
        assert [lane.message for lane in race.run.lanes.values() if lane.status != "done"] == []
        yield race


def test_the_page_runs_and_fetches_nothing_of_a_name(raced):
    report = raced.run.report
    page = report_html(report)
    seen = Seen(page)
    assert FOREIGN in page
    assert fetching(page) == []
    assert "".join(seen.scripts[-2:]).find(FOREIGN) < 0
    figures = [unpacked(text) for text in seen.scripts if re.fullmatch(r'\s*"[\w+/=]{99,}"\s*', text)]
    assert len(figures) > 4
    tags = {tag for figure in figures for text in texts_of(figure) for tag in re.findall(r"<[^<>]*>", text)}
    assert {re.sub(r"#\w{6}", "#", tag) for tag in tags} <= PLOTLY_TAGS


PLOTLY_TAGS = {"<b>", "</b>", "<br>", "<extra>", "</extra>", '<span style="color:#">', "</span>"}


def texts_of(part: Any) -> Iterator[str]:
    """Yield all texts in what was JSON."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict | list):
        for each in part.values() if isinstance(part, dict) else part:
            yield from texts_of(each)


def test_models_cards_and_predictions_hold_names_as_data(raced, bare_python, tmp_path):
    report, calls = raced.run.report, []
    for name, content in model_files(report, models_folder(raced.id)).items():
        assert re.fullmatch(r"\w+/[\w.]+|README.md", name)
        if name.endswith(".py"):
            calls.append(
                {ast.unparse(node.func) for node in ast.walk(ast.parse(content)) if isinstance(node, ast.Call)}
            )
        if name.endswith(".md"):
            found = fetching(MarkdownIt().enable("table").render(content))
            links = [attributes.get("href", tag) for tag, attributes in found]
            assert [link for link in links if FOREIGN in link or "script" in link] == []
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    assert len(calls) == 3
    assert "open" not in set.union(*calls)
    for made in ("decision_tree", "svm"):
        done = bare_python.run(RUN.format("load.py"), tmp_path / made)
        assert done.returncode == 0, done.stderr
    assert list(tmp_path.rglob(CANARY)) == []
    cells = [cell for row in csv.reader(io.StringIO(to_csv(report.predictions()))) for cell in row]
    assert [cell for cell in cells if re.match(r"[=@\t\r\n]|[-+](?!\d)", cell)] == []


def test_a_script_with_such_names_prints_the_scores(raced, bare_python, tmp_path):
    (tmp_path / "race.py").write_text(race_script(raced.run.spec), encoding="utf-8")
    (tmp_path / FILE).write_text(table_csv(raced.run.spec), encoding="utf-8", newline="")
    done = bare_python.run(RUN.format("race.py"), tmp_path)
    assert done.returncode == 0, done.stderr
    accuracy = raced.run.report.finished()["svm"].metrics["accuracy"].value
    assert f"'accuracy': {accuracy:.6f}"[:18] in done.stdout
    assert list(tmp_path.rglob(CANARY)) == []


@pytest.mark.parametrize("name", [name for name in NAMES if not name.isidentifier()][:60])
def test_a_contender_of_such_a_name_is_refused(name):
    with pytest.raises(SettingError):
        BakeoffSpec(contenders={name: DummyClassifier()})
