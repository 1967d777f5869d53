"""Who comes for the first time: from the first screen to a decision and its reasons; and the same shown to a room."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.helpers import start, violations
from tests.journeys.settled import settled
from tests.waiting import wait_until


def test_a_race_too_close_to_call_is_decided_by_the_judge_and_then_explained(new_page):
    page = new_page("/?dataset=wine&contenders=decision_tree,svm,dummy")
    start(page)
    decide = page.get_by_role("button", name="Let the judge decide")
    expect(decide).to_be_visible()
    expect(page.get_by_role("heading", name=re.compile("too close to call"))).to_be_visible()
    settled(page)
    decide.click()
    expect(page.get_by_role("heading", name="Question")).to_be_visible()
    expect(page.get_by_role("checkbox", name="Keep going until decided")).to_be_checked()
    expect(page.get_by_role("heading", name=re.compile("Support vector machine is better"))).to_be_visible(
        timeout=120_000
    )
    why = page.get_by_role("button", name="Ask the models")
    expect(why).to_be_visible()
    settled(page)
    assert violations(page) == {}
    why.click()
    expect(page.get_by_role("heading", name="Ask the models")).to_be_visible()


def test_a_recorded_race_moves_on_the_first_screen_until_it_is_halted(new_page):
    page = new_page(motion="no-preference")
    stage = page.locator(".stage")
    expect(stage).to_have_attribute("data-mode", "replay")
    expect(stage).to_contain_text("Recorded race")
    early = stage.inner_text()
    wait_until(lambda: stage.inner_text() != early)
    page.get_by_role("button", name="To the end").click()
    expect(stage).to_have_attribute("data-mode", "still")
    expect(stage).to_contain_text("Recorded race: answers at the end")
    expect(new_page().locator(".stage")).to_have_attribute("data-mode", "still")  # where nothing is to move


SCREENS = ((1280, 720, "light", 24), (1024, 768, "dark", 24), (1920, 1080, "light", 36))
"""Width, height, theme, and how many pixels the type then has."""


CHARTS = """() => {
  const size = (one) => Number.parseFloat(getComputedStyle(one).fontSize)
  const page = size(document.documentElement)
  const charts = [...document.querySelectorAll(".bakeoff-chart")].filter((one) => one.querySelector(".xtick text"))
  return charts.map((one) => [size(one.querySelector(".xtick text")) / page, one.offsetHeight / page])
}"""


STAGES = "all => all.map((one) => [one.dataset.mode, one.offsetHeight])"


def sizes(page: Page) -> list[float]:
    """Return the type's size, and by how many pixels the page is larger than the window."""
    return page.evaluate(
        """() => {
          const main = document.querySelector('[data-testid="stMain"]')
          const size = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
          return [size, main.scrollWidth - innerWidth, main.scrollHeight - innerHeight]
        }"""
    )


def expect_to_fit(page: Page) -> None:
    """See on each screen, at last on the one that the page was opened on, that all is there and axe finds nothing."""
    for width, height, scheme, type_size in reversed(SCREENS):
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme)
        fits = pytest.approx([type_size, 0, 0], abs=0.1)
        wait_until(
            lambda fits=fits: sizes(page) == fits, lambda: [sizes(page), page.locator(".stage").evaluate_all(STAGES)]
        )
        # Type that a chart was drawn with before the window changed would be of another size; so would the chart.
        right = pytest.approx([13 / 16, 430 / 24], rel=0.02)
        wait_until(lambda right=right: all(shares == right for shares in page.evaluate(CHARTS)))
        assert violations(page) == {}, scheme


@pytest.mark.nightly
def test_a_clicker_leads_through_a_race_that_fits_the_screen(new_page):
    width, height, scheme, _type_size = SCREENS[0]
    page = new_page("/?dataset=iris&present=1", width=width, height=height, scheme=scheme)
    expect(page.get_by_role("heading", name="Who wins on Iris?")).to_be_visible()
    expect(page.get_by_role("switch")).to_have_count(0)
    expect(page.locator(".main-svg").first).to_be_visible()
    expect_to_fit(page)
    page.keyboard.press("PageDown")
    expect(page.get_by_role("heading", name=re.compile("close to call|beats"))).to_be_visible()
    expect(page).to_have_url(re.compile("present=2"))
    settled(page)
    expect(page.locator(".stage.large")).to_have_attribute("data-mode", "still")
    expect_to_fit(page)
    for step, (key, name) in enumerate(
        (("ArrowRight", "is done first"), ("Space", "close to call|beats"), ("PageDown", "Why do they answer so")),
        start=3,
    ):
        page.keyboard.press(key)
        expect(page).to_have_url(re.compile(f"present={step}"))
        expect(page.get_by_role("heading", name=re.compile(name))).to_be_visible()
        settled(page)
        expect_to_fit(page)
    expect(page.get_by_role("rowheader", name="Its answer")).to_be_visible()
    for _quickly in range(3):
        page.keyboard.press("PageUp")
    expect(page).to_have_url(re.compile("present=2"))
    page.keyboard.press("Escape")
    expect(page).not_to_have_url(re.compile("present"))
    expect(page.get_by_role("button", name="Change set-up")).to_be_visible()
