"""The pinned versions are those that pyproject.toml allows."""

import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


EXTRAS = PYPROJECT["project"]["optional-dependencies"]
REQUIRED = [
    *PYPROJECT["project"]["dependencies"],
    *(
        text
        for name in ("app", "figures", "tuning", "keras")
        for text in EXTRAS[name]
        if not text.startswith("bakeoff[")
    ),
]
IMAGE = "requirements-image.txt"


def lines(name: str) -> list[str]:
    return (ROOT / name).read_text(encoding="utf-8").splitlines()


def pins(name: str) -> dict[str, list[str]]:
    """Return the pinned versions by package; several where they differ by system or Python."""
    found: dict[str, list[str]] = {}
    for line in lines(name):
        if "==" in line:
            pinned = Requirement(line.partition(" --hash")[0])
            found.setdefault(pinned.name, []).append(str(pinned.specifier).removeprefix("=="))
    return found


@pytest.mark.parametrize(
    ("file", "ranges"),
    [
        ("requirements.txt", REQUIRED),
        ("requirements-dev.txt", PYPROJECT["dependency-groups"]["dev"]),
    ],
)
def test_every_requirement_is_pinned_inside_its_range(file: str, ranges: list[str]):
    pinned = pins(file)
    wanted = [Requirement(text) for text in ranges]
    assert [one.name for one in wanted if one.name not in pinned] == []
    assert [one.name for one in wanted if not all(version in one.specifier for version in pinned[one.name])] == []


def test_tools_and_app_agree_on_the_versions_they_share():
    app, tools = pins("requirements.txt"), pins("requirements-dev.txt")
    assert {name: tools[name] for name in app.keys() & tools.keys()} == {
        name: app[name] for name in app.keys() & tools.keys()
    }


def test_the_files_install_the_project_and_name_no_package_index():
    assert "-e .[app,keras]" in lines("requirements.txt")
    assert {"-r requirements.txt", "torch"} <= set(lines("requirements-dev.txt"))
    assert "://" not in "".join(lines("requirements.txt") + lines("requirements-dev.txt"))


def test_the_image_has_what_the_tests_have_and_each_file_by_its_hash():
    image, tested = pins(IMAGE), pins("requirements.txt") | pins("requirements-dev.txt")
    extras = [
        text
        for name in ("cluster", "login", "postgresql")
        for text in PYPROJECT["project"]["optional-dependencies"][name]
    ]
    wanted = [Requirement(text) for text in (*REQUIRED, *extras)]
    assert [one.name for one in wanted if one.name not in image] == []
    assert [name for name, versions in image.items() if not set(versions) <= set(tested.get(name, versions))] == []
    assert all("--hash=sha256:" in line for line in lines(IMAGE) if "==" in line)
    assert f"pip install --require-hashes -r {IMAGE}" in (ROOT / "Containerfile").read_text(encoding="utf-8")
