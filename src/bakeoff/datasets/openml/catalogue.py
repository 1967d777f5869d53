"""Search of OpenML by name or number, with sizes, before any download."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from urllib.parse import quote

from bakeoff.datasets.openml.answers import Listed, Listing, measured, read
from bakeoff.datasets.openml.server import Server
from bakeoff.datasets.upload.limits import Bounds
from bakeoff.errors import DatasetError
from bakeoff.text import _

MOST_FOUND = 10
MOST_LETTERS = 100
LARGEST_NUMBER = 10**9

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 _.,()+:-]*")
_AT_ONCE = 5


@dataclass(frozen=True)
class Match:
    """A data set of OpenML.

    Attributes
    ----------
    format : str
        How it is stored there.
    file_id : int
        What its file is called; 0 if that is not told.
    rows, columns, classes : int or None
        As OpenML counts them; None where it has not counted. Of a target with numbers it counts no classes.
    size : int or None
        Bytes of its file.
    """

    id: int
    name: str
    version: int
    format: str
    file_id: int = 0
    rows: int | None = None
    columns: int | None = None
    classes: int | None = None
    size: int | None = None

    def check(self, bounds: Bounds) -> None:
        """Raise DatasetError if it cannot be brought here."""
        if self.format.lower() != "arff":
            raise DatasetError(_("Stored in a format that cannot be imported ({format}).", format=self.format[:30]))
        try:
            bounds.check_table(self.rows or 0, self.columns or 0)
            bounds.check_file(self.size or 0)
        except DatasetError:
            raise DatasetError(
                _(
                    "Too large to import: the limits are {megabytes} MB, {rows} rows, {columns} columns and {cells} "
                    "cells.",
                    megabytes=bounds.megabytes,
                    rows=bounds.rows,
                    columns=bounds.columns,
                    cells=bounds.cells,
                )
            ) from None


def path_of(text: str) -> str:
    """Return where the API lists what a visitor asks for: a number, or else an exact name.

    Raises
    ------
    DatasetError
        If it can be neither.

    Examples
    --------
    >>> path_of(" 61 "), path_of("credit-g")
    ('data/list/data_id/61/limit/10', 'data/list/data_name/credit-g/limit/10')
    """
    asked = text.strip()
    if len(asked) > MOST_LETTERS or not _NAME.fullmatch(asked):
        raise DatasetError(
            _("Type a data set’s number or its exact name: letters, digits and simple marks, such as credit-g.")
        )
    if not asked.isdecimal():
        return f"data/list/data_name/{quote(asked, safe='')}/limit/{MOST_FOUND}"
    if not 1 <= int(asked) <= LARGEST_NUMBER:
        raise DatasetError(_("A data set’s number lies between 1 and {most}.", most=LARGEST_NUMBER))
    return f"data/list/data_id/{int(asked)}/limit/{MOST_FOUND}"


def search(text: str, server: Server) -> tuple[Match, ...]:
    """Return the data sets that a visitor asks for, each with its size.

    Raises
    ------
    DatasetError
        If there are none, or OpenML does not answer: one sentence.
    """
    listed = read(server.told(path_of(text)), Listing).data.dataset[:MOST_FOUND]
    matches = [_match(entry) for entry in listed]
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        sizes = pool.map(
            lambda match: server.length(f"data/v1/download/{match.file_id}") if match.file_id else None, matches
        )
        return tuple(replace(match, size=size) for match, size in zip(matches, sizes, strict=True))


def _match(listed: Listed) -> Match:
    return Match(
        id=listed.did,
        name=listed.name,
        version=listed.version,
        format=listed.format,
        file_id=max(0, listed.file_id),
        rows=measured(listed.quality, "NumberOfInstances"),
        columns=measured(listed.quality, "NumberOfFeatures"),
        classes=measured(listed.quality, "NumberOfClasses"),
    )
