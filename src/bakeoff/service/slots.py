"""Places where features meet: what a feature adds to one is a record of `Feature.adds`.

None imports what draws, so that a feature registers quickly: what a record calls loads its modules then.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from bakeoff.text import declare


@dataclass(frozen=True)
class Page:
    """A page, in the navigation and for links of others.

    Attributes
    ----------
    name : str
        Its place in the browser's address.
    script : str
        File that shows it: a path from the folder of ``app.py``, or an absolute one of another package.
    icon : str
        Before its title, and before links to it.
    order : int
        Its place in the navigation; the first page is shown at the bare address.
    group : str
        What it stands under in the navigation; empty for what stands there by itself.
    hidden : bool
        True if links alone lead to it.
    offered : callable
        Returns whether the navigation has it for this visitor although it is hidden.
    """

    name: str
    title: str
    script: str
    icon: str
    order: int
    group: str = ""
    hidden: bool = False
    offered: Callable[[], bool] = lambda: False

    def __post_init__(self) -> None:
        declare(self, "title", "group")
        if Path(self.script).is_absolute() and not Path(self.script).is_file():
            raise FileNotFoundError(self.script)  # here it costs one feature, in the navigation every page


@dataclass(frozen=True)
class Activity:
    """Work of a visitor that goes on or waits.

    Attributes
    ----------
    markdown : str
        Sentence that names it and its visitor, by a pseudonym. The title of an uploaded table is its visitor's.
    stop : callable
        Ends it, which says why; does nothing once it has ended.
    training : int
        Number of its jobs that run, as far as it knows them.
    waiting : int
        Number of its jobs that wait, or are held back while others have their turn.
    held : bool
        True if the next of these has begun and is held back.
    place : int
        The next one's place in the queue; 0 if unknown.
    wait_seconds : float or None
        Estimated wait of the next one.
    longest_wait_seconds : float
        Estimated wait of the last one; 0 if none waits.
    memory_bytes : int or None
        Its memory, if that is measured.
    """

    id: str
    markdown: str
    stop: Callable[[], None]
    training: int = 0
    waiting: int = 0
    held: bool = False
    place: int = 0
    wait_seconds: float | None = None
    longest_wait_seconds: float = 0.0
    memory_bytes: int | None = None


@dataclass(frozen=True)
class Activities:
    """One kind of work of visitors, for the server's administrator and its metrics.

    Attributes
    ----------
    going_on : callable
        Yields them by their start: turns change, and no row may move under a hand.
    forget_ended : callable
        Forgets those that have ended and are stored; returns their number.
    """

    going_on: Callable[[], Iterable[Activity]]
    forget_ended: Callable[[], int] = lambda: 0


@dataclass(frozen=True)
class AdministrationSection:
    """Section of the administrator's page.

    Attributes
    ----------
    show : callable
        ``show(do)`` shows it. A button has ``do`` as its callback and the deed as its argument: what an administrator
        alone may do, and a sentence on it or nothing.
    clear : callable
        Ends what nobody uses, when the administrator clears up; raises HistoryError if the database cannot.
    """

    show: Callable[[Callable[[Callable[[], str | None]], None]], None]
    clear: Callable[[], object] = lambda: None


@dataclass(frozen=True)
class FrameAncestors:
    """Sites that may show pages in a frame besides those of the setting, separated by spaces; returned at once."""

    sites: Callable[[], str]


@dataclass(frozen=True)
class PrivacyNote:
    """Item of the page on privacy: what is kept of a visitor, where and for how long.

    Attributes
    ----------
    order : int
        Place among the items, which are 10 apart.
    text : callable
        Returns its Markdown; empty if nothing is kept by the settings in force.
    """

    order: int
    text: Callable[[], str]


@dataclass(frozen=True)
class ArchiveFiles:
    """Files of the archive of all that a server keeps of a visitor.

    Attributes
    ----------
    files : callable
        ``files(owner)`` yields path and text of each; raises HistoryError if the database cannot be read.
    """

    files: Callable[[str], Iterable[tuple[str, str]]]
