"""What only the operating system knows."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import numpy as np
import pytest
from sklearn.linear_model import LinearRegression

from bakeoff.engine.system import give_back_files, on_one_core, oom_kills


def kilobytes_of_files() -> int:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("RssFile"))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can be told to forget them")
def test_files_that_libraries_were_loaded_from_are_given_back_and_are_there_again():
    X = np.arange(6.0).reshape(3, 2)
    before = LinearRegression().fit(X, X[:, 0]).coef_
    taken = kilobytes_of_files()
    give_back_files()
    assert kilobytes_of_files() < taken / 2
    assert np.array_equal(LinearRegression().fit(X, X[:, 0]).coef_, before)


@pytest.mark.skipif(sys.platform != "linux", reason="other C libraries return it by themselves")
def test_memory_that_is_free_between_what_is_not_is_given_back():
    program = """
        from pathlib import Path
        from bakeoff.engine.system import give_back_memory

        def kilobytes():
            lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
            return next(int(line.split()[1]) for line in lines if line.startswith("RssAnon"))

        blocks = [bytes(20_000) for _ in range(2_000)]
        last = blocks.pop()
        kept, before = blocks[::100], kilobytes()
        del blocks
        free = kilobytes()
        give_back_memory()
        print(before, free, kilobytes())
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(program)], capture_output=True, text=True, check=True)
    before, free, now = map(int, done.stdout.split())
    assert free > before - 10_000
    assert now < before - 30_000


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux binds a thread to cores")
def test_what_begins_on_one_core_sees_no_other_and_what_comes_after_sees_all():
    before = os.sched_getaffinity(0)
    with on_one_core():
        assert len(os.sched_getaffinity(0)) == 1
    assert os.sched_getaffinity(0) == before


V1, V2 = "5:cpu,cpuacct:/job\n4:memory:/job\n0::/elsewhere\n", "0::/job\n"


@pytest.mark.parametrize(
    ("groups", "file", "text"),
    [
        (V1, "sys/fs/cgroup/memory/job/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 3\n"),
        (V1, "sys/fs/cgroup/memory/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 3\n"),
        (V2, "sys/fs/cgroup/job/memory.events", "low 0\nhigh 0\nmax 9\noom 5\noom_kill 3\noom_group_kill 0\n"),
        (V2, "sys/fs/cgroup/memory.events", "low 0\nhigh 0\nmax 9\noom 5\noom_kill 3\n"),
        (V2, "proc/vmstat", "nr_free_pages 100\noom_kill 3\n"),
    ],
    ids=["v1", "v1 in a container", "v2", "v2 in a container", "no group that counts"],
)
def test_kills_for_want_of_memory_are_counted_in_control_groups_of_both_versions(tmp_path, groups, file, text):
    assert oom_kills(tmp_path) == 0  # another system
    for name, content in (("proc/self/cgroup", groups), ("proc/vmstat", "oom_kill 50\n"), (file, text)):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="ascii")
    assert oom_kills(tmp_path) == 3
