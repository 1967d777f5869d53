"""A place in words, for standings of every shape."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakeoff.contenders import contender
from bakeoff.evaluation.rank_words import ordered, place, relation, standing
from bakeoff.evaluation.significance import Pair
from bakeoff.evaluation.standings import Standings

NAMES = ("keras_mlp", "decision_tree", "svm", "random_forest", "dummy")


def standings(scores, decided, metric="accuracy"):
    """Return standings in which exactly the pairs named are decided, for whoever has the better score."""
    pairs = tuple(
        Pair(a, b, scores[a] - scores[b], 0.0, 0.0, 0.01, {a, b} in [set(pair) for pair in decided], "test")
        for a, b in itertools.combinations(scores, 2)
    )
    return Standings(scores, pairs, metric)


def test_who_is_no_better_than_the_baseline_and_the_baseline_have_no_place():
    found = standings({"svm": 0.9, "keras_mlp": 0.8, "dummy": 0.7}, [("svm", "keras_mlp"), ("svm", "dummy")])
    assert found.ranks == {"svm": 1}
    assert [found.place(name) for name in found.scores] == [1, None, None]


def test_a_winner_is_first_and_the_beaten_share_the_next_place():
    scores = {"svm": 0.98, "keras_mlp": 0.92, "decision_tree": 0.9}
    found = standings(scores, [("svm", "keras_mlp"), ("svm", "decision_tree")])
    assert [standing(found, name) for name in scores] == [
        "1st",
        "2nd, too close to call with Decision tree",
        "2nd, too close to call with Neural network",
    ]


def test_rivals_on_other_places_that_are_too_close_are_named():
    scores = {"svm": 0.98, "keras_mlp": 0.95, "decision_tree": 0.9}
    found = standings(scores, [("svm", "decision_tree")])
    assert standing(found, "keras_mlp") == "1st, too close to call with Support vector machine and Decision tree"
    assert standing(found, "decision_tree") == "2nd, too close to call with Neural network"


def test_many_that_are_too_close_are_counted_and_named_where_there_is_room():
    found = standings(dict.fromkeys(NAMES[:4], 0.9), [])
    assert standing(found, "svm") == "1st, too close to call with 3 others"
    assert relation(found, "svm", most=9) == "too close to call with Neural network, Decision tree and Random forest"


def test_rivals_without_a_place_are_named_too():
    found = standings({"svm": 0.9, "keras_mlp": 0.9, "decision_tree": 0.8, "dummy": 0.5}, [("svm", "dummy")])
    assert standing(found, "svm") == "1st, too close to call with Neural network and Decision tree"


@pytest.mark.parametrize(
    ("decided", "said"), [([], "not better than the baseline"), ([("svm", "dummy")], "worse than the baseline")]
)
def test_who_is_no_better_than_the_baseline_has_no_place(decided, said):
    found = standings({"svm": 0.4, "keras_mlp": 0.5, "dummy": 0.5}, decided)
    assert (place(found, "svm"), standing(found, "svm")) == ("–", said)


def test_who_was_not_compared_and_the_baseline_have_no_place():
    found = standings({"svm": 0.9, "keras_mlp": 0.9, "dummy": 0.5}, [("svm", "dummy"), ("keras_mlp", "dummy")])
    assert [(place(found, name), standing(found, name)) for name in ("dummy", "random_forest")] == [
        ("–", "the baseline, not ranked"),
        ("–", ""),
    ]


def test_the_only_one_has_no_rank_to_speak_of():
    assert standing(standings({"svm": 0.9}, []), "svm") == ""


any_standings = st.builds(
    lambda values, chosen: standings(dict(zip(NAMES, values, strict=False)), chosen),
    st.lists(st.integers(0, 100).map(lambda n: n / 100), min_size=2, max_size=5),
    st.sets(st.sampled_from(list(itertools.combinations(NAMES, 2)))),
)


@given(any_standings)
def test_tied_is_said_of_both_or_of_neither_and_of_no_one_who_is_beaten(found):
    for one, other in itertools.permutations(found.rivals, 2):
        if not (found.beats_baselines(one) and found.beats_baselines(other)):
            continue
        words = relation(found, one, most=9), relation(found, other, most=9)
        named = [contender(other).label in words[0], contender(one).label in words[1]]
        assert named == [not (found.beats(one, other) or found.beats(other, one))] * 2


@given(any_standings)
def test_tables_go_by_rank_then_by_score_and_the_baseline_comes_last(found):
    order = ordered(found, found.scores)
    ranks = [found.ranks[name] for name in order if name in found.ranks]
    assert ranks == sorted(ranks)
    for one, other in itertools.pairwise(name for name in order if name in found.ranks):
        assert found.ranks[one] < found.ranks[other] or found.scores[one] >= found.scores[other]
    assert "dummy" not in order[:-1]


def test_without_ranks_scores_alone_order_and_what_is_no_number_is_last():
    assert ordered(None, {"svm": 0.5, "keras_mlp": float("nan"), "dummy": 0.9, "random_forest": 0.7}) == [
        "random_forest",
        "svm",
        "keras_mlp",
        "dummy",
    ]
