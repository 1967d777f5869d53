"""A class in the browser: a teacher and three learners, from opening it to the table of how all have done."""

import csv
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from bakeoff.lesson.code import pack
from bakeoff.lesson.lesson import Lesson
from tests.journeys.helpers import start, violations
from tests.journeys.settled import settled

LESSON = Lesson.parse(
    {
        "place": "race",
        "title": "Irises by a tree",
        "task": "Race, and see whether the tree is **right**.",
        "state": {"dataset": "iris", "contenders": "decision_tree,svm,dummy"},
        "goal": {"all_of": [{"measure": "race.score", "of": "decision_tree", "metric": "accuracy", "at_least": 0.8}]},
    },
    "lesson",
)


def line(page: Page, name: str) -> Locator:
    """Return a learner's line on the board."""
    return page.get_by_role("region", name="Board").get_by_role("listitem").filter(has_text=name)


def joined(new_page, code: str, name: str) -> Page:
    """Return the class as a learner sees it who has come in by its code, as it is typed, and a nickname."""
    page = new_page("/class", width=390, height=844)
    page.get_by_label("The six letters that your teacher shows").fill(f"{code[:3].lower()} {code[3:]}")
    page.get_by_label("The six letters that your teacher shows").press("Enter")
    page.get_by_label("Your nickname in this class").fill(name)
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_text(f"You are {name} in this class.")).to_be_visible()
    return page


def reach(page: Page, *, tree: str = "") -> None:
    """Go to the lesson, bet by keyboard if a chance for the tree is given, and reach its goal."""
    page.get_by_role("link", name="To the lesson").click()
    if tree:
        page.get_by_role("spinbutton", name="Decision tree").fill(tree)
        page.keyboard.press("Enter")
        expect(page.get_by_text("add up to")).to_be_visible()
        page.get_by_role("spinbutton", name="Support vector machine").fill(str(100 - int(tree)))
        page.keyboard.press("Enter")
        expect(page.get_by_text("Your bet is saved")).to_be_visible()
        assert violations(page) == {}
    start(page)
    expect(page.get_by_text("Your certificate")).to_be_visible()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    settled(page)


@pytest.mark.nightly
def test_a_class_is_opened_joined_led_and_taken_home(new_page):
    teacher = new_page(f"/class?lesson={pack(LESSON)}", width=1024, height=768)
    teacher.get_by_role("button", name="Open a class for this lesson").click()
    code = teacher.locator(".bakeoff-class-join .code").inner_text()
    ada, bob, cy = (joined(new_page, code, name) for name in ("Ada", "Bob", "<b>Cy"))
    for name in ("Ada", "Bob", "<b>Cy"):
        expect(line(teacher, name)).to_contain_text("not tried yet")
    expect(line(ada, "Bob")).to_be_visible()
    assert violations(ada) == {}
    learners_may_bet(teacher)
    reach(ada, tree="10")
    expect(ada.get_by_text("Your Brier score is")).to_be_visible()
    expect(line(teacher, "Ada")).to_contain_text("1 attempt, reached in")
    expect(teacher.get_by_text("of 3 have reached it")).to_be_visible()
    expect(teacher.get_by_role("row", name="Ada 1 ")).to_be_visible()
    assert violations(teacher) == {}
    the_board_stands_still_until_it_is_revealed(teacher, bob)
    names_are_hidden_and_shown(teacher)
    one_is_removed(teacher, cy)
    the_table_is_taken_home(teacher)
    secret = the_teachers_link(teacher).rpartition("teacher=")[2]
    assert len(secret) == 43
    assert not [page.url for page in (ada, bob, cy, teacher) if secret in page.url + page.content()]
    elsewhere = new_page(f"/class?room={code}&teacher={secret}")
    expect(elsewhere.get_by_role("button", name="Freeze")).to_be_visible()
    assert secret not in elsewhere.url


def learners_may_bet(teacher: Page) -> None:
    press(teacher, "More")
    teacher.get_by_text("Learners bet on who wins").click()
    teacher.keyboard.press("Escape")
    expect(teacher.get_by_role("heading", name="Bets")).to_be_visible()


def the_board_stands_still_until_it_is_revealed(teacher: Page, bob: Page) -> None:
    press(teacher, "Freeze")
    expect(teacher.get_by_text("Frozen: what is reached now")).to_be_visible()
    reach(bob)
    expect(line(teacher, "Bob")).to_contain_text("not tried yet")
    press(teacher, "Reveal")
    expect(line(teacher, "Bob")).to_contain_text("1 attempt, reached in")


def names_are_hidden_and_shown(teacher: Page) -> None:
    press(teacher, "Hide names")
    expect(line(teacher, "Learner 1")).to_be_visible()
    expect(line(teacher, "Ada")).to_have_count(0)
    press(teacher, "Show names")
    expect(line(teacher, "Ada")).to_be_visible()


def one_is_removed(teacher: Page, cy: Page) -> None:
    press(teacher, "More")
    teacher.get_by_role("combobox", name="Remove a learner").click()
    teacher.get_by_role("option", name="<b>Cy").click()
    teacher.get_by_role("button", name="Remove", exact=True).click()
    expect(line(teacher, "Cy")).to_have_count(0)
    expect(cy.get_by_label("Your nickname in this class")).to_be_visible()


def the_teachers_link(teacher: Page) -> str:
    return str(teacher.get_by_role("button", name="Copy link").get_attribute("data-link"))


def the_table_is_taken_home(teacher: Page) -> None:
    with teacher.expect_download() as waited:
        teacher.get_by_role("button", name="Board as CSV").click()
    with Path(waited.value.path()).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["nickname"] for row in rows] in (["Ada", "Bob"], ["Bob", "Ada"])
    assert {(row["attempts"], row["contender"], row["reached"]) for row in rows} == {("1", "decision_tree", "True")}
    assert {(row["nickname"], row["bet"]) for row in rows} == {("Ada", "decision_tree=10, svm=90"), ("Bob", "")}
