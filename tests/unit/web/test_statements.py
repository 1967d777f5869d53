"""Statements of experiments, whichever features are there to make them."""

from types import SimpleNamespace

import pytest

from bakeoff.race.outcome import WhyStatement
from bakeoff.race.snapshot import Run
from bakeoff.spec import BakeoffSpec
from bakeoff.web import statements
from bakeoff.web.statements import with_statements


def test_a_new_statement_takes_its_place_and_those_of_features_that_are_gone_stay(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(statements, "visitor", lambda: SimpleNamespace(owner="somebody"))
    monkeypatch.setattr(statements, "races", dict)  # the server has it no longer
    run = Run.start("race", BakeoffSpec(dataset="iris", contenders=["svm"]))
    for name in ("of another package", "fair", "imitation", "differences"):
        run = with_statements(run, [None, WhyStatement(name, f"{name}.", True)])
    run = with_statements(run, [WhyStatement("fair", "Anew.", False)])
    assert [one.experiment for one in run.why] == ["differences", "fair", "imitation", "of another package"]
    assert run.why[1] == WhyStatement("fair", "Anew.", False)
    assert with_statements(run, [None]) is run
