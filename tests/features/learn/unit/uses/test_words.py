"""A sentence taken apart adds up to what the model itself says."""

import numpy as np
import pytest

from bakeoff.features.learn.uses.words import NEGATED, reached_hard, reader

SENTENCES = ("The battery is great, but the screen is terrible.", "not good", "NOT bad at all!", "qwertz", "", "好")


@pytest.mark.parametrize("sentence", SENTENCES)
def test_words_and_bias_add_up_to_the_models_own_probability(sentence):
    fitted = reader()
    of_model = fitted.model.predict_proba(fitted.words.transform([sentence]))[0, 1]
    assert fitted.read(sentence).positive == pytest.approx(of_model, abs=1e-12)


def test_a_words_number_is_its_count_times_its_rarity_over_the_length():
    words = {word.text: word for word in reader().read("great great screen").words}
    raw = np.array([2 * words["great"].rarity, words["screen"].rarity])
    assert [words["great"].value, words["screen"].value] == pytest.approx(raw / np.linalg.norm(raw))


def test_unknown_words_are_named_once_and_order_is_lost():
    assert reader().read("qwertz good qwertz").unknown == ("qwertz",)
    assert reader().read("good, not bad").positive == reader().read("bad, not good").positive


def test_not_is_a_word_of_blame_and_good_of_praise():
    weights = {word.text: word.weight for word in reader().read("not good").words}
    assert weights["not"] < 0 < weights["good"]
    assert reader().read("not good").positive < 0.5


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("not good", False),  # the start
        ("not great", False),
        ("not great, poor", True),
        ("not poor", False),
        ("not great, poor, bad, slow, awful", False),
    ],
)
def test_the_hard_goal_needs_great_in_a_short_sentence_that_is_rather_blame(sentence, expected):
    assert reached_hard(reader().read(sentence)) == expected


def test_chinese_sentences_are_read_by_characters_and_pairs_of_them():
    fitted = reader("zh")
    reading = fitted.read(NEGATED["zh"][1])
    assert {word.text for word in reading.words} == {"不", "好", "不好"}
    of_model = fitted.model.predict_proba(fitted.words.transform(["不好"]))[0, 1]
    assert reading.positive == pytest.approx(of_model, abs=1e-12)
    assert reading.positive < 0.5 < fitted.read("很好").positive
    assert fitted.accuracy > 0.6
    assert fitted.read("好 q").unknown == ("q",)


@pytest.mark.parametrize(
    ("sentence", "expected"), [("不好", False), ("很好", False), ("太差不很好", True), ("很好，可是太差了", False)]
)
def test_the_hard_goal_in_chinese_needs_a_short_sentence_too(sentence, expected):
    assert reached_hard(reader("zh").read(sentence)) == expected
