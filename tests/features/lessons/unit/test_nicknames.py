"""Nicknames: short, visible, and told apart."""

import pytest

from bakeoff.errors import SettingError
from bakeoff.features.lessons.nicknames import MOST_LETTERS, name_key, nickname


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("Ada", "Ada"),
        ("  Ada \t Lovelace\n", "Ada Lovelace"),
        ("小明", "小明"),
        ("Zoë", "Zoë"),
        ("Zoe\u0308", "Zoë"),
        ("👩‍🔬", "👩‍🔬"),
        ("x" * MOST_LETTERS, "x" * MOST_LETTERS),
        ("<b>bold</b>", "<b>bold</b>"),  # a text like any other
        ("=1+1", "=1+1"),
    ],
)
def test_a_nickname_is_kept_as_it_reads(given, shown):
    assert nickname(given) == shown


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("", "Say what you want to be called"),
        (" \n ", "Say what you want to be called"),
        ("\u3164\u200d", "Say what you want to be called"),
        ("x" * (MOST_LETTERS + 1), "at most 24 characters"),
        ("x" * 10_000, "at most 24 characters"),
        ("\x00" * 10_000, "at most 24 characters"),
        ("A\x07da", "cannot be seen"),
        ("A\u202eda", "cannot be seen"),  # what follows would be turned round
        ("A\u200bda", "cannot be seen"),
        ("A\ud800", "cannot be seen"),
        ("A" + "\u0316" * 9, "pile up accents"),
    ],
)
def test_what_is_no_nickname_is_refused_in_one_sentence(given, sentence):
    with pytest.raises(SettingError, match=sentence) as caught:
        nickname(given)
    assert str(caught.value).endswith(".")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "other", ["ada", "ADA", "Ａｄａ", "A da", "A\u200dda", "\u0410da", "Ad\u0430", "\u0391d\u0251"]
)
def test_names_that_look_alike_are_the_same(other):
    assert name_key(other) == name_key("Ada")


def test_other_names_are_others():
    assert len({name_key(name) for name in ("Ada", "Adi", "Ädä", "小明", "小红", "1", "①①")}) == 7


@pytest.mark.parametrize(
    ("one", "other"), [("Bob", "\u0412\u041eb"), ("Nina", "\u039d\u0456na"), ("Olli", "0I1i"), ("Lil", "1il")]
)
def test_letters_of_other_alphabets_make_no_second_name_that_looks_the_same(one, other):
    assert name_key(one) == name_key(other)
