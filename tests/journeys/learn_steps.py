"""What the journeys through the chapters of Learn do alike."""

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from bakeoff.lesson.chapter import chapters
from tests.journeys.hands import Hand, Keyboard
from tests.journeys.helpers import violations
from tests.journeys.settled import settled


def predict(page: Page, question: str, answer: str) -> None:
    """Give an answer by mouse."""
    page.get_by_role("radiogroup", name=question).get_by_text(answer, exact=True).click()
    settled(page)


def worked_out(page: Page) -> None:
    """Wait for what jobs work out; the first of a server waits until TensorFlow has been loaded."""
    expect(page.get_by_role("button", name="Stop", exact=True)).to_have_count(0, timeout=120_000)
    settled(page)


def not_reached(page: Page) -> None:
    expect(page.get_by_text("Reached.", exact=True)).to_have_count(0)


def reached(page: Page) -> None:
    """See that the goal is found reached, and that axe finds nothing."""
    expect(page.get_by_text("Reached.", exact=True).first).to_be_visible()  # an easy or a hard goal
    settled(page)
    found = violations(page)
    assert not found, found


def complete(hand: Hand) -> None:
    """Complete "It works because …" of the goals that are met, once one is."""
    met = hand.page.get_by_text("Met. Complete the sentence below.")
    expect(met.or_(hand.page.get_by_text("Reached.", exact=True)).first).to_be_visible()
    settled(hand.page)
    name = parse_qs(urlsplit(hand.page.url).query)["chapter"][0]
    for level, endings in chapters()[name].endings.items():
        sentence = hand.page.locator(f".st-key-learn-{level}-because").get_by_role("radiogroup")
        right = [ending.text for ending in endings if not ending.mistake]
        if right and sentence.count():
            hand.choose(sentence, right[0])
            settled(hand.page)


def predict_everything(hand: Hand) -> None:
    """Give the first answer to all that is asked, one step after another, so that the chapter shows all that it has."""
    page = hand.page
    expect(page.get_by_role("radiogroup").first).to_be_visible()  # some are drawn later than the page is done
    steps = chapters()[parse_qs(urlsplit(page.url).query)["chapter"][0]].steps
    last = page.get_by_text(f"Step {steps} of {steps}")
    asked = page.get_by_role("radiogroup").filter(has_not=page.locator(":checked, [aria-checked=true]"))
    second = page.get_by_role("button", name="Open the second half now")
    while asked.count() or not last.count():
        expect(asked.or_(last).or_(second).first).to_be_visible()
        if not asked.count() and second.count():
            hand.press(second)
        elif asked.count() and isinstance(hand, Keyboard):
            hand.reach(asked.first)
            hand.keys("Space")
        elif asked.count():
            asked.first.get_by_role("radio").first.click(force=True)  # once more if it is drawn anew meanwhile
        worked_out(page)
