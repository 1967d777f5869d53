"""Visitors who read Chinese: a race, its report, own data, the lab and the history; beside one who reads English."""

import re
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.e2e.helpers import LONG, violations, wait_for_script

LINK = "/?dataset=iris&contenders=decision_tree,svm,dummy"


def switch(page: Page, code: str) -> None:
    page.locator(".st-key-language-switch select").select_option(code)
    wait_for_script(page)


def test_a_race_goes_on_in_another_language_and_is_found_again_in_it(new_page, browser, tmp_path):
    page = new_page(f"/?dataset=iris&contenders=keras_mlp,svm,dummy&{LONG}&lang=en")
    beside = new_page(LINK)
    page.get_by_role("button", name="Start race").click()
    expect(page.get_by_role("button", name="Stop Keras MLP")).to_be_visible(timeout=60_000)
    switch(page, "zh")
    expect(page.get_by_role("button", name="停止 Keras 多层感知机")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    page.get_by_role("button", name="停止 Keras 多层感知机").click()
    expect(page.get_by_role("heading", name="排行榜")).to_be_visible(timeout=60_000)
    wait_for_script(page)
    expect(beside.get_by_role("button", name="Start race")).to_be_visible()
    assert violations(page) == {}
    shown_in_chinese_without_a_network(browser, report(page, tmp_path))
    assert "lang=" not in page.url
    page.reload()
    expect(page.get_by_role("heading", name="排行榜")).to_be_visible(timeout=30_000)
    page.get_by_role("link", name="历史记录").click()
    expect(page.get_by_text("支持向量机").first).to_be_visible()
    switch(page, "en")
    expect(page.get_by_role("heading", name="History")).to_be_visible()


def report(page: Page, folder: Path) -> Path:
    page.get_by_role("tab", name="带走").click()
    wait_for_script(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="HTML").click()
    download.value.save_as(folder / "race.html")
    return folder / "race.html"


def shown_in_chinese_without_a_network(browser: Browser, path: Path) -> None:
    context = browser.new_context(offline=True)
    try:
        page = context.new_page()
        page.goto(path.as_uri())
        expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
        expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("[\u4e00-\u9fff]"))
    finally:
        context.close()
