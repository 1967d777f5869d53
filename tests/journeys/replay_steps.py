"""Steps on a replay, on the race page or an exported one."""

from playwright.sync_api import Locator, expect

from tests.waiting import wait_until

# How many pictures are painted during twenty frames of the browser.
PAINTED = """async stage => {
  const before = Number(stage.dataset.frames)
  for (let frame = 0; frame < 20; frame++) await new Promise(requestAnimationFrame)
  return Number(stage.dataset.frames) - before
}"""


def matrices(stage: Locator) -> list[str]:
    """Return the confusion matrices in words; unfold them first."""
    return [canvas.get_attribute("aria-label") or "" for canvas in stage.locator(".matrices canvas").all()]


def replayed_to_its_start(stage: Locator) -> None:
    """Go back by keyboard to the start of a race that is over, and on again to its end; see that all follows."""
    clock, said = stage.get_by_role("slider"), stage.locator(".said")
    expect(stage).to_have_attribute("data-mode", "still")
    stage.locator("summary").click()
    wait_until(lambda: all(matrices(stage)))
    at_the_end = (matrices(stage), said.inner_text(), stage.get_by_role("table").inner_text())
    clock.press("Home")
    expect(stage).to_have_attribute("data-mode", "paused")
    expect(stage.get_by_text("begins to learn").first).to_be_visible()
    wait_until(lambda: matrices(stage) != at_the_end[0])
    wait_until(lambda: stage.evaluate(PAINTED) == 0)  # nothing that is over goes on painting
    assert all(" 0 of 0 right" in words for words in matrices(stage)[1:])
    assert stage.get_by_role("table").get_by_text("none yet").count() >= 1
    clock.press("ArrowRight")
    expect(clock).not_to_have_attribute("aria-valuenow", "0")
    clock.press("End")
    expect(stage).to_have_attribute("data-mode", "still")
    wait_until(lambda: (matrices(stage), said.inner_text(), stage.get_by_role("table").inner_text()) == at_the_end)
