"""Decisions made in reading a file, in a sentence each."""

from bakeoff.datasets.upload.decisions import Code, FileDecision
from bakeoff.evaluation.notation import count
from bakeoff.text import _, counted, declared, enumerated

_SENTENCES: dict[Code, str] = {
    "above": declared("Lines above the names are left out ({n}): {words}."),
    "names": declared("The names of the columns take two rows, which are put together."),
    "renamed": declared("Several columns have the same name; of these, the later ones are called {words}."),
    "repeated": declared("Rows that only say the columns’ names again are left out ({n})."),
    "totals": declared("The last rows are totals or notes and are left out ({n}): {words}."),
    "merged": declared("Merged cells: what stands in the first holds for all that it covers ({n} cells)."),
    "unnamed": declared("Empty columns without a name are left out ({n})."),
    "unit": declared("“{column}” is read as numbers, written with “{example}”."),
    "mark": declared("{example} in “{column}” is read as other columns have their decimal marks."),
    "words": declared("“{column}” is read as numbers; what is none counts as missing ({n} cells): {words}."),
    "times": declared("“{column}” has times, such as {example}; they are read as hours."),
    "code": declared("“{column}” has codes that begin with 0, such as {example}; they stay texts."),
}


def decision_text(decision: FileDecision) -> str:
    """Say what was decided, as it holds whether or not it has been undone since."""
    words, column = decision.words, decision.column
    if decision.code == "sheet":
        others = _quoted(words[1:])
        return _("The sheet “{sheet}” is read; the workbook has others: {others}.", sheet=words[0], others=others)
    if decision.code == "above" and not words:
        return _("Lines above the names are left out.")
    if decision.code == "mark" and decision.asked:
        return _("Please check: what does {example} in “{column}” mean?", example=words[0], column=column)
    if decision.code in ("missing", "value"):
        return _of_gaps(decision)
    example = words[0] if words else ""
    return _(_SENTENCES[decision.code], column=column, n=count(decision.n), words=_quoted(words), example=example)


def _of_gaps(decision: FileDecision) -> str:
    n, column = len(decision.words), decision.column
    words, cells = _quoted(decision.words), count(decision.n)
    if not n:
        return _("Words for a missing value count as missing.")
    if decision.code == "value":
        return counted(
            "{words} in “{column}” is a value, not a missing one (cells: {cells}).",
            "{words} in “{column}” are values, not missing ones (cells: {cells}).",
            n,
            words=words,
            column=column,
            cells=cells,
        )
    if column:
        return counted(
            "{words} in “{column}” counts as a missing value (cells: {cells}).",
            "{words} in “{column}” count as missing values (cells: {cells}).",
            n,
            words=words,
            column=column,
            cells=cells,
        )
    return counted(
        "{words} counts as a missing value (cells: {cells}).",
        "{words} count as missing values (cells: {cells}).",
        n,
        words=words,
        cells=cells,
    )


def _quoted(words: tuple[str, ...]) -> str:
    return enumerated([_("“{word}”", word=word) for word in words])
