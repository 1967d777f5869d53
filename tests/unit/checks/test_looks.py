"""How often rows were looked at, and what that leaves of a verdict."""

from dataclasses import replace

import pytest

from bakeoff import BakeoffSpec, run
from bakeoff.checks.looks import after_looks, looks

SPEC = BakeoffSpec(dataset="spiral", contenders=["decision_tree", "svm", "linear", "dummy"])


def test_other_settings_contenders_and_metrics_look_at_the_same_rows_and_another_seed_does_not():
    same = [
        SPEC.replace("decision_tree.max_depth", 3),
        SPEC.replace("rules.metric", "f1"),
        BakeoffSpec(dataset="spiral", contenders=["k_nearest", "dummy"]),
    ]
    other = [SPEC.replace("rules.seed", 7), SPEC.replace("rules.test_share", 0.4), BakeoffSpec(dataset="moons")]
    assert looks(SPEC, []) == looks(SPEC, [SPEC, SPEC, *other]) == 1
    assert looks(SPEC, [*same, *same, *other]) == 4


@pytest.fixture(scope="module")
def verdict():
    return run(SPEC).verdict


def test_leads_are_held_to_the_error_over_all_races(verdict):
    leads = [pair for pair in verdict.pairs if pair.decided and {pair.first, pair.second} <= set(verdict.rivals)]
    assert len(leads) == 3
    p_values = (1e-9, 0.02, 0.04)
    of_leads = dict(zip(map(id, leads), p_values, strict=True))
    pairs = tuple(replace(pair, p_value=of_leads.get(id(pair), pair.p_value)) for pair in verdict.pairs)
    weighed = replace(verdict, pairs=pairs)
    assert after_looks(weighed, 1) == ""
    assert "2 leads still count of the 3" in after_looks(weighed, 2)
    assert "1 lead still counts of the 3" in after_looks(weighed, 3)
    assert "every lead" in after_looks(verdict, 2)
    assert after_looks(replace(verdict, pairs=tuple(replace(pair, decided=False) for pair in pairs)), 9) == ""
