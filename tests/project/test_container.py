"""The files that a container is made from agree with each other and with the rest; none is built here."""

import re
import tomllib
from pathlib import Path

import pytest

from bakeoff.settings import PREFIX, PRESETS, ServerSettings

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


def test_several_servers_are_told_the_same_and_the_balancer_all_that_it_asks_for(monkeypatch):
    yaml = pytest.importorskip("yaml")
    services = yaml.safe_load((ROOT / "deploy/compose.yaml").read_text(encoding="utf-8"))["services"]
    ours = {name: service for name, service in services.items() if service["image"] == "bakeoff"}
    servers = [name for name, service in ours.items() if "entrypoint" not in service]
    workers = [name for name, service in ours.items() if "worker" in service.get("entrypoint", ())]
    assert (len(servers), len(workers)) == (2, 2)
    (told,) = {tuple(service["environment"].items()) for service in ours.values()}
    for name, value in told:
        monkeypatch.setenv(name, value)
    assert {name for name, _value in told if name.startswith(PREFIX)} <= set(ServerSettings.variables())
    assert ServerSettings.read().cluster
    for service in ours.values():
        assert (ROOT / "deploy" / service["build"]["context"] / service["build"]["dockerfile"]).is_file()
        assert (service["read_only"], service["tmpfs"], service["volumes"]) == (True, ["/tmp"], ["data:/data"])
    proxy = services["proxy"]
    behind = dict(told)["STREAMLIT_SERVER_BASE_URL_PATH"]
    assert proxy["environment"] == {"SERVERS": " ".join(f"{name}:8501" for name in servers), "PREFIX": f"/{behind}"}
    assert (ROOT / "deploy" / proxy["volumes"][0].split(":")[0]).is_file()
    asked = set(re.findall(r"\{\$(\w+)\}", (ROOT / "deploy/Caddyfile").read_text(encoding="utf-8")))
    assert asked == set(proxy["environment"])  # what has something after the name is not needed
