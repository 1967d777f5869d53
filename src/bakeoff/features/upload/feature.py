"""Registration of uploads with the server."""

from collections.abc import Iterator, Mapping

from bakeoff.datasets.upload import store
from bakeoff.features.upload.service import uploads
from bakeoff.service.kernel import Feature, Personal
from bakeoff.text import counted


def _amounts(owner: str, _rows: Mapping[str, int]) -> Iterator[tuple[int, str]]:
    n = len(store.tables_of(owner))
    yield n, counted("{n} table", "{n} tables", n)


FEATURE = Feature(
    order=40,
    preload=("bakeoff.features.upload.job",),
    tidy=store.purge,
    personal=Personal(_amounts, forget=lambda owner, _ids: store.delete_all(owner)),
    left=lambda session: uploads().give_up(session),
)
