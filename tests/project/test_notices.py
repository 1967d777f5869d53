"""The notices name each package of the image, with its licence."""

import re
import runpy
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NOTICES = runpy.run_path(str(ROOT / ".ci/notices"), run_name="notices")
TEXT = (ROOT / "THIRD_PARTY_NOTICES.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| ([a-z][^ ]*) \| (\d[^ ]*) \| ([^|]+) \|$", TEXT, re.M)
LICENCES = {name: licence for name, _version, licence in ROWS}


def test_each_package_of_the_image_is_there_in_its_version_with_a_licence():
    assert {name: version for name, version, _licence in ROWS} == NOTICES["pins"]()
    assert len(LICENCES) == len(ROWS) > 80


def test_the_file_is_what_the_script_writes():
    assert NOTICES["notices"](LICENCES.__getitem__) == TEXT


def test_licences_are_what_the_packages_tell():
    """Of those that are installed here in the very version."""
    here = [name for name, version, _licence in ROWS if _installed(name) == version]
    assert len(here) > 20
    assert {name: NOTICES["licence"](name) for name in here} == {name: LICENCES[name] for name in here}


def _installed(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def test_a_package_that_tells_no_licence_is_an_error():
    with pytest.raises(metadata.PackageNotFoundError):
        NOTICES["licence"]("no-such-package")


def test_what_is_asked_of_those_who_pass_it_on_is_told():
    assert LICENCES["psycopg"] == LICENCES["psycopg-binary"] == "LGPL-3.0-only"
    assert "under the LGPL 3.0" in TEXT
    assert "**plotly.js** (MIT" in TEXT
    strange = [name for name, licence in LICENCES.items() if re.search(r"\bA?GPL", licence)]
    assert strange == []


def test_the_image_has_it():
    container = (ROOT / "Containerfile").read_text(encoding="utf-8")
    assert "cp LICENSE THIRD_PARTY_NOTICES.md /opt/bakeoff/" in container
    assert "!THIRD_PARTY_NOTICES.md" in (ROOT / ".containerignore").read_text(encoding="utf-8").split()
