"""Learning platforms: the time from launch to score, and 1,000 bad launches, half of them mutations of good ones.

Run ``python benchmarks/lti.py``, or with the number of bad launches.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import httpx
import numpy as np
from shared import heading, number_asked, row, run_script, size
from sqlalchemy import create_engine, text

sys.path.insert(1, str(Path(__file__).parents[1]))  # for the tests' platform

from tests.features.lti.forgeries import BAD, mutations
from tests.features.lti.platform import MockPlatform, running
from tests.ports import free_port

ROOT = Path(__file__).parents[1]
LAUNCHES = size(20, 1)
GOAL = "tree"


def begun(browser: httpx.Client, platform: MockPlatform, user: str) -> tuple[str, str]:
    """Log in; return state and nonce."""
    answer = browser.get("/lti/login", params=platform.hints(user), headers={"sec-fetch-dest": "document"})
    asked = dict(parse_qsl(urlsplit(answer.headers["location"]).query))
    return asked["state"], asked["nonce"]


def to_score(folder: Path, platform: MockPlatform, user: str) -> float:
    """Launch, open, reach the goal as the page does, and return the seconds until the platform has the score."""
    from bakeoff.features.lti.service import report_goal
    from bakeoff.service.events import CHAPTER, GoalReached
    from bakeoff.service.visitor import owner_of
    from bakeoff.web.visitor import LEARNER

    with httpx.Client(base_url=platform.tool) as browser:
        began = time.monotonic()
        state, nonce = begun(browser, platform, user)
        token = platform.signed(platform.claims(user, nonce))
        answer = browser.post("/lti/launch", data={"state": state, "id_token": token})
        browser.get(answer.headers["location"])
        report_goal(GoalReached(owner_of(browser.cookies[LEARNER]), f"{CHAPTER}{GOAL}", datetime.now(UTC)))
    while not any(score["userId"] == user for score in platform.scores):
        time.sleep(0.005)
    return time.monotonic() - began


def main() -> None:
    n_bad = number_asked(size(1000, len(BAD)))
    with tempfile.TemporaryDirectory() as name, running() as platform:
        folder, port = Path(name), free_port()
        platform.tool, platform.lessons = f"http://localhost:{port}", f"learn.{GOAL}"
        own = {
            "BAKEOFF_LTI": json.dumps(platform.registration()),
            "BAKEOFF_DATA": name,
            "BAKEOFF_DATABASE_URL": f"sqlite:///{folder}/history.sqlite",
        }
        os.environ |= own
        command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), "--server.port", str(port)]
        log = folder / "log.txt"
        with log.open("wb") as out:
            server = subprocess.Popen([*command, "--server.headless", "true"], stdout=out, stderr=out, cwd=ROOT)
        try:
            _wait(f"{platform.tool}/_stcore/health")
            took = [to_score(folder, platform, f"u{number}") for number in range(LAUNCHES)]
            heading()
            row(f"launch to score, median of {LAUNCHES}", float(np.median(took)), unit="s")
            row("launch to score, at worst", max(took), unit="s")
            fetched = platform.fetched
            statuses, refused = Counter[int](), []
            with httpx.Client(base_url=platform.tool, timeout=60) as browser:
                for number in range(n_bad):
                    kind = list(BAD)[number // 2 % len(BAD)]
                    state, nonce = begun(browser, platform, "bad")
                    if number % 2:
                        kind, forged = next(mutations(platform, nonce, seed=number))
                    else:
                        forged = BAD[kind](platform, platform.claims("bad", nonce))
                    began = time.monotonic()
                    answer = browser.post("/lti/launch", data={"state": state, "id_token": forged})
                    refused.append(time.monotonic() - began)
                    statuses[answer.status_code] += 1
                    if len(re.findall(r"<p>[^<]+\.</p>", answer.text)) != 1:
                        raise SystemExit(f"{kind} is not refused with one sentence: {answer.text}")
            with create_engine(own["BAKEOFF_DATABASE_URL"]).connect() as connection:
                left = connection.execute(text("SELECT count(*) FROM lti_learners WHERE subject = 'bad'")).scalar()
            row(f"bad launches by status: {dict(statuses)}; median of one", float(np.median(refused)) * 1000, unit="ms")
            row("learners made by them", int(left or 0), 0)
            row("times that they had the keys asked for", platform.fetched - fetched)
            row("tracebacks in the log", log.read_text(errors="replace").count("Traceback"), 0)
        finally:
            server.terminate()
            server.wait(30)


def _wait(address: str) -> None:
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline:
        try:
            if httpx.get(address).status_code == 200:
                return
        except httpx.HTTPError:
            time.sleep(0.2)
    raise SystemExit("the server did not start")


if __name__ == "__main__":
    run_script(main, 7)
