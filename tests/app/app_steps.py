"""What the tests of every page do alike: open the app as a new visitor, and see that nothing was raised."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[2]


def new_app() -> AppTest:
    """Return the app as a new visitor has it, not run yet."""
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)


def ran(app: AppTest) -> AppTest:
    """Return the app that has run, and fail if its page raised anything."""
    assert [(one.message, one.stack_trace) for one in app.exception] == []
    return app
