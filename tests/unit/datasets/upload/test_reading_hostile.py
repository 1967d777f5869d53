"""Broken and hostile files: each gets one sentence or a right reading, and nothing else."""

import warnings

import pytest

from bakeoff.datasets.upload import store
from bakeoff.datasets.upload.limits import Bounds
from bakeoff.datasets.upload.reading import read_table
from bakeoff.datasets.upload.source import Options, load, options_of
from bakeoff.datasets.upload.understanding import Given
from bakeoff.errors import DatasetError
from bakeoff.preparation.prepared import prepare_dataset
from bakeoff.rules import Rules
from tests.unit.datasets.upload.files import OWNER
from tests.unit.datasets.upload.hostile_files import MAKERS, hostile_file, way

NEEDS_A_LIMIT = {"far cell"}
"""Left to the process that reads: the system refuses it the memory."""

FILES = [number for number in range(len(MAKERS) + 15) if way(number) not in NEEDS_A_LIMIT]


@pytest.mark.parametrize("number", FILES, ids=way)
def test_each_gets_one_sentence_or_a_reading_that_can_be_prepared(number, tmp_path, monkeypatch):
    monkeypatch.setenv("BAKEOFF_DATA", str(tmp_path))
    try:
        id = read_table(hostile_file(number, seed=0), f"../../{way(number)}", OWNER, Given(), Bounds())
        about = store.find(id)
        assert about is not None
        data = load(Options.parse(options_of(id, about)))
        with warnings.catch_warnings(action="ignore", category=UserWarning):  # rare classes, which the page tells
            prepare_dataset(data, Rules(stratify=False), about.title)
    except DatasetError as error:
        said = str(error)
        assert said.endswith(".")
        assert "\n" not in said
        assert len(said) < 300
    assert [path.name for path in tmp_path.iterdir()] in ([], ["uploads"])
    kept = {path.name for path in tmp_path.rglob("*") if path.is_file()}
    assert kept <= {"table.parquet", "about.json", "file.zlib"}
