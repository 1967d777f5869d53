"""A lesson that a page was opened with, as far as the page itself is concerned."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

PARAMETER = "lesson"
"""The query parameter of lab, race and judge that a lesson stands in."""

Place = Literal["lab", "race", "judge", "learn"]
"""Page that a lesson opens."""


class PageLesson(Protocol):
    """Settings of a page by a lesson: see `bakeoff.lesson.lesson.Lesson`."""

    @property
    def place(self) -> Place:
        """The page that it opens."""

    @property
    def title(self) -> str:
        """In the teacher's words."""

    @property
    def state(self) -> Mapping[str, str]:
        """Settings of that page, as its link has them."""

    @property
    def hidden(self) -> tuple[str, ...]:
        """Parts that that page leaves out."""


@dataclass(frozen=True)
class OpenLesson:
    """A lesson that a page was opened with.

    Attributes
    ----------
    code : str
        As it stands in the link.
    lesson : PageLesson or None
        None if it could not be read.
    trouble : str
        Why not, in one sentence.
    """

    code: str
    lesson: PageLesson | None
    trouble: str = ""
