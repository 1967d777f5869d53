"""What is told of a template for which there is too little memory."""

import subprocess
import sys

from tests.little_memory import joining, memory_of
from tests.waiting import PATIENCE

HUNGRY = """
import logging, time
from bakeoff.engine.local import LocalEngine

logging.basicConfig()
engine = LocalEngine(1, preload=["tests.unit.engine.hungry_module"])
for _ in range(40):
    time.sleep(0.2)
    assert not engine.ready
engine.close()
"""


def test_a_template_that_the_system_ends_for_want_of_memory_is_in_the_log_with_the_reason():
    with memory_of(300) as group:
        command = joining(group, sys.executable, "-c", HUNGRY)
        run = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=True)
    lines = [line for line in run.stderr.splitlines() if "memory ran out" in line]
    assert 1 <= len(lines) <= 3, run.stderr
