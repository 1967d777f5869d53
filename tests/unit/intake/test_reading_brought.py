"""Twenty files as people have them go from their bytes to a verdict: read, understood, set up and raced on."""

import pytest

from bakeoff.contenders import contenders
from bakeoff.datasets.upload import store
from bakeoff.datasets.upload.rare_classes import gathered
from bakeoff.datasets.upload.source import options_of
from bakeoff.datasets.upload.store import About
from bakeoff.datasets.upload.understanding import Given
from bakeoff.engine.local import LocalEngine
from bakeoff.intake.reading import Reading
from bakeoff.race.race import Race
from bakeoff.spec import BakeoffSpec
from tests.brought_files import FILES, Brought
from tests.waiting import PATIENCE

OWNER = "a" * 64


def read(engine: LocalEngine, file: Brought, **given: object) -> tuple[str, About]:
    reading = Reading(file.make(), file.name, OWNER, engine, Given.parse(given))
    assert reading.wait(PATIENCE)
    assert reading.problem == ""
    about = store.find(reading.table)
    assert about is not None
    return reading.table, about


def chosen(file: Brought, table: str, about: About) -> tuple[str, About]:
    """Choose what the file's owner wants predicted; where the page has not found it out, its owner says so."""
    if not file.guessed:
        about = about.with_roles(file.target, file.task, {})
    if file.gathered:
        names = gathered(store.rows(table)[file.target])
        about = about.model_copy(update={"gathered": names.nunique()})
    return store.changed(table, about), about


def raced(options: dict[str, object], chosen: dict[str, dict[str, object]], engine: LocalEngine) -> None:
    race = Race(BakeoffSpec(dataset={"name": "upload", "options": options}, contenders=chosen), engine)
    assert race.wait(PATIENCE)
    assert {name: lane.message for name, lane in race.run.lanes.items()} == dict.fromkeys(chosen, "")
    assert {lane.status for lane in race.run.lanes.values()} == {"done"}
    assert race.run.report.verdict is not None


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_file_as_people_have_it_goes_from_its_bytes_to_a_verdict(home, engine, file):
    table, about = read(engine, file)
    columns = {column.name: column for column in about.columns}
    assert about.rows == file.rows
    assert {name: columns[name].role for name in file.roles} == dict(file.roles)
    assert {name: (columns[name].low, columns[name].high) for name in file.ranges} == dict(file.ranges)
    assert {decision.code for decision in about.understood.decided} >= set(file.decided)
    table, about = chosen(file, table, about)
    assert (about.target, about.task) == (file.target, file.task)
    raced(options_of(table, about), {"decision_tree": {}}, engine)


@pytest.mark.nightly
def test_every_contender_comes_to_its_end_on_what_was_brought(home, engine):
    file = FILES[0]
    table, about = chosen(file, *read(engine, file))
    there = [info for info in contenders().values() if not info.missing]
    raced(
        options_of(table, about),
        {info.name: {"epochs": 5} if "epochs" in info.hyperparameters.model_fields else {} for info in there},
        engine,
    )
