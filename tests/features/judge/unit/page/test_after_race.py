"""The plan by which the judge decides a race."""

from dataclasses import replace

import pytest

from bakeoff.features.judge.page.after_race import JUDGING_SECONDS, LEAST_REPEATS, MOST_REPEATS, until_decided


@pytest.mark.parametrize(("times", "repeats"), [(1, MOST_REPEATS), (1e6, LEAST_REPEATS)])
def test_the_judge_goes_on_until_all_is_decided_as_far_as_there_is_time(report, times, repeats):
    results = {
        name: replace(one, outcome=replace(one.outcome, costs=replace(one.outcome.costs, fit_cpu_seconds=1e-3 * times)))
        for name, one in report.results.items()
        if one.outcome is not None
    }
    plan = until_decided(replace(report, results=results))
    assert (plan.question, plan.until_decided, 60 * plan.minutes) == ("which", True, JUDGING_SECONDS)
    assert plan.rope == 0  # as in the race, every difference counts
    assert plan.repeats == repeats
