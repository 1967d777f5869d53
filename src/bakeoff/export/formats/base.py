"""Declaration of a format."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from bakeoff.export.packing import PackingOrder
from bakeoff.race.snapshot import Run
from bakeoff.text import declare

Tell = Callable[[float], None]
Made = tuple[bytes, str]


@dataclass(frozen=True)
class Format:
    """A kind of file of a finished race.

    Attributes
    ----------
    name : str
        For programs; part of its button's key.
    order : int
        Place among the formats; they are 10 apart.
    group : {"code", "report", "models", "project"}
        Group that the race page lists it in.
    ending : str
        End of the file's name, after the dataset's.
    save, make, help : str
        Labels of the buttons that save it and have it made, and the help of both.
    write : callable or None
        Writes it at once.
    pack : callable or None
        Makes it in a job, of what grows with a visitor's data; returns its bytes and a note on it.
    rows : bool
        Whether `pack` needs the rows of the race.
    own_table : bool or None
        True if only a race on an uploaded table has it, False if only a race on another dataset has.
    """

    name: str
    order: int
    group: Literal["code", "report", "models", "project"]
    ending: str
    save: str
    make: str = ""
    help: str = ""
    write: Callable[[Run], str] | None = None
    pack: Callable[[PackingOrder, Tell], Made] | None = None
    rows: bool = False
    own_table: bool | None = None

    def __post_init__(self) -> None:
        declare(self, "save", "make", "help")
