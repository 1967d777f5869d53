"""The chapters on tree, SVM and forest in a browser, each gone through to its goal."""

from playwright.sync_api import expect

from tests.e2e.helpers import wait_for_script
from tests.e2e.learn_steps import predict, reached, slide


def test_a_tree_grown_by_clicks_in_the_picture_and_by_keyboard_beats_the_machines(new_page):
    page = new_page("/learn?chapter=tree")
    predict(page, "Of 100 test points, how many will its tree of 4 leaves have right?", "About half")
    picture = page.get_by_role("figure", name="Your tree in the plane")
    plane = picture.locator(".nsewdrag").first
    splits = [("x₁", 0.5, 0.25), ("x₂", 0.25, 0.5)]
    for leaves, (feature, across, down) in enumerate(splits, start=2):
        predict(page, "Feature to ask about", feature)
        expect(plane).to_be_visible()
        plane.scroll_into_view_if_needed()
        box = plane.bounding_box()
        plane.click(position={"x": across * box["width"], "y": down * box["height"]})
        expect(page.get_by_role("slider", name="Threshold of the leaf")).to_have_value("0")
        page.get_by_role("button", name="Split", exact=True).click()
        expect(page.get_by_text(f"Your tree has {leaves} leaves")).to_be_visible()
        wait_for_script(page)
    page.get_by_role("combobox", name="Leaf to split").focus()
    page.keyboard.type("Leaf 2")
    page.keyboard.press("Enter")
    wait_for_script(page)
    page.get_by_role("slider", name="Threshold of the leaf").press("ArrowLeft")
    split = page.get_by_role("button", name="Split", exact=True)
    expect(split).to_be_enabled()  # the leaf chosen before has all its points on one side
    split.press("Enter")
    reached(page)


def test_a_machine_is_fitted_too_closely_and_cured_by_keyboard(new_page):
    page = new_page("/learn?chapter=svm")
    predict(page, "With a large γ, each point speaks only for itself.", "About half")
    slide(page, "Nearness γ", "End")
    for _step in range(2):
        slide(page, "Price C", "ArrowRight")
    expect(page.get_by_text("Fitted too closely: done.")).to_be_visible()
    for _step in range(4):
        slide(page, "Nearness γ", "ArrowLeft")
    reached(page)


def test_weak_trees_make_a_strong_jury(new_page):
    page = new_page("/learn?chapter=forest")
    predict(page, "Rows of each tree", "Drawn")
    predict(page, "Features of each question, of 13", "1")
    slide(page, "Trees in the jury", "End")
    reached(page)
