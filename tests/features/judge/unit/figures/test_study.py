"""What the judge's figures draw, against numbers that scipy, numpy and pandas work out from the fits themselves."""

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from bakeoff.contenders import Step
from bakeoff.evaluation.metrics import deciding, metric_named
from bakeoff.features.judge.figures import study as figures
from bakeoff.features.judge.figures import training
from bakeoff.figures.pareto import Told, pareto
from bakeoff.spec import BakeoffSpec
from bakeoff.study.findings import costs, means
from bakeoff.study.plan import Plan
from bakeoff.study.record import Fitted, Record, StudyFit, StudyLane, Tried

RNG = np.random.default_rng(5)
LANES = ("decision_tree", "svm", "svm+tuned")
N_FOLDS, FOLDS = 10, 5
SHARE = 1 / FOLDS


def record(question="which", points=(None,), score=None, lanes=LANES, rows=100) -> Record:
    """Return a study of made-up fits; `score` gives that of a lane, a point and a fold."""
    score = score or (lambda *_cell: float(RNG.uniform(0.7, 1.0)))
    cells = [StudyFit(f, p, lane) for f in range(N_FOLDS) for p in range(len(points)) for lane in lanes]
    fitted = [
        Fitted(
            cell,
            {"accuracy": score(cell.lane, cell.point, cell.fold)},
            n_train=round(rows * (points[cell.point] or 1)) if question == "rows" else rows,
            n_test=25,
            fit_cpu_seconds=float(RNG.uniform(0.1, 0.2)),
            fit_wall_seconds=0.2,
            predict_ms_per_1000=1.0 if cell.fold == 0 else None,
            model_bytes=100 if cell.fold == 0 else None,
            steps=tuple(_step(n) for n in (1, 2, 3)),
        )
        for cell in cells
    ]
    tried = [Tried(StudyFit(f, 0, "svm+tuned"), n, n + f / 10, n / 10 + f / 100) for f in range(3) for n in (1, 2)]
    spec = BakeoffSpec(dataset="iris", contenders=["decision_tree", "svm"])
    known = {lane: StudyLane(lane, lane.partition("+")[0], "+" in lane, "done") for lane in lanes}
    plan = Plan(question=question, folds=FOLDS, repeats=2)
    return Record("study", spec, plan, known, tuple(points), {}, N_FOLDS, FOLDS, tuple(fitted), tuple(tried))


def _step(n: int) -> Step:
    return Step(n, 3, cpu_seconds=n / 10, wall_seconds=n / 10, validation_score=float(RNG.uniform(0.6, 0.9)))


def scores(one: Record, lane: str, point: int = 0) -> np.ndarray:
    return np.array([f.scores["accuracy"] for f in one.fitted if (f.cell.lane, f.cell.point) == (lane, point)])


def interval(values: np.ndarray) -> tuple[float, float]:
    """Return scipy's t interval with Nadeau's and Bengio's variance and that of repeats, cut where scores end."""
    of_repeats = values.reshape(-1, FOLDS).mean(axis=1).var(ddof=1)
    scale = math.sqrt((1 / len(values) + SHARE / (1 - SHARE)) * values.var(ddof=1) + of_repeats)
    low, high = stats.t.interval(0.95, len(values) - 1, values.mean(), scale)
    return max(low, 0.0), min(high, 1.0)


def test_every_fold_is_a_point_and_the_mean_has_scipys_interval():
    one = record()
    spec = figures.fold_scores_spec(one)
    strips, marks = spec["data"][::2], spec["data"][1::2]
    best_first = sorted(LANES, key=lambda lane: -scores(one, lane).mean())
    assert [strip["name"] for strip in strips] == [one.lanes[lane].label for lane in best_first]
    for lane, strip, mark in zip(best_first, strips, marks, strict=True):
        values = scores(one, lane)
        assert strip["x"] == pytest.approx(100 * values)
        assert mark["x"] == pytest.approx([100 * values.mean()])
        low, high = 100 * np.array(interval(values))
        ends = mark["x"][0] - mark["error_x"]["arrayminus"][0], mark["x"][0] + mark["error_x"]["array"][0]
        assert ends == pytest.approx((low, high))


def test_all_folds_of_the_contenders_are_on_the_axis_and_a_baseline_far_from_them_is_named_at_its_end():
    level = {"decision_tree": 0.8, "svm": 0.9, "dummy": 0.3}
    one = record(score=lambda lane, _point, fold: level[lane] + fold / 100, lanes=("decision_tree", "svm", "dummy"))
    layout = figures.fold_scores_spec(one)["layout"]
    low, high = layout["xaxis"]["range"]
    assert 100 * scores(one, "dummy").max() < low < 100 * scores(one, "decision_tree").min()
    assert 100 * scores(one, "svm").max() < high
    (note,) = layout["annotations"]
    assert (note["x"], note["y"], note["text"]) == (low, "Baseline", "← 34.5 %")


def test_bands_are_the_interval_at_every_number_of_rows():
    one = record("rows", (0.1, 0.5, 1.0))
    spec = figures.score_bands_spec(one)
    areas, lines = spec["data"][::2], spec["data"][1::2]
    for lane, area, line in zip(LANES, areas, lines, strict=True):
        assert line["x"] == [10, 50, 100]
        assert line["y"] == pytest.approx([100 * scores(one, lane, point).mean() for point in range(3)])
        lows, highs = zip(*(100 * np.array(interval(scores(one, lane, point))) for point in range(3)), strict=True)
        assert area["y"] == pytest.approx([*lows, *highs[::-1]])


def test_no_interval_of_few_folds_goes_where_no_score_can_be():
    one = record(score=lambda _lane, _point, fold: 0.1 if fold else 0.9)
    found = means(replace(one, fitted=tuple(fitted for fitted in one.fitted if fitted.cell.fold < 2)))
    assert found["low"].tolist() == [0.0] * len(LANES)
    assert found["high"].tolist() == [1.0] * len(LANES)
    r2 = replace(one.fitted[0], scores={"accuracy": 0.9, "r2": 0.9})
    worse = replace(one.fitted[3], scores={"accuracy": 0.1, "r2": -2.0})
    (of_r2,) = means(replace(one, fitted=(r2, worse)), metric_named("r2")).to_dict("records")
    assert of_r2["low"] < -2


def test_bands_of_the_contenders_fill_the_axis_and_a_baseline_far_from_them_is_named_at_its_end():
    level = {"decision_tree": 0.7, "svm": 0.8, "dummy": 0.1}
    one = record(
        "rows",
        (0.5, 1.0),
        lambda lane, point, fold: level[lane] + point / 20 + fold / 100,
        ("decision_tree", "svm", "dummy"),
    )
    layout = figures.score_bands_spec(one)["layout"]
    low, high = layout["yaxis"]["range"]
    assert 100 * scores(one, "dummy", 1).max() < low < 100 * interval(scores(one, "decision_tree"))[0]
    assert 100 * scores(one, "svm", 1).max() < high
    (note,) = layout["annotations"]
    assert (note["y"], note["text"]) == (low, "↓ Baseline")


def test_ranks_are_scipys_and_the_test_is_imans_and_davenports_of_scipys_friedman():
    one = record("datasets", ("iris", "wine", "digits", "breast_cancer"))
    table = np.array([[scores(one, lane, point).mean() for lane in LANES] for point in range(4)])
    ranks = stats.rankdata(-table, axis=1).mean(axis=0)
    spec = figures.critical_difference_spec(one)
    marks = {trace["name"]: trace["x"][0] for trace in spec["data"] if "name" in trace}
    assert marks == {f"{one.lanes[lane].label} {rank:.2f}": rank for lane, rank in zip(LANES, ranks, strict=True)}
    chi2, (n, k) = stats.friedmanchisquare(*table.T).statistic, table.shape
    p_value = stats.f.sf((n - 1) * chi2 / (n * (k - 1) - chi2), k - 1, (k - 1) * (n - 1))
    assert all("text" not in trace for trace in spec["data"])  # next to one another they would touch
    assert f"Friedman’s p is {p_value:.3f}" in spec["layout"]["title"]["text"]
    points = figures.dataset_scores_spec(one)["data"]
    np.testing.assert_allclose([trace["y"] for trace in points], 100 * table.T)


def test_contenders_of_one_rank_are_drawn_above_one_another():
    one = record("datasets", ("iris", "wine"), score=lambda lane, _point, _fold: 0.9 if lane == "svm" else 0.8)
    marks = [trace for trace in figures.critical_difference_spec(one)["data"] if "name" in trace]
    places = {trace["name"]: (trace["x"][0], trace["y"][0]) for trace in marks}
    assert places == {
        "Decision tree 2.50": (2.5, 0),
        "Support vector machine 1.00": (1.0, 0),
        "Support vector machine (tuned) 2.50": (2.5, 1),
    }


def test_training_is_mean_and_standard_deviation_over_the_folds_and_goes_on_in_time():
    one = record()
    frame = training.training_bands_frame(one)
    for lane in LANES:
        steps = np.array([[s.validation_score for s in f.steps] for f in one.fitted if f.cell.lane == lane])
        own = frame[frame["lane"] == lane]
        assert (own["cpu_seconds"].diff().dropna() > 0).all()
        for place in (0, -1):
            assert own["mean"].iloc[place] == pytest.approx(steps[:, place].mean())
            assert own["spread"].iloc[place] == pytest.approx(steps[:, place].std(ddof=1))


def test_folds_that_take_fewer_steps_keep_their_last_score_and_no_line_runs_back():
    one = record(lanes=LANES[:2])
    slow = [Step(n, 9, n / 5, n / 5, validation_score=n / 10) for n in range(1, 10)]
    quick = [Step(n, 9, n / 50, n / 50, validation_score=0.5) for n in range(1, 4)]
    fitted = tuple(replace(f, steps=tuple(slow if f.cell.fold % 2 else quick)) for f in one.fitted)
    frame = training.training_bands_frame(replace(one, fitted=fitted))
    own = frame[frame["lane"] == "svm"]
    assert (own["cpu_seconds"].diff().dropna() > 0).all()
    assert own["cpu_seconds"].iloc[-1] == pytest.approx((1.8 + 0.06) / 2)
    assert own["mean"].iloc[-1] == pytest.approx((0.5 + 0.4) / 2)  # the slow ones had come to step 4


def test_of_several_values_the_curves_are_those_of_the_best():
    one = record("setting", (0.1, 1.0), lambda lane, point, fold: 0.6 + 0.3 * point, LANES[:1])
    one = replace(one, plan=one.plan.replace("varied", "decision_tree.min_samples_leaf"))
    best = tuple(replace(f, steps=(replace(f.steps[0], validation_score=0.25 + f.cell.point / 2),)) for f in one.fitted)
    assert training.training_bands_frame(replace(one, fitted=best))["mean"].tolist() == [0.75]


def test_only_who_is_not_beaten_is_named_as_leading():
    level = {"decision_tree": 0.6, "svm": 0.9, "svm+tuned": 0.9}
    wave = [0.01, -0.01] * (N_FOLDS // 2)
    lone = record(score=lambda lane, _point, fold: level[lane] + wave[fold], lanes=LANES[:2])
    assert (
        figures.fold_scores_spec(lone)["layout"]["title"]["text"]
        == "Support vector machine leads with 90.0 % on average"
    )
    three = record(score=lambda lane, _point, fold: level[lane] + wave[fold] * (1 if lane == "svm" else -1))
    assert (
        figures.fold_scores_spec(three)["layout"]["title"]["text"]
        == "Not certain which is better: Support vector machine (90.0 % on average) "
        "or Support vector machine (tuned) (90.0 %)"
    )


@pytest.mark.parametrize("low", [0.5, 0.97, 1.0])
def test_no_tick_is_beyond_what_a_score_can_be(low):
    one = record(score=lambda lane, _point, fold: 1.0 if lane == "svm" or fold % 2 else low, lanes=LANES[:2])
    folds = figures.fold_scores_spec(one)["layout"]["xaxis"]["autorangeoptions"]
    begin, end = pareto(
        costs(one), one.lanes, one.metric, "fit_cpu_seconds", Told(lambda *_pair: False)
    ).layout.yaxis.range
    for least, most in ((min(100 * low, folds["include"]), folds["clipmax"]), (begin, end)):
        assert 100 < most < 100 + (most - least) / 10  # Plotly draws ten ticks at most


def test_tuning_is_the_best_so_far_at_its_mean_cost():
    (line,) = training.tuning_spec(record())["data"]
    assert line["x"] == pytest.approx([1.1, 2.1])
    assert line["y"] == pytest.approx([11, 21])


def test_what_a_lane_costs_is_the_mean_of_its_fits_and_names_stay_within_a_narrow_chart():
    one = record()
    frame = costs(one)
    for lane in LANES:
        tuning = {trial.cell: trial.cpu_seconds for trial in one.tried if trial.cell.lane == lane}
        spent = np.mean([f.fit_cpu_seconds for f in one.fitted if f.cell.lane == lane]) + float(
            np.mean([*tuning.values()] or [0.0])
        )
        assert frame.loc[lane, ["score", "fit_cpu_seconds"]].tolist() == pytest.approx(
            [scores(one, lane).mean(), spent]
        )
    drawn = pareto(
        pd.DataFrame({"score": [0.7, 0.9], "fit_cpu_seconds": [0.01, 1.0]}, index=["svm", "decision_tree"]),
        one.lanes,
        deciding("auto", "classification"),
        "fit_cpu_seconds",
        Told(lambda _one, _other: False),
    )
    cheap, dear = drawn.layout.annotations
    assert (cheap.text, cheap.xanchor, dear.text, dear.xanchor) == (
        "Support vector machine",
        "left",
        "Decision tree",
        "right",
    )


@pytest.mark.parametrize(
    ("floor", "title"),
    [
        (0.9, "Accuracy of every fold: no contender is better than the baseline"),
        (0.5, "Support vector machine leads with 90.0 % on average"),
    ],
)
def test_nobody_leads_who_is_no_better_than_the_baseline(floor, title):
    level = {"decision_tree": 0.6, "svm": 0.9, "dummy": floor}
    wave = [0.01, -0.01] * (N_FOLDS // 2)
    one = record(
        score=lambda lane, _point, fold: level[lane] + wave[fold] * (-1 if lane == "dummy" else 1),
        lanes=("decision_tree", "svm", "dummy"),
    )
    assert figures.fold_scores_spec(one)["layout"]["title"]["text"] == title
