"""The places that threads take their memory from."""

import subprocess
import sys
import textwrap

import pytest

from bakeoff.service.memory import ARENAS


@pytest.mark.skipif(sys.platform != "linux", reason="other C libraries have no places for each thread")
def test_threads_share_few_places():
    program = """
        import ctypes, threading
        from bakeoff.service.memory import share_arenas

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
    ran = subprocess.run([sys.executable, "-c", textwrap.dedent(program)], capture_output=True, text=True, check=True)
    assert 1 <= ran.stderr.count("Arena ") <= ARENAS
