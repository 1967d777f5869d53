"""The vendored part of Plotly is the npm package's file, of the version that plotly.py brings."""

import re
from importlib import resources
from pathlib import Path

import pytest

import bakeoff.export.html_page as html_page

FILE = Path(html_page.__file__).with_name("plotly-cartesian.min.js")
BROUGHT = Path(__file__).parents[3] / "node_modules/plotly.js-cartesian-dist-min/plotly-cartesian.min.js"


def version(text: str) -> str:
    return re.search(r"plotly\.js.* v([\d.]+)", text[:300])[1]


def test_it_is_of_the_version_that_the_page_draws_with():
    whole = resources.files("plotly") / "package_data" / "plotly.min.js"
    assert version(FILE.read_text(encoding="utf-8")) == version(whole.read_text(encoding="utf-8"))


def test_it_is_the_file_of_the_package():
    if not BROUGHT.is_file():
        pytest.skip("plotly.js-cartesian-dist-min is not installed; npm ci brings it.")
    assert FILE.read_bytes() == BROUGHT.read_bytes()
