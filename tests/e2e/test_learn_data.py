"""The chapters on the textbook network, generalising, amounts of data, and uses in a browser, each to its goal."""

from playwright.sync_api import expect

from bakeoff.learn.amounts.components import fewest
from tests.e2e.learn_steps import not_reached, predict, predict_by_keyboard, reached, slide


def test_the_second_listing_is_made_as_good_as_the_first(new_page):
    page = new_page("/learn?chapter=textbook")
    predict(page, "How many steps does the first listing make", "430")
    expect(page.get_by_text("430 steps against 10")).to_be_visible()
    page.get_by_role("radiogroup", name="Clock").get_by_text("Passes", exact=True).click()
    not_reached(page)
    slide(page, "Rows in a batch", "Home", "ArrowRight")
    reached(page)


def test_a_high_degree_is_kept_from_overfitting_by_rows_and_by_decay(new_page):
    page = new_page("/learn?chapter=generalising")
    predict(page, "From degree 3 to degree 15", "The first falls, the second rises")
    predict_by_keyboard(page, "How often does the same one win?")
    expect(page.get_by_text("The SVM wins")).to_be_visible()
    not_reached(page)
    box = page.get_by_role("slider", name="Points, half of them to learn from").bounding_box()
    across = page.locator(".st-key-learn-generalising-rows").bounding_box()
    page.mouse.click(across["x"] + across["width"] - 8, box["y"] + box["height"] / 2)
    reached(page)
    slide(page, "Points, half of them to learn from", "Home")
    not_reached(page)
    slide(page, "Points, half of them to learn from", "End")
    reached(page)


def test_the_fewest_components_are_found(new_page):
    page = new_page("/learn?chapter=amounts")
    predict(page, "50 pictures are known. Which copies help?", "Those moved by half a pixel")
    page.get_by_role("radiogroup", name="Copies").get_by_text("Upside down", exact=True).click()
    predict_by_keyboard(page, "How many of 64 numbers does the nearest neighbour need")
    slide(page, "Components kept", "Home", *["ArrowRight"] * (fewest() - 2))
    expect(page.get_by_text("These are too few.")).to_be_visible()
    slide(page, "Components kept", "ArrowRight")
    reached(page)


def test_a_threshold_is_chosen_that_does_not_miss_what_is_dear(new_page):
    page = new_page("/learn?chapter=uses")
    predict(page, "“good” is a word of praise.", "Blame")
    sentence = page.get_by_role("textbox", name="A sentence")
    sentence.fill("not bad at all")
    sentence.press("Enter")
    predict_by_keyboard(page, "A linear model has 97 % of the test digits right.")
    predict(page, "A missed tumour is as bad as 50 false alarms.", "Far below one half")
    page.get_by_role("radiogroup", name="A missed tumour costs").get_by_text("50", exact=True).click()
    not_reached(page)
    slide(page, "Threshold", "Home", *["ArrowRight"] * 5)
    reached(page)
