"""Whoever takes a race home reads it in their own language, and two at once each in theirs."""

import html
import json
import re
import threading
import zipfile
from concurrent.futures import ThreadPoolExecutor

import pytest

from bakeoff.export import formats
from bakeoff.export.html_page import report_html
from bakeoff.export.packing import Packing, PackingOrder
from bakeoff.export.script import race_notebook, race_script
from bakeoff.race.models import models_folder
from bakeoff.race.race import Race
from bakeoff.race.report import Report
from bakeoff.spec import BakeoffSpec
from bakeoff.text import speaking
from tests.catalogues import PSEUDO, left_in_english, pseudo_language

NAMES = re.compile(
    r"Setosa|Versicolor|Virginica|[\w.-]+==\S+|`[^`]*`|https?:\S+|Species|pandas|scikit-learn|skops|[0-9a-f]{64}|dummy|svm|decision\\?_tree|seed"
)
"""What is the same in every language: classes, packages with their versions, names of types."""


@pytest.fixture(autouse=True, scope="module")
def pseudo(tmp_path_factory):
    with pseudo_language(tmp_path_factory.mktemp("locale")):
        yield


def english_in(texts: list[str]) -> list[str]:
    return [text for text in texts if left_in_english(NAMES.sub("", text))]


def texts_of(page: str) -> list[str]:
    """Return what is to be read on a page but its figures, the set-up as JSON, and versions."""
    own = re.sub(r"<(style|script|pre|figure)\b.*?</\1>", "", page, flags=re.DOTALL)
    before, measured = own.split("</details>")
    names = re.sub(r"<tbody>.*?</tbody>", "", measured, flags=re.DOTALL)
    shown = re.findall(r">([^<]+)<", before + names) + re.findall(r'(?:aria-label|title)="([^"]*)"', before + names)
    return [html.unescape(text).strip() for text in shown]


def test_the_page_is_in_the_readers_language_and_says_which(report: Report):
    with speaking(PSEUDO):
        page = report_html(report)
    assert f'<html lang="{PSEUDO}">' in page
    assert english_in([text for text in texts_of(page) if "no wood" not in text]) == []
    assert '<html lang="en">' in report_html(report)


def test_two_readers_at_once_get_each_their_own(report: Report):
    alone = {}
    for code in ("en", PSEUDO):
        with speaking(code):
            alone[code] = report_html(report)
    barrier = threading.Barrier(2)

    def made(code: str) -> str:
        with speaking(code):
            barrier.wait()
            return report_html(report)

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(made, ("en", PSEUDO))) == list(alone.values())


SPEC = BakeoffSpec(dataset="iris", contenders={"decision_tree": {}, "svm": {}, "dummy": {}}, rules={"seeds": 2})


def test_script_and_notebook_tell_in_the_readers_language_what_their_code_does():
    with speaking(PSEUDO):
        script, notebook = race_script(SPEC), json.loads(race_notebook(SPEC))
    docstring = script.split('"""')[1]
    heads = re.findall(r"^# --- .* ---$", script, re.MULTILINE)
    words = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "markdown"]
    assert english_in([docstring, *heads, *words]) == []
    assert len(heads) == len(words) - 1
    compile(script, "script", "exec")


class Silent:
    """A channel that nobody listens to."""

    def emit(self, said: object) -> None:
        pass


def test_a_job_makes_model_cards_in_the_language_of_whoever_asked_for_them(engine, tmp_path, monkeypatch):
    monkeypatch.setenv("BAKEOFF_DATA", str(tmp_path))
    race = Race(SPEC, engine, keep_models=True)
    assert race.wait(60)
    order = PackingOrder("models", race.run.report, models_folder(race.id), "models.zip", language=PSEUDO)
    formats.pack(order, Silent())
    with zipfile.ZipFile(order.path) as archive:
        cards = [archive.read(name).decode() for name in archive.namelist() if name.endswith("README.md")]
    assert len(cards) == 1 + len(SPEC.contenders)
    for card in cards:
        words = re.sub(r"```.*?```", "", card.split("## ⟦Mëäsürëd")[0], flags=re.DOTALL)
        assert english_in(words.splitlines()) == []


def test_the_file_is_in_the_language_in_which_it_is_asked_for(engine, report):
    with speaking(PSEUDO):
        asked = Packing("curves", "race", report, engine)
    other = Packing("curves", "race", report, engine)
    assert (asked.language, other.language) == (PSEUDO, "en")
    assert asked.wait(60)
    assert other.wait(60)
