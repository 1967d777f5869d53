"""Limits of what a table may have, beside those that its reading's tests reach."""

import io

import pandas as pd
import pytest

from bakeoff.datasets.upload.formats import read_file
from bakeoff.datasets.upload.limits import LONGEST_CELL, Bounds
from bakeoff.datasets.upload.understanding import Given
from bakeoff.errors import DatasetError


def table(letters: int) -> pd.DataFrame:
    notes = ["short", None, *["short"] * 8]
    notes[6] = "x" * letters
    return pd.DataFrame({"size": range(10), "note": notes})


def parquet(frame: pd.DataFrame) -> bytes:
    written = io.BytesIO()
    frame.to_parquet(written)
    return written.getvalue()


FORMATS = {
    "csv": lambda frame: frame.to_csv(index=False).encode(),
    "json": lambda frame: frame.to_json(orient="records", lines=True).encode(),
    "parquet": parquet,
    "parquet with categories": lambda frame: parquet(frame.astype({"note": "category"})),
}


@pytest.mark.parametrize("written", FORMATS.values(), ids=FORMATS)
def test_a_cell_may_have_as_many_characters_as_in_excel(written):
    with pytest.raises(DatasetError) as refused:
        read_file(written(table(LONGEST_CELL + 1)), Given(), Bounds())
    assert str(refused.value) == ("The cell in row 7 of “note” has 32,768 characters; the limit is 32,767. Shorten it.")
    assert len(read_file(written(table(LONGEST_CELL)), Given(), Bounds()).frame) == 10


def test_texts_are_counted_together_however_small_their_file_is():
    repeated = pd.DataFrame({"note": pd.Categorical(["x" * 30_000] * 1000)})
    with pytest.raises(DatasetError, match="unpacks to more than 20 MB"):
        Bounds(megabytes=1).check_cells(repeated)
