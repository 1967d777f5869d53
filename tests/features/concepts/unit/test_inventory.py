"""The inventory as rows for other teachers."""

import csv
import io

from bakeoff.features.concepts.inventory import rows
from bakeoff.lesson.concepts import concepts
from bakeoff.spreadsheets import records_to_csv
from bakeoff.text import speaking


def test_each_concept_is_a_row_with_three_wrong_ideas():
    read = list(csv.DictReader(io.StringIO(records_to_csv(rows()))))
    assert [row["name"] for row in read] == list(concepts())
    assert all(all(row.values()) for row in read)
    assert {row["licence"] for row in read} == {"Apache-2.0"}


def test_it_is_in_the_readers_language():
    english = next(rows())
    with speaking("zh"):
        chinese = next(rows())
    assert english["name"] == chinese["name"]
    assert not {english[column] for column in ("question", "right", "idea_1")} & set(chinese.values())
