"""A tree as a list that unfolds, read back from its HTML."""

import re

import numpy as np
import pytest

from bakeoff.features.ask.answers import RawFeature, Sheet
from bakeoff.features.ask.page.tree_drawing import MOST_NODES, depth_of, tree_drawing
from bakeoff.features.ask.workings import Tree, TreeQuestion

COLUMNS = (RawFeature("age", 0.0, 2.0, 1.0, 1.0), RawFeature("<b>colour", 0.0, 0.0, 1.0, "red", kind="category"))
SHEET = Sheet("classification", "answer", ("no", "yes"), 0.0, 0.0, COLUMNS, None, 10, ("decision_tree",))
AGE = TreeQuestion("age", float("nan"), 1.5, True, False)
RED = TreeQuestion("<b>colour_red", float("nan"), 0.5, True, True)
SMALL = Tree(
    (1, -1, 3, -1, -1),
    (2, -1, 4, -1, -1),
    (AGE, None, RED, None, None),
    (1.0, 0.0, 1.0, 0.0, 1.0),
    (10, 4, 6, 2, 4),
    np.array([[0.5, 0.5], [0.75, 0.25], [1 / 3, 2 / 3], [1.0, 0.0], [0.0, 1.0]]),
    (0, 1),
)


def grown(depth):
    """Return a full tree of so many levels."""
    n = 2 ** (depth + 1) - 1
    inner = 2**depth - 1
    left = tuple(2 * node + 1 if node < inner else -1 for node in range(n))
    right = tuple(2 * node + 2 if node < inner else -1 for node in range(n))
    words = tuple(AGE if node < inner else None for node in range(n))
    rows = tuple(2 ** (depth - int(np.log2(node + 1))) for node in range(n))
    return Tree(left, right, words, (0.0,) * n, rows, np.tile([1.0, 0.0], (n, 1)), (0, 1))


def test_every_question_and_answer_is_told_with_its_rows_and_shares():
    html = str(tree_drawing(SHEET, SMALL, (), 9)).replace("\u00a0", " ")
    assert "The whole decision tree: 5 nodes, 3 of them leaves" in html
    for words in (
        "age at most 1.5?",
        "&lt;b&gt;colour_red?",
        "no, 75 %",
        "no, 100 %",
        "yes, 100 %",
        "10 rows",
        "4 rows",
    ):
        assert words in html
    assert "<b>colour" not in html
    assert re.findall(r"<small>(\w+)</small>", html) == ["yes", "no", "no", "yes"]  # of a category at most a half is no
    assert [float(width) for width in re.findall(r'<i style="width:([\d.]+)%', html)][:2] == [50.0, 50.0]
    assert 'aria-label="A decision tree of 5 nodes and 2 levels; its first question: age at most 1.5?"' in html


@pytest.mark.parametrize(("levels", "opened"), [(0, 0), (1, 1), (2, 2)])
def test_it_is_unfolded_as_far_as_is_asked(levels, opened):
    assert str(tree_drawing(SHEET, SMALL, (), levels)).count("<details open>") == opened


def test_the_way_of_a_row_is_marked_and_unfolded():
    html = str(tree_drawing(SHEET, SMALL, (0, 2, 3), 0)).replace("\u00a0", " ")
    assert html.count("<details open>") == 2
    assert html.count("on-path") == 3
    assert html.count("this row ends here") == 1
    assert html.index("this row ends here") > html.index("no, 100 %")


def test_of_a_large_tree_the_largest_nodes_are_drawn_and_the_row_in_question_to_its_end():
    tree = grown(11)
    path = [0]
    while tree.left[path[-1]] >= 0:
        path.append(tree.right[path[-1]])
    html = str(tree_drawing(SHEET, tree, path, 2))
    drawn = html.count("bakeoff-tree-node")
    assert drawn <= MOST_NODES + 2 * len(path)
    assert f"{drawn} largest of 4,095 nodes" in html
    assert "this row ends here" in html
    assert "more below" in html


def test_numbers_have_a_bar_up_to_the_mean():
    sheet = Sheet("regression", "price", (), 100.0, 300.0, COLUMNS, None, 10, ("decision_tree",))
    tree = Tree(
        (1, -1, -1),
        (2, -1, -1),
        (AGE, None, None),
        (200.0, 100.0, 300.0),
        (2, 1, 1),
        np.array([[200.0], [100.0], [300.0]]),
    )
    html = str(tree_drawing(sheet, tree, (), 1))
    assert re.findall(r'<i style="width:([\d.]+)%', html) == ["50.0", "0.0", "100.0"]
    assert "1 row<" in html


def test_how_deep_a_tree_is():
    assert [depth_of(grown(depth)) for depth in (0, 1, 4)] == [0, 1, 4]
    assert depth_of(SMALL) == 2
