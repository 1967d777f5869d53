"""What only the operating system knows."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import numpy as np
import pytest
from sklearn.linear_model import LinearRegression

from bakeoff.engine.system import give_back_files, on_one_core


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
