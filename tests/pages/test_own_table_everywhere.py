"""A table raced on the page, by the shell and from Python."""

import json
import os
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

import bakeoff
from bakeoff.features.upload.page.draft import choose_roles
from bakeoff.race.race import run
from bakeoff.race.report import Report
from bakeoff.service.engines import engine
from tests.pages.steps import new_app, ran

pytestmark = pytest.mark.usefixtures("jobs_home")

BRING = "pages/upload/bring.py"
CONTENDERS = ["decision_tree", "svm", "random_forest", "boosting", "linear", "k_nearest", "dummy"]


def table() -> pd.DataFrame:
    generator = np.random.default_rng(8)
    frame = pd.DataFrame(
        {
            "area": generator.integers(40, 200, 160),
            "zip": generator.choice([10115, 20095, 80331], 160),
            "garden": generator.choice(["yes", "no", ""], 160),
            "sold": pd.date_range("2023-01-01", periods=160).astype(str),
        }
    )
    noise = generator.normal(0, 20_000, 160)
    return frame.assign(price=(3000 * frame["area"] + frame["zip"] + noise).round(2))


def on_the_page(content: str) -> bakeoff.BakeoffSpec:
    """Return the spec that the page races by, once a price is predicted and the zip code is a category."""
    app: AppTest = ran(new_app().switch_page(BRING).run())
    app.text_area(key="bring-pasted").set_value(content)
    ran(app.button(key="bring-read-pasted").click().run())
    draft = app.session_state["upload"]
    if draft.reading is not None:
        assert draft.reading.wait(60)
        ran(app.run())
    draft.choose_target("price")
    choose_roles(draft, {1: {"role": "category"}})
    ran(app.run())
    ran(app.button(key="bring-race").click().run())
    return app.session_state["draft"].spec


def numbers(report: Report) -> dict[str, object]:
    """Return all that must be the same: scores with intervals, the verdict's pairs, and which data they are of."""
    found = json.loads(report.to_json())
    scores = {name: result["metrics"] for name, result in found["contenders"].items()}
    return {"scores": scores, "pairs": found["verdict"]["pairs"], "data": found["data"]["fingerprint"]}


def test_the_page_the_shell_and_python_give_the_same_numbers_bit_for_bit(tmp_path):
    path, written = tmp_path / "houses.csv", tmp_path / "report.json"
    table().to_csv(path, index=False)
    spec = on_the_page(path.read_text())
    assert spec.dataset.info.task == "regression"
    page = run(spec.replace("contenders", CONTENDERS), engine())
    words = ["run", str(path), "--target", "price", "--role", "zip=category", "--contenders", ",".join(CONTENDERS)]
    command = [sys.executable, "-m", "bakeoff.cli", *words, "--json", str(written)]
    done = subprocess.run(command, env=os.environ | {"BAKEOFF_DATA": str(tmp_path)}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "houses: 160 rows. Predict the number “price”. Learn from: area (number), zip (category)" in done.stderr
    choice = bakeoff.table(path, target="price", roles={"zip": "category"})
    python = run(bakeoff.BakeoffSpec(dataset=choice, contenders=CONTENDERS), engine())
    assert numbers(python) == numbers(page)
    assert numbers(Report.from_json(written.read_text())) == numbers(page)
