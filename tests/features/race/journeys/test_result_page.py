"""The page of a finished race: short, calm, and each number once."""

import re
from collections import Counter

from playwright.sync_api import Page, expect

from tests.journeys.helpers import AT_REST, DRAWN, finish, nothing_scrolls_sideways, start, violations

MOST_WORDS, MOST_VERDICT_WORDS = 300, 20
MOST_SCREENS = 1.8
MOST_SHIFT = 0.05

# Text that a person sees, in drawings and in components too, each piece on a line.
SEEN = """() => {
  const lines = []
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const text = node.data.trim()
      if (!text) return
      const range = document.createRange()
      range.selectNodeContents(node)
      const { width, height } = range.getBoundingClientRect()
      if (width > 1 && height > 1) lines.push(text)
    }
    if (node.nodeType !== Node.ELEMENT_NODE || ["STYLE", "SCRIPT", "OPTION"].includes(node.tagName)) return
    const { clipPath, display, fontFamily } = getComputedStyle(node)
    if (display !== "contents" && !node.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return
    if (clipPath === "inset(50%)" || fontFamily.includes("Material")) return // for screen readers, or an icon
    for (const child of [...(node.shadowRoot?.childNodes ?? []), ...node.childNodes]) walk(child)
  }
  walk(document.querySelector('[data-testid="stMain"]'))
  return lines
}"""
# The browser also counts what moves because of a click, in the half second after it.
SHIFTS = """() => {
  window.shifts = []
  new PerformanceObserver((list) => window.shifts.push(...list.getEntries())).observe({ type: "layout-shift" })
}"""
SHIFT = "() => window.shifts.reduce((sum, { value }) => sum + value, 0)"
SCREENS = """() => document.querySelector('[data-testid="stMain"]').scrollHeight / innerHeight"""


def test_a_finished_race_is_short_and_says_each_number_once(new_page):
    page: Page = new_page(width=1440)
    page.locator(".stage[data-frames]").wait_for()
    page.wait_for_function(DRAWN)
    page.evaluate(AT_REST)
    page.evaluate(SHIFTS)
    start(page)
    page.locator(".st-key-board .stage[data-frames]").wait_for()
    assert page.evaluate(SHIFT) <= MOST_SHIFT
    finish(page)
    expect(page.locator(".st-key-board .stage")).to_have_attribute("data-mode", "still")
    page.get_by_text("Random forest with slanted cuts").wait_for()
    page.locator(".bakeoff-chart .main-svg").first.wait_for()
    page.wait_for_function(DRAWN)
    seen = page.evaluate(SEEN)
    assert sum(len(line.split()) for line in seen) <= MOST_WORDS
    assert page.evaluate(SCREENS) <= MOST_SCREENS
    verdict = page.get_by_role("heading", level=2).first
    assert len(verdict.inner_text().split()) <= MOST_VERDICT_WORDS
    expect(page.get_by_text("Random forest with slanted cuts")).to_be_in_viewport()
    board = page.get_by_role("region", name=re.compile("on the test part"))
    assert scores(" ".join(seen)) == scores(board.inner_text())
    assert violations(page) == {}


def scores(text: str) -> Counter[str]:
    return Counter(re.findall(r"\b\d+\.\d\s%", text.replace("\u00a0", " ")))


def test_the_set_up_folds_when_a_race_starts_and_opens_at_a_click(new_page):
    page: Page = new_page("/?dataset=iris&contenders=decision_tree,svm", width=390, height=844)
    start(page)
    finish(page)
    expect(page.get_by_role("switch")).to_have_count(0)
    expect(page.get_by_role("button", name="Start race")).to_be_in_viewport()
    nothing_scrolls_sideways(page)
    assert violations(page) == {}
    page.get_by_role("button", name="Change set-up").click()
    expect(page.get_by_role("switch", name="Decision tree")).to_be_visible()
    page.get_by_role("button", name="Hide set-up").click()
    expect(page.get_by_role("switch")).to_have_count(0)


def test_a_contender_joins_a_finished_race_and_the_rows_that_luck_decides_open(new_page):
    page: Page = new_page("?dataset=wine&contenders=decision_tree,random_forest&rules.validation_share=0")
    start(page)
    finish(page)
    page.get_by_role("button", name="Add a contender").click()
    page.get_by_role("button", name="Linear model", exact=True).click()
    finish(page)
    board = page.locator(".st-key-board")
    expect(board.get_by_text("All three are too close to call.")).to_be_visible()
    board.get_by_role("button", name=re.compile("Luck decides")).click()
    shown = page.locator(".st-key-predictions-filter").get_by_role("combobox")
    expect(shown).to_have_value("Decided by luck")
    expect(shown).to_be_in_viewport()
    assert not violations(page)
