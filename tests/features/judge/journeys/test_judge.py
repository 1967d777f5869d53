"""A newcomer asks the judge: which is better, how sure, at what cost, with how much data."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.chinese import english_on, switch, zh
from tests.journeys.helpers import nothing_scrolls_sideways, tab, violations
from tests.journeys.settled import settled


def judge(page: Page) -> None:
    settled(page)  # what was set just now is in the address
    before = page.url
    page.get_by_role("button", name="Start judging").click()
    expect(page).not_to_have_url(before)
    settled(page)  # the button is there again at the end, and not still
    expect(page.get_by_role("button", name="Start judging")).to_be_visible(timeout=180_000)
    settled(page)


def test_a_newcomer_gets_four_answers(new_page):
    page = new_page("/?dataset=digits&contenders=decision_tree,svm&judge.folds=5&judge.repeats=1")
    page.get_by_role("link", name="Judge").click()
    page.get_by_role("spinbutton", name="Repeats").fill("1")
    page.get_by_role("spinbutton", name="Repeats").press("Enter")
    judge(page)
    expect(page.get_by_role("heading", name="Support vector machine is better than Decision tree.")).to_be_visible()
    expect(
        page.get_by_role("row", name=re.compile("Support vector machine against Decision tree.*better"))
    ).to_be_visible()
    expect(page.get_by_role("figure", name=re.compile(r"in [\d.]+ m?s"))).to_be_visible()
    page.get_by_text("How much data does it need?").click()
    judge(page)
    expect(
        page.get_by_role("heading", name=re.compile("With all rows Support vector machine scores best"))
    ).to_be_visible()
    axe_finds_nothing_and_nothing_scrolls_sideways(page)


@pytest.mark.nightly
def test_what_cannot_be_told_is_said_to_be_so(new_page):
    page = new_page("/judge?dataset=iris&contenders=decision_tree,svm&judge.folds=5&judge.repeats=1")
    judge(page)
    expect(page.get_by_role("heading", name=re.compile("May be the best"))).to_be_visible()
    expect(page.get_by_role("row", name=re.compile(" against .*not decided"))).to_be_visible()
    expect(page.get_by_role("figure", name=re.compile(r"in [\d.]+ m?s"))).to_be_visible()
    tab(page, "Numbers")
    switch(page, "zh")
    expect(page.get_by_role("tab", name=zh("Numbers"))).to_have_attribute("aria-selected", "true")
    assert english_on(page) == []


@pytest.mark.nightly
def test_label_noise_changes_the_winner(new_page):
    page = new_page(
        "/judge?dataset=moons&contenders=k_nearest,decision_tree&k_nearest.n_neighbors=1&decision_tree.max_depth=1"
        "&rules.validation_share=0&v=2"
    )
    page.get_by_text("What would change the winner?").click()
    page.get_by_role("combobox", name="Slider").click()
    page.get_by_role("option", name="Label noise").click()
    judge(page)
    said = r"Nearest-neighbour model leads up to [0-9.]+\s%\sof “Label noise”; from there Decision tree leads"
    expect(page.get_by_role("heading", name=re.compile(said))).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="Decision tree overtakes Nearest")).to_be_visible()
    axe_finds_nothing_and_nothing_scrolls_sideways(page)
    switch(page, "zh")
    expect(page.get_by_role("heading", name=re.compile("“标签噪声”低于 [0-9.]+% 时"))).to_be_visible()
    assert english_on(page) == []


def axe_finds_nothing_and_nothing_scrolls_sideways(page: Page) -> None:
    for scheme, width in (("light", 1280), ("dark", 390)):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page) == {}, scheme
        nothing_scrolls_sideways(page)


def test_it_is_live_can_be_stopped_and_found_again(new_page):
    page = new_page("/judge?dataset=digits&contenders=keras_mlp,dummy&keras_mlp.epochs=800")
    page.get_by_role("button", name="Start judging").dblclick()
    expect(page.get_by_role("article").filter(has_text="Baseline").get_by_text("of 10 fits")).to_be_visible()
    expect(page).to_have_url(re.compile("study="))
    page.reload()
    expect(page.get_by_role("button", name="Stop Neural network")).to_be_visible()
    page.get_by_role("button", name="Stop Neural network").click()
    expect(page.get_by_role("listitem").filter(has_text="Neural network:")).to_be_visible()
    expect(page.get_by_role("article")).to_have_count(0)


@pytest.mark.nightly
def test_on_a_phone_it_says_what_it_is_before_what_can_be_set(new_page):
    page = new_page("/judge", width=390, height=844)
    expect(page.get_by_role("heading", name="Is the difference real?")).to_be_in_viewport()


@pytest.mark.nightly
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_unfair_race_leads_to_its_handicap_and_to_the_race_without_it(new_page, language, width):
    say = zh if language == "zh" else str
    forest = "dataset=digits&contenders=random_forest,dummy&random_forest.max_depth=3"
    page = new_page(f"/?lang={language}&{forest}&random_forest.criterion=entropy", width=width, height=900)
    page.get_by_role("button", name=say("Start race")).click()
    page.get_by_text(say("Other reasons")).click()
    page.get_by_role("link", name=re.compile("Is it a fair fight|公平")).click()
    start = page.get_by_role("button", name=say("Start judging"))
    start.click()
    expect(page.locator(".bakeoff-gaps")).to_be_visible()
    expect(start).to_be_visible(timeout=180_000)
    cost = re.compile(
        r"Max depth.*costs Random forest [0-9.]+\spoints"
        if language == "en"
        else r"最大深度.*使随机森林损失\s[0-9.]+\s个百分点"
    )
    expect(page.get_by_role("main").get_by_text(cost).first).to_be_visible()
    nothing_scrolls_sideways(page)
    if language == "zh":
        assert english_on(page) == []
    page.get_by_role("link", name=re.compile("Race with it|修正后再比一次|Race with all")).click()
    expect(page).to_have_url(re.compile(r"\?(?!.*max_depth).*criterion=entropy"))
