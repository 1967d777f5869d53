from bakeoff.rules import Rules
from bakeoff.spec import DatasetChoice
from bakeoff.web.data_views import column_problem


def test_columns_of_the_rules_that_cannot_be_used_are_told_before_a_race():
    wine = DatasetChoice(name="wine")
    assert column_problem(wine, Rules()) == ""
    assert column_problem(wine, Rules(weight_by="Proline")) == ""
    assert column_problem(wine, Rules(weight_by="Price")).startswith("Wine has no column “Price” with row weights")
    assert column_problem(wine, Rules(split="time")).startswith("Wine: no column is chosen to split rows by")
