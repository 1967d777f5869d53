"""Pages with a data set, a check and a format that raise: they stand."""

import importlib
import sys
from collections.abc import Iterator

import pytest

import bakeoff.checks
from bakeoff.checks.registry import checks
from bakeoff.datasets.registry import datasets
from bakeoff.export import formats
from bakeoff.export.formats.base import Format
from bakeoff.web import set_up_checks
from tests.features.race.pages.test_race_page import IRIS, open_view
from tests.pages.steps import texts, unfold
from tests.project.test_plugins import DATASETS, MODULES, installed, written

GALLERY = "pages/gallery/gallery.py"
OURS = ("broken_datasets", "bakeoff.checks.unsound", "bakeoff.checks.talkative")

pytestmark = pytest.mark.usefixtures("empty_home")


@pytest.fixture
def broken(tmp_path, monkeypatch) -> Iterator[None]:
    """Have data sets and checks that raise beside ours."""
    monkeypatch.syspath_prepend(installed(tmp_path, "datasets", DATASETS))
    written(tmp_path / "folders", {path: text for path, text in MODULES.items() if path.startswith("checks/")})
    monkeypatch.setattr(bakeoff.checks, "__path__", [*bakeoff.checks.__path__, str(tmp_path / "folders" / "checks")])
    importlib.invalidate_caches()
    forget_checks()
    yield
    forget_checks()
    for name in OURS:
        sys.modules.pop(name, None)


def forget_checks() -> None:
    """Have data sets and checks found anew, and what checks have said of a set-up forgotten."""
    for registry in (datasets, checks):
        registry.cache_clear()
    set_up_checks._set_up.clear()


@pytest.mark.filterwarnings("ignore:The data set")
def test_pages_stand_whatever_a_data_set_of_another_package_does(visit, broken):
    tiles = [button for button in visit(GALLERY).button if str(button.key).startswith("data-")]
    titles = {str(button.label).split("**")[1] for button in tiles}
    assert {"words", "raises", "unnamed", "misshapen", "lettered", "nothing", "absent", "Iris"} <= titles
    for name in ("words", "raises", "unnamed", "misshapen", "absent"):
        app = visit(dataset=name)
        said = [text for text in (*texts(app.error), *texts(app.warning)) if f"{name} cannot be used" in text]
        assert len(said) == (name != "words")


@pytest.mark.filterwarnings("ignore:The data set")
def test_a_check_that_raises_costs_its_own_line_of_the_set_up(visit, broken):
    app = visit(dataset="iris")
    unfold(app, "findings-set-up")
    shown = "\n".join(texts(app.caption))
    assert "Not looked for: Something unsound. The check failed: ZeroDivisionError: broken." in shown.replace("\\", "")
    assert "Checked, and not found" in shown


def test_a_format_that_raises_costs_its_own_button(finished, monkeypatch):
    def fails(_run):
        raise ZeroDivisionError("broken")

    bad = Format("bad", 0, "code", ".py", "Bad script", write=fails)
    monkeypatch.setattr(formats, "FORMATS", (bad, *formats.FORMATS))
    app = open_view(finished(**IRIS), "Files")
    assert "Bad script\\: ZeroDivisionError\\: broken" in texts(app.caption)
    assert {"Python script", "Notebook"} <= {one.proto.label for one in app.get("download_button")}
