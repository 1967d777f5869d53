"""Places where features meet: what a feature adds to one is a record of `Feature.adds`.

None imports what draws, so that a feature registers quickly: what a record calls loads its modules then.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bakeoff.text import declare


@dataclass(frozen=True)
class Page:
    """A page, in the navigation and for links of others.

    Attributes
    ----------
    name : str
        Its place in the browser's address.
    script : str
        The file that shows it: a path from the folder of ``app.py``, or an absolute one.
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


@dataclass(frozen=True)
class Activity:
    """Something that a visitor has going on.

    Attributes
    ----------
    kind : str
        As in `Activities`.
    owner : str
        Hash of the visitor's secret.
    data : str
        What it is on; empty for a lab, and for what a visitor has brought, whose title is theirs.
    training : int
        How many of its jobs run, as far as it knows them.
    waiting : int
        How many of them wait, or are held back while others have their turn.
    held : bool
        True if the next one of these has begun and is held back.
    place : int
        The next one's place in the queue; 0 where none has one.
    wait_seconds : float or None
        About how long that one will wait, where it is known.
    longest_wait_seconds : float
        About how long the last one will wait; 0 if none does.
    memory_bytes : int
        What it has in memory, where that is weighed: a lab's.
    """

    kind: str
    id: str
    owner: str
    data: str = ""
    training: int = 0
    waiting: int = 0
    held: bool = False
    place: int = 0
    wait_seconds: float | None = None
    longest_wait_seconds: float = 0.0
    memory_bytes: int = 0


@dataclass(frozen=True)
class Activities:
    """What visitors have going on, for the server's administrator.

    Attributes
    ----------
    kind : str
        Key of the kind, such as ``race``.
    label : str
        What a list calls one of them.
    going_on : callable
        Yields them, what began first first.
    stop : callable
        ``stop(id)`` ends one, which says why; what has ended meanwhile is let alone.
    forget_ended : callable
        Forgets what has ended, which the history has; returns how many.
    """

    kind: str
    label: str
    going_on: Callable[[], Iterable[Activity]]
    stop: Callable[[str], None]
    forget_ended: Callable[[], int] = lambda: 0

    def __post_init__(self) -> None:
        declare(self, "label")


@dataclass(frozen=True)
class AdministrationSection:
    """Section of the administrator's page.

    Attributes
    ----------
    show : callable
        ``show(do)`` shows it; ``do(act)`` does what an administrator alone may.
    clear : callable
        Ends what nobody uses, before the server is tidied up; raises HistoryError if the database cannot.
    """

    show: Callable[[Callable[[Callable[[], None]], None]], None]
    clear: Callable[[], object] = lambda: None


@dataclass(frozen=True)
class PrivacyNotes:
    """What the page on privacy says of what a feature keeps.

    Attributes
    ----------
    notes : callable
        Yields Markdown, an item of a list each; nothing if the server is set up so that nothing is kept.
    order : int
        Its place among the items.
    """

    notes: Callable[[], Iterable[str]]
    order: int


@dataclass(frozen=True)
class ArchiveFiles:
    """Files of the archive of all that a server keeps of a visitor.

    Attributes
    ----------
    files : callable
        ``files(owner)`` yields path and text of each; raises HistoryError if the database cannot be read.
    """

    files: Callable[[str], Iterable[tuple[str, str]]]
