"""docs/lessons.md says what a lesson is made of, as the code has it."""

import re
from pathlib import Path

from bakeoff.lesson.lesson import GROUPS, Lesson
from bakeoff.lesson.measures import MEASURES

TEXT = (Path(__file__).parents[2] / "docs/lessons.md").read_text(encoding="utf-8")
ROWS = [row.strip("| ").split(" | ") for row in TEXT.splitlines() if row.startswith("| `")]


def test_the_lesson_that_is_shown_is_one():
    (shown,) = re.findall(r"```json\n(.*?)```", TEXT, re.S)
    lesson = Lesson.from_json(shown)
    assert lesson.start.spec.rules.seed == 7
    assert lesson.goal.in_words() == (
        "Accuracy of Support vector machine on the validation part: at least 90 %; Features used: at most 3"
    )


def test_every_field_is_told_in_order():
    assert [row[0].strip("`") for row in ROWS if "." not in row[0]] == list(Lesson.model_fields)


def test_every_measure_is_told_as_the_page_tells_it():
    told = {row[0].strip("`"): (set(re.findall(r"`(\w+)`", row[1])), row[2]) for row in ROWS if "." in row[0]}
    assert told == {
        name: ({*measure.subjects, *(["metric"] if measure.takes_metric else [])}, measure.help)
        for name, measure in MEASURES.items()
    }


def test_every_group_that_can_be_hidden_is_told():
    (hidden,) = [row[1] for row in ROWS if row[0] == "`hidden`"]
    assert {*GROUPS, "judge"} <= set(re.findall(r"`(\w+)`", hidden))
