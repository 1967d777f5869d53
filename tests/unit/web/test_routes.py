from bakeoff.service import kernel
from bakeoff.service.kernel import Feature
from bakeoff.service.slots import Page
from bakeoff.web.routes import pages, route


def test_pages_have_their_order_and_of_two_with_one_name_the_first_is_there(monkeypatch, caplog):
    late, early = (Page(name, name, f"pages/{name}.py", "", order) for name, order in (("late", 2), ("early", 1)))
    other = Page("late", "Another", "pages/another.py", "", 0)
    monkeypatch.setattr(
        kernel, "features", lambda: (Feature(order=1, adds=(late, early)), Feature(order=2, adds=(other,)))
    )
    assert pages() == (early, late)
    assert route("late").page == late
    assert not route("absent")
    assert "another has its name" in caplog.text
