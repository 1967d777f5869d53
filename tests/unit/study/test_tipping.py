"""Tipping points of sliders: on records whose truth is known, and in studies of real fits."""

from dataclasses import replace

import numpy as np
import pytest

from bakeoff.errors import SettingError
from bakeoff.evaluation.resampled import compare_folds
from bakeoff.features.judge.figures.study import score_bands_spec
from bakeoff.features.judge.page.study_text import crossing_sentence
from bakeoff.spec import BakeoffSpec
from bakeoff.study.crossings import crossings
from bakeoff.study.findings import scores, standing
from bakeoff.study.plan import Plan
from bakeoff.study.record import Record
from bakeoff.study.study import Study
from bakeoff.study.summary import summary
from bakeoff.study.tipping import closer, tipping
from tests.unit.study.test_crossings import noise
from tests.unit.study.test_crossings import record as grown
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
    assert (record.coarse, record.points[:2]) == (7, (0.0, 0.07))
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


def test_label_noise_of_two_classes_ends_where_something_can_be_learnt():
    spec = BakeoffSpec(dataset="breast_cancer", transform={"label_noise": 0.5})
    assert Plan(question="turn", slider="label_noise").points(spec)[-1] == 0.42


@pytest.mark.parametrize("slider", ["junk", "rotation", "smooth"])
def test_a_slider_without_effect_on_the_data_is_refused(slider):
    with pytest.raises(SettingError, match="has no effect on Digits"):
        Plan(question="turn", slider=slider).points(BakeoffSpec(dataset="digits"))
    assert Plan(question="turn", slider="label_noise").points(BakeoffSpec(dataset="digits"))[-1] == 0.5


SPIRAL = {
    "keras_mlp": (0.981, 0.85, 0.676, 0.393, 0.38, 0.36, 0.351),
    "decision_tree": (0.917, 0.905, 0.892, 0.882, 0.875, 0.868, 0.860),
    "random_forest": (0.93, 0.925, 0.91, 0.90, 0.89, 0.89, 0.88),
    "svm": (0.45, 0.42, 0.40, 0.39, 0.38, 0.37, 0.36),
}
CLOSER = (0.625, 0.75, 0.875)


def spiral(means=SPIRAL, seed=0) -> Record:
    """Return a study whose values around the crossing have been looked at closer, by means at the first seven."""
    rng, points = np.random.default_rng(seed), (*JUNK, *CLOSER)
    tables = {name: np.interp(points, JUNK, mean) + noise(rng, 0.02, len(points)) for name, mean in means.items()}
    one = grown(tables, question="turn", points=points)
    return replace(one, plan=Plan(question="turn", folds=one.plan.folds, repeats=one.plan.repeats))


def stopped(record, kept) -> Record:
    """Return the study with the scores for whose cells `kept` is true."""
    return replace(record, fitted=tuple(fitted for fitted in record.fitted if kept(fitted.cell)))


@pytest.mark.parametrize("last", [7, 8, 9])
@pytest.mark.parametrize("folds", [0, 1, 3, 19])
def test_stopping_amid_the_closer_look_keeps_the_crossing_that_it_began_from(last, folds):
    whole = spiral()
    coarse = tipping(stopped(whole, lambda cell: cell.point < 7)).crossing
    found = tipping(stopped(whole, lambda cell: cell.point < 7 or (cell.fold, cell.point) <= (folds, last))).crossing
    assert (found.before, found.after) == (coarse.before, coarse.after) == ("keras_mlp", "random_forest")
    assert found.at.low < found.at.value < found.at.high
    assert coarse.at.low - 0.1 < found.at.value < coarse.at.high + 0.1


def test_a_contender_stopped_early_takes_no_decision_from_the_others():
    one = stopped(spiral(), lambda cell: cell.lane != "svm" or cell.fold < 3)
    assert tipping(one).crossing.after == "random_forest"
    alone = stopped(spiral(), lambda cell: cell.lane != "keras_mlp" or cell.fold < 3)
    assert tipping(alone).leader == standing(alone).drop("keras_mlp")["mean"].idxmax() == "decision_tree"
    assert set(tipping(alone).unsure) == {"keras_mlp", "random_forest"}


def test_two_repeats_are_needed_to_say_that_nobody_overtakes():
    few = stopped(spiral(), lambda cell: cell.fold < 9)
    assert summary(few) == "Too few folds to tell whether “Junk features” changes the winner."


def test_who_is_surely_better_from_some_value_on_is_named_although_the_lead_before_was_not_sure():
    level = {"keras_mlp": SPIRAL["keras_mlp"], "random_forest": (0.977, *SPIRAL["random_forest"][1:])}
    told = summary(spiral(level, seed=1))
    assert told == (
        "With more “Junk features”, Random forest overtakes Neural network: at 50 % it is surely better. Neural "
        "network is not surely better at any smaller value."
    )


def test_the_greatest_value_named_is_one_that_was_fitted():
    one = stopped(slid([-0.1, -0.1, -0.1, -0.02, 0.0, 0.0, 0.0]), lambda cell: cell.point < 5)
    assert summary(one).startswith("Up to 200 % of “Junk features” nobody surely overtakes Decision tree.")


def denied(record: Record) -> str:
    """Return what the scores alone deny of a study's sentence, by a test of each pair at each value; empty if nothing.

    Beyond doubt is a lead of which the corrected t-test of the pair alone finds less than one in 10,000.
    """
    crossed = crossings(record)
    tip, said = tipping(record, crossed), summary(record, crossed)
    if tip is None or said.startswith("Too few folds"):
        return ""
    lead, unsure = {}, set()
    for point, value in enumerate(record.points[:7]):
        here = scores(record, point=point)
        for other in record.lanes:
            both = np.isfinite(here[other]) & np.isfinite(here[tip.leader])
            if other != tip.leader and both.sum() > 1:
                test = compare_folds(here[tip.leader][both], here[other][both], 1 / 5, row=1 / 200)
                if both.sum() >= 12:
                    lead[value, other] = np.sign(test.difference.value) * (test.p_value < 1e-4)
                unsure |= {value} if test.difference.value < 0 or test.p_value > 0.05 else set()
    lost = {value for (value, _other), sign in lead.items() if sign < 0}
    if "nobody surely overtakes" in said and lost:
        return f"overtaken at {lost}"
    if "throughout" in said and any(all(lead.get((value, other), 0) > 0 for value in JUNK) for other in tip.unsure):
        return "ahead throughout"
    if "never changes" in said and unsure:
        return "not ahead throughout"
    if tip.behind is not None:
        at, after = tip.behind
        if any(lead.get((value, after), 0) > 0 for value in JUNK if value < at):
            return "surely better before"
    elif tip.crossing is not None:
        before, after = tip.crossing.at.low, tip.crossing.after
        if any(value < before for value in lost) or all(lead.get((value, after), -1) >= 0 for value in JUNK):
            return "overtaken before, or never"
    return ""


def stops(seed):
    """Yield a study of drawn scores, stopped at five moments: amid any fold or value, with lanes or cells missing."""
    rng = np.random.default_rng(seed)
    lanes = list(SPIRAL)[: rng.integers(2, 5)]
    moved = {lane: np.clip(np.array(SPIRAL[lane]) + rng.normal(0, 0.1) * (rng.random() < 0.5), 0, 1) for lane in lanes}
    whole = spiral(moved, seed)
    for _moment in range(5):
        end = (int(rng.integers(0, 20)), int(rng.integers(0, 10)))
        closer_too, early, n_early = rng.random() < 0.7, str(rng.choice(lanes)), int(rng.integers(0, 40))
        holes = {(int(rng.integers(20)), int(rng.integers(10)), str(rng.choice(lanes))) for _hole in range(5)}
        value = int(rng.integers(0, 40))

        def kept(cell, end=end, closer_too=closer_too, early=early, n=n_early, holes=holes, value=value):
            coarse, before = cell.point < 7, (cell.fold, cell.point) <= end
            in_time = (coarse or before) if closer_too else (coarse and before)  # values first, then closer ones
            gone = (cell.lane == early and cell.fold >= n) or cell.point == value
            return in_time and not gone and (cell.fold, cell.point, cell.lane) not in holes

        yield stopped(whole, kept)


@pytest.mark.parametrize(
    "seed", [seed if seed < 4 else pytest.param(seed, marks=pytest.mark.nightly) for seed in range(40)]
)
def test_no_sentence_is_denied_by_the_scores_wherever_a_study_is_stopped(seed):
    for one in stops(seed):
        assert not denied(one), summary(one)


def test_a_sentence_that_the_scores_deny_is_found(monkeypatch):
    one, never = spiral(), "“Junk features” never changes the winner, up to 300 %: Neural network leads."
    assert not denied(one)
    monkeypatch.setattr("tests.unit.study.test_tipping.summary", lambda *_args: never)
    assert denied(one) == "not ahead throughout"
