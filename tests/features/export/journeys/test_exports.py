"""What a visitor takes home, and brings back."""

import re
import zipfile
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.journeys.helpers import finish, start, tab, unfold
from tests.journeys.replay_steps import replayed_to_its_start
from tests.waiting import PATIENCE

LINK = "/?dataset=iris&contenders=decision_tree,svm,dummy&svm.C=10"


def _save(page: Page, button: str, path: Path) -> Path:
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    download.value.save_as(path)
    return path


def test_a_race_is_taken_home_shown_without_a_network_and_opened_again(new_page, browser, tmp_path):
    page = new_page(LINK)
    start(page)
    finish(page)
    tab(page, "Save and export")
    script = _save(page, "Python script", tmp_path / "iris.py").read_text()
    assert "SVC(C=10.0" in script
    assert _save(page, "Notebook", tmp_path / "iris.ipynb").stat().st_size > 1000
    _shown_without_a_network(browser, _save(page, "Report as HTML", tmp_path / "iris.html"))
    for what, part in (("trained models", "svm/model.skops"), ("curves for TensorBoard", "decision_tree/events")):
        page.get_by_role("button", name=f"Pack {what}").click()
        expect(page.get_by_role("button", name=f"Save {what}")).to_be_visible(timeout=180_000)
        with zipfile.ZipFile(_save(page, f"Save {what}", tmp_path / f"{what}.zip")) as archive:
            assert any(name.startswith(part) for name in archive.namelist())
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_role("button", name="Save pages to publish")).to_be_visible(timeout=180_000)
    with zipfile.ZipFile(_save(page, "Save pages to publish", tmp_path / "site.zip")) as archive:
        assert '<div id="replay">' in archive.read("iris.html").decode()
    page.get_by_label("Notes to go into it").fill("Small *trees* do.")
    page.get_by_role("button", name="Make project file").click()
    expect(page.get_by_role("button", name="Save project file")).to_be_visible(timeout=180_000)
    project = _save(page, "Save project file", tmp_path / "iris.bakeoff")
    _opened_again(new_page("/"), project, tmp_path)


def _shown_without_a_network(browser: Browser, path: Path) -> None:
    context = browser.new_context(offline=True, color_scheme="dark")
    context.set_default_timeout(1000 * PATIENCE)
    try:
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: said.append(request.url))
        page.goto(path.as_uri())
        figures = page.locator("figure:has(> .scroll)")
        expect(figures).to_have_count(10)
        for figure in figures.all():
            expect(figure.locator("svg.main-svg").first).to_be_visible()
        replayed_to_its_start(page.locator(".stage"))
        assert [line for line in said if not line.startswith("blob:null/")] == [path.as_uri()]  # Plotly, unpacked
    finally:
        context.close()


def _opened_again(page: Page, project: Path, folder: Path) -> None:
    unfold(page, "More: link")
    unfold(page, "Open a project file")
    upload = page.locator('[data-testid="stFileUploader"] input')
    broken = folder / "broken.bakeoff"
    broken.write_bytes(project.read_bytes()[:500])
    upload.set_input_files(broken)
    expect(page.get_by_text("was cut short")).to_be_visible()
    expect(page.get_by_role("button", name="Start race")).to_be_enabled()
    upload.set_input_files(project)
    expect(page.get_by_text("This race is from a project file")).to_be_in_viewport()
    expect(page.get_by_text("The data here are the very same")).to_be_visible()
    expect(page.get_by_text("Small *trees* do.")).to_be_visible()
    expect(page.get_by_role("table").filter(has_text="on the test part")).to_contain_text("Support vector machine")
    expect(page.get_by_role("button", name="Save its trained models")).to_be_visible()
    tab(page, "Where do they err?")
    page.get_by_role("radio", name="Confusion").click()
    expect(page.get_by_role("combobox", name="Truth")).to_be_visible()
    page.get_by_role("button", name="Change set-up").click()
    expect(page.get_by_text("Penalty C 10")).to_be_visible()
    expect(page).to_have_url(re.compile(r"dataset=iris"))
