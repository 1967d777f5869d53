"""What is kept of a visitor is counted, taken home and deleted, wherever it is, and nothing of anybody else's."""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import select

from bakeoff.datasets.upload import store
from bakeoff.errors import HistoryError
from bakeoff.features.about.personal_archive import Archive
from bakeoff.features.lab.service import labs
from bakeoff.features.lessons.rooms import StoredRooms
from bakeoff.features.lessons.service import rooms
from bakeoff.lesson.attempt import Attempt
from bakeoff.lesson.book import KeptLessons
from bakeoff.lesson.certificate import Certificate
from bakeoff.lesson.standing import ConditionStanding, Standing
from bakeoff.network.settings import LabSettings
from bakeoff.race.models import models_folder
from bakeoff.race.report import Report
from bakeoff.records.goals import ReachedGoals
from bakeoff.records.service import history, recorder
from bakeoff.runs.races import races
from bakeoff.runs.studies import studies
from bakeoff.service.kernel import database
from bakeoff.service.personal_data import amounts, erase, erase_rows
from bakeoff.spec import BakeoffSpec
from bakeoff.storage.tables import Base
from bakeoff.study.plan import Plan
from tests.features.lessons.unit.classes import LESSON, NOON, attempt
from tests.unit.datasets.upload.tables import PEOPLE, csv, read
from tests.unit.here import Here
from tests.unit.lesson.made import ACCURACY, lesson
from tests.waiting import PATIENCE, wait_until

ANN, BOB = "a" * 64, "b" * 64
QUICK = BakeoffSpec(dataset="iris", contenders=["decision_tree", "dummy"])
LONG = BakeoffSpec(
    dataset="digits", contenders={"torch_mlp": {"epochs": 10_000, "early_stopping": False, "hidden": "256,256"}}
)
OWN = lesson(goal={"all_of": [ACCURACY]}, task="A long task. " * 100)
ALL = (
    "2 races",
    "1 study",
    "the trained models of 1 race",
    "1 table",
    "1 network lab",
    "1 goal reached in Learn",
    "1 attempt at a lesson",
    "1 certificate",
    "1 lesson of your own",
    "your place in 1 class",
    "1 class that you teach",
)


def values() -> str:
    """Return all that stands in the database."""
    with database().reading() as session:
        rows = [session.execute(select(table)).all() for table in Base.metadata.sorted_tables]
    return repr(rows)


@pytest.fixture(autouse=True)
def home(own_server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr("bakeoff.service.personal_data.STOPPING_SECONDS", PATIENCE)
    yield tmp_path / "home"
    for going_on in (*races().items(), *studies().items()):
        going_on.stop()
        going_on.wait(PATIENCE)
    for lab in labs().items():
        lab.close()


def certified(owner: str) -> None:
    """Have a visitor reach a lesson's goal, and certify it."""
    run = Attempt("r1", "svm", 0.96, True, NOON)
    KeptLessons(database()).note(owner, OWN, run)
    reached = Standing(True, tuple(map(ConditionStanding, OWN.goal.conditions, (0.96,))))
    made = Certificate.of(OWN, reached, Report(QUICK, {}, None, {}), run, 1)
    KeptLessons(database()).certify(owner, OWN, "r1", made.signed(b"k" * 32))


def until_stored(owner: str, n: int) -> None:
    """Wait until so many races and studies of a visitor are in the database, which is written to by and by."""
    wait_until(lambda: history().find(owner).total >= n)


def taken_home() -> bytes:
    """Return the archive of Ann's."""
    made = Archive(ANN, Here())
    assert made.ready
    return made.content()


def fill(owner: str, name: str, code: str) -> list[str]:
    """Have a visitor leave something everywhere; return the names of what has any."""
    race = races().start(QUICK, owner)
    study = studies().start(QUICK, Plan(folds=3, repeats=1), owner)
    assert race.wait(PATIENCE)
    assert study.wait(PATIENCE)
    until_stored(owner, 2)
    about = read(csv(PEOPLE[:60]), name=f"{name}.csv", owner=owner)
    labs().use(labs().open(LabSettings(points=60), owner), owner)
    ReachedGoals(database()).reach(owner, "tree")
    KeptLessons(database()).keep(lesson(title=name, task=OWN.task), owner)
    certified(owner)
    own_room, _secret = rooms().open([(LESSON, f"a-link-of-{name}")], owner, "near")
    rooms().join(rooms().find(code, "near"), name, owner)
    rooms().report(LESSON.key, attempt(0.9, name), owner)
    history().annotate(race.id, owner, f"=a note of {name}", {name})
    return [race.id, study.id, about.id, own_room.code, f"of {name}", owner]


def racing(owner: str) -> str:
    """Have a visitor who has left something everywhere start a race that goes on; return its id."""
    race = races().start(LONG, owner)
    until_stored(owner, 3)
    return race.id


@pytest.mark.databases
def test_everything_of_one_visitor_goes_and_nothing_of_anothers(home):
    room, _secret = rooms().open([(LESSON, "a-link")], "teacher", "near")
    anns = fill(ANN, "Ann", room.code)
    bobs = fill(BOB, "Bob", room.code)
    anns.append(racing(ANN))
    bobs.append(racing(BOB))
    rooms().freeze(room, "teacher")
    assert (amounts(ANN), amounts(BOB)) == (ALL, ALL)
    going_on = races().of(ANN)[-1]
    assert going_on.active

    assert erase(ANN) == ALL

    assert not going_on.active
    assert amounts(ANN) == ()
    assert amounts(BOB) == ALL
    there = values() + "".join(str(path) for path in home.rglob("*"))
    there += "".join(path.read_text(errors="replace") for path in home.rglob("*.json"))
    assert [name for name in anns if name in there] == []
    assert [name for name in bobs if name not in there] == []
    shown, learners = StoredRooms(database()).shown(room.code)
    assert [learner.nickname for learner in learners] == ["Bob"]
    assert learners[0].progress[0].value == 0.9
    assert shown.frozen is not None
    assert list(json.loads(frozen(room.code))) == ["2"]
    assert races().of(BOB)[-1].active


def frozen(code: str) -> str:
    table = Base.metadata.tables["rooms"]
    with database().reading() as session:
        return session.scalar(select(table.c.frozen_board).where(table.c.code == code))


def test_what_ends_after_all_was_deleted_is_kept_nowhere(home):
    race = races().start(LONG, ANN)
    until_stored(ANN, 1)
    recorder().forget(ANN)  # what is being written is written now
    erase_rows(ANN, database())
    models_folder(race.id).rename(home / "elsewhere")
    race.stop(now=True)
    assert race.wait(PATIENCE)
    assert recorder().flush(PATIENCE)
    assert ANN not in values()
    assert not models_folder(race.id).exists()


def test_a_class_that_another_teaches_too_goes_on():
    room, secret = rooms().open([(LESSON, "a-link")], ANN, "near")
    rooms().admit(room, secret, BOB)
    erase(ANN)
    assert rooms().teaches(room, BOB)
    assert not rooms().teaches(room, ANN)


def test_how_much_there_is_is_said_in_words_without_what_there_is_not():
    race = races().start(QUICK, ANN)
    assert race.wait(PATIENCE)
    until_stored(ANN, 1)
    assert amounts(ANN) == ("1 race", "the trained models of 1 race")


def test_all_can_be_taken_home_in_files_that_others_read():
    room, _secret = rooms().open([(LESSON, "a-link")], "teacher", "near")
    race_id, study_id, table_id, *_more = fill(ANN, "Ann", room.code)
    long_id = racing(ANN)
    read(csv(PEOPLE[:30]), owner=BOB)
    with zipfile.ZipFile(io.BytesIO(taken_home())) as zipped:
        files = {name: zipped.read(name) for name in zipped.namelist()}
    reports = {name[-len(race_id) - 5 : -5]: content for name, content in files.items() if name.startswith("history/")}
    assert set(reports) == {race_id, study_id, long_id}
    assert Report.from_json(reports[race_id].decode()).spec == QUICK
    listed = pd.read_csv(io.BytesIO(files["history.csv"])).set_index("id")
    assert listed.loc[race_id, ["note", "tags"]].tolist() == ["'=a note of Ann", "Ann"]
    assert listed.loc[study_id, "question"] == "which"
    (table,) = (content for name, content in files.items() if name.startswith("tables/") and name.endswith(".csv"))
    pd.testing.assert_frame_equal(
        pd.read_csv(io.BytesIO(table), parse_dates=["born"]), store.rows(table_id), check_dtype=False
    )
    certificate = json.loads(files["certificates/1.json"])
    assert Certificate.read(certificate["signed"], b"k" * 32).values == (0.96,) == tuple(certificate["values"])
    assert pd.read_csv(io.BytesIO(files["room_members.csv"]))["nickname"].tolist() == ["Ann"]
    assert {"goals.csv", "attempts.csv", "lessons.csv", "room_teachers.csv", "README.txt"} <= files.keys()
    assert not any(ANN.encode() in content or BOB.encode() in content for content in files.values())


def test_the_file_of_before_goes_with_a_table():
    about = read(csv(PEOPLE[:60]), owner=ANN)
    made = Archive(ANN, Here())
    assert made.ready
    store.delete(about.id, ANN)
    assert not made.ready
    with pytest.raises(HistoryError, match="make it again"):
        made.content()
    assert made.tables != frozenset(store.tables_of(ANN))


def test_a_table_that_is_too_large_for_csv_comes_as_it_is_kept(monkeypatch):
    monkeypatch.setattr("bakeoff.features.about.personal_archive.MOST_CELLS", 10)
    about = read(csv(PEOPLE[:60]), owner=ANN)
    with zipfile.ZipFile(io.BytesIO(taken_home())) as zipped:
        (name,) = (name for name in zipped.namelist() if name.endswith(".parquet"))
        pd.testing.assert_frame_equal(pd.read_parquet(io.BytesIO(zipped.read(name))), store.rows(about.id))
