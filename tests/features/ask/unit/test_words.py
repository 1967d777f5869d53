import pytest

from bakeoff.features.ask.words import MOST_PARTS, distance, spans, with_others, words_of


def test_words_are_found_where_they_stand():
    text = "Don't buy; it's état-of-art 好吃 3x!"
    assert [text[begin:end] for begin, end in spans(text)] == ["Don't", "buy", "it's", "état-of-art", "好", "吃", "3x"]
    assert spans("") == spans("…?!") == ()


def test_a_very_long_text_is_gone_through_in_parts_that_leave_no_word_out():
    text = "word " * 1999 + "end"
    parts = spans(text)
    assert len(parts) == MOST_PARTS
    assert sum(len(words_of(text[begin:end])) for begin, end in parts) == 2000


@pytest.mark.parametrize(
    ("text", "place", "other", "expected"),
    [
        ("Great sound, bad box.", 0, "", "sound, bad box."),
        ("Great sound, bad box.", 1, "", "Great, bad box."),
        ("Great sound, bad box.", 3, "", "Great sound, bad."),
        ("Great sound, bad box.", 2, "good", "Great sound, good box."),
        ("很好吃", 1, "", "很吃"),
        ("one", 0, "", ""),
    ],
)
def test_words_are_left_out_or_swapped_without_a_trace(text, place, other, expected):
    assert with_others(text, [(spans(text)[place], other)]) == expected


def test_several_words_are_changed_at_once():
    text = "a b c d"
    assert with_others(text, [(spans(text)[0], "x"), (spans(text)[2], ""), (spans(text)[3], "")]) == "x b"


def test_texts_are_as_far_apart_as_they_share_no_words():
    assert distance("a b c", "c b a") == distance("", "") == 0
    assert distance("a b", "c d") == distance("", "a") == 1
    assert distance("a b c", "a b") == pytest.approx(1 / 5)
    assert distance("很好", "很差") == pytest.approx(1 / 2)
