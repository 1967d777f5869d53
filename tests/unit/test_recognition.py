"""What was kept in English alone is told in the reader's language; what is no sentence of Bakeoff's stays as it is."""

import json
import re
import sqlite3
from pathlib import Path

import pytest

from bakeoff import recognition
from bakeoff.features.history.history import History
from bakeoff.recognition import recognised
from bakeoff.storage.database import Database
from bakeoff.text import Sentence, _, counted, listed, sentences, speaking, told
from tests.catalogues import BEGIN, language_made_of, marked

BEFORE = Path(__file__).parents[1] / "project/made_before/history.sql"

IDS = (
    "{leaders} are too close to call; each beats {beaten} by {margin}.",
    "{leader} wins: it beats every other contender by {margin}.",
    "{name} is not significantly better than the baseline.",
    "{label} scores best with “{name}” at {value}, but no other value can be told apart from it.",
    "{test} on {n} held-out rows, Holm-corrected, at {alpha} %: on this split, with this seed",
    "Test rows that also stand, value for value, in the part to learn from: {n} of {all}.",
    "A contender that only remembers rows is right on these, which says nothing of new ones.",
    "If they are the same things written down twice, remove repeated rows.",
    "Numbers are scaled to mean 0 and variance 1, as measured on the training part.",
    "The SVM’s probabilities are calibrated by one number, fitted on training rows that were held out in turn.",
    "The column “{name}” tells the answer, {n:,} times.",
    "It was not trained to its end. {message}",
    "Remove repeated rows", "McNemar’s exact test", "Decision tree", "SVM", "Random forest", "Keras MLP", "Rows",
    "accuracy",
    "{difference} or more", "{number} points", "{fall} points", "{number} %", "{score} {metric}", "{label}, {time}",
    "{list}, {next}", "{list} and {last}", "{first} and {second}", "{sentences} {next}",
)  # fmt: skip
UNNAMED = ("{names} is not it at all.", "{names} are not it at all.")
COUNTED = ("Left out: {n} row of {name}.", "Left out: {n:,} rows of {name}.")


@pytest.fixture(autouse=True)
def pseudo(tmp_path):
    said = {id: marked(id) for id in IDS} | {form: tuple(map(marked, form)) for form in (COUNTED, UNNAMED)}
    with language_made_of(tmp_path, "xx", said):
        yield


def again(text: str) -> str:
    """Return what is recognised in the bare words of a text."""
    with speaking("xx"):
        return recognised(text + "")


SAID = {
    "a list of labels and a margin": lambda: _(
        IDS[0],
        leaders=listed([_("Decision tree"), _("SVM"), _("Random forest")]),
        beaten=_("Keras MLP"),
        margin=_("{difference} or more", difference=_("{number} points", number="60.5")),
    ),
    "two sentences": lambda: sentences(
        _(IDS[1], leader=_("SVM"), margin=_("{number} points", number="3.1")), _(IDS[2], name=_("Keras MLP"))
    ),
    "a sentence that leads to others": lambda: _(
        "It was not trained to its end. {message}", message=sentences(_(IDS[7]), _(IDS[2], name=_("SVM")))
    ),
    "a visitor's column that is called as a word of ours": lambda: _(
        "The column “{name}” tells the answer, {n:,} times.", name="Rows", n=12345
    ),
    "one": lambda: counted(*COUNTED, 1, name=_("SVM")),
    "several": lambda: counted(*COUNTED, 1234, name=_("SVM")),
    "one that is not named": lambda: counted(*UNNAMED, 1, names=_("SVM")),
    "several that are not named": lambda: counted(*UNNAMED, 2, names=listed([_("SVM"), _("Keras MLP")])),
    "two sentences of lists": lambda: sentences(
        SAID["a list of labels and a margin"](), SAID["several that are not named"](), _(IDS[7])
    ),
    "a word": lambda: _("Keras MLP"),
}


@pytest.mark.parametrize("what", SAID)
def test_the_sentence_and_its_values_are_those_that_it_was_made_from(what):
    made = SAID[what]()
    with speaking("xx"):
        expected = told(made)
    assert again(made) == expected
    assert told(again(made)) == made


@pytest.mark.parametrize("words", ["", "A visitor's note.", "SVM and I", "Rows of mine", "x" * 10**6, "{n}", "“Rows”"])
def test_what_is_no_sentence_of_ours_stays_as_it_is(words):
    assert again(words) == words
    assert not isinstance(again(words), Sentence)


def test_one_sentence_that_is_known_among_others_is_told():
    assert again(f"Something happened. {IDS[7]}") == marked("{sentences} {next}").format(
        sentences="Something happened.", next=marked(IDS[7])
    )


@pytest.mark.parametrize(
    "words", ["SVM, ", "SVM and ", "1 ", ". ", "it beats SVM by 1. ", "“", "SVM are too close to call; "]
)
def test_it_gives_up_on_what_could_be_read_in_endless_ways(words, monkeypatch):
    tried = []
    fits = recognition._Pattern.fits
    monkeypatch.setattr(recognition._Pattern, "fits", lambda *given, **how: tried.append(1) or fits(*given, **how))
    again((words * 2000)[: recognition.MOST_LETTERS - 1] + "x")
    assert len(tried) <= recognition.MOST_TRIES * (len(IDS) + 2)


def test_in_english_nothing_is_looked_for(monkeypatch):
    monkeypatch.delattr(recognition, "_recognised")
    assert recognised(IDS[7]) == IDS[7]


def test_a_history_of_version_1_is_told_in_the_readers_language(tmp_path):
    url = tmp_path / "history.sqlite"
    with sqlite3.connect(url) as database:
        database.executescript(BEFORE.read_text(encoding="utf-8"))
    database.close()
    history = History(Database(f"sqlite:///{url}"))
    with speaking("xx"):
        verdicts = [entry.verdict for entry in history.find("somebody").races]
        report = json.loads(history.get("race-iris").report)
        said = [*_sentences_of(report["verdict"]), *report["data"]["preprocessing"]]
        assert len(said) == 19
        assert all(recognised(text).startswith(BEGIN) for text in [*verdicts, *said])
        assert [entry.id for entry in history.find("somebody", search=f"{BEGIN}SVM").races]
    history.close()


def _sentences_of(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for part in value.values() for text in _sentences_of(part)]
    if isinstance(value, list):
        return [text for part in value for text in _sentences_of(part)]
    return [value] if isinstance(value, str) and re.search(r"\w \w", value) else []
