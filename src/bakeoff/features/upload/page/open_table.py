"""The table on show: what its columns are by now, and what was mended of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bakeoff.datasets.upload.roles import Role
from bakeoff.datasets.upload.store import About
from bakeoff.web.findings import Mended


@dataclass
class OpenTable:
    """One of the visitor's tables, and what they have chosen of it.

    Attributes
    ----------
    id : str
        Its name in the store.
    start : About
        The table as it was when its columns were first shown, or its target last changed.
    target, task : str
        What is to be predicted.
    gathered : int
        How many classes there are when the rare ones are put together; 0: they are not.
    chosen : mapping of str to str
        Roles chosen since, by column.
    rules : mapping of str to object
        Settings of a race on the table, by path, that mend what would spoil it.
    mended : tuple of (Mended, About)
        What was mended at the press of a button, the latest last, and the table as it was before.
    """

    id: str
    start: About
    target: str = field(init=False)
    task: str = field(init=False)
    gathered: int = field(init=False)
    chosen: Mapping[str, Role] = field(default_factory=dict)
    rules: Mapping[str, Any] = field(default_factory=dict)
    mended: tuple[tuple[Mended, About], ...] = ()

    def __post_init__(self) -> None:
        self.target, self.task, self.gathered = self.start.target, self.start.task, self.start.gathered

    @property
    def about(self) -> About:
        """The table as its columns are now."""
        about = self.start.with_roles(self.target, self.task, self.chosen)
        return about.model_copy(update={"gathered": self.gathered})

    def choose_task(self, task: Any) -> None:
        """Predict classes, or numbers."""
        if task in ("classification", "regression"):
            self.task, self.gathered = task, 0

    def gather(self, classes: int) -> None:
        """Put rare classes together, so that there are so many; 0: do not."""
        self.gathered = classes

    def give_roles(self, roles: Mapping[str, Role]) -> None:
        """Start the table anew with these roles, on top of those chosen before."""
        self.start, self.chosen = self.about.with_roles(self.target, self.task, roles), {}
