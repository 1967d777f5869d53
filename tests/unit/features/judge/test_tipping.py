"""Tipping points of sliders: on records whose truth is known, and in studies of real fits."""

from dataclasses import replace

import numpy as np
import pytest

from bakeoff.errors import SettingError
from bakeoff.features.judge.crossings import crossings
from bakeoff.features.judge.figures.study import score_bands_spec
from bakeoff.features.judge.findings import scores, standing
from bakeoff.features.judge.page.study_text import crossing_sentence
from bakeoff.features.judge.plan import Plan
from bakeoff.features.judge.record import Record
from bakeoff.features.judge.study import Study
from bakeoff.features.judge.summary import summary
from bakeoff.features.judge.tipping import closer, tipping
from bakeoff.spec import BakeoffSpec
from tests.unit.features.judge.test_crossings import noise
from tests.unit.features.judge.test_crossings import record as grown
from tests.waiting import PATIENCE

JUNK = (0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0)
NOISY = {"k_nearest": {"n_neighbors": 1}, "decision_tree": {"max_depth": 1}, "dummy": {}}


def slid(*curves, points=JUNK, spread=0.01) -> Record:
    """Return a study of a slider in which the second and third contender lead the first by so much."""
    rng = np.random.default_rng(0)
    names = ("decision_tree", "svm", "random_forest")
    leads = [np.zeros(len(points)), *map(np.array, curves)]
    tables = {name: 0.7 + lead + noise(rng, spread, len(points)) for name, lead in zip(names, leads, strict=False)}
    one = grown(tables, question="turn", points=points)
    return replace(one, plan=Plan(question="turn", folds=one.plan.folds, repeats=one.plan.repeats))


def line(at: float, points=JUNK) -> list[float]:
    """Return a lead that grows by 10 points for each 100 %, from behind to ahead at a value."""
    return [0.1 * (point - at) for point in points]


def test_the_leader_leads_up_to_the_value_where_another_overtakes_it():
    one = slid(line(1.2))
    (found,) = crossings(one)
    assert (found.before, found.after) == ("decision_tree", "svm")
    assert found.at.low < 1.2 < found.at.high
    assert found.at.value == pytest.approx(1.2, abs=0.1)
    low, value, high = (f"{100 * place:.3g} %" for place in (found.at.low, found.at.value, found.at.high))
    assert summary(one) == (
        f"Decision tree leads up to {value} of “Junk features”; from there Support vector machine leads "
        f"(95 % interval {low} to {high})."
    )
    assert crossing_sentence(one, found).startswith(
        f"Support vector machine overtakes Decision tree at {value} of “Junk features” (95 % interval {low} to {high})."
    )


def test_curves_that_cross_twice_tip_at_the_first_crossing():
    one = slid([-0.1, 0.05, 0.1, 0.1, 0.05, -0.05, -0.1])
    first, second = crossings(one)
    assert (first.after, second.after) == ("svm", "decision_tree")
    assert tipping(one).crossing == first
    assert (0 < first.at.value < 0.5, 2.0 < second.at.value < 2.5) == (True, True)


def test_who_overtakes_first_is_named():
    one = slid(line(2.2), line(0.8))
    assert tipping(one).crossing.after == "random_forest"
    assert len(crossings(one)) == 2


def test_never_is_said_only_of_a_leader_that_is_ahead_at_every_value():
    assert summary(slid([-0.1] * 7)) == "“Junk features” never changes the winner, up to 300 %: Decision tree leads."
    shrinking = slid([-0.1, -0.1, -0.1, -0.1, -0.05, -0.02, 0.0])
    assert tipping(shrinking).unsure == ("svm",)
    assert summary(shrinking) == (
        "Up to 300 % of “Junk features” nobody surely overtakes Decision tree. It is not surely ahead of "
        "Support vector machine throughout."
    )
    assert summary(slid()).startswith("One contender alone")


def test_the_next_values_lie_between_the_two_around_the_tipping_point():
    one = slid(line(1.2), spread=0.001)
    assert closer(one) == (1.125, 1.25, 1.375)
    points = (*JUNK, 1.125, 1.25, 1.375)
    looked = slid(line(1.2, points), points=points, spread=0.001)
    assert closer(looked) == (1.156, 1.188, 1.219)
    assert looked.coarse == one.coarse == 7
    assert replace(looked, points=(*points, 1.156, 1.188, 1.219)).coarse == 7
    assert closer(replace(looked, points=(*points, 1.156, 1.188, 1.219))) == ()


def test_nothing_is_looked_at_closer_where_folds_limit_the_interval_or_nothing_tips():
    assert closer(slid(line(1.2), spread=0.08)) == ()
    assert closer(slid([-0.1] * 7)) == ()
    assert closer(replace(slid(line(1.2)), plan=Plan())) == ()


def test_a_closer_look_takes_no_decision_back_and_follows_a_bent_curve():
    def bent(points):
        return [0.2 * np.sqrt(max(point, 0)) - 0.15 for point in points]  # crosses at 0.5625

    points = (*JUNK, 0.625, 0.75, 0.875)
    coarse, fine = slid(bent(JUNK), spread=0.002), slid(bent(points), points=points, spread=0.002)
    assert tipping(fine).crossing.at.value == pytest.approx(0.5625, abs=0.01)
    assert abs(tipping(fine).crossing.at.value - 0.5625) < abs(tipping(coarse).crossing.at.value - 0.5625)
    (found,) = crossings(fine)
    assert (found.before, found.after) == ("decision_tree", "svm")


def test_the_figure_shows_values_in_order_and_the_crossing_with_its_interval():
    points = (*JUNK, 1.125, 1.25, 1.375)
    one = slid(line(1.2, points), points=points)
    (found,) = crossings(one)
    drawn = score_bands_spec(one, (found,))
    lines = [trace for trace in drawn["data"] if trace["mode"] == "lines+markers"]
    assert all(trace["x"] == [100 * point for point in sorted(points)] for trace in lines)
    band, mark = drawn["layout"]["shapes"]
    ends = [100 * place for place in (found.at.low, found.at.high, found.at.value)]
    assert [band["x0"], band["x1"], mark["x0"]] == ends
    assert drawn["layout"]["xaxis"]["ticksuffix"].strip() == "%"
    assert not score_bands_spec(one)["layout"]["shapes"]


def test_a_study_of_a_slider_looks_closer_on_the_same_folds(engine):
    spec = BakeoffSpec(dataset="moons", contenders=NOISY, rules={"validation_share": 0})
    seen = []
    plan = Plan(question="turn", slider="label_noise", folds=5, repeats=2)
    study = Study(spec, plan, engine, on_change=lambda one: seen.append(one.progress))
    assert study.wait(PATIENCE)
    record = study.record
    assert seen == sorted(seen)
    assert (record.coarse, record.points[:2]) == (7, (0.0, 0.0833))
    assert len(record.points) > 7
    assert len(record.fitted) == 10 * len(record.points) * 3
    assert record.plan.learning_part is False
    tip = tipping(record)
    assert (tip.leader, tip.crossing.after) == ("k_nearest", "decision_tree")
    assert tip.crossing.at.low < tip.crossing.at.value < tip.crossing.at.high
    which = Study(spec, Plan(folds=5, repeats=2), engine)
    assert which.wait(PATIENCE)
    for name in NOISY:
        np.testing.assert_array_equal(scores(record)[name], scores(which.record)[name])
    np.testing.assert_array_equal(standing(record)["mean"], standing(which.record)["mean"])


@pytest.mark.parametrize("slider", ["junk", "rotation", "smooth", "label_noise"])
@pytest.mark.parametrize("now", [0.0, 0.001, 0.4])
def test_a_slider_goes_from_nothing_to_the_most_wherever_the_race_has_set_it(slider, now):
    points = Plan(question="turn", slider=slider).points(BakeoffSpec(dataset="iris", transform={slider: now}))
    most = {"junk": 3.0, "label_noise": 0.5}.get(slider, 1.0)
    np.testing.assert_allclose(points, np.linspace(0, most, 7), atol=0.001)


@pytest.mark.parametrize("slider", ["junk", "rotation", "smooth"])
def test_a_slider_without_effect_on_the_data_is_refused(slider):
    with pytest.raises(SettingError, match="has no effect on Digits"):
        Plan(question="turn", slider=slider).points(BakeoffSpec(dataset="digits"))
    assert Plan(question="turn", slider="label_noise").points(BakeoffSpec(dataset="digits"))[-1] == 0.5
