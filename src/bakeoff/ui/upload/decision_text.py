"""What reading a file decided, in a sentence each."""

from collections.abc import Callable

from bakeoff.datasets.upload.decisions import Code, Decision
from bakeoff.evaluation.notation import count
from bakeoff.text import _


def decision_text(one: Decision) -> str:
    """Say what was decided, as it holds whether or not it has been undone since."""
    return _SENTENCES[one.code](one)


def _quoted(words: tuple[str, ...]) -> str:
    return ", ".join(f"“{word}”" for word in words)


def _sheet(one: Decision) -> str:
    return _(
        "The sheet “{sheet}” is read; the workbook has others: {others}.",
        sheet=one.words[0],
        others=_quoted(one.words[1:]),
    )


def _above(one: Decision) -> str:
    if not one.words:
        return _("Lines above the names are left out.")
    return _("Lines above the names are left out ({n}): {words}.", n=count(one.n), words=_quoted(one.words))


def _names(one: Decision) -> str:
    return _("The names of the columns take two rows, which are put together.")


def _renamed(one: Decision) -> str:
    return _(
        "Several columns have the same name; of these, the later ones are called {names}.", names=_quoted(one.words)
    )


def _repeated(one: Decision) -> str:
    return _("Rows that only say the columns’ names again are left out ({n}).", n=count(one.n))


def _totals(one: Decision) -> str:
    return _(
        "The last rows are totals or notes and are left out ({n}): {words}.", n=count(one.n), words=_quoted(one.words)
    )


def _merged(one: Decision) -> str:
    return _("Merged cells: what stands in the first holds for all that it covers ({n} cells).", n=count(one.n))


def _unnamed(one: Decision) -> str:
    return _("Empty columns without a name are left out ({n}).", n=count(one.n))


def _missing(one: Decision) -> str:
    if not one.words:
        return _("Words for a missing value count as missing.")
    return _("{words} count as a missing value ({n} cells).", words=_quoted(one.words), n=count(one.n))


def _unit(one: Decision) -> str:
    return _("“{column}” is read as numbers, written with “{unit}”.", column=one.column, unit=one.words[0])


def _mark(one: Decision) -> str:
    if one.asked:
        return _("Please check: what does {example} in “{column}” mean?", example=one.words[0], column=one.column)
    return _(
        "{example} in “{column}” is read as other columns have their decimal marks.",
        example=one.words[0],
        column=one.column,
    )


def _words(one: Decision) -> str:
    return _(
        "“{column}” is read as numbers; what is none counts as missing ({n} cells): {words}.",
        column=one.column,
        n=count(one.n),
        words=_quoted(one.words),
    )


def _times(one: Decision) -> str:
    return _(
        "“{column}” has times of day, such as {example}; they are read as hours.",
        column=one.column,
        example=one.words[0],
    )


def _code(one: Decision) -> str:
    return _(
        "“{column}” has codes that begin with 0, such as {example}; they stay texts.",
        column=one.column,
        example=one.words[0],
    )


_SENTENCES: dict[Code, Callable[[Decision], str]] = {
    "sheet": _sheet,
    "above": _above,
    "names": _names,
    "renamed": _renamed,
    "repeated": _repeated,
    "totals": _totals,
    "merged": _merged,
    "unnamed": _unnamed,
    "missing": _missing,
    "unit": _unit,
    "mark": _mark,
    "words": _words,
    "times": _times,
    "code": _code,
}
