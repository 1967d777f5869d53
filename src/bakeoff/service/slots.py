"""Places where features meet: what a feature adds to one is a record of `Feature.adds`.

None imports what draws, so that a feature registers quickly: what a record calls loads its modules then.
"""

from collections.abc import Callable
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
