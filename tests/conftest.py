"""What every test gets."""

import atexit
import contextlib
import ctypes
import gc
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from hypothesis import HealthCheck, settings
from xdist.scheduler import LoadScopeScheduling

from tests.order import FAR, NEAR, distances
from tests.waiting import PATIENCE

# Two workers share the cores: threads of one that spin until the other's are done would slow both down manyfold.
os.environ.setdefault("OMP_NUM_THREADS", "1")

# A lab's network trains for a second or two here: to have LLVM make its code faster takes longer than that saves.
os.environ.setdefault("XLA_FLAGS", "--xla_backend_optimization_level=0")

# Nor is the same network compiled anew by each lab: what it was compiled to is kept, for all processes of this run.
if "TF_XLA_FLAGS" not in os.environ:
    _compiled = tempfile.mkdtemp(prefix="compiled-")
    os.environ["TF_XLA_FLAGS"] = f"--tf_xla_persistent_cache_directory={_compiled}"
    atexit.register(shutil.rmtree, _compiled, ignore_errors=True)

TESTS = Path(__file__).parent
PR_SET_CHILD_SUBREAPER = 36

# How long an example takes says more about the machine than about the code; and what fails is to be what was changed.
settings.register_profile("any machine", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


LANES = {"project": "static", "unit": "unit", "pages": "pages", "journeys": "browser"}
"""The lane of what is in a folder of this name, here or in a feature's; also the marker by which to choose it."""
TOGETHER = ("journeys", "pages", "tests/unit/export/")
"""Folders of which each is one worker's.

Two browsers, with a server and its trainings each, are more than two cores can serve in time. And the pages' engine,
and the Python that runs what was exported, take ten seconds of processor time to start, for each worker that needs one.
"""


@pytest.hookimpl(wrapper=True)
def pytest_collect_directory(path: Path, parent: pytest.Collector) -> Generator[None, Any, pytest.Collector | None]:
    """Mark a lane's folder, and bring the lane's fixtures with the first: those of pages take seconds to import."""
    folder = yield
    if folder is None or path.name not in LANES:
        return folder
    folder.add_marker(LANES[path.name])
    if TESTS.joinpath(path.name, "fixtures.py").exists():
        plugin = f"tests.{path.name}.fixtures"
        parent.config.pluginmanager.import_plugin(plugin)
        if names := getattr(sys.modules[plugin], "FOR_ALL", ()):
            folder.add_marker(pytest.mark.usefixtures(*names))
    return folder


class ByFile(LoadScopeScheduling):
    """Gives all tests of a file to one worker, and of some folders."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::")[0]
        return next((folder for folder in TOGETHER if folder in file), file)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile:
    return ByFile(config, log)


def _file(item: pytest.Item) -> str:
    return item.nodeid.partition("::")[0]


def _has_browser(item: pytest.Item) -> bool:
    return item.get_closest_marker("browser") is not None


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--near", action="store_true", help="only what a change since main can have broken, by imports")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with the browser, which takes minutes; then with what is near to a change; then with other slow tests."""
    far = distances({_file(item) for item in items})
    if config.getoption("near") and far:
        config.hook.pytest_deselected(items=[item for item in items if far[_file(item)] == FAR])
        items[:] = [item for item in items if far[_file(item)] < FAR]

    def place(item: pytest.Item) -> tuple[bool, bool, bool, int]:
        distance = far.get(_file(item), FAR)
        return not _has_browser(item), distance > NEAR, item.get_closest_marker("static") is None, distance

    items.sort(key=place)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for no garbage while all is imported, nearly all of which stays: that would take a fifth of the time."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


def pytest_collection_finish() -> None:
    """Have no garbage looked for in what was imported, which Streamlit does after every run of a page."""
    gc.collect()
    gc.freeze()


BEGUN = pytest.StashKey[bool]()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Let a worker that begins without the browser make way for it: who waits for a page looks again and again."""
    if item.session.stash.setdefault(BEGUN, False):
        return
    item.session.stash[BEGUN] = True
    if any(map(_has_browser, item.session.items)) and not _has_browser(item):
        os.nice(5)


@pytest.fixture(scope="session", autouse=True)
def orphans_come_home() -> None:
    """Have Linux hand processes whose parent died to this one, so that the leak detector sees them."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


@pytest.fixture(autouse=True)
def no_process_left_behind() -> Iterator[None]:
    """Fail the test after which a process lives that did not live before it.

    Those of fixtures with a wider scope are there before, and may have children of their own at any time (a
    browser does). So only this process's own children count; orphans come home to it. One that is ending is given all
    the time that it may need on a machine that is busy.
    """
    before, begin = _children(), _seconds_since_boot()
    yield
    while new := [process for pid in _children() - before if (process := _begun_since(begin, pid)) is not None]:
        left = psutil.wait_procs(new, timeout=PATIENCE)[1]
        assert not left, f"left behind: {left}"


_LISTED = Path("/proc/thread-self/children")


def _children() -> set[int]:
    """Return the ids of this process's children; where Linux lists them, without a look at all processes there are."""
    if not _LISTED.exists():
        return {process.pid for process in psutil.Process().children()}
    pids: set[int] = set()
    for thread in Path("/proc/self/task").iterdir():
        with contextlib.suppress(OSError):  # it has ended
            pids.update(map(int, (thread / "children").read_bytes().split()))
    return pids


def _seconds_since_boot() -> float:
    return time.clock_gettime(time.CLOCK_BOOTTIME) if _LISTED.exists() else 0.0


def _begun_since(begin: float, pid: int) -> psutil.Process | None:
    """Return a process, unless it began earlier (Linux may pass one over), has ended, or stays until this ends."""
    try:
        process = psutil.Process(pid)
        if "resource_tracker" in " ".join(process.cmdline()):  # of `multiprocessing`, or joblib's
            return None
        if _LISTED.exists():
            ticks = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19])
            return process if ticks / os.sysconf("SC_CLK_TCK") >= begin - 0.01 else None
    except (psutil.NoSuchProcess, OSError):
        return None
    return process
