"""What a browser says of the editor of a table is checked."""

import pandas as pd
import pytest

from bakeoff.features.upload.page.by_hand import makes_sense

CELLS = pd.DataFrame({"a": list("12345"), "b": list("xyxyx")})


@pytest.mark.parametrize(
    "state",
    [
        {"edited_rows": {5: {"a": "x"}}, "added_rows": [], "deleted_rows": []},
        {"edited_rows": {-1: {"a": "x"}}, "added_rows": [], "deleted_rows": []},
        {"edited_rows": {0: {"c": "x"}}, "added_rows": [], "deleted_rows": []},
        {"edited_rows": {0: {"_index": 9}}, "added_rows": [], "deleted_rows": []},
        {"edited_rows": {0: {"a": ["x"]}}, "added_rows": [], "deleted_rows": []},
        {"edited_rows": {0: "x"}, "added_rows": [], "deleted_rows": []},
        {"edited_rows": [], "added_rows": [], "deleted_rows": []},
        {"edited_rows": {}, "added_rows": [{"a": "x"}], "deleted_rows": []},
        {"edited_rows": {}, "added_rows": [], "deleted_rows": [0]},
        {"edited_rows": {}},
    ],
)
def test_what_no_browser_says_makes_no_sense(state):
    assert not makes_sense(state, CELLS)


def test_what_a_browser_says_makes_sense():
    said = {"edited_rows": {4: {"a": "7", "b": None}, 0: {"a": 1.5}}, "added_rows": [], "deleted_rows": []}
    assert makes_sense(said, CELLS)
