"""Each chapter of Learn in a browser, up to its goal: by keyboard alone, nightly by mouse alone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from bakeoff.features.learn.amounts.components import fewest
from bakeoff.features.learn.backward.exercise import exercise
from bakeoff.features.learn.descent.page.knobs import ALPHAS, nearest_alpha
from bakeoff.features.learn.descent.page.limit import CURVATURE
from bakeoff.features.learn.descent.quadratic import divergence_rate
from bakeoff.features.learn.questions.questions import NEEDED, QUESTIONS
from bakeoff.lesson.chapter import chapters
from tests.journeys.hands import Hand, Keyboard, Mouse, Place, value_of
from tests.journeys.learn_steps import complete, not_reached, predict_everything, reached, worked_out
from tests.journeys.settled import settled
from tests.waiting import wait_until

EXCLUSIVE_OR = {
    "weight from x₂ to neuron 1 of layer 1": (".link .line", 2, -1.0),
    "weight from x₁ to neuron 2 of layer 1": (".link .line", 1, -1.0),
    "bias of output ŷ": (".node .hit", 2, -0.25),
}
"""What has to be changed: where it is in the picture, and what it becomes."""
# A place of a picture's part that nothing lies on; none of one that has just been drawn anew.
BARE = """part => {
  if (!part.isConnected) return null
  part.scrollIntoView({ block: "center" })
  const box = part.getBoundingClientRect()
  const at = (share) => {
    if (!part.getPointAtLength) return [box.left + box.width * share, box.top + box.height / 2]
    const { x, y } = part.getPointAtLength(share * part.getTotalLength()).matrixTransform(part.getScreenCTM())
    return [x, y]
  }
  const bare = ([x, y]) => part.getRootNode().elementFromPoint(x, y) === part
  return [0.3, 0.5, 0.7, 0.2, 0.8].map(at).find(bare) ?? null
}"""


def group(page: Page, name: str) -> Locator:
    return page.get_by_role("radiogroup", name=name)


def slider(page: Page, name: str) -> Locator:
    return page.get_by_role("slider", name=name).last


def bare(part: Locator) -> Place:
    """Return a place where nothing covers a part, once there is one."""
    places: list[Place | None] = [None]
    wait_until(lambda: places.append(part.evaluate(BARE)) or places[-1])
    return places[-1]


def forward(hand: Hand) -> None:
    net = hand.page.locator(".st-key-learn-step-5 .net")
    for name, (where, number, value) in EXCLUSIVE_OR.items():
        if isinstance(hand, Mouse):
            hand.page.mouse.click(*bare(net.locator(where).nth(number)))
        else:
            hand.select(net.get_by_role("combobox"), name)
        hand.slide(net.get_by_role("slider", name=name), value)


def loss(hand: Hand) -> None:
    hand.slide(slider(hand.page, "The unit’s first answer"), 6)
    settled(hand.page)
    complete(hand)
    expect(hand.page.get_by_text("Reached.", exact=True)).to_be_visible()
    if isinstance(hand, Mouse):
        points = hand.page.get_by_role("img", name="Points, an outlier")
        points.scroll_into_view_if_needed()
        box = points.bounding_box()
        hand.drag(
            (box["x"] + 400, box["y"] + 150), (box["x"] + box["width"] - 14, box["y"] + box["height"] - 26), steps=6
        )
    else:
        hand.slide(slider(hand.page, "Outlier, across"), 10)
        hand.slide(slider(hand.page, "Outlier, up"), -20)


def backward(hand: Hand) -> None:
    hand.choose(group(hand.page, "Will the step make this weight larger or smaller?"), "Smaller")
    fields = hand.page.locator(".st-key-learn-step-5").get_by_role("spinbutton")
    hand.write(fields.last, f"{exercise(0).parts['gradient']:.3f}")


def descent(hand: Hand) -> None:
    rate = hand.page.locator(".st-key-learn-step-2").get_by_role("slider", name="Learning rate α")
    hand.slide(rate, ALPHAS.index(nearest_alpha(divergence_rate(CURVATURE))))


def activations(hand: Hand) -> None:
    hand.choose(group(hand.page, "8 layers of sigmoid"), "About 8 times")
    hand.slide(hand.page.locator(".st-key-learn-step-4").get_by_role("slider", name="Layers"), 6)
    hand.select(hand.page.get_by_role("combobox", name="Activation").last, "ELU")


def textbook(hand: Hand) -> None:
    hand.slide(slider(hand.page, "Rows in a batch"), 1)


def asked_by_a_click(page: Page, across: float, down: float) -> bool:
    """Click at a place of the plane, which hears nothing while it is drawn anew; return whether it is asked there."""
    plane = page.get_by_role("figure", name="Your tree in the plane").locator(".nsewdrag").first
    plane.scroll_into_view_if_needed()
    box = plane.bounding_box()
    plane.click(position={"x": across * box["width"], "y": down * box["height"]})
    settled(page)
    return value_of(slider(page, "Threshold of the leaf")) == 0


def tree(hand: Hand) -> None:
    page = hand.page
    hand.choose(group(page, "Of 100 validation points"), "About half")
    splits = [("Leaf 1", "x₁", 0.5, 0.25), ("Leaf 1", "x₂", 0.25, 0.5), ("Leaf 2", "x₂", 0.75, 0.5)]
    for leaves, (leaf, feature, across, down) in enumerate(splits, start=2):
        hand.choose(group(page, "Feature to split"), feature)
        if isinstance(hand, Mouse):
            wait_until(lambda x=across, y=down: asked_by_a_click(page, x, y))
        else:
            hand.select(page.get_by_role("combobox", name="Leaf to split"), leaf)
            hand.slide(slider(page, "Threshold of the leaf"), 0)
        split = page.get_by_role("button", name="Split", exact=True, disabled=False)
        settled(page)
        expect(split).to_have_count(1)  # that of the leaf before may still be there for a moment
        hand.press(split)
        expect(page.get_by_text(f"Your tree has {leaves} leaves")).to_be_visible()


def svm(hand: Hand) -> None:
    hand.choose(group(hand.page, "With a large γ"), "About half")
    hand.slide(slider(hand.page, "Nearness γ"), 7)
    hand.slide(slider(hand.page, "Price C"), 6)
    expect(hand.page.get_by_text("Fitted too closely: done.")).to_be_visible()
    hand.slide(slider(hand.page, "Nearness γ"), 3)


def forest(hand: Hand) -> None:
    hand.slide(slider(hand.page, "Pixels of each split, of 64"), 3)
    hand.slide(slider(hand.page, "Trees in the jury"), 21)


def generalising(hand: Hand) -> None:
    hand.slide(slider(hand.page, "Points, half of them to learn from"), 3)


def amounts(hand: Hand) -> None:
    hand.slide(slider(hand.page, "Components kept"), fewest())


def uses(hand: Hand) -> None:
    hand.choose(group(hand.page, "A missed tumour is as bad as"), "Far below one half")
    hand.slide(slider(hand.page, "Threshold"), 0.02)


def questions(hand: Hand) -> None:
    for question in QUESTIONS[:NEEDED]:
        hand.choose(group(hand.page, question.text), question.options[question.right])


WAYS: dict[str, Callable[[Hand], None]] = {
    way.__name__: way
    for way in (forward, loss, backward, descent, activations, textbook, tree, svm, forest, generalising, amounts, uses)
} | {"questions": questions}
"""The quickest way to each chapter's goal; points for chapter 1 are painted in `test_learn_paint`."""


def test_every_chapter_has_a_way():
    assert {"features", *WAYS} == set(chapters())


FIRST = {"forward", "tree"}
"""Chapters of the first lane: a network, and a plane with its job."""


@pytest.mark.parametrize(
    ("name", "hand"),
    [
        pytest.param(name, hand, marks=() if name in FIRST and hand is Keyboard else pytest.mark.nightly)
        for name in WAYS
        for hand in (Keyboard, Mouse)
    ],
)
def test_the_goal_of_a_chapter_is_reached(name, hand, new_page):
    page = new_page(f"/learn?chapter={name}")
    worked_out(page)
    not_reached(page)
    if chapters()[name].steps:  # in the chapter without steps the first answer counts
        predict_everything(hand(page))
    WAYS[name](hand(page))
    worked_out(page)
    complete(hand(page))
    reached(page)
