"""What words do to answers, against the contenders themselves."""

import numpy as np
import pandas as pd
import pytest

from bakeoff.datasets.base import Dataset
from bakeoff.features.ask.counterfactual import frequent_words, nearest_counterfactual
from bakeoff.features.ask.curves import changed, vary
from bakeoff.features.ask.global_explanation import structure
from bakeoff.features.ask.local_explanation import explain_row
from bakeoff.features.ask.subject import Subject
from bakeoff.features.ask.word_effects import leave_out, list_words, pushes
from bakeoff.features.ask.words import distance, words_of
from tests.features.ask.unit.subjects import fitted

ROW = ("The room was lovely on first floor.",)


def texts(numbers: bool = False) -> Subject:
    """Texts and nothing else: one word tells the answer."""
    rng = np.random.default_rng(0)
    n = 200
    good = rng.random(n) < 0.5
    filler = [" ".join(rng.choice(["the", "room", "was", "on", "first", "floor"], 6)) for _row in range(n)]
    said = [f"{words} {'lovely' if yes else 'noisy'}" for words, yes in zip(filler, good, strict=True)]
    X = pd.DataFrame({"text": said})
    X.loc[:3, "text"] = None
    if numbers:
        y = np.where(good, 8.0, 2.0) + rng.normal(size=n)
        return fitted(Dataset(X, y, "regression", ("text",), (), "stars", text_features=("text",)), "svm", "linear")
    data = Dataset(X, good.astype(int), "classification", ("text",), ("bad", "good"), "v", text_features=("text",))
    return fitted(data, "svm", "random_forest", "boosting", "k_nearest", "linear", "decision_tree")


@pytest.fixture(scope="module")
def said() -> Subject:
    return texts()


def test_words_are_left_out_one_by_one(said):
    (found,) = leave_out(said, ROW)
    assert (found.place, found.words) == (0, tuple(words_of(ROW[0])))
    now = said.predict([ROW])
    for name, expected in said.predict([("The room was on first floor.",), ("The room was lovely on first.",)]).items():
        np.testing.assert_allclose(found.answers[name].probabilities[[3, 6]], expected.probabilities, atol=1e-12)
        push = pushes(now[name], found.answers[name])
        assert (push.amounts.argmax(), push.towards[3]) == (3, 1)  # what it hangs on
        falls = now[name].probabilities[0] - found.answers[name].probabilities
        np.testing.assert_array_equal(push.amounts, falls.max(axis=1))
    assert leave_out(said, ("",)) == ()


def test_texts_alone_have_no_curves_and_turn_with_few_words(said):
    assert vary(said, ROW) == ()
    known = set(frequent_words(said, 0))
    for name in said.models:
        turn = nearest_counterfactual(said, ROW, name)
        assert said.predict([changed(ROW, turn.changes)])[name].values[0] == turn.answer == 0
        assert turn.size == distance(ROW[0], turn.changes[0]) <= 0.4
        own = {word.casefold() for word in words_of(ROW[0])}
        assert {word.casefold() for word in words_of(turn.changes[0])} <= own | known
    assert nearest_counterfactual(said, ("",), "svm").changes == {}


def test_the_words_that_a_model_goes_by_are_listed(said):
    for name in said.models:
        (words,) = list_words(said, name)
        first = {code: found[0] for code, found in words.towards.items()}
        assert {code: word.word for code, word in first.items()}.items() <= {0: "noisy", 1: "lovely"}.items(), name
        assert len(first) == 2 or name in (
            "decision_tree",
            "boosting",
        )  # one of the two words is enough for a single question
        assert all(
            0 < word.amount <= 1 and word.n_texts <= words.n_texts <= said.sheet.n_test for word in first.values()
        )


def test_what_is_listed_is_the_mean_of_leaving_the_word_out(said):
    (words,) = list_words(said, "svm")
    lovely = words.towards[1][0]
    rows = [row for row in said.rows(said.prepared.rows_test) if "lovely" in row[0]]
    assert lovely.n_texts == len(rows)
    now = said.predict(rows)["svm"].probabilities[:, 1]
    without = said.predict([(row[0].replace(" lovely", ""),) for row in rows])["svm"].probabilities[:, 1]
    assert lovely.amount == pytest.approx(float((now - without).mean()))


def test_words_raise_and_lower_numbers():
    subject = texts(numbers=True)
    (found,) = leave_out(subject, ROW)
    for name in subject.models:
        push = pushes(subject.predict([ROW])[name], found.answers[name])
        assert (push.amounts.argmax(), push.towards[3]) == (3, 1)
        (words,) = list_words(subject, name)
        assert (words.towards[1][0].word, words.towards[0][0].word) == ("lovely", "noisy")


def test_a_tree_asks_whether_a_word_is_there(said):
    tree = structure(said, "decision_tree")
    first = tree.words[0]
    assert first.yes_no
    assert first.feature.startswith("text: ")
    path = explain_row(said, ROW, "decision_tree")
    assert path.steps[0].yes_no
