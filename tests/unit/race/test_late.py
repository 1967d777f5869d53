"""Contenders that are added to a race which is over."""

from dataclasses import fields, is_dataclass, replace

import numpy as np
import pytest
from sklearn.naive_bayes import GaussianNB

from bakeoff.contenders import contenders
from bakeoff.datasets.upload import store
from bakeoff.errors import BakeoffError, SettingError
from bakeoff.evaluation.base import Finding
from bakeoff.intake.table import table
from bakeoff.race.late import spec_with
from bakeoff.race.race import Race, run
from bakeoff.race.report import Report
from bakeoff.race.snapshot import Run
from bakeoff.spec import BakeoffSpec

FIRST = {"decision_tree": {}, "random_forest": {"n_estimators": 5}}
CLOCKS = {"costs", "fit_cpu_seconds", "wall_seconds", "cpu_seconds", "race_id"}
"""Times, which two fits never share."""


def same(one: object, other: object) -> bool:
    """Return whether two records are equal bit for bit, clocks left out."""
    if is_dataclass(one):
        names = [part.name for part in fields(one) if part.name not in CLOCKS]
        return type(one) is type(other) and all(same(getattr(one, name), getattr(other, name)) for name in names)
    if isinstance(one, np.ndarray):
        return one.dtype == other.dtype and one.tobytes() == other.tobytes()
    if isinstance(one, dict):
        return list(one) == list(other) and all(same(one[name], other[name]) for name in one)
    if isinstance(one, tuple | list) and one and not isinstance(one[0], str | int | float):
        return len(one) == len(other) and all(map(same, one, other))
    return repr(one) == repr(other)  # NaN is NaN


def timeless(report: Report) -> tuple[Finding, ...]:
    """Return the caveats without the one that names times."""
    return tuple(caveat for caveat in report.verdict.caveats if caveat.code != "linear_as_good")


def check_same(late: Report, whole: Report) -> None:
    for part in ("spec", "setting", "results", "held_out", "answers", "why"):
        assert same(getattr(late, part), getattr(whole, part)), part
    assert same(*(replace(report.verdict, caveats=timeless(report)) for report in (late, whole)))
    assert list(late.results) == list(late.spec.contenders)


@pytest.fixture(scope="module")
def first(engine) -> Report:
    return run(BakeoffSpec(dataset="wine", contenders=FIRST), engine)


@pytest.mark.parametrize(
    ("dataset", "rules"),
    [
        ("wine", {"seeds": 2}),
        ("diabetes", {"metric": "mae", "log_target": True}),
        ("moons", {"time_limit": 20, "validation_share": 0.0, "rows": 200}),
    ],
)
def test_they_are_in_it_as_if_they_had_been_from_the_start(engine, dataset, rules):
    spec = BakeoffSpec(dataset=dataset, contenders=FIRST, rules=rules)
    late = run(spec, engine).add(["linear"], engine).add({"svm": {"C": 1e-3}, "dummy": {}}, engine)
    check_same(late, run(late.spec, engine))
    assert late.results["svm"].status == "done"


@pytest.mark.nightly
@pytest.mark.parametrize("dataset", ["iris", "wine", "breast_cancer", "diabetes", "circles"])
def test_every_contender_can_come_late(engine, dataset):
    spec = BakeoffSpec(dataset=dataset, contenders=list(contenders()), rules={"rows": 150})
    names = list(spec.contenders)
    late = run(spec.replace("contenders", names[::2]), engine).add(names[1::2], engine)
    early = run(spec.replace("contenders", names[1::2]), engine).add(names[::2], engine)
    whole = run(spec, engine)
    assert {result.status for result in whole.results.values()} == {"done"}
    assert len(names) == 11
    check_same(late, whole)
    check_same(early, whole)


def test_findings_of_the_set_up_are_those_of_all(engine):
    spec = BakeoffSpec(dataset="wine", contenders=["decision_tree"], rules={"scale": "none"})
    late = run(spec, engine).add(["svm"], engine)
    assert "unscaled" in {finding.code for finding in late.setting.findings}
    assert all(isinstance(finding, Finding) for finding in late.verdict.caveats)
    check_same(late, run(late.spec, engine))


def test_all_have_their_models_and_a_metric_of_ones_own_decides_again(first, engine):
    def rare(truth, answers):
        return float(np.mean(answers[truth == "Cultivar 3"] == "Cultivar 3"))

    late = first.decided_by(rare).add({"bayes": GaussianNB()}, engine)
    assert late.metric.name == "rare"
    assert {"rare"} <= late.results["bayes"].outcome.metrics.keys()
    assert late.verdict.scores.keys() == {*FIRST, "bayes"}
    for name in late.results:
        assert late.model(name).name == name
    assert not run(late.spec, engine, keep_models=False).add(["linear"], engine).race_id


def test_one_that_failed_or_was_stopped_may_try_again(first, engine):
    failed = replace(first.results["random_forest"], status="failed", outcome=None)
    half = replace(
        first,
        results={**first.results, "random_forest": failed},
        answers={"decision_tree": first.answers["decision_tree"]},
    )
    check_same(half.add({"random_forest": {"n_estimators": 5}}, engine), first)


@pytest.mark.parametrize(
    "names", [["decision_tree"], ["svn"], [], {"svm": {"C": -1}}, ["linear", "random_forest"], GaussianNB(), 3]
)
def test_what_cannot_be_added_is_refused_in_a_sentence(first, names):
    with pytest.raises(SettingError, match=r"[.?]$"):
        spec_with(first, names)


def test_a_report_from_json_and_a_race_without_results_have_no_rows_to_compare_on(first):
    read = Report.from_json(first.to_json())
    empty = Run.start("race", first.spec).report
    for report in (read, empty):
        with pytest.raises(SettingError, match="test rows"):
            report.add(["svm"])


def test_data_that_are_gone_or_have_changed_are_not_compared_on(engine, tmp_path, monkeypatch):
    rows = "\n".join(f"{n},{n % 7},{'ab'[n % 3 == 0]}" for n in range(80))
    (tmp_path / "trips.csv").write_text(f"long,day,kind\n{rows}\n")
    report = run(BakeoffSpec(dataset=table(tmp_path / "trips.csv", "kind"), contenders=["decision_tree"]), engine)
    other = replace(report, setting=replace(report.setting, fingerprint="of other values"))
    changed = other.add(["linear"], engine).results["linear"]
    assert changed.status == "failed"
    assert "no longer" in changed.message
    id = report.spec.dataset.options.model_dump()["table"]
    store.delete(id, store.find(id).owner)
    with pytest.raises(BakeoffError, match="no longer stored"):
        report.add(["linear"], engine)


def test_who_has_ended_is_left_alone_when_the_late_ones_are_stopped(first, engine):
    spec, late = spec_with(first, {"keras_mlp": {"epochs": 1000, "patience": 1000}})
    race = Race(spec, engine, before=Run.ended("", first), late=late)
    race.stop(now=True)
    assert race.wait(30)
    assert {name: lane.status for name, lane in race.run.lanes.items()} == {
        "keras_mlp": "stopped", **dict.fromkeys(FIRST, "done"),
    }  # fmt: skip
    assert race.run.report.verdict.scores == first.verdict.scores
