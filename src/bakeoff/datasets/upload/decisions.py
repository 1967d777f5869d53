"""Decisions made in reading a file: each is reported, and most can be undone."""

from typing import Literal, Self

from bakeoff.datasets.upload.gaps import ALWAYS, RARE
from bakeoff.fields import Settings

Code = Literal[
    "sheet", "above", "names", "renamed", "repeated", "totals", "merged", "unnamed",
    "missing", "value", "unit", "mark", "words", "times", "code",
]  # fmt: skip

FINAL: tuple[Code, ...] = ("sheet", "renamed", "unnamed")
"""What is told alone: a sheet is chosen from a list, and the others leave nothing else to do."""
_COSTLY: tuple[Code, ...] = ("repeated", "totals", "missing", "value", "words")


class FileDecision(Settings):
    """One thing that was decided.

    Attributes
    ----------
    code : str
        ``sheet``: which sheet holds the table; `words` are its name and those of others. ``above``: `n` lines above
        the names are none of the table. ``names``: the names take `n` rows. ``renamed``: columns had the same name.
        ``repeated``: the names stand `n` times more among the rows. ``totals``: the last `n` rows are totals or notes.
        ``merged``: what stands in `n` cells that were merged holds for all of them. ``unnamed``: `n` empty columns
        without a name are left out. ``missing``: `words` stand for a missing value, in `n` cells of the table, or of
        `column`. ``value``: `words` in `n` cells of `column` are values, though they may stand for a missing one.
        ``unit``: the numbers of `column` were written with `words`. ``mark``: the numbers of `column` could be read
        otherwise; `words` are an example, what it is with a decimal point and with a decimal comma, and which mark
        was taken. ``words``: `n` cells of `column`, such as `words`, are no numbers, and count as missing. ``times``:
        times of day become hours. ``code``: figures that begin with 0 stay texts.
    column : str
        The name of the column that it is about; empty if it is about the table.
    words : tuple of str
        What stands in the file, shortened.
    asked : bool
        Whether a person is asked: nothing in the table tells, or many rows lose a value or are left out.
    undone : bool
        Whether a person has taken it back.
    """

    code: Code
    column: str = ""
    n: int = 0
    words: tuple[str, ...] = ()
    asked: bool = False
    undone: bool = False

    def asked_if_many(self, rows: int) -> Self:
        """Return it so that a person is asked, if it may cost many of the rows something."""
        sure = self.code == "missing" and all(word.casefold() in ALWAYS for word in self.words)
        many = self.code in _COSTLY and not sure and self.n > RARE * rows
        return self.model_copy(update={"asked": True}) if many else self

    @property
    def key(self) -> str:
        """Name of the decision in `Given.undone`."""
        return f"{self.code}:{self.column}"
