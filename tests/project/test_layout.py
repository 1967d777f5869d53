"""Where a test is found: as the code that it tests."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
UNIT, PACKAGE = ROOT / "tests/unit", ROOT / "src/bakeoff"
TESTS = sorted(path.relative_to(UNIT) for path in UNIT.rglob("test_*.py"))


def module_of(test: Path) -> Path | None:
    """Return the module or package that a test is named after, with an aspect behind its name or without."""
    words = test.stem.removeprefix("test_").split("_")
    for last in range(len(words), 0, -1):
        named = test.parent / "_".join(words[:last])
        if (PACKAGE / named).with_suffix(".py").is_file() or (PACKAGE / named / "__init__.py").is_file():
            return named
    return None


def test_unit_tests_are_named_after_what_they_test_and_stand_in_folders_that_mirror_the_package():
    """A test of ``F/M.py`` is ``tests/unit/F/test_M.py`` or ``test_M_aspect.py``; of the project, in tests/project."""
    assert [str(test) for test in TESTS if module_of(test) is None] == []
    assert len(TESTS) > 100


@pytest.mark.parametrize(
    ("test", "module"),
    [
        ("race/test_snapshot.py", "race/snapshot"),
        ("race/test_snapshot_after_a_crash.py", "race/snapshot"),
        ("contenders/test_svm.py", "contenders/svm"),
        ("race/test_weather.py", None),
        ("weather/test_snapshot.py", None),
    ],
)
def test_a_test_that_is_elsewhere_is_told(test: str, module: str | None):
    assert module_of(Path(test)) == (Path(module) if module else None)
