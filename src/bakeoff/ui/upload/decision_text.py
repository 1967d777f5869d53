"""What reading a file decided, in a sentence each."""

from collections.abc import Callable

from bakeoff.datasets.upload.decisions import Code, FileDecision
from bakeoff.evaluation.notation import count
from bakeoff.text import _, counted, enumerated


def decision_text(decision: FileDecision) -> str:
    """Say what was decided, as it holds whether or not it has been undone since."""
    return _SENTENCES[decision.code](decision)


def _quoted(words: tuple[str, ...]) -> str:
    return enumerated([_("“{word}”", word=word) for word in words])


def _sheet(decision: FileDecision) -> str:
    return _(
        "The sheet “{sheet}” is read; the workbook has others: {others}.",
        sheet=decision.words[0],
        others=_quoted(decision.words[1:]),
    )


def _above(decision: FileDecision) -> str:
    if not decision.words:
        return _("Lines above the names are left out.")
    return _("Lines above the names are left out ({n}): {words}.", n=count(decision.n), words=_quoted(decision.words))


def _names(decision: FileDecision) -> str:
    return _("The names of the columns take two rows, which are put together.")


def _renamed(decision: FileDecision) -> str:
    return _(
        "Several columns have the same name; of these, the later ones are called {names}.",
        names=_quoted(decision.words),
    )


def _repeated(decision: FileDecision) -> str:
    return _("Rows that only say the columns’ names again are left out ({n}).", n=count(decision.n))


def _totals(decision: FileDecision) -> str:
    return _(
        "The last rows are totals or notes and are left out ({n}): {words}.",
        n=count(decision.n),
        words=_quoted(decision.words),
    )


def _merged(decision: FileDecision) -> str:
    return _("Merged cells: what stands in the first holds for all that it covers ({n} cells).", n=count(decision.n))


def _unnamed(decision: FileDecision) -> str:
    return _("Empty columns without a name are left out ({n}).", n=count(decision.n))


def _missing(decision: FileDecision) -> str:
    if not decision.words:
        return _("Words for a missing value count as missing.")
    if decision.column:
        return counted(
            "{words} in “{column}” counts as a missing value (cells: {cells}).",
            "{words} in “{column}” count as missing values (cells: {cells}).",
            len(decision.words),
            words=_quoted(decision.words),
            column=decision.column,
            cells=count(decision.n),
        )
    return counted(
        "{words} counts as a missing value (cells: {cells}).",
        "{words} count as missing values (cells: {cells}).",
        len(decision.words),
        words=_quoted(decision.words),
        cells=count(decision.n),
    )


def _value(decision: FileDecision) -> str:
    return counted(
        "{words} in “{column}” is a value, not a missing one (cells: {cells}).",
        "{words} in “{column}” are values, not missing ones (cells: {cells}).",
        len(decision.words),
        words=_quoted(decision.words),
        column=decision.column,
        cells=count(decision.n),
    )


def _unit(decision: FileDecision) -> str:
    return _("“{column}” is read as numbers, written with “{unit}”.", column=decision.column, unit=decision.words[0])


def _mark(decision: FileDecision) -> str:
    if decision.asked:
        return _(
            "Please check: what does {example} in “{column}” mean?", example=decision.words[0], column=decision.column
        )
    return _(
        "{example} in “{column}” is read as other columns have their decimal marks.",
        example=decision.words[0],
        column=decision.column,
    )


def _words(decision: FileDecision) -> str:
    return _(
        "“{column}” is read as numbers; what is none counts as missing ({n} cells): {words}.",
        column=decision.column,
        n=count(decision.n),
        words=_quoted(decision.words),
    )


def _times(decision: FileDecision) -> str:
    return _(
        "“{column}” has times, such as {example}; they are read as hours.",
        column=decision.column,
        example=decision.words[0],
    )


def _code(decision: FileDecision) -> str:
    return _(
        "“{column}” has codes that begin with 0, such as {example}; they stay texts.",
        column=decision.column,
        example=decision.words[0],
    )


_SENTENCES: dict[Code, Callable[[FileDecision], str]] = {
    "sheet": _sheet,
    "above": _above,
    "names": _names,
    "renamed": _renamed,
    "repeated": _repeated,
    "totals": _totals,
    "merged": _merged,
    "unnamed": _unnamed,
    "missing": _missing,
    "value": _value,
    "unit": _unit,
    "mark": _mark,
    "words": _words,
    "times": _times,
    "code": _code,
}
