"""The audit of the image's packages counts what it asked about, and says so where it could not ask."""

import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
AUDIT = runpy.run_path(str(ROOT / ".ci/audit"), run_name="audit")
pins, summary = AUDIT["pins"], AUDIT["summary"]

PINNED = ["a==1", "b==2"]
SOUND = {"name": "a", "version": "1", "vulns": []}
WEAK = {"name": "b", "version": "2", "vulns": [{"id": "CVE-1", "fix_versions": ["3"]}]}
SKIPPED = {"name": "b", "skip_reason": "b could not be found on PyPI"}


def test_each_package_of_the_image_is_asked_about_whatever_the_python():
    text = (ROOT / "requirements-image.txt").read_text(encoding="utf-8")
    assert len(pins(text)) == len([line for line in text.splitlines() if line and not line.startswith("#")]) > 80
    assert pins("# made\na==1 ; python_full_version >= '3.99' --hash=sha256:0\n\n-e .\n") == ["a==1"]


@pytest.mark.parametrize(
    ("packages", "status", "says"),
    [
        ([SOUND, WEAK | {"vulns": []}], 0, "Audit: 2 of 2 packages asked about, 0 with known weaknesses."),
        ([SOUND, WEAK], 1, "b 2: CVE-1, mended in 3\nAudit: 2 of 2"),
        ([SOUND, SKIPPED], 1, "PyPI could not be asked about 1 packages"),
        ([SOUND], 1, "PyPI could not be asked about 1 packages"),
        ([], 1, "Audit: 0 of 2 packages asked about"),
    ],
)
def test_only_an_audit_of_all_passes(packages, status, says):
    text, ended = summary(PINNED, {"dependencies": packages})
    assert ended == status
    assert says in text


@pytest.mark.parametrize(("pinned", "report"), [([], {}), (PINNED, {}), (PINNED, {"dependencies": [SKIPPED]})])
def test_an_audit_that_asked_about_none_fails_and_says_so(pinned, report):
    text, ended = summary(pinned, report)
    assert ended == 1
    assert text.endswith("The audit failed: it asked about no package.")
