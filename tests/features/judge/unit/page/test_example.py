"""The study that the page shows before the visitor's first one is a real one."""

import pytest

from bakeoff.features.judge.page.example import PATH, recorded_study, to_json
from bakeoff.recipes import OPENING, recipe
from bakeoff.study.plan import Plan
from bakeoff.study.study import Study


def test_it_is_of_the_race_and_the_question_that_the_page_opens_with():
    record = recorded_study()
    assert (record.spec, record.plan) == (recipe(OPENING).spec, Plan().settled())  # else run `.ci/record judge`
    assert len(record.fitted) == len(record.lanes) * record.n_folds
    assert to_json(record) == PATH.read_text("utf-8")
    assert PATH.stat().st_size < 20_000


def test_each_fold_scores_as_it_does_today(engine):
    record, names = recorded_study(), ("decision_tree", "svm", "dummy")
    spec = record.spec.with_parts(contenders={name: record.spec.contenders[name] for name in names})
    study = Study(spec, record.plan, engine)
    assert study.wait(120)
    recorded = {fit.cell: fit.scores["accuracy"] for fit in record.fitted if fit.cell.lane in names}
    assert {fit.cell: fit.scores["accuracy"] for fit in study.record.fitted} == pytest.approx(recorded)
