"""What is saved of a race with hostile names, opened in a browser: nothing runs, nothing is fetched."""

import hashlib

import pytest
from markdown_it import MarkdownIt
from playwright.sync_api import Browser

from bakeoff.datasets.upload import store
from bakeoff.datasets.upload.formats import Raw
from bakeoff.datasets.upload.reading import understood
from bakeoff.datasets.upload.understanding import Understood
from bakeoff.export.html_page import report_html
from bakeoff.export.models.files import model_files
from bakeoff.race.engines import local_engine
from bakeoff.race.models import models_folder
from bakeoff.race.race import Race
from bakeoff.spec import BakeoffSpec
from tests.hostile_names import FOREIGN, hostile_names, hostile_table
from tests.waiting import PATIENCE

pytestmark = pytest.mark.nightly

AS_SVG = """async () => {
  const drawn = []
  for (const place of document.querySelectorAll(".chart")) {
    const address = await Plotly.toImage(place, { format: "svg", width: 900, height: 600 })
    drawn.push(decodeURIComponent(address.replace("data:image/svg+xml,", "")))
  }
  return drawn
}"""


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """Return the report's page and the models' cards of two races, whose names are those that fetch and run."""
    home = tmp_path_factory.mktemp("home")
    acts = [name for name in hostile_names() if FOREIGN in name and "\r" not in name]
    pages: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BAKEOFF_DATA", str(home))
        for names in (acts[:20], acts[20:40]):
            frame, target = hostile_table(names)
            content = hashlib.sha256(repr(names).encode()).hexdigest()
            about = understood(Raw(frame, Understood(format="parquet")), "table.csv", "a" * 64, content)
            about = about.with_roles(target, "classification", {}).model_copy(update={"title": names[-1]})
            table = {"name": "upload", "options": {"table": store.keep(about, frame)}}
            spec = BakeoffSpec(dataset=table, contenders={"decision_tree": {"max_depth": 3}, "svm": {}, "dummy": {}})
            engine = local_engine(names=spec.contenders)
            try:
                race = Race(spec, engine, keep_models=True)
                assert race.wait(4 * PATIENCE)
                pages.append(report_html(race.run.report))
                files = model_files(race.run.report, models_folder(race.id))
                pages += [MarkdownIt().render(text) for name, text in files.items() if name.endswith(".md")]
            finally:
                engine.close()
    return pages


def test_saved_pages_and_pictures_run_and_fetch_nothing(browser: Browser, saved, tmp_path):
    context = browser.new_context()
    context.set_default_timeout(1000 * PATIENCE)
    said: list[str] = []
    context.on("request", lambda request: said.append(request.url))
    pictures = []
    try:
        for number, content in enumerate(saved):
            path = tmp_path / f"{number}.html"
            path.write_text(content, encoding="utf-8")
            pictures += _opened(context, path, said)
        assert len(pictures) > 8
        assert any(FOREIGN in picture for picture in pictures)  # as a text
        for number, content in enumerate(pictures):
            path = tmp_path / f"{number}.svg"
            path.write_text(content, encoding="utf-8")
            _opened(context, path, said)
    finally:
        context.close()
    assert [address for address in said if not address.startswith(("file://", "data:", "blob:"))] == []


def _opened(context, path, said):
    """Open a file, look for what runs, and return its figures as SVG."""
    page = context.new_page()
    page.on("dialog", lambda dialog: said.append(f"dialog: {dialog.message}"))
    page.goto(path.as_uri())
    page.mouse.move(300, 300)
    assert page.url == path.as_uri()
    assert page.locator(f'[href*="{FOREIGN}"], [style*="{FOREIGN}"], [src*="{FOREIGN}"]').count() == 0
    assert page.locator("[onerror], [onload], [onclick]").count() == 0
    drawn = page.evaluate(AS_SVG) if page.locator(".chart").count() else []
    page.close()
    return drawn
