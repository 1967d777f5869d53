import itertools
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakeoff.contenders import contender
from bakeoff.contenders.registry import joined
from bakeoff.evaluation.base import Prediction
from bakeoff.evaluation.metrics import metric_named
from bakeoff.evaluation.notation import difference
from bakeoff.evaluation.significance import compare
from bakeoff.evaluation.verdict import verdict
from bakeoff.evaluation.verdict_words import details, sentence
from tests.unit.evaluation.decided import beneath, said, standings

NAMES = ("keras_mlp", "decision_tree", "svm", "random_forest", "torch_mlp")
MLP, TREE, SVM, FOREST, TORCH = (contender(name).label for name in NAMES)


ALL = 1000
"""Words in which all contenders are named."""


def test_a_winner_beats_every_other():
    found = said(
        {"svm": 0.98, "keras_mlp": 0.95, "decision_tree": 0.9}, [("svm", "keras_mlp"), ("svm", "decision_tree")]
    )
    assert found == f"{SVM} wins: it beats every other contender by 3.0 points or more."


def test_a_winner_of_two():
    found = said({"keras_mlp": 0.95, "svm": 0.98}, [("svm", "keras_mlp")])
    assert found == f"{SVM} wins: it beats {MLP} by 3.0 to 3.0 points."


def test_two_leaders_that_both_beat_the_rest():
    scores = {"keras_mlp": 0.94, "decision_tree": 0.93, "svm": 0.96, "random_forest": 0.97}
    decided = list(itertools.product(["svm", "random_forest"], ["keras_mlp", "decision_tree"]))
    expected = f"{FOREST} and {SVM} are too close to call; both beat 2 others by 2.0 points or more."
    assert said(scores, decided) == expected
    assert f"both beat {MLP} and {TREE} by" in beneath(scores, decided)


def test_three_leaders_that_each_beat_the_last():
    scores = {"keras_mlp": 0.95, "decision_tree": 0.9, "svm": 0.96, "random_forest": 0.97}
    decided = [(one, "decision_tree") for one in ("keras_mlp", "svm", "random_forest")]
    assert said(scores, decided) == f"{FOREST}, {SVM} and {MLP} are too close to call; each beats {TREE}."
    expected = f"{FOREST}, {SVM} and {MLP} are too close to call; each beats {TREE} by 5.0 points or more."
    assert beneath(scores, decided) == expected


@pytest.mark.parametrize(
    ("n", "expected"),
    [
        (2, f"{MLP} and {TREE} are too close to call."),
        (3, "All three are too close to call."),
        (4, "All four are too close to call."),
        (5, "All 5 are too close to call."),
    ],
)
def test_all_too_close(n, expected):
    assert said(dict.fromkeys(NAMES[:n], 0.9), []) == expected


def test_the_middle_one_can_be_told_from_neither():
    found = beneath({"svm": 0.96, "keras_mlp": 0.95, "decision_tree": 0.94}, [("svm", "decision_tree")])
    assert (
        found == f"{SVM} and {MLP} are too close to call; {TREE} lost to {SVM} by 2.0 to 2.0 points, but not to {MLP}."
    )


def test_a_leader_that_does_not_beat_everyone_leads_only():
    """The second beats the third, the first beats the second, yet the first and the third cannot be told apart."""
    scores = {"svm": 0.96, "keras_mlp": 0.95, "decision_tree": 0.94}
    decided = [("svm", "keras_mlp"), ("keras_mlp", "decision_tree")]
    assert said(scores, decided) == f"{SVM} leads, but its lead over {TREE} is too close to call."
    found = beneath(scores, decided)
    assert found == f"{SVM} leads: it beats {MLP} by 1.0 to 1.0 points, but its lead over {TREE} is too close to call."


def test_some_beaten_by_all_leaders_and_some_not():
    scores = {"svm": 0.96, "keras_mlp": 0.95, "random_forest": 0.93, "decision_tree": 0.8}
    decided = [("svm", "random_forest"), ("svm", "decision_tree"), ("keras_mlp", "decision_tree")]
    expected = (
        f"{SVM} and {MLP} are too close to call; each beats {TREE} by 15.0 points or more, "
        f"but not every one beats {FOREST}."
    )
    assert beneath(scores, decided) == expected


def test_losers_beaten_by_none_of_the_leaders():
    scores = {"svm": 0.96, "keras_mlp": 0.95, "random_forest": 0.94, "decision_tree": 0.93}
    decided = [("svm", "random_forest"), ("keras_mlp", "decision_tree")]
    found = beneath(scores, decided)
    assert found == f"{SVM} and {MLP} are too close to call; {FOREST} and {TREE} may equal some of them."


def test_numbers_are_compared_in_r2():
    scores = {"svm": 0.48, "keras_mlp": 0.401, "decision_tree": 0.1}
    found = said(scores, [("svm", "keras_mlp"), ("svm", "decision_tree")], "r2")
    assert found == f"{SVM} wins: it beats every other contender by 0.079 or more in R²."


def test_a_tiny_lead_keeps_a_digit_that_is_not_zero():
    assert "by 0.04 to 0.04 points." in said({"svm": 0.9804, "keras_mlp": 0.98}, [("svm", "keras_mlp")])


def test_nobody_beats_the_baseline():
    scores = {"svm": 0.52, "keras_mlp": 0.51, "dummy": 0.5}
    assert said(scores, []) == "No contender is significantly better than the baseline."


def test_who_does_not_beat_the_baseline_is_not_among_the_close_ones_though_nobody_beats_them():
    scores = {"svm": 0.72, "keras_mlp": 0.71, "decision_tree": 0.64, "dummy": 0.52}
    decided = [("svm", "dummy"), ("keras_mlp", "dummy")]
    assert said(scores, decided) == f"{SVM} and {MLP} are too close to call; {TREE} does not beat the baseline."
    assert beneath(scores, decided) == ""
    scores["random_forest"] = 0.6
    assert said(scores, decided) == f"{SVM} and {MLP} are too close to call; 2 others do not beat the baseline."
    expected = f"{SVM} and {MLP} are too close to call; {TREE} and {FOREST} do not beat the baseline."
    assert beneath(scores, decided) == expected
    expected = f"Only {SVM} beats the baseline; its lead over 3 others is too close to call."
    assert said(scores | {"keras_mlp": 0.65}, decided[:1]) == expected


def test_who_is_worse_than_the_baseline_is_not_merely_no_better():
    scores = {"svm": 0.72, "keras_mlp": 0.55, "decision_tree": 0.3, "dummy": 0.52}
    found = beneath(scores, [("svm", "dummy"), ("svm", "decision_tree"), ("decision_tree", "dummy")])
    assert found.endswith(
        f"{MLP} is not significantly better than the baseline. {TREE} is significantly worse than the baseline."
    )
    scores, decided = {"svm": 0.52, "decision_tree": 0.3, "dummy": 0.5}, [("decision_tree", "dummy")]
    assert said(scores, decided) == "No contender is significantly better than the baseline."
    assert beneath(scores, decided) == f"{TREE} is significantly worse than the baseline."
    assert said({"decision_tree": 0.3, "dummy": 0.5}, [("decision_tree", "dummy")]) == (
        f"{TREE} raced alone and scores 30.0 % accuracy. {TREE} is significantly worse than the baseline."
    )


def test_the_baseline_is_not_ranked():
    scores = {"svm": 0.95, "keras_mlp": 0.9, "dummy": 0.5}
    found = said(scores, [("svm", "keras_mlp"), ("svm", "dummy"), ("keras_mlp", "dummy")])
    assert found == f"{SVM} wins: it beats {MLP} by 5.0 to 5.0 points."


@pytest.mark.parametrize(
    ("scores", "decided", "metric", "expected"),
    [
        ({"svm": 0.962}, [], "accuracy", f"{SVM} raced alone and scores 96.2 % accuracy."),
        ({"svm": 0.5}, [], "r2", f"{SVM} raced alone and scores 0.500 in R²."),
        (
            {"svm": 0.96, "dummy": 0.5},
            [("svm", "dummy")],
            "accuracy",
            f"{SVM} raced alone and scores 96.0 % accuracy, significantly better than the baseline.",
        ),
        (
            {"svm": 0.51, "dummy": 0.5},
            [],
            "accuracy",
            f"{SVM} raced alone and scores 51.0 % accuracy, not significantly better than the baseline.",
        ),
        ({"dummy": 0.5}, [], "accuracy", "Only the baseline has a score, so it cannot be compared."),
    ],
)
def test_too_few_to_rank(scores, decided, metric, expected):
    assert said(scores, decided, metric) == expected


def test_who_alone_came_to_the_end_is_not_said_to_have_raced_alone():
    one = standings({"svm": 0.962}, [])
    assert sentence(one, complete=False) == f"Only {SVM} finished; it scores 96.2 % accuracy."
    assert sentence(one) == f"{SVM} raced alone and scores 96.2 % accuracy."


def test_who_was_stopped_and_scored_has_not_finished():
    found = sentence(standings({"svm": 0.962}, [], unfinished=("svm",)))
    assert found == f"Only {SVM} is scored: 96.2 % accuracy."
    found = sentence(standings({"svm": 0.51, "dummy": 0.5}, [], unfinished=("svm",)))
    assert found == f"Only {SVM} is scored: 51.0 % accuracy, not significantly better than the baseline."


def test_joined():
    assert joined(NAMES[:1]) == MLP
    assert joined(NAMES[:2]) == f"{MLP} and {TREE}"
    assert joined(NAMES[:4]) == f"{MLP}, {TREE}, {SVM} and {FOREST}"


@st.composite
def any_standings(draw, baselines=()):
    """Return standings of two to five contenders in which any pairs of different scores may be decided."""
    names = [*draw(st.permutations(NAMES))[: draw(st.integers(2, 5))], *baselines]
    scores = {name: draw(st.integers(0, 1000)) / 1000 for name in names}
    pairs = [pair for pair in itertools.combinations(names, 2) if scores[pair[0]] != scores[pair[1]]]
    decided = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    return standings(scores, decided)


def named(text):
    """Return the contenders in a part of a sentence."""
    return [name for name in NAMES if re.search(rf"\b{re.escape(contender(name).label)}\b", text)]


@given(any_standings())
def test_whoever_is_said_to_win_is_proved_to(found):
    text = sentence(found, most_words=ALL)
    if " wins: " in text:
        (winner,) = named(text.split(" wins: ")[0])
        assert all(found.lead(winner, other) for other in found.rivals if other != winner)
    if " leads: " in text:
        (leader,), beaten, open_ = (named(part) for part in re.split(" leads: it beats |, but its lead over ", text))
        assert all(found.lead(leader, one) for one in beaten)
        assert not any(found.lead(leader, one) for one in open_)
        assert {leader, *beaten, *open_} == set(found.rivals)


@given(any_standings())
def test_whoever_is_too_close_to_call_is_beaten_by_none_and_beats_none_of_them(found):
    text = sentence(found, most_words=ALL)
    if " are too close to call" in text:
        close = found.rivals if text.startswith("All ") else named(text.split(" are too close")[0])
        assert not any(found.lead(one, other) for one, other in itertools.permutations(close, 2))
        assert not any(found.lead(other, one) for one in close for other in found.rivals)


@given(any_standings())
def test_all_leaders_beat_whom_they_are_said_to_beat(found):
    text = sentence(found, most_words=ALL)
    match = re.match(r"(.*) are too close to call; (?:both beat|each beats) (.*) by ([\d.]+) points", text)
    if match:
        leads = [found.lead(leader, one) for leader in named(match[1]) for one in named(match[2])]
        assert all(leads)
        assert f"{match[3]} points" == difference(min(leads), metric_named("accuracy"))


@given(any_standings())
def test_whoever_lost_to_some_did_not_lose_to_the_rest(found):
    match = re.match(
        r".*; (.*) lost to (.*) by (?:[\d.]+ to )?([\d.]+) points(?: or more)?, but not to (.*)\.",
        sentence(found, most_words=ALL),
    )
    if match:
        losers, winners, rest = named(match[1]), named(match[2]), named(match[4])
        assert min(found.lead(one, loser) for one in winners for loser in losers) * 100 == pytest.approx(
            float(match[3]), abs=0.05
        )
        assert not any(found.lead(one, loser) for one in rest for loser in losers)


@given(any_standings())
def test_whoever_is_not_beaten_by_every_leader_is_beaten_by_some_contender(found):
    match = re.match(
        r"(.*) are too close to call; (?:.*not every one beats )?(.*?)(?: may equal some of them)?\.",
        sentence(found, most_words=ALL),
    )
    if match and not re.search("not every one|may equal", match[0]):
        match = None
    if match:
        for one in named(match[2]):
            assert not all(found.lead(leader, one) for leader in named(match[1]))
            assert any(found.lead(other, one) for other in found.rivals)


@given(any_standings(), st.integers(10, 30))
def test_a_sentence_is_short_and_the_details_name_whom_it_counts(found, most_words):
    text = sentence(found, most_words=most_words)
    assert len(text.split()) <= max(most_words, 20)
    if "others" in text or "contenders" in text:
        assert set(named(details(found, text))) == set(found.rivals)


@given(any_standings(["dummy"]), st.integers(10, 30))
def test_a_headline_of_any_length_tells_no_untruth_of_the_baseline_or_of_a_leader(found, most_words):
    text = sentence(found, most_words=most_words)
    proven = {name for name in found.rivals if found.beats_baselines(name)}
    if only := re.match(r"Only (.*) beats the baseline; its lead over", text):
        assert proven == set(named(only[1]))
    if not_one := re.search(r"; (.*) do(?:es)? not beat the baseline\.", text):
        assert not proven & set(named(not_one[1]))
        assert set(named(text)) | proven == set(found.rivals) or "other" in text or " 2 " in text
    if alone := re.search(r"; of them only (.*) beats? (.*)\.", text):
        winners, losers = named(alone[1]), named(alone[2])
        assert found.beats_all(winners, losers)
        rest = set(found.unbeaten) - set(winners)
        assert not any(found.beats(one, loser) for one in rest for loser in losers)


@given(any_standings())
def test_everyone_is_accounted_for(found):
    text = sentence(found, most_words=ALL)
    if not text.startswith("All ") and "every other contender" not in text:
        assert set(named(text)) == set(found.rivals)


def test_a_verdict_names_its_test_and_ranks_by_the_scores():
    target = np.zeros(100, dtype=np.int64)
    answers = {"keras_mlp": Prediction((np.arange(100) < 30).astype(int)), "svm": Prediction(target)}
    found = verdict(target, answers, metric_named("accuracy"))
    assert found.sentence == f"{SVM} wins: it beats {MLP} by 20.7 to 39.3 points."
    assert (
        found.test == "McNemar’s exact test on 100 held-out rows, Holm-corrected, at 5 %: on this split, with this seed"
    )
    assert found.leaders == ("svm",)
    assert found.pairs[0].difference == pytest.approx(-0.3)


def test_a_verdict_on_one_names_no_test():
    found = verdict(
        np.zeros(4, dtype=np.int64), {"svm": Prediction(np.zeros(4, dtype=np.int64))}, metric_named("accuracy")
    )
    assert (found.sentence, found.test, found.pairs) == (f"{SVM} raced alone and scores 100.0 % accuracy.", "", ())


def test_ranks_count_the_rivals_that_beat_one():
    scores = {"svm": 0.96, "dummy": 0.5, "keras_mlp": 0.95, "decision_tree": 0.9}
    found = standings(scores, [("svm", "decision_tree"), ("svm", "dummy"), ("keras_mlp", "dummy")])
    assert found.ranks == {"svm": 1, "keras_mlp": 1}
    assert found.leaders == ("svm", "keras_mlp")
    assert found.tied("keras_mlp") == ("svm", "decision_tree")
    assert found.tied("decision_tree") == ("keras_mlp",)
    assert found.beats("svm", "decision_tree")
    assert not found.beats("decision_tree", "svm")
    assert found.beats_baselines("svm")
    assert not found.beats_baselines("decision_tree")
    assert not found.worse_than_baseline("decision_tree")


def test_a_contender_can_be_worse_than_the_baseline():
    found = standings({"svm": 0.5, "dummy": 0.9}, [("svm", "dummy")])
    assert found.worse_than_baseline("svm")
    assert not found.beats_baselines("svm")


def test_where_less_is_better_the_least_is_first():
    assert standings({"svm": 0.5, "keras_mlp": 0.2, "decision_tree": np.nan}, [], "log_loss").rivals == [
        "keras_mlp",
        "svm",
        "decision_tree",
    ]


@given(any_standings())
def test_ranks_leaders_ties_and_the_sentence_agree(found):
    assert set(found.ranks) == set(found.rivals)
    assert found.leaders == found.unbeaten
    for one, other in itertools.permutations(found.rivals, 2):
        assert (other in found.tied(one)) + found.beats(one, other) + found.beats(other, one) == 1


def test_who_is_not_compared_is_not_said_to_be_beaten():
    decided = [("svm", "keras_mlp"), ("svm", "decision_tree")]
    found = said({"svm": 0.98, "keras_mlp": 0.95, "decision_tree": 0.9}, decided, complete=False)
    assert found == (f"{SVM} beats {MLP} and {TREE} by 3.0 points or more. Nobody wins: not every contender finished.")
    assert said(dict.fromkeys(NAMES[:3], 0.9), [], complete=False) == f"{MLP}, {TREE} and {SVM} are too close to call."


def test_a_baseline_changes_nothing_among_rivals():
    """Two families: the rivals' p-values are those of a race without the baseline, and so are the baseline's."""
    rng, n = np.random.default_rng(0), 300
    target = rng.integers(0, 2, n)

    def answers(error):
        return Prediction(np.where(rng.random(n) < error, 1 - target, target))

    rivals = {"keras_mlp": answers(0.1), "decision_tree": answers(0.15), "svm": answers(0.17)}
    baseline = answers(0.26)
    found = verdict(target, rivals | {"dummy": baseline}, metric_named("accuracy"), 2)
    assert found.pairs[:3] == verdict(target, rivals, metric_named("accuracy"), 2).pairs
    raw = [
        compare(target, {name: one, "dummy": baseline}, metric_named("accuracy"))[0].p_value
        for name, one in rivals.items()
    ]
    largest_last = sorted(raw)
    stepped = {p: (3 - place) * p for place, p in enumerate(largest_last)}
    corrected = [max(stepped[q] for q in largest_last if q <= p) for p in raw]
    assert [one.p_value for one in found.pairs[3:]] == pytest.approx([min(1, p) for p in corrected])
    assert {one.second for one in found.pairs[3:]} == {"dummy"}


def test_the_test_is_said_with_thousands_parted():
    target = np.arange(2000) % 2
    models = {"svm": Prediction(target), "keras_mlp": Prediction(1 - target)}
    assert " on 2,000 held-out rows" in verdict(target, models, metric_named("accuracy"), 2).test


def test_unfinished_contenders_win_nothing():
    found = standings({"keras_mlp": 0.97, "svm": 0.95}, [("keras_mlp", "svm")], unfinished=("keras_mlp",))
    assert (found.ranks, found.leaders, found.unbeaten) == ({"svm": 2}, (), ("keras_mlp",))
    assert sentence(found) == f"{MLP} beats {SVM} by 2.0 to 2.0 points. Nobody wins: not every contender finished."


def test_contenders_tied_with_the_baseline_have_no_rank():
    found = standings({"svm": 0.53, "keras_mlp": 0.52, "dummy": 0.5}, [("svm", "keras_mlp")])
    assert (found.ranks, found.leaders) == ({}, ())
