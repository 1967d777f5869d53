"""The files that a container is made from agree with each other and with the rest; none is built here."""

import re
import tomllib
from pathlib import Path

import pytest

from bakeoff.settings import PRESETS, ServerSettings

ROOT = Path(__file__).parents[2]
CONTAINER = (ROOT / "Containerfile").read_text(encoding="utf-8")


def test_all_that_is_copied_is_there_and_let_through():
    copied = [name for line in re.findall(r"^COPY (?!--from)(.*) \S+$", CONTAINER, re.M) for name in line.split()]
    let_through = re.findall(r"^!(.*)$", (ROOT / ".containerignore").read_text(encoding="utf-8"), re.M)
    assert copied
    for name in copied:
        assert (ROOT / name).exists()
        assert any(kept == name or kept.startswith(f"{name}/") for kept in let_through), name


def test_it_runs_as_nobody_in_particular_with_a_python_that_is_supported():
    assert re.search(r"^USER 1000$", CONTAINER, re.M)
    assert "/api/live" in CONTAINER
    versions = set(re.findall(r"python:(3\.\d+)-", CONTAINER))
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["requires-python"]
    assert (versions, wanted) == ({"3.12"}, ">=3.11,<3.14")
    assert set(re.findall(r"BAKEOFF_[A-Z_]+", CONTAINER)) <= set(ServerSettings.variables())


def test_compose_runs_that_image_with_a_preset_and_nothing_to_write_on():
    yaml = pytest.importorskip("yaml")
    service = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]["bakeoff"]
    assert (ROOT / service["build"]["dockerfile"]).is_file()
    assert service["environment"]["BAKEOFF_PRESET"] in PRESETS
    assert service["read_only"]
    assert service["tmpfs"] == ["/tmp"]
    assert service["volumes"] == ["data:/data"]
