"""The example of CONTRIBUTING, installed as another package: its page, its tab of a finished race and its listener."""

import importlib
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from bakeoff.service.kernel import features
from tests.features.administration.pages.test_administration_page import TOKEN
from tests.features.race.pages.test_race_page import IRIS, finish, open_view
from tests.pages.steps import ROOT, ran, texts
from tests.project.test_contributing import BLOCK, TOML
from tests.waiting import wait_until

pytestmark = pytest.mark.usefixtures("empty_home")

PACKAGE = "their_winners"


@pytest.fixture
def nothing_that_is_drawn_fails() -> None:
    """Let contributions fail, which is what is tried here."""


def entry_points(groups: dict[str, dict[str, str]], folder: Path) -> None:
    """Have Python find a distribution with these entry points in a folder, as pip leaves it."""
    about = folder / f"{PACKAGE}-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {PACKAGE}\nVersion: 1.0\n", encoding="utf-8")
    lines = (f"[{group}]\n" + "\n".join(f"{a} = {b}" for a, b in points.items()) for group, points in groups.items())
    (about / "entry_points.txt").write_text("\n".join(lines), encoding="utf-8")


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return the folder of the package, which is installed; what a test adds to its entry points is beside it."""
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for block in BLOCK.finditer(page):
        if block["path"].startswith(PACKAGE):
            (tmp_path / block["path"]).parent.mkdir(exist_ok=True)
            (tmp_path / block["path"]).write_text(block["code"], encoding="utf-8")
    declared = tomllib.loads("".join(block["entries"] for block in TOML.finditer(page)))["project"]["entry-points"]
    broken = {"raising": "their_broken:RAISING", "absent": "their_broken:ABSENT", "none": "their_broken:NONE"}
    (tmp_path / "their_broken.py").write_text(BROKEN, encoding="utf-8")
    (tmp_path / "their_links.py").write_text(LINKS, encoding="utf-8")
    entry_points({"bakeoff.features": declared["bakeoff.features"] | broken}, tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    importlib.invalidate_caches()
    features.cache_clear()
    yield tmp_path / PACKAGE
    features.cache_clear()
    for name in [name for name in sys.modules if name.partition(".")[0] in (PACKAGE, "their_broken")]:
        del sys.modules[name]


LINKS = """
from bakeoff.web.routes import route

route("wins").link("To the wins")
route("wins").button("See the wins")
"""
BROKEN = """
from pathlib import Path

from bakeoff.lesson.chapter import ChapterQuestions
from bakeoff.lesson.slots import LessonBar, LessonForm
from bakeoff.race.slots import RaceView, RaceViews
from bakeoff.service.kernel import Feature
from bakeoff.service.slots import Activities, AdministrationSection, ArchiveFiles, Page, PrivacyNote

def fails(*_values):
    raise ZeroDivisionError("broken")

def views(run, race):
    yield RaceView("won", "broken", "Broken", fails, order=50)

RAISING = Feature(
    order=1,
    adds=(
        Page("race", "Another race", "pages/about/privacy.py", ":material/error:", 1),
        Page("unsure", "Unsure", "pages/about/method.py", ":material/error:", 200, hidden=True, offered=fails),
        Page("links", "Links", str(Path(__file__).with_name("their_links.py")), ":material/link:", 210),
        RaceViews(views),
        RaceViews(fails),
        PrivacyNote(1, fails),
        ArchiveFiles(fails),
        Activities(fails),
        AdministrationSection(fails),
        LessonBar(fails),
        LessonForm(fails),
        ChapterQuestions(fails),
    ),
)
NONE = "no feature"

def __getattr__(name):
    return Feature(order=2, adds=(Page("absent", "Absent", "/nowhere/at/all.py", ":material/error:", 1),))
"""


def test_it_adds_a_page_a_tab_and_a_listener(installed, visit):
    code = "".join(path.read_text(encoding="utf-8") for path in installed.glob("*.py"))
    assert len([line for line in code.splitlines() if line.strip()]) <= 60
    app = visit(dataset="iris", contenders="dummy,decision_tree")
    ran(app.button(key="start").click().run())
    app = finish(app)
    wait_until(lambda: sum(sys.modules["their_winners.feature"].WINS.values()) == 1)
    app = open_view(app, "Wins so far")
    assert wins(app) == {"Decision tree": 1, "Baseline": 0}
    app = ran(app.switch_page(str(installed / "wins.py")).run())
    assert texts(app.header) == ["Wins"]
    assert wins(app) == {"Decision tree": 1}


def wins(app: AppTest) -> dict[str, int]:
    """Return how often each contender has won, as the page's table has it."""
    return app.table[0].value.iloc[:, 0].to_dict()


def test_its_page_is_linked_and_opened_by_its_name(installed, visit):
    app = ran(visit("pages/about/method.py").switch_page(str(installed.parent / "their_links.py")).run())
    (link,) = app.get("page_link")
    assert (link.proto.label, link.proto.page.rpartition("/")[2]) == ("To the wins", "wins")
    assert texts(ran(app.button(key="to-wins").click().run()).header) == ["Wins"]


@pytest.mark.parametrize("page", ["pages/about/privacy.py", "pages/administration/administration.py"])
def test_what_raises_costs_its_own_place(installed, visit, caplog, monkeypatch, page):
    monkeypatch.setenv("BAKEOFF_ADMIN_TOKEN", TOKEN)
    app = visit(page)
    if app.text_input:
        app.text_input[0].set_value(TOKEN)
        with monkeypatch.context() as patched:
            patched.setattr("bakeoff.features.administration.page.page.n_sessions", lambda: 1)
            ran(app.button[0].click().run())
        assert "ZeroDivisionError\\: broken" in texts(app.caption)
    else:
        assert "**Races and studies**" in "".join(texts(app.markdown))
    assert "ZeroDivisionError: broken" in caplog.text
    for lost in ("absent of their_winners is left out", "none of their_winners is left out", "another has its name"):
        assert lost in caplog.text


def test_a_lesson_bar_or_questions_that_raise_cost_their_own_place(installed, visit):
    app = visit(dataset="iris", contenders="dummy")
    assert "ZeroDivisionError\\: broken" in texts(app.caption)
    assert not app.button(key="start").disabled
    app = visit("pages/learn/learn.py")
    app.query_params["chapter"] = "svm"
    app = ran(app.run())
    assert "ZeroDivisionError\\: broken" in texts(app.caption)
    assert [header for header in texts(app.header) if "Support vector machine" in header]


def test_a_view_that_raises_costs_its_own_tab(installed, finished):
    app = open_view(finished(**IRIS), "Broken")
    assert "ZeroDivisionError\\: broken" in texts(app.caption)
