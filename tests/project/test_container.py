"""The files that containers are made from, and run by, agree with each other and with the rest; none is built here."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from bakeoff.features.lab.service import most_labs
from bakeoff.features.lab.settings import LabLimits
from bakeoff.service.kernel import settings_groups
from bakeoff.settings import DEFAULTS, PREFIX, PRESETS, ServerSettings

ROOT = Path(__file__).parents[2]
VARIABLES = {variable for group in settings_groups() for variable in group.variables()}
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
    assert set(re.findall(r"BAKEOFF_[A-Z_]+", CONTAINER)) <= VARIABLES


def test_compose_runs_that_image_with_a_preset_and_nothing_to_write_on():
    yaml = pytest.importorskip("yaml")
    service = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]["bakeoff"]
    assert (ROOT / service["build"]["dockerfile"]).is_file()
    assert service["environment"]["BAKEOFF_PRESET"] in PRESETS
    assert service["read_only"]
    assert service["tmpfs"] == ["/tmp"]
    assert service["volumes"] == ["data:/data"]


def test_compose_has_threads_enough_for_all_labs_that_memory_allows(monkeypatch):
    yaml = pytest.importorskip("yaml")
    service = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]["bakeoff"]
    monkeypatch.setenv("BAKEOFF_PRESET", service["environment"]["BAKEOFF_PRESET"])
    threads, trainings = 22, 8 * 5 * 13  # a lab's; those of eight cores, as docs/hosting.md says
    assert service["pids_limit"] >= most_labs(LabLimits.read().labs_bytes) * threads + trainings


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
    assert {name for name, _value in told if name.startswith(PREFIX)} <= VARIABLES
    assert ServerSettings.read().cluster
    assert ServerSettings.read().trusted_proxies != DEFAULTS.trusted_proxies
    assert not any("ports" in service for service in ours.values())  # else visitors could make addresses up
    for service in ours.values():
        assert (ROOT / "deploy" / service["build"]["context"] / service["build"]["dockerfile"]).is_file()
        assert (service["read_only"], service["tmpfs"], service["volumes"]) == (True, ["/tmp"], ["data:/data"])
    proxy = services["proxy"]
    behind = dict(told)["STREAMLIT_SERVER_BASE_URL_PATH"]
    assert proxy["environment"] == {"SERVERS": " ".join(f"{name}:8501" for name in servers), "PREFIX": f"/{behind}"}
    assert (ROOT / "deploy" / proxy["volumes"][0].split(":")[0]).is_file()
    asked = set(re.findall(r"\{\$(\w+)\}", (ROOT / "deploy/Caddyfile").read_text(encoding="utf-8")))
    assert asked == set(proxy["environment"])  # what has something after the name is not needed


def test_hadolint_finds_nothing():
    hadolint = shutil.which("hadolint", path=Path(sys.executable).parent)
    if hadolint is None:
        pytest.skip("hadolint is not installed; pip install -r requirements-dev.txt brings it.")
    looked = subprocess.run([hadolint, "--no-color", "Containerfile"], cwd=ROOT, capture_output=True, text=True)
    assert (looked.stdout, looked.returncode) == ("", 0)


def compose_linted(file: Path) -> subprocess.CompletedProcess[str]:
    """Return what is said of a file that is held against the Compose specification."""
    dclint = ROOT / "node_modules/.bin/dclint"
    if not dclint.exists():
        pytest.skip("dclint is not installed; npm ci brings it.")
    command = [dclint, "--config", ROOT / ".dclintrc.yaml", "--quiet", file]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


@pytest.mark.parametrize("file", ["compose.yaml", "deploy/compose.yaml"])
def test_compose_takes_its_files(file):
    assert compose_linted(ROOT / file).returncode == 0


def test_what_compose_does_not_take_is_found(tmp_path):
    wrong = tmp_path / "compose.yaml"
    wrong.write_text("services:\n  bakeoff:\n    imag: bakeoff\n", encoding="utf-8")
    assert compose_linted(wrong).returncode == 1


# --- Kubernetes ---


@pytest.fixture
def manifests() -> dict[tuple[str, str], dict[str, Any]]:
    yaml = pytest.importorskip("yaml")
    read = yaml.safe_load_all((ROOT / "deploy/kubernetes.yaml").read_text(encoding="utf-8"))
    return {(each["kind"], each["metadata"]["name"]): each for each in read}


def pods(manifests: dict[tuple[str, str], dict[str, Any]]) -> list[dict[str, Any]]:
    return [each["spec"]["template"]["spec"] for (kind, _name), each in manifests.items() if kind == "Deployment"]


def test_kubernetes_takes_each_manifest(manifests):
    validate = pytest.importorskip("kubernetes_validate")
    for manifest in manifests.values():
        validate.validate(manifest, validate.latest_version(), strict=True)


def test_kubernetes_runs_one_image_as_nobody_in_particular_with_nothing_to_write_on(manifests):
    containers = [container for pod in pods(manifests) for container in pod["containers"]]
    assert len(containers) == 3
    assert len({container["image"] for container in containers}) == 1
    for pod, container in zip(pods(manifests), containers, strict=True):
        assert (pod["securityContext"]["runAsUser"], pod["securityContext"]["runAsNonRoot"]) == (1000, True)
        assert not pod["enableServiceLinks"]
        assert container["securityContext"]["readOnlyRootFilesystem"]
        assert "memory" in container["resources"]["limits"]
        assert {mount["mountPath"] for mount in container["volumeMounts"]} <= {"/data", "/tmp"}
        assert "/tmp" in {mount["mountPath"] for mount in container["volumeMounts"]}


def test_kubernetes_tells_servers_and_workers_the_same_of_services_that_are_there(manifests, monkeypatch):
    told = manifests["ConfigMap", "bakeoff"]["data"]
    secret = re.findall(r"--from-literal=(\w+)=", (ROOT / "deploy/kubernetes.yaml").read_text(encoding="utf-8"))
    assert {*told, *secret} <= VARIABLES
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    assert ServerSettings.read().trusted_proxies != DEFAULTS.trusted_proxies
    (scheduler, port) = re.fullmatch(r"tcp://([\w-]+):(\d+)", ServerSettings.read().cluster or "").groups()
    assert manifests["Service", scheduler]["spec"]["ports"][0]["port"] == int(port)
    server, _scheduler, worker = (pod["containers"][0] for pod in pods(manifests))
    assert server["envFrom"] == worker["envFrom"]
    assert worker["command"][2] == told["BAKEOFF_CLUSTER"]


def test_kubernetes_leads_visitors_to_servers_that_answer_and_keeps_each_at_one(manifests):
    (server, *_others) = (pod["containers"][0] for pod in pods(manifests))
    asked = {server[probe]["httpGet"]["path"] for probe in ("startupProbe", "readinessProbe", "livenessProbe")}
    assert asked == {"/api/ready", "/api/live"}
    service = manifests["Service", "bakeoff"]
    assert service["metadata"]["annotations"]["traefik.ingress.kubernetes.io/service.sticky.cookie"] == "true"
    labels = manifests["Deployment", "bakeoff"]["spec"]["template"]["metadata"]["labels"]
    assert service["spec"]["selector"] == labels
    (rule,) = manifests["Ingress", "bakeoff"]["spec"]["rules"]
    assert rule["http"]["paths"][0]["backend"]["service"]["name"] == "bakeoff"


def test_kubernetes_scales_workers_which_nobody_else_reaches(manifests):
    scaled = manifests["HorizontalPodAutoscaler", "bakeoff-worker"]["spec"]
    assert ("Deployment", scaled["scaleTargetRef"]["name"]) in manifests
    assert "replicas" not in manifests["Deployment", "bakeoff-worker"]["spec"]
    policy = manifests["NetworkPolicy", "bakeoff-dask"]["spec"]
    (chosen,) = policy["podSelector"]["matchExpressions"]
    parts = {each["metadata"]["labels"]["part"] for (kind, _name), each in manifests.items() if kind == "Deployment"}
    assert set(chosen["values"]) == parts - {"server"}
    assert policy["ingress"] == [{"from": [{"podSelector": {"matchLabels": {"app": "bakeoff"}}}]}]
