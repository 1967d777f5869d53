import os
import subprocess
import sys

from bakeoff.features.lab.page.setup import hideable, points_csv
from bakeoff.network.points import make_points
from bakeoff.network.script import keras_script
from bakeoff.network.settings import PARTS, LabSettings


def test_a_lesson_can_hide_every_control_that_a_link_can():
    assert hideable().keys() == {*LabSettings.model_fields, *PARTS}


RUN_EACH = """
import os, runpy, sys
for folder in sys.argv[1:]:
    os.chdir(folder)
    runpy.run_path("network.py", run_name="__main__")
"""
"""TensorFlow takes longer to load than the scripts to run."""


def test_the_script_runs_by_itself_and_saves_a_network(tmp_path):
    links = {"classes": {"data": "gauss", "classes": "3"}, "numbers": {"data": "plane", "batch_norm": "true"}}
    for name, link in links.items():
        settings = LabSettings.parse({"points": 80, "regularisation": "l2", "regularisation_rate": 0.001} | link)
        points, folder = make_points(settings), tmp_path / name
        folder.mkdir()
        (folder / "points.csv").write_text(points_csv(points), encoding="utf-8")
        (folder / "network.py").write_text(keras_script(settings, points, epochs=1), encoding="utf-8")
    command = [sys.executable, "-c", RUN_EACH, *(str(tmp_path / name) for name in links)]
    environment = os.environ | {"TF_CPP_MIN_LOG_LEVEL": "3"}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert all((tmp_path / name / "network.keras").exists() for name in links)
