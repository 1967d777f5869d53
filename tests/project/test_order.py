"""Order of the tests by what has changed."""

from tests import order

FILES = [str(path.relative_to(order.ROOT)) for path in (order.ROOT / "tests/unit").rglob("test_*.py")]


def changed(monkeypatch, *paths: str) -> dict[str, int]:
    monkeypatch.setattr(order, "_changed", lambda: list(paths))
    return order.distances(FILES)


def test_a_module_is_nearest_to_its_own_test_and_a_document_to_none(monkeypatch):
    found = changed(monkeypatch, "src/bakeoff/evaluation/units.py", "CHANGELOG.md")
    assert found["tests/unit/evaluation/test_units.py"] == order.NEAR - 1
    assert found["tests/unit/evaluation/test_costs.py"] == order.FAR
    assert set(changed(monkeypatch, "CHANGELOG.md", "README.md").values()) == {order.FAR}


def test_what_decides_how_everything_runs_puts_nothing_first(monkeypatch):
    assert changed(monkeypatch, "requirements.txt") == {}
    assert changed(monkeypatch, "tests/conftest.py") == {}
