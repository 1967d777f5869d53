"""A teacher's hour in the browser: a class is asked before and after a chapter; one learner skips, another cheats."""

import pytest
from playwright.sync_api import Locator, Page, expect

from bakeoff.lesson.chapter import chapters
from bakeoff.lesson.code import pack
from bakeoff.lesson.concepts import of_chapter
from bakeoff.lesson.lesson import chapter_lesson
from tests.journeys.chinese import switch, zh
from tests.journeys.hands import Keyboard, Mouse
from tests.journeys.helpers import unfold, violations
from tests.journeys.learn_steps import predict_everything, worked_out
from tests.journeys.settled import hear, settled

pytestmark = pytest.mark.nightly

CHAPTER = "loss"
ENDINGS = {ending.text: ending.mistake for ends in chapters()[CHAPTER].endings.values() for ending in ends}


class Hour:
    """Does each step of the hour in one language."""

    def __init__(self, new_page, language: str) -> None:
        self._new_page, self._language = new_page, language

    def says(self, english: str, **values: object) -> str:
        return english.format(**values) if self._language == "en" else zh(english, **values)

    def open(self, path: str, width: int) -> Page:
        page = self._new_page(path, width=width)
        if self._language == "zh":
            switch(page, "zh")
        return page

    def press(self, page: Page, english: str, **values: object) -> None:
        page.get_by_role("button", name=self.says(english, **values), exact=True).click()
        settled(page)

    def join(self, code: str, name: str) -> Page:
        """Return the chapter as a new learner of the class sees it, a phone or a narrow window."""
        page = self.open(f"/class?room={code}", width=390)
        page.get_by_label(self.says("Your nickname in this class")).fill(name)
        self.press(page, "Join")
        page.get_by_role("link", name=self.says("To the lesson")).click()
        expect(self.asked(page)).to_have_count(2 * len(of_chapter(CHAPTER)))
        settled(page)
        return page

    def asked(self, page: Page) -> Locator:
        """Return the questions of the class, each with how sure one is."""
        return page.get_by_test_id("stForm").get_by_role("radiogroup")

    def hidden(self, page: Page) -> None:
        """See that a page asks the questions of the class and shows nothing of the chapter."""
        expect(self.asked(page)).to_have_count(2 * len(of_chapter(CHAPTER)))
        expect(page.locator('[class*="st-key-learn-step-"]')).to_have_count(0)

    def answer(self, page: Page, english: str) -> None:
        for group in self.asked(page).all():
            group.get_by_role("radio").first.click(force=True)
        assert violations(page) == {}
        self.press(page, english)

    def reach(self, page: Page) -> None:
        switch(page, "en")  # which the helper reads
        worked_out(page)
        predict_everything(Mouse(page))
        switch(page, self._language)
        Keyboard(page).slide(page.get_by_role("slider", name=self.says("The unit’s first answer")).last, 6)
        right = next(self.says(text) for text, mistake in ENDINGS.items() if not mistake)
        sentence = page.locator('[class*="st-key-learn-"][class*="-because"]').get_by_role("radiogroup")
        Mouse(page).choose(sentence.first, right)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_who_skips_or_looks_into_a_closed_chapter_is_seen_in_the_table_and_sees_nothing(new_page, language):
    hour = Hour(new_page, language)
    teacher = hour.open(f"/class?lesson={pack(chapter_lesson(CHAPTER))}", width=1280)
    hour.press(teacher, "Open a class for this lesson")
    code = teacher.locator(".bakeoff-class-join .code").inner_text()
    hour.press(teacher, "More")
    teacher.get_by_text(hour.says("Measure what the chapters teach")).click()
    teacher.keyboard.press("Escape")
    settled(teacher)
    honest = hour.join(code, "Al")
    hour.hidden(honest)
    hour.answer(honest, "Send the answers")
    hour.reach(honest)
    hour.hidden(honest)
    hour.answer(honest, "Send, and tell me the answers")
    expect(honest.locator(f".st-key-learn-items-{CHAPTER}")).to_be_visible()
    skips = hour.join(code, "Bo")
    hour.press(skips, "Skip the questions")
    worked_out(skips)
    expect(hour.asked(skips)).to_have_count(0)
    cheats = hour.join(code, "Cy")
    looks_elsewhere(hour, cheats)
    hour.answer(cheats, "Send the answers")
    hour.reach(cheats)
    looks_elsewhere(hour, cheats)
    unfold(teacher, hour.says("What the chapters teach"))
    cells = teacher.get_by_role("table").first.get_by_role("row").nth(1).get_by_role("cell")
    expect(cells).to_have_text(["3", "2", "1", "0", "1", "0"])  # asked, before, after, later, skipped, no goal
    expect(teacher.get_by_text(hour.says("Fewer than {n} learners have answered both times.", n=8))).to_be_visible()
    for width in (390, 1024, 1280):
        teacher.set_viewport_size({"width": width, "height": 800})
        assert violations(teacher) == {}


def looks_elsewhere(hour: Hour, page: Page) -> None:
    """Look into the chapter anew, in a new tab, without its lesson, and into the questions with their answers."""
    page.reload()
    settled(page)
    hour.hidden(page)
    tab = page.context.new_page()
    hear(tab)
    tab.goto(page.url.partition("learn")[0] + f"learn?chapter={CHAPTER}")
    settled(tab)
    hour.hidden(tab)
    tab.goto(page.url.partition("learn")[0] + "concepts")
    settled(tab)
    expect(tab.get_by_text(hour.says("Questions that your class still asks appear here afterwards."))).to_be_visible()
    for concept in of_chapter(CHAPTER):
        expect(tab.locator(f".st-key-open-{concept.name}")).to_have_count(0)
    tab.close()
