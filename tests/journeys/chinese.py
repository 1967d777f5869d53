"""What a journey looks for on a page that is in Chinese."""

import re
import time

from playwright.sync_api import Page, expect

from bakeoff.text import _, speaking
from tests.journeys.settled import settled
from tests.waiting import PATIENCE

SAME = {
    "Bakeoff",
    "English",
    "Keras",
    "SVM",
    "ReLU",
    "RBF",
    "Matthews",
    "Brier",
    "ROC",
    "AUC",
    "CPU",
    "HTML",
    "CSV",
}
"""What is called the same in Chinese."""
STREAMLITS = re.compile(
    "Help for .*|Open|warning( icon)?|info|Show/hide columns|Download as CSV|Search|Fullscreen|(De|In)crement"
)
"""What Streamlit itself says, which speaks English alone."""
SHOWN = """() => {
  const said = []
  const look = (node) => {
    if (node.nodeType === Node.TEXT_NODE) said.push(node.data)
    if (node.nodeType === Node.ELEMENT_NODE) {
      if (["STYLE", "SCRIPT"].includes(node.tagName) || node.dataset.testid === "stIconMaterial") return
      if (node.checkVisibility && !node.checkVisibility()) return
      const names = ["aria-label", "alt", "title", "data-title", "placeholder"]
      for (const name of names) said.push(node.getAttribute(name) ?? "")
    }
    for (const child of [...(node.shadowRoot?.childNodes ?? []), ...node.childNodes]) look(child)
  }
  look(document.querySelector('[data-testid="stMain"]'))
  return said.map((text) => text.trim()).filter(Boolean)
}"""
"""All that a page says in its main part, within components and to a screen reader as well."""


def zh(english: str, **values: object) -> str:
    """Return a message of the page in Chinese."""
    with speaking("zh"):
        said = str(_(english, **values))
    assert re.search("[\u4e00-\u9fff]", said), english
    return said


def english_on(page: Page) -> list[str]:
    """Return what is said in English, and still is once charts and components have followed."""
    words = re.compile(r"[A-Za-z][A-Za-z-]{2,}")
    deadline = time.monotonic() + PATIENCE
    while True:
        shown = page.evaluate(SHOWN)
        found = [s for s in shown if set(words.findall(s)) - SAME and not STREAMLITS.fullmatch(s)]
        if not found or time.monotonic() > deadline:
            return found
        page.wait_for_timeout(100)


def switch(page: Page, code: str) -> None:
    page.locator(".st-key-language-switch select").select_option(code)
    expect(page.locator("html")).to_have_attribute("lang", {"zh": "zh-Hans", "en": "en"}[code])
    settled(page)
