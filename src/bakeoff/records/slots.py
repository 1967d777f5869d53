"""Places on the history's page where features meet; each record here is one of `Feature.adds`."""

from collections.abc import Callable
from dataclasses import dataclass

from bakeoff.race.report import Report
from bakeoff.study.record import Record
from bakeoff.text import declare


@dataclass(frozen=True)
class StoredRaceView:
    """View of a stored race.

    Attributes
    ----------
    show : callable
        ``show(id, report)`` shows what can still be asked of it, or saved.
    """

    show: Callable[[str, Report], None]


@dataclass(frozen=True)
class StoredStudyView:
    """View of a stored study.

    Attributes
    ----------
    show : callable
        ``show(record)`` shows its result.
    restore_label : str
        Label of the button that restores its set-up.
    restore : callable
        ``restore(record)`` leads to the page that is set up as it was, with nothing started.
    """

    show: Callable[[Record], None]
    restore_label: str
    restore: Callable[[Record], None]

    def __post_init__(self) -> None:
        declare(self, "restore_label")
