"""What is seen of contenders while they learn: true, the same for all, and at no cost to what comes out."""

import zlib

import numpy as np
import pytest

from bakeoff.contenders import Step
from bakeoff.preparation.prepared import prepare
from bakeoff.race.race import Race
from bakeoff.race.regions import placed_on
from bakeoff.race.stage import MOST_MOMENTS, SHOWN_PICTURES, RaceMoment, thinned
from bakeoff.race.watching import EAGER, END, SAMPLED_ROWS, Watcher, questions
from bakeoff.spec import BakeoffSpec
from tests.waiting import PATIENCE

CONTENDERS = {"decision_tree": {}, "svm": {}, "random_forest": {"n_estimators": 20}, "linear": {}, "dummy": {}}


def asked_of(**spec):
    prepared = prepare(BakeoffSpec(**spec))
    return prepared, questions(prepared, *placed_on(prepared))


def watched(engine, watched=True, **spec):
    race = Race(BakeoffSpec(**spec), engine, watched=watched)
    assert race.wait(PATIENCE)
    return race.run


def told(moment):
    return np.frombuffer(zlib.decompress(moment.answers), np.uint8)


@pytest.fixture(scope="module")
def moons(engine):
    return watched(engine, dataset="moons", contenders=CONTENDERS)


def test_all_over_a_plane_of_two_features_a_raster_is_asked(moons):
    assert moons.stage.kind == "plane"
    assert len(moons.stage.class_names) == 2
    assert moons.stage.side**2 == 1600
    assert moons.stage.n_asked == 1600 + len(moons.stage.target)
    assert all(len(told(moment)) == moons.stage.n_asked for lane in moons.lanes.values() for moment in lane.moments)


COSTLY = {"metric": "cost", "costs": "0,1; 10,0", "answers": "least_cost"}


@pytest.mark.parametrize("rules", [{}, COSTLY])
def test_the_last_moment_is_what_the_regions_of_the_end_show(engine, rules):
    moons = watched(engine, dataset="moons", contenders=CONTENDERS, rules=rules)
    for lane in moons.lanes.values():
        last, regions = lane.moments[-1], lane.answers.regions
        assert last.step == END
        assert last.cpu_seconds == lane.outcome.costs.fit_cpu_seconds
        codes, degrees = np.divmod(told(last)[:1600], moons.stage.levels)
        assert (codes == regions.answer[::2, ::2].ravel()).all()
        sure = np.maximum(2 * regions.confidence[::2, ::2].ravel() - 1, 0)
        assert degrees / moons.stage.levels == pytest.approx(sure, abs=0.011)


def test_whoever_learns_in_steps_is_seen_to(moons):
    seen = {name: [moment.step for moment in lane.moments[:-1]] for name, lane in moons.lanes.items()}
    assert all(steps == sorted(set(steps)) for steps in seen.values())
    assert min(len(seen[name]) for name in ("decision_tree", "random_forest", "svm")) >= 4
    for name, lane in moons.lanes.items():
        scores = {step.index: step.validation_score for step in lane.steps}
        assert [moment.score for moment in lane.moments[:-1]] == [scores[index] for index in seen[name]]
        assert lane.moments[-1].score == lane.steps[-1].validation_score  # though that step may not have been seen
        clock = [moment.cpu_seconds for moment in lane.moments]
        assert clock == sorted(clock)


def test_being_watched_changes_nothing_that_comes_out(moons, engine):
    alone = watched(engine, watched=False, dataset="moons", contenders=CONTENDERS)
    assert alone.stage is None
    for name, lane in alone.lanes.items():
        assert not lane.moments
        scores, seen = lane.outcome.metrics, moons.lanes[name].outcome.metrics
        assert {metric: scores[metric].value for metric in scores} == {metric: seen[metric].value for metric in seen}
        assert (lane.answers.prediction.probabilities == moons.lanes[name].answers.prediction.probabilities).all()


def test_a_network_can_be_asked_on_its_way(engine):
    run = watched(engine, dataset="moons", contenders={"keras_mlp": {"epochs": 10, "hidden": "8"}})
    moments = run.lanes["keras_mlp"].moments
    assert len(moments) >= 4
    assert len({moment.answers for moment in moments}) >= 4


@pytest.mark.parametrize("validation_share", [0.2, 0])
def test_the_last_score_of_one_that_goes_back_is_that_of_the_weights_it_goes_back_to(engine, validation_share):
    stopping = {"epochs": 40, "hidden": "8", "early_stopping": True, "patience": 3, "learning_rate": 0.1}
    rules = {"validation_share": validation_share}
    lane = watched(engine, dataset="moons", contenders={"torch_mlp": stopping}, rules=rules).lanes["torch_mlp"]
    *_, before, last = lane.moments
    assert last.score is not None
    if validation_share:
        assert last.score == pytest.approx(lane.shown.validation_score, abs=1e-6)
        assert lane.shown.index < before.step


@pytest.mark.parametrize(("dataset", "kind", "images"), [("digits", "pictures", SHOWN_PICTURES), ("wine", "rows", 0)])
def test_of_other_data_validation_rows_are_asked_and_never_the_test_part(dataset, kind, images):
    prepared, asked = asked_of(dataset=dataset)
    assert asked.stage.kind == kind
    assert asked.stage.n_asked == min(SAMPLED_ROWS, len(prepared.y_validation))
    rows = {tuple(row) for row in prepared.X_validation}
    assert all(tuple(row) in rows for row in asked.rows)
    assert (0 if asked.stage.pictures is None else len(asked.stage.pictures)) == images
    for part in (asked.stage.target[:images], asked.stage.target[images:]):
        assert (np.diff(part) >= 0).all()


def test_the_sample_of_a_plane_is_the_validation_rows_that_are_drawn(moons):
    n = len(moons.stage.target)
    assert n == moons.setting.n_validation
    assert (moons.stage.points[-n:, 2] == moons.stage.target).all()
    assert moons.stage.points[-n:, 3].all()
    assert not moons.stage.points[:-n, 3].any()
    for lane in moons.lanes.values():  # so that a confusion matrix agrees with the score of the step
        for moment in lane.moments[:-1]:
            codes = told(moment)[1600:] // moons.stage.levels
            assert (codes == moons.stage.target).mean() == pytest.approx(moment.score, abs=1e-6)


def test_rows_of_many_features_lie_where_the_map_of_the_end_has_them():
    prepared, asked = asked_of(dataset="wine")
    plane, place = placed_on(prepared)
    assert asked.stage.points[:, :2] == pytest.approx(place(asked.rows).astype(np.float32))
    assert place(prepared.X_test[plane.rows])[:, 0] == pytest.approx(plane.rows_x)


@pytest.mark.parametrize("validation_share", [0.2, 0])
def test_on_a_plane_training_and_validation_rows_are_drawn_and_none_of_the_test_part(validation_share):
    prepared, asked = asked_of(dataset="moons", contenders={"dummy": {}}, rules={"validation_share": validation_share})
    drawn = {(row[0], row[1]): row[3] for row in asked.stage.points.tolist()}
    places = prepared.data.table.to_numpy(dtype=np.float32)
    assert not drawn.keys() & set(map(tuple, places[prepared.rows_test].tolist()))
    held_out = {place for place, mark in drawn.items() if mark}
    assert held_out <= set(map(tuple, places[prepared.rows_validation].tolist()))
    assert bool(held_out) == (validation_share > 0)


def test_the_rows_are_told_as_codes_and_degrees_of_sureness():
    _prepared, asked = asked_of(dataset="wine")
    probabilities = np.array([[1.0, 0.0, 0.0], [0.0, 0.5, 0.5], [0.1, 0.1, 0.8]])
    codes, degrees = np.divmod(asked.told(probabilities), asked.stage.levels)
    assert codes.tolist() == [0, 1, 2]
    assert degrees[0] == asked.stage.levels - 1
    assert degrees[0] > degrees[2] > degrees[1]


def test_numbers_are_told_by_their_place_between_the_least_and_the_most():
    prepared, asked = asked_of(dataset="diabetes")
    low, high = asked.stage.low, asked.stage.high
    assert low < prepared.y_train.min() < prepared.y_train.max() < high
    assert asked.told(np.array([low - 1, low, (low + high) / 2, high, 2 * high])).tolist() == [0, 0, 128, 255, 255]


def test_without_a_validation_part_nothing_is_asked():
    assert asked_of(dataset="wine", rules={"validation_share": 0})[1] is None


def test_who_is_slow_to_answer_is_asked_seldom():
    _prepared, asked = asked_of(dataset="wine")

    def slow(rows):
        end = np.float64(0)
        for _round in range(60):
            end += np.linalg.svd(np.random.default_rng(0).normal(size=(60, 60)))[1].sum()
        return np.full((len(rows), 3), [0.5, 0.3, 0.2])

    watcher = Watcher(asked)
    seen = [watcher.look(Step(index, 200, 0.0, 0.0), slow) for index in range(200)]
    assert 1 <= sum(moment is not None for moment in seen) < 100


def test_who_cannot_be_asked_is_not():
    assert Watcher(asked_of(dataset="wine")[1]).look(Step(1, 2, 0.0, 0.0), None) is None


def test_of_too_many_moments_older_ones_go():
    moments = tuple(RaceMoment(step, float(step), b"") for step in range(1, MOST_MOMENTS + 2))
    kept = thinned(moments)
    assert len(kept) == MOST_MOMENTS
    assert (kept[0], kept[-1]) == (moments[0], moments[-1])
    assert thinned(moments[:EAGER]) == moments[:EAGER]


def test_of_a_long_training_the_early_moments_stay_on_the_clock():
    kept = ()
    for step in range(1, 5001):
        kept = thinned((*kept, RaceMoment(step, step / 300, b"")))
    clock = np.array([moment.cpu_seconds for moment in kept])
    assert len(kept) == MOST_MOMENTS
    assert (clock[1:] / clock[:-1]).max() <= 2
    assert (kept[0].step, kept[-1].step) == (1, 5000)
