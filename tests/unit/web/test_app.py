"""What the app's server does before a first page is opened."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


def test_a_server_that_is_set_up_wrongly_says_so_in_one_sentence_and_does_not_start():
    environment = os.environ | {"BAKEOFF_JOB_MEMORY_MB": "much"}
    done = subprocess.run(
        [sys.executable, "-c", "import app"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == "BAKEOFF_JOB_MEMORY_MB must be a whole number, 1 or more, not 'much'."
    assert "Traceback" not in done.stderr
