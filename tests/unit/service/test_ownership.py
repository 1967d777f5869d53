"""What one visitor brought is nobody else's, in a race as in the lab."""

import pytest

from bakeoff.datasets.upload import store
from bakeoff.datasets.upload.limits import Bounds
from bakeoff.datasets.upload.reading import read_table
from bakeoff.datasets.upload.source import options_of
from bakeoff.datasets.upload.understanding import Given
from bakeoff.features.lab.service import is_foreign_lab
from bakeoff.network.settings import LabSettings
from bakeoff.service.ownership import is_foreign
from bakeoff.service.visitor import owner_of
from bakeoff.spec import BakeoffSpec

MINE, THEIRS = owner_of("m" * 43), owner_of("t" * 43)
CONTENT = b"size,weight,kind\n" + b"1,3,x\n2,1,y\n" * 20


@pytest.fixture
def table(tmp_path, monkeypatch) -> str:
    """Return the table that I brought."""
    monkeypatch.setenv("BAKEOFF_DATA", str(tmp_path))
    return read_table(CONTENT, "table.csv", MINE, Given(), Bounds())


def spec_on(table: str) -> BakeoffSpec:
    return BakeoffSpec(dataset={"name": "upload", "options": options_of(table, store.find(table))})


def test_a_race_on_a_visitors_table_is_foreign_to_everybody_else(table):
    spec = spec_on(table)
    assert not is_foreign(spec, MINE)
    assert is_foreign(spec, THEIRS)
    store.delete(table, MINE)
    assert is_foreign(spec, MINE)  # no longer kept


def test_so_is_a_lab(table):
    settings = LabSettings(data="table", table=table)
    assert not is_foreign_lab(settings, MINE)
    assert is_foreign_lab(settings, THEIRS)


def test_what_nobody_brought_is_everybodys(table):
    assert not is_foreign(BakeoffSpec(dataset="iris"), THEIRS)
    assert not is_foreign_lab(LabSettings(), THEIRS)
    assert not is_foreign_lab(LabSettings(data="table", table="iris"), THEIRS)
    assert not is_foreign_lab(LabSettings(data="xor", table=table), THEIRS)  # not what it shows
