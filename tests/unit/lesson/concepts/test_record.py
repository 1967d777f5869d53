"""Concepts: complete in every language, of one length, and refuted by what is measured."""

import pytest

from bakeoff.lesson.chapter import chapters
from bakeoff.lesson.concepts import Claim, Concept, Outcome, concepts, of_chapter, posed
from bakeoff.lesson.starting_point import StartingPoint
from bakeoff.text import _, languages, speaking

ALL = pytest.mark.parametrize("concept", concepts().values(), ids=concepts())
QUICK = {"interval_95", "small_lead", "two_curves", "rare_accuracy", "tree_scaling", "useless_columns", "forest_vote"}
MOST_SECONDS = 10


def test_a_chapter_has_two_concepts():
    counts = {name: len(of_chapter(name)) for name in chapters()}
    assert set(counts.values()) == {2}
    assert sum(counts.values()) == len(concepts())


@ALL
def test_each_text_is_there_in_each_language(concept: Concept):
    texts = [concept.question, *concept.options, concept.explanation, concept.experiment]
    texts += [text for idea in concept.ideas for text in (idea.name, idea.feedback)]
    for code in languages():
        with speaking(code):
            said = [_(text) for text in texts]
        assert all(said)
        if code != "en":
            assert not set(said) & set(map(str, texts))
    assert all(idea.source for idea in concept.ideas)


@ALL
def test_options_differ_are_about_equally_long_and_keep_their_numbers(concept: Concept):
    orders = set()
    for seed in map(str, range(20)):
        question = posed(concept, seed)
        assert "{" not in "".join((question.sentence, *question.options))
        assert len(set(question.options)) == 4
        assert sorted(question.numbers) == [0, 1, 2, 3]
        assert max(map(len, question.options)) <= 1.4 * min(map(len, question.options))
        orders.add(question.numbers)
        assert question == posed(concept, seed)
    assert len(orders) > 5


@ALL
def test_its_race_or_lab_opens(concept: Concept):
    if concept.query:
        assert StartingPoint.read(concept.place, concept.query).place == concept.place


@pytest.mark.parametrize(
    "concept",
    [
        pytest.param(each, id=name, marks=() if name in QUICK else pytest.mark.nightly)
        for name, each in concepts().items()
    ],
)
def test_its_experiment_refutes_each_wrong_idea(concept: Concept):
    outcome = concept.run(0)
    assert outcome.refutes == {1, 2, 3}, outcome.bars
    assert outcome.holds(0), outcome.bars
    assert 2 <= len(outcome.bars) <= 4
    assert outcome.sentence
    if outcome.unit == "%":
        assert all(0 <= value <= 100 for _label, value in outcome.bars)


@pytest.mark.nightly
@ALL
def test_the_next_seeds_refute_them_too(concept: Concept):
    for seed in range(1, 4):
        outcome = concept.run(seed)
        assert outcome.refutes == {1, 2, 3}, (seed, outcome.bars)


def test_an_outcome_says_what_has_come_true():
    claims = Claim(0, low=60), Claim(0, high=50), Claim(1, 20, 40), Claim(1, low=90)
    outcome = Outcome((("A", 70.0), ("B", 30.0)), "", claims)
    assert outcome.refutes == {1, 3}
    assert [outcome.predicted(option) for option in range(4)] == [
        "at least 60.0 %",
        "at most 50.0 %",
        "20.0 % to 40.0 %",
        "at least 90.0 %",
    ]
