"""What was made before, and people have kept, still opens and means the same; the files are never to be changed.

Those of `made_before` were made before 0.1.0 was released, and the history before tables stood with their features.
"""

import contextlib
import json
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bakeoff.features.lessons.rooms import StoredRooms
from bakeoff.features.lti.stored import StoredLearners
from bakeoff.lesson.book import KeptLessons
from bakeoff.lesson.lesson import chapter_lesson
from bakeoff.link import from_query, to_query
from bakeoff.network import settings as lab
from bakeoff.race.report import Report
from bakeoff.records.goals import Predictions, ReachedGoals
from bakeoff.records.history import History
from bakeoff.spec import BakeoffSpec
from bakeoff.storage.database import Database
from bakeoff.study.summary import summary
from bakeoff.text import speaking, told
from tests.catalogues import language_made_of

FOLDER = Path(__file__).parent / "made_before"
BEST = "Support vector machine scores best with “Penalty C” at 4.64; no clear difference to any other value."
LINKS, LAB_LINKS = (
    json.loads((FOLDER / name).read_text(encoding="utf-8")) for name in ("links.json", "lab_links.json")
)


def said(spec: BakeoffSpec, path: str) -> Any:
    """Return the setting at `path` as JSON has it."""
    group, _dot, name = path.partition(".")
    values = json.loads(spec.to_json())
    groups = {**values["contenders"], "rules": values["rules"], "transform": values["transform"]}
    return (groups | {"dataset": values["dataset"]["options"]})[group][name]


def test_links_to_a_race_mean_what_they_meant_and_are_still_written_so():
    for made in LINKS:
        spec, notes = from_query(made["link"])
        assert notes == ()
        assert (spec.dataset.name, list(spec.contenders)) == (made["dataset"], made["contenders"])
        assert {path: said(spec, path) for path in made["means"]} == made["means"]
        assert to_query(spec) == made["link"]
    assert len(LINKS) > 100


def test_links_to_a_lab_mean_what_they_meant_and_are_still_written_so():
    for made in LAB_LINKS:
        settings, notes = lab.from_query(made["link"])
        assert notes == ()
        values = json.loads(settings.model_dump_json())
        assert {name: values[name] for name in made["means"]} == made["means"]
        assert lab.to_query(settings) == made["link"]
    assert len(LAB_LINKS) > 30


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    with contextlib.closing(sqlite3.connect(tmp_path / "history.sqlite")) as database:
        database.executescript((FOLDER / "history.sql").read_text(encoding="utf-8"))
    with contextlib.closing(History(Database(f"sqlite:///{tmp_path}/history.sqlite"))) as history:
        yield history


def test_what_is_stored_is_told_in_english_and_in_another_language(history: History, tmp_path: Path):
    said = {
        "{leaders} are too close to call; each beats {beaten} by {margin}.": "Zu knapp: {leaders}.",
        "{label} scores best with “{setting}” at {value}; no clear difference to any other value.": "{setting}!",
        "If they are the same things written down twice, remove repeated rows.": "Weg damit.",
        "Penalty C": "Strafe C",
        **{
            same: same
            for same in (
                "Support vector machine",
                "Decision tree",
                "Random forest",
                "Neural network",
                "{sentences} {next}",
            )
        },
        **{same: same for same in ("{list} and {last}", "{first} and {second}", "{list}, {next}")},
        **{same: same for same in ("{difference} or more", "{number} points")},
    }
    with language_made_of(tmp_path, "de", said):
        with speaking("de"):
            german = history.get("race-iris").entry.verdict
            report = Report.from_json(history.get("race-iris").report)
            assert german.startswith("Zu knapp: ")
            assert report.verdict.headline == german
            assert report.verdict.caveats[0].mend == "Weg damit."
            assert history.get("study-setting").entry.verdict == "Strafe C!"
        english = history.get("race-iris").entry.verdict
        assert told(german) == Report.from_json(history.get("race-iris").report).verdict.headline == english
        assert "too close to call" in english
        assert history.get("study-setting").entry.verdict == BEST


def test_a_stored_race_is_listed_and_opened_with_its_verdict_its_scores_and_its_curves(history: History):
    race = history.get("race-iris", "somebody")
    assert (race.own, race.entry.status, race.entry.note, race.entry.tags) == (
        True,
        "finished",
        "A *note*.",
        ("a tag", "flowers"),
    )
    report = Report.from_json(race.report)
    assert race.entry.verdict == (
        "3 contenders are too close to call; each beats Neural network by 63.2 points or more."
    )
    assert report.verdict.headline == race.entry.verdict
    accuracies = {name: outcome.metrics["accuracy"].value for name, outcome in report.finished().items()}
    assert accuracies == pytest.approx(
        {"keras_mlp": 12 / 38, "decision_tree": 37 / 38, "svm": 37 / 38, "random_forest": 36 / 38, "dummy": 13 / 38}
    )
    assert [len(result.steps) for result in report.results.values()] == [4, 4, 1, 12, 1]


def test_a_stored_study_is_opened_and_its_fits_still_sum_up_to_the_same(history: History):
    stored = history.get("study-setting", "somebody")
    study = stored.study()
    assert len(study.fitted) == 5 * len(study.points)
    assert summary(study).startswith(BEST)  # goes on in today's words
    assert stored.entry.verdict == BEST


def test_what_was_learnt_taught_and_enrolled_is_there(history: History):
    database, lesson, at = history.database, chapter_lesson("tree"), datetime(2026, 11, 30, 12, tzinfo=UTC)
    assert ReachedGoals(database).reached("another") == {"tree": at}
    assert Predictions(database).answers("another") == {"tree-depth": "a"}
    assert KeptLessons(database).attempted("another", lesson).reached_in == 1
    room, (learner,) = StoredRooms(database).shown("BCDFHJ")
    assert (room.title, room.lessons[0].key) == ("A class", lesson.key)
    assert (learner.nickname, learner.attempts, learner.progress[0].reached) == ("Ada", 1, at)
    assert StoredLearners(database).get("another", "link").lessons == ("scaling",)
