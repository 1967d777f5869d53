"""Where a test is found: as the code that it tests."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src/bakeoff"
TESTS = sorted(path.relative_to(ROOT / "tests") for path in (ROOT / "tests").rglob("test_*.py"))


def mirrored(test: Path) -> Path | None:
    """Return where the package has what a unit test is about; nothing of another kind of test."""
    match test.parts:
        case ("unit", *rest):
            return Path(*rest)
        case ("features", feature, "unit", *rest):
            return Path("features", feature, *rest)
    return None


def module_of(test: Path) -> Path | None:
    """Return the module or package that a test is named after, with an aspect behind its name or without."""
    words = test.stem.removeprefix("test_").split("_")
    for last in range(len(words), 0, -1):
        named = test.parent / "_".join(words[:last])
        if (PACKAGE / named).with_suffix(".py").is_file() or (PACKAGE / named / "__init__.py").is_file():
            return named
    return None


def test_unit_tests_are_named_after_what_they_test_and_stand_in_folders_that_mirror_the_package():
    """A test of ``F/M.py`` is ``tests/unit/F/test_M.py`` or ``test_M_aspect.py``; a feature's, in its own folder."""
    places = [place for test in TESTS if (place := mirrored(test))]
    assert [str(place) for place in places if module_of(place) is None] == []
    assert len(places) > 100


def test_every_test_is_in_a_lane_and_a_features_beside_each_other():
    lanes = {"unit", "pages", "journeys", "project"}
    assert [str(test) for test in TESTS if not lanes & set(test.parts)] == []
    features = {test.parts[1] for test in TESTS if test.parts[0] == "features"}
    assert [name for name in features if not (PACKAGE / "features" / name).is_dir()] == []


@pytest.mark.parametrize(
    ("test", "module"),
    [
        ("unit/race/test_snapshot.py", "race/snapshot"),
        ("unit/race/test_snapshot_after_a_crash.py", "race/snapshot"),
        ("unit/contenders/test_svm.py", "contenders/svm"),
        ("features/lab/unit/test_service.py", "features/lab/service"),
        ("unit/race/test_weather.py", None),
        ("unit/weather/test_snapshot.py", None),
    ],
)
def test_a_test_that_is_elsewhere_is_told(test: str, module: str | None):
    assert module_of(mirrored(Path(test))) == (Path(module) if module else None)
