import numpy as np
import pytest
from scipy.stats.contingency import odds_ratio
from sklearn.feature_extraction.text import CountVectorizer

from bakeoff.features.explore.terms import frequent_terms, log_odds

TEXTS = ["cheap pills now", "cheap watches", "see you at lunch", "lunch at noon", "cheap lunch", "buy cheap pills"]
SPAM = np.array([1, 1, 0, 0, 0, 1])


def test_shares_are_those_of_scikit_learns_vectorizer():
    found = {one.group: one for one in frequent_terms(TEXTS, SPAM, ("mail", "spam"))}
    vectorizer = CountVectorizer(binary=True, ngram_range=(1, 2), token_pattern=r"\w+")
    has = vectorizer.fit_transform(TEXTS).toarray()
    for code, group in enumerate(("mail", "spam")):
        one = found[group]
        places = [vectorizer.vocabulary_[term] for term in one.terms]
        assert one.share == pytest.approx(has[code == SPAM][:, places].mean(axis=0))
        assert one.others == pytest.approx(has[code != SPAM][:, places].mean(axis=0))
        assert (one.share > one.others).all()
    assert found["spam"].terms[0] == "cheap"
    assert found["mail"].terms[0] == "lunch"
    assert "buy" not in found["spam"].terms  # in one text alone


def test_log_odds_are_those_of_the_corrected_table():
    odds, error = log_odds(np.array([30]), 40, np.array([10]), 60)
    table = 2 * np.array([[30, 10], [10, 50]]) + 1  # halves added, doubled so that they are whole
    assert odds[0] == pytest.approx(np.log(odds_ratio(table, kind="sample").statistic))
    assert error[0] == pytest.approx(np.sqrt(sum(1 / (n + 0.5) for n in (30, 10, 10, 50))))


def test_texts_without_a_word_have_no_terms():
    assert frequent_terms(["", "!"], np.array([0, 1]), ("a", "b")) == ()


def test_a_group_without_a_text_is_left_out():
    found = frequent_terms(["a b", "a b", "c d", "c d"], np.array([0, 0, 2, 2]), ("x", "y", "z"))
    assert [one.group for one in found] == ["x", "z"]
