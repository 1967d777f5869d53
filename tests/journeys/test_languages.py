"""Visitors who read Chinese: a race, its report, own data, the lab and the history; beside one who reads English."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.chinese import english_on, switch, zh
from tests.journeys.helpers import LONG, finish, start, tab, unfold, violations
from tests.journeys.lab_steps import TRAINED, plane
from tests.journeys.settled import settled
from tests.waiting import PATIENCE

pytestmark = pytest.mark.nightly

LINK = "/?dataset=digits&contenders=svm,dummy"
NETWORK = "Neural network"


def test_a_race_goes_on_in_another_language_and_is_found_again_in_it(new_page, browser, tmp_path):
    beside = new_page(LINK)
    page = new_page(f"/?dataset=iris&contenders=keras_mlp,svm,dummy&{LONG}&lang=en")
    start(page)
    page.get_by_role("button", name=f"Stop {NETWORK}").click()
    finish(page)
    start(page)
    expect(page.get_by_role("button", name=f"Stop {NETWORK}")).to_be_visible()
    switch(page, "zh")
    stop = page.get_by_role("button", name=zh("Stop {label}", label=zh(NETWORK)))
    expect(stop).to_be_visible()
    expect(page.locator(".stage .said")).to_have_text(re.compile("^实时"))
    assert english_on(page) == []
    start(beside)
    finish(beside)
    card = page.get_by_role("article").filter(has=stop)
    expect(card).not_to_have_text(card.inner_text(), use_inner_text=True)  # it goes on
    stop.click()
    expect(page.get_by_role("heading", name=zh("Leaderboard"))).to_be_visible()
    tab(page, zh("Where do they err?"))
    page.get_by_role("radio", name=zh("Confusion")).click()
    page.get_by_role("button", name=zh("Change set-up")).click()
    unfold(page, zh("Rules: split, seed, limits"))
    expect(page.get_by_role("spinbutton", name=zh("Test part"))).to_be_visible()
    settled(page)
    switch(page, "en")
    expect(page.get_by_role("spinbutton", name="Test part")).to_be_visible()
    expect(page.get_by_role("tab", name="Where do they err?")).to_have_attribute("aria-selected", "true")
    expect(page.get_by_role("radio", name="Confusion")).to_be_checked()
    switch(page, "zh")
    expect(page.get_by_role("radio", name=zh("Confusion"))).to_be_checked()
    assert english_on(page) == []
    assert violations(page) == {}
    shown_in_chinese_without_a_network(browser, report(page, tmp_path))
    assert "lang=" not in page.url
    page.reload()
    expect(page.get_by_role("heading", name=zh("Leaderboard"))).to_be_visible()
    page.get_by_role("link", name=zh("History")).click()
    expect(page.locator('[class*="st-key-open-"]').get_by_role("button")).to_have_count(2)
    assert english_on(page) == []
    expect(beside.get_by_role("heading", name="Leaderboard")).to_be_visible()
    tab(beside, "Why this answer?")
    beside.get_by_role("link", name="Ask the models").click()
    expect(beside.locator("canvas.ink")).to_be_visible()
    switch(beside, "zh")
    expect(beside.get_by_role("button", name=zh("Undo"))).to_be_visible()
    assert english_on(beside) == []


def report(page: Page, folder: Path) -> Path:
    tab(page, zh("Save and export"))
    with page.expect_download() as download:
        page.get_by_role("button", name=zh("Report as HTML")).click()
    download.value.save_as(folder / "race.html")
    return folder / "race.html"


def shown_in_chinese_without_a_network(browser: Browser, path: Path) -> None:
    context = browser.new_context(offline=True)
    context.set_default_timeout(1000 * PATIENCE)
    try:
        page = context.new_page()
        page.goto(path.as_uri())
        expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
        expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("[\u4e00-\u9fff]"))
        expect(page.get_by_role("figure").first.locator("svg.main-svg").first).to_be_visible()
        expect(page.locator(".modebar-btn").first).to_be_attached()
        buttons = page.locator(".modebar-btn").evaluate_all("all => all.map(button => button.dataset.title)")
        assert buttons
        assert [title for title in buttons if not re.search("[\u4e00-\u9fff]", title)] == []
    finally:
        context.close()


def reviews(folder: Path) -> Path:
    """Write what guests of hotels say, in a language that puts no blanks between its words."""
    lines = ["城市,距离,评论,满意"]
    for n in range(150):
        happy = n * 7 % 5 < 3
        told = ("非常喜欢这里", "服务周到热情")[n % 2] if happy else ("房间又脏又吵", "再也不会来了")[n % 2]
        town, what = ("北京", "上海", "广州")[n % 3], "大堂电梯早餐床铺空调浴室窗户走廊花园前台"[n % 20]
        lines.append(f"{town},{n * 37 % 101},第{n}次入住{what}一般但是{told},{'是' if happy else '否'}")
    path = folder / "酒店评论.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_chinese_reviews_are_raced_on_and_asked_about_and_painted_points_stay(new_page, tmp_path):
    page = new_page("/bring?lang=zh")
    page.locator('[data-testid="stFileUploader"] input').set_input_files(reviews(tmp_path))
    page.get_by_role("button", name=zh("Race on this data")).click()
    page.get_by_role("button", name=zh("Start race")).click()
    expect(page.get_by_role("heading", name=zh("Leaderboard"))).to_be_visible(timeout=120_000)
    assert english_on(page) == []
    page.get_by_role("link", name=zh("Ask"), exact=True).click()
    page.get_by_role("button", name="酒店评论").click()
    expect(page.locator("article.answer .text").first).to_have_text(re.compile("[是否]"), timeout=120_000)
    expect(page.get_by_role("slider", name="距离")).to_be_visible()
    assert english_on(page) == []
    page.get_by_role("link", name=zh("Network lab")).click()
    expect(page.locator(".lab .figures tbody td").first).to_have_text(re.compile(r"\d"), timeout=120_000)
    page.get_by_role("button", name=zh("Paint points")).click()
    tools = page.get_by_role("toolbar", name=zh("Paint tools"))
    before = tools.locator(".note").inner_text()
    page.get_by_role("button", name=zh("Brush for class {n}", n=1)).click()
    plane(page).click()
    expect(tools.locator(".note")).not_to_have_text(before)
    points = tools.locator(".note").inner_text().split()[0]
    expect(page.get_by_role("radio", name=zh("Your own points"))).to_be_checked(timeout=TRAINED)
    assert english_on(page) == []
    switch(page, "en")
    expect(page.locator(".planes canvas").first).to_be_visible()
    page.get_by_role("button", name="Paint points").click()
    expect(page.get_by_role("toolbar", name="Paint tools")).to_contain_text(f"{points} points")
