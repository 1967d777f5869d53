"""A table of contenders is in its reader's language."""

from bakeoff.text import speaking
from bakeoff.web.tables import contender_table
from tests.catalogues import language_made_of


def test_contenders_are_called_in_the_readers_language_in_a_tables_rows(tmp_path):
    with language_made_of(tmp_path, "zh", {"Decision tree": "决策树"}), speaking("zh"):
        table = contender_table("", [], {"decision_tree": []})
    assert "决策树" in table
    assert "Decision tree" not in table
