"""Who led until when, in one sentence."""

import math
import re
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from bakeoff.contenders import contender
from bakeoff.race.outcome import Setting
from bakeoff.race.snapshot import Run
from bakeoff.race.stage import RaceMoment
from bakeoff.replay.course import course, leads
from bakeoff.spec import BakeoffSpec


def moments(*scored):
    return tuple(RaceMoment(step, seconds, b"", score) for step, (seconds, score) in enumerate(scored, 1))


TREE = moments((0.01, 0.7), (0.05, 0.8))
FOREST = moments((0.04, 0.6), (0.1, 0.9), (1.0, 0.91))
NETWORK = moments((0.1, 0.5), (0.4, 0.95), (2.0, 0.96))


def names(of_each):
    return [(lead.name, lead.since) for lead in leads(of_each)]


def test_each_leads_from_when_it_has_the_best_score():
    assert names({"tree": TREE, "forest": FOREST, "network": NETWORK}) == [
        ("tree", 0.01),
        ("forest", 0.1),
        ("network", 0.4),
    ]


def test_nobody_leads_while_the_best_are_level():
    assert names({"tree": TREE, "forest": moments((0.2, 0.8))}) == [("tree", 0.01), ("", 0.2)]


def test_a_lead_counts_however_short():
    passing = moments((0.2, 0.85), (0.201, 0.1))
    tree = moments((0.01, 0.8), (0.2005, 0.9), (5.0, 0.9))
    assert names({"tree": tree, "forest": passing}) == [("tree", 0.01), ("forest", 0.2), ("tree", 0.2005)]


def test_moments_without_a_score_are_skipped_and_one_contender_leads_nobody():
    assert leads({"tree": TREE, "svm": (RaceMoment(0, 0.1, b""),)}) == []


def run_of(of_each, n_validation=0, dataset="moons", **rules):
    run = Run.start("r", BakeoffSpec(dataset=dataset, contenders=list(of_each), rules=rules))
    lanes = {name: replace(run.lanes[name], moments=seen) for name, seen in of_each.items()}
    task = run.spec.dataset.info.task
    setting = Setting(task, (), "", 100, n_validation, 100, 2, ()) if n_validation else None
    return replace(run, lanes=lanes, setting=setting)


@pytest.mark.parametrize(
    ("of_each", "sentence"),
    [
        (
            {"decision_tree": TREE, "svm": moments((0.02, 0.1))},
            "By validation accuracy, Decision tree led all the way.",
        ),
        (
            {"decision_tree": TREE, "random_forest": FOREST, "keras_mlp": NETWORK},
            "By validation accuracy, Decision tree led until 100 ms, Random forest until 400 ms, then Neural network.",
        ),
        ({"decision_tree": TREE, "dummy": moments((0.01, 0.99))}, ""),
        (
            {
                "decision_tree": moments((0.01, 0.1), (0.1, 0.3), (1.0, 0.5)),
                "svm": moments((0.03, 0.2), (0.3, 0.4), (3.0, 0.6)),
            },
            "By validation accuracy, the lead changed 5 times; Support vector machine led from 3.0 s on.",
        ),
    ],
)
def test_the_sentence(of_each, sentence):
    assert course(run_of(of_each)) == sentence


def test_leads_by_a_row_or_two_are_no_news():
    last = moments((0.01, 0.5), (0.2, 0.913))
    of_each = {"decision_tree": moments((0.01, 0.4), (0.1, 0.87)), "svm": last}
    assert course(run_of(of_each, n_validation=23)) == ""
    told = course(run_of(of_each, n_validation=230))
    assert told == (
        "By validation accuracy, Support vector machine led until 100 ms, Decision tree until 200 ms, then Support "
        "vector machine."
    )


def test_who_comes_level_at_the_end_shares_the_lead():
    of_each = {"decision_tree": TREE, "svm": moments((0.1, 0.7), (0.3, 0.8))}
    assert course(run_of(of_each)) == "By validation accuracy, Decision tree led until 300 ms, then a tie."
    again = {"decision_tree": (*TREE, *moments((0.5, 0.9))), "svm": of_each["svm"]}
    assert course(run_of(again)) == (
        "By validation accuracy, Decision tree led all the way. At times the best were level."
    )


def test_who_was_level_at_first_did_not_lead_all_the_way():
    of_each = {"decision_tree": moments((0.01, 0.5), (0.1, 0.8)), "svm": moments((0.01, 0.5))}
    assert course(run_of(of_each)).endswith("Decision tree led all the way. At times the best were level.")


def test_the_score_is_named_whatever_decides():
    of_each = {"decision_tree": TREE, "svm": moments((0.02, 0.1))}
    assert course(run_of(of_each, dataset="diabetes", metric="rmse")).startswith("By validation R², Decision tree led")
    assert course(run_of(of_each, metric="log_loss", validation_share=0)).startswith("By training accuracy, ")


def drawn(rng):
    """Return a random course of two to five contenders, whose scores are of a few rows so that many are level."""
    rows = int(rng.choice([4, 10, 1000]))
    lanes = ("decision_tree", "svm", "random_forest", "keras_mlp", "k_nearest")[: rng.integers(2, 6)]
    times = {name: np.sort(np.round(10 ** rng.uniform(-5, 1, rng.integers(0, 7)), 4)) for name in lanes}
    return {
        name: tuple(
            RaceMoment(step, float(when), b"", None if rng.random() < 0.2 else float(rng.integers(0, rows)) / rows)
            for step, when in enumerate(of_one)
        )
        for name, of_one in times.items()
    }


def on_stage(of_each, now):
    """Return who leads by the last score of each at a moment, as the stage has it; empty where several do."""
    known = [(name, [m.score for m in seen if m.score is not None and m.cpu_seconds <= now]) for name, seen in of_each]
    last = {name: scores[-1] for name, scores in known if scores}
    best = [name for name, score in last.items() if score == max(last.values())]
    return best[0] if len(best) == 1 else ""


NOTED = " At times the best were level."
UNITS = {"ms": 1e-3, "s": 1.0}
WRITTEN = 0.06
"""Times are written with two digits; at a moment so near to one both sides of it are right."""


def claimed(sentence, now):
    """Return whom the sentence has in the lead at a moment; empty for a tie, None where it says nothing of it."""
    said = sentence.removesuffix(NOTED).removesuffix(".").partition(", ")[2]
    turn = re.search(r"(?:from|until) ([\d.]+) (ms|s)(?: on|, )", said)
    if said.startswith("the lead changed"):
        leader = re.search(r"; (.+) led from", said)
        if now < float(turn[1]) * UNITS[turn[2]] * (1 + WRITTEN):
            return None
        return {leader[1] if leader else ""}
    until = [
        (name, float(at) * UNITS[unit])
        for name, at, unit in re.findall(r"([A-Z][^,]*?)(?: led)? until ([\d.]+) (m?s)", said)
    ]
    last = re.search(r"then (.+)$", said) or re.search(r"^(.+) led all the way", said)
    parts = [*until, ("" if last[1] == "a tie" else last[1], math.inf)]
    starts = [0.0, *(end for _name, end in until)]
    return {
        name
        for (name, end), start in zip(parts, starts, strict=True)
        if start * (1 - WRITTEN) <= now <= end * (1 + WRITTEN)
    }


def test_no_moment_of_the_stage_denies_the_sentence():
    rng, said, seen = np.random.default_rng(0), 0, Counter()
    while said < 500:
        of_each = drawn(rng)
        sentence = course(run_of(of_each))
        if not sentence:
            continue
        said += 1
        for now in (float(10 ** rng.uniform(math.log10(leads(of_each)[0].since), 1.2)), 99.0):
            names, leader = claimed(sentence, now), on_stage(of_each.items(), now)
            if names is None:
                continue
            seen["tie" if not leader else "changed" if "changed" in sentence else "named"] += 1
            if leader or now == 99.0:
                assert (contender(leader).label if leader else "") in names, (sentence, now)
            else:
                assert "" in names or sentence.endswith(NOTED), (sentence, now)
    assert min(seen.values()) > 50
