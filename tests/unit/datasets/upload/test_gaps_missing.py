"""Words that stand for a missing value, and words that are values."""

import numpy as np
import pandas as pd
import pytest

from bakeoff.datasets.upload import store
from bakeoff.datasets.upload.store import About
from tests.unit.datasets.upload.tables import csv, kept, load, read

ROWS = 200
RNG = np.random.default_rng(3)


def table(**columns: object) -> bytes:
    return csv(pd.DataFrame({"size": RNG.normal(size=ROWS).round(3), **columns}))


def spread(words: dict[str, int], rest: tuple[str, ...] = ("red", "blue")) -> list[str]:
    """Return so many cells of each word among others, in an order by chance."""
    cells = [word for word, n in words.items() for _ in range(n)]
    cells += [rest[n % len(rest)] for n in range(ROWS - len(cells))]
    return list(RNG.permutation(cells))


def decided(about: About) -> set[tuple[str, str, bool]]:
    return {(one.code, one.column, one.asked) for one in about.understood.decided}


@pytest.mark.parametrize("word", ["None", "none", "-", "missing", ".", "无", "n.d."])
def test_a_common_word_in_a_column_of_words_is_a_value_and_a_person_is_asked(word):
    about = read(table(damage=spread({word: 60}), kind=spread({}, ("a", "b"))))
    assert (about.column("damage").missing, about.column("damage").distinct) == (0, 3)
    assert decided(about) == {("value", "damage", True)}
    confirmed = read(table(damage=spread({word: 60}), kind=spread({}, ("a", "b"))), undone=("value:damage",))
    assert (confirmed.column("damage").missing, confirmed.column("damage").distinct) == (60, 2)


def test_north_carolina_is_a_state():
    states = [("NC", "NY", "AL", "TX", "CA")[n % 5] for n in range(ROWS)]
    about = read(table(state=states, few=["NC" if n < 3 else "NY" if n % 2 else "AL" for n in range(ROWS)]))
    assert [about.column(name).missing for name in ("state", "few")] == [0, 0]
    assert about.understood.decided == ()


@pytest.mark.parametrize("word", ["NA", "n/a", "N/A", "NULL", "nan", "#N/A", "?"])
def test_what_always_means_a_missing_value_does_so_however_common_it_is(word):
    about = read(table(colour=spread({word: 60}), kind=spread({}, ("a", "b"))))
    assert about.column("colour").missing == 60
    assert not any(asked for _code, _column, asked in decided(about))


def test_a_rare_word_counts_as_missing_and_is_a_value_at_a_word():
    content = table(colour=spread({"-": 2}), kind=spread({}, ("a", "b")))
    about = read(content)
    assert about.column("colour").missing == 2
    assert decided(about) == {("missing", "colour", False)}
    assert read(content, undone=("missing:colour",)).column("colour").missing == 0


def test_a_rare_word_that_leaves_one_other_is_a_value():
    about = read(table(airbag=spread({"none": 2}, ("airbag",)), kind=spread({}, ("a", "b"))))
    assert (about.column("airbag").missing, about.column("airbag").distinct) == (0, 2)


def test_a_word_in_the_column_to_be_predicted_is_no_missing_value_however_rare():
    content = table(colour=spread({"-": 2}), grade=spread({"none": 3}, ("good", "bad")))
    about = read(content)
    assert about.target == "grade"
    assert (about.column("grade").missing, about.column("colour").missing) == (0, 2)
    assert load(about).class_names == ("bad", "good", "none")
    confirmed = read(content, targets=("grade",), undone=("value:grade",))
    assert confirmed.column("grade").missing == 3
    assert read(content, targets=("colour",)).column("colour").missing == 0


def test_words_are_missing_values_among_numbers_and_a_person_is_asked_if_they_are_many():
    sizes = [f"{n}" if n % 4 else "none" for n in range(ROWS)]
    about = read(table(length=sizes, kind=spread({}, ("a", "b"))))
    assert (about.column("length").role, about.column("length").missing) == ("number", 50)
    assert decided(about) == {("missing", "", True)}


def test_a_number_with_a_letter_is_a_code_and_so_is_a_letter_among_few_numbers():
    families = [str(n // 2 + 1) for n in range(ROWS - 2)] + ["136A", "136A"]
    varieties = [("X" if n % 10 == 9 else str(n % 10)) for n in range(ROWS)]
    about = read(table(family=families, variety=varieties))
    assert about.column("family").missing == about.column("variety").missing == 0


def test_the_file_is_kept_with_its_table_whatever_its_roles_and_goes_with_it(home):
    content = table(colour=spread({"-": 2}), kind=spread({}, ("a", "b")))
    about = read(content, undone=("missing:colour",))
    changed = kept(store.changed(about.id, about.with_roles("size", "regression", {})))
    assert store.file_of(about.id) == store.file_of(changed.id) == content
    assert changed.given is not None
    assert changed.given.undone == ("missing:colour",)
    store.delete(about.id, about.owner)
    assert list((home / "uploads").iterdir()) == []
