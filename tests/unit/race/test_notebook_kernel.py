"""A race in a real notebook kernel, which another environment has: development does without."""

import itertools
import json
import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[3] / "src"
RACE = """
from bakeoff import BakeoffSpec, run
report = run(BakeoffSpec(dataset="digits", contenders={"keras_mlp": {"epochs": 60}, "svm": {}, "decision_tree": {}}))
"""
DRIVER = f"""
import json, time
import nbclient, nbformat
cells = [nbformat.v4.new_code_cell({RACE!r}), nbformat.v4.new_code_cell("report")]
client = nbclient.NotebookClient(nbformat.v4.new_notebook(cells=cells), timeout=300)
drawn, process = [], client.process_message
def hear(message, cell, place):
    if "display" in message["msg_type"]:
        drawn.append((time.monotonic(), message["msg_type"], message["content"]["data"]["text/html"]))
    return process(message, cell, place)
client.process_message = hear
client.execute()
outputs = [[output.output_type for output in cell.outputs if "data" in output] for cell in cells]
print(json.dumps([drawn, outputs]))
"""


@pytest.mark.nightly
def test_a_notebook_shows_a_race_as_it_goes_in_one_output_that_is_replaced(tmp_path):
    subprocess.run([sys.executable, "-m", "venv", tmp_path], check=True)
    python = tmp_path / ("Scripts" if os.name == "nt" else "bin") / "python"
    subprocess.run([python, "-m", "pip", "install", "-q", "ipykernel", "nbclient"], check=True)
    paths = os.pathsep.join((str(SOURCE), sysconfig.get_path("purelib")))
    own = os.environ | {"PYTHONPATH": paths, "BAKEOFF_DATA": str(tmp_path / "data")}
    done = subprocess.run([python, "-c", DRIVER], env=own, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    drawn, outputs = json.loads(done.stdout.splitlines()[-1])
    assert outputs == [["display_data"], ["execute_result"]]
    assert [kind for _time, kind, _html in drawn[:2]] == ["display_data", "update_display_data"]
    assert all(later[0] - earlier[0] > 0.2 for earlier, later in itertools.pairwise(drawn[:-1]))
    assert len({html for _time, _kind, html in drawn}) == len(drawn) > 2
    assert "<path" in drawn[-2][2]
    assert "Rank" in drawn[-1][2]
    assert "Rank" not in drawn[0][2]
