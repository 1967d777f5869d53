"""Places on the history's page where features meet; each record here is one of `Feature.adds`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from bakeoff.records.entries import StoredRace
from bakeoff.text import declare


@dataclass(frozen=True)
class StoredView:
    """Views of what the history has, a race or a study.

    Attributes
    ----------
    kind : {"race", "study"}
    show : callable
        ``show(kept)`` shows all that can still be asked.
    restore_label : str
        Label of the button that restores its set-up.
    restore : callable
        ``restore(kept)`` leads to the page that is set up so.
    """

    kind: Literal["race", "study"]
    show: Callable[[StoredRace], None]
    restore_label: str
    restore: Callable[[StoredRace], None]

    def __post_init__(self) -> None:
        declare(self, "restore_label")
