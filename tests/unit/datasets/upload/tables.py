"""Tables read as a file of a visitor's is, and how they came out."""

import pandas as pd
import pytest

from bakeoff.datasets.upload import store
from bakeoff.datasets.upload.limits import Bounds
from bakeoff.datasets.upload.reading import read_table
from bakeoff.datasets.upload.source import options_of
from bakeoff.datasets.upload.store import About
from bakeoff.datasets.upload.understanding import Given
from bakeoff.errors import DatasetError
from bakeoff.spec import BakeoffSpec
from tests.unit.datasets.upload.files import OWNER, people

PEOPLE = people()


def read(content: bytes, name: str = "people.csv", owner: str = OWNER, bounds: Bounds | None = None, **given) -> About:
    return kept(read_table(content, name, owner, Given(**given), bounds or Bounds()))


def kept(id: str) -> About:
    about = store.find(id)
    assert about is not None
    assert about.id == id
    return about


def refusal(content: bytes, bounds: Bounds | None = None, **given) -> str:
    with pytest.raises(DatasetError) as caught:
        read(content, bounds=bounds, **given)
    return str(caught.value)


def roles(about: About) -> dict[str, str]:
    return {one.name: one.role for one in about.columns}


def load(about: About):
    spec = BakeoffSpec(dataset={"name": "upload", "options": options_of(about.id, about)}, contenders=["dummy"])
    return spec.dataset.info.load(spec.dataset.options)


def csv(frame: pd.DataFrame = PEOPLE, encoding: str = "utf-8", **how) -> bytes:
    return frame.to_csv(index=False, **how).encode(encoding)
