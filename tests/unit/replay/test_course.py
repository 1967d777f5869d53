"""Who led until when, in one sentence."""

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
            "By validation accuracy, the lead changed 5 times; Support vector machine led from 3.0 s to the end.",
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


def test_the_score_is_named_whatever_decides():
    of_each = {"decision_tree": TREE, "svm": moments((0.02, 0.1))}
    assert course(run_of(of_each, dataset="diabetes", metric="rmse")).startswith("By validation R², Decision tree led")
    assert course(run_of(of_each, metric="log_loss", validation_share=0)).startswith("By training accuracy, ")


def drawn(rng):
    """Return a random course of two to five contenders, whose scores are of a few rows so that many are level."""
    rows = int(rng.choice([10, 50, 1000]))
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


def test_no_moment_of_the_stage_denies_the_sentence():
    rng, said = np.random.default_rng(0), 0
    for _case in range(500):
        of_each = drawn(rng)
        sentence = course(run_of(of_each))
        stretches = leads(of_each)
        if not sentence:
            continue
        said += 1
        now = float(10 ** rng.uniform(np.log10(stretches[0].since), 1.2))
        leader = on_stage(of_each.items(), now)
        labels = [contender(lead.name).label for lead in stretches if lead.name and lead.since <= now]
        if leader:
            assert contender(leader).label == labels[-1]
            assert "changed" in sentence or contender(leader).label in sentence
        elif "all the way" in sentence:
            assert "At times the best were level." in sentence
        at_end = on_stage(of_each.items(), 99)
        told = sentence.removesuffix(" At times the best were level.").rstrip(".")
        if not at_end:
            assert told.endswith(("a tie", "the best were level"))
        elif "changed" in told:
            assert f"; {contender(at_end).label} led from" in told
        else:
            assert contender(at_end).label in told.split("then ")[-1]
    assert said > 200
