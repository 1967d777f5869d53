"""What the server has of the system."""

import socket
import subprocess
import sys
import textwrap
import weakref

import pytest

from bakeoff.service import own_process
from bakeoff.service.own_process import ARENAS, MOST_FILES, send_at_once
from tests.waiting import wait_until


def run(program: str) -> subprocess.CompletedProcess[str]:
    """Run a program in a process of its own."""
    return subprocess.run([sys.executable, "-c", textwrap.dedent(program)], capture_output=True, text=True, check=True)


@pytest.mark.skipif(sys.platform != "linux", reason="other C libraries have no places for each thread")
def test_threads_share_few_places():
    program = """
        import ctypes, threading
        from bakeoff.service.own_process import share_arenas

        share_arenas()
        at_once = threading.Barrier(9)
        library = ctypes.CDLL(None)

        def take():
            library.malloc(10_000)
            at_once.wait()

        for _ in range(8):
            threading.Thread(target=take).start()
        at_once.wait()
        library.malloc_stats()
    """
    assert 1 <= run(program).stderr.count("Arena ") <= ARENAS


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_many_files_may_be_open_at_once():
    program = """
        import resource
        from bakeoff.service.own_process import open_many_files

        most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (64, most))
        open_many_files()
        print(resource.getrlimit(resource.RLIMIT_NOFILE)[0])
        resource.setrlimit(resource.RLIMIT_NOFILE, (100, 100))
        open_many_files()
        print(resource.getrlimit(resource.RLIMIT_NOFILE)[0])
    """
    many, few = map(int, run(program).stdout.split())
    assert 64 < many <= MOST_FILES
    assert few == 100


def test_memory_is_given_back_again_and_again(monkeypatch):
    times = []
    monkeypatch.setattr(own_process, "give_back_memory", lambda: times.append(True))
    with own_process.giving_back_memory(seconds=0.01):
        wait_until(lambda: len(times) > 2)
    n = len(times)
    with own_process.giving_back_memory():
        wait_until(lambda: len(times) == n + 1)


def test_what_refers_to_nothing_but_itself_is_given_back_as_well():
    class Page:
        itself: "Page"

    page = Page()
    page.itself, left = page, weakref.ref(page)
    del page
    with own_process.giving_back_memory(seconds=0.01):
        wait_until(lambda: left() is None)


@pytest.mark.parametrize(
    "make",
    ["iter(future)", "(name := f'name {i}', hasattr(1, name))[0]"],
    ids=["iterators that asyncio keeps", "names that were looked up"],
)
def test_few_small_things_do_not_hold_the_memory_of_a_busy_moment(make):
    program = f"""
        import asyncio, gc, sys
        from bakeoff.service import own_process

        def be_busy():
            future = asyncio.new_event_loop().create_future()
            few, many = [], []
            for i in range(own_process.KEPT_ITERATORS):
                few.append({make})
                length = sys.getsizeof(few[-1]) - sys.getsizeof(b"")  # as large, and so from the same places
                many += [bytes(length) for _ in range(1000)]
            sys._debugmallocstats()

        sys._debugmallocstats()
        be_busy()
        gc.collect()
        sys._debugmallocstats()
        with own_process.giving_back_memory():
            pass
        sys._debugmallocstats()
    """
    said = run(program).stderr.splitlines()
    before, busy, after, later = (
        int(line.split()[-1]) for line in said if line.startswith("# arenas allocated current")
    )
    assert later - before < (busy - before) / 2 < after - before  # what the imports took stays


def test_what_is_sent_to_whoever_connects_is_kept_back_for_nobody():
    def kept_back() -> bool:
        with socket.create_connection(listening.getsockname()), listening.accept()[0] as answering:
            return answering.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) == 0

    with socket.socket() as listening:  # names no protocol, as Streamlit's, for which asyncio does not see to it
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        before = kept_back()
        send_at_once()
        assert (before, kept_back()) == (True, False)
