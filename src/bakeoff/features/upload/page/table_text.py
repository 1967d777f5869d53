"""Summary in words of a table's reading, and of its excluded rows and columns."""

from collections.abc import Iterator, Sequence
from typing import Literal

from bakeoff.datasets.upload.roles import Role, TableColumn
from bakeoff.datasets.upload.store import About
from bakeoff.datasets.upload.understanding import Decimal, Delimiter, Format, Understood
from bakeoff.evaluation.notation import with_minus
from bakeoff.text import _, counted, declared, enumerated

MOST_NAMES = 5

ROLE_WORDS: dict[Role | Literal["target"], str] = {
    "target": declared("To be predicted"),
    "number": declared("Number"),
    "category": declared("Category"),
    "date": declared("Date"),
    "text": declared("Text"),
    "identifier": declared("Identifier"),
    "ignore": declared("Left out"),
}
DELIMITER_WORDS: dict[Delimiter, str] = {
    ",": declared("Comma"),
    ";": declared("Semicolon"),
    "\t": declared("Tab"),
    "|": declared("Bar"),
}
_PARTED: dict[Delimiter, str] = {
    ",": declared("separator: comma"),
    ";": declared("separator: semicolon"),
    "\t": declared("separator: tab"),
    "|": declared("separator: bar"),
}
DECIMAL_WORDS: dict[Decimal, str] = {".": declared("Point, 3.14"), ",": declared("Comma, 3,14")}
FORMAT_WORDS: dict[Format, str] = {
    "text": declared("Text file"),
    "parquet": declared("Parquet"),
    "excel": declared("Spreadsheet"),
    "json": declared("JSON"),
    "pictures": declared("Pictures, made grey, a class for each folder"),
    "painted": declared("Painted in the lab"),
    "openml": declared("From OpenML"),
    "written": declared("Written by hand"),
}
_REASONS = {
    "empty": declared("Left out, since no row has a value: {names}."),
    "constant": declared("Left out, since every row has the same value: {names}."),
    "copy": declared("Left out, since another column says the same: {names}."),
    "different": declared("Left out, since nearly every row has a word of its own: {names}."),
    "target": declared("Left out, since they are to be predicted as well: {names}."),
}


def understood_words(understood: Understood) -> str:
    """Say how a file was read."""
    parts = [_(FORMAT_WORDS[understood.format])]
    if understood.delimiter is not None:
        parts.append(_(_PARTED[understood.delimiter]))
    if understood.encoding is not None:
        parts.append(understood.encoding)
    if understood.decimal == ",":
        parts.append(_("decimal comma"))
    if understood.header is False:
        parts.append(_("no row of names"))
    if understood.sheets and understood.sheet is not None:
        parts.append(_("sheet “{name}”", name=understood.sheets[understood.sheet]))
    if understood.dates is not None:
        parts.append(
            _("dates with the day first") if understood.dates == "day first" else _("dates with the month first")
        )
    if understood.origin is not None:
        parts.append(_("data set {id}, version {version}", id=understood.origin.id, version=understood.origin.version))
        parts.append(_("licence: {licence}", licence=understood.origin.licence or _("not stated")))
    return enumerated(parts)


def what_is_in(column: TableColumn) -> str:
    """Say in a few words what values a column has."""
    if column.note == "empty":
        return _("no value")
    if column.note == "copy":
        return _("the same as “{name}”", name=column.copy_of)
    if column.note == "constant":
        return _("the same in every row: {value}", value=with_minus(column.low) or enumerated(column.common))
    if column.low:
        return _("{low} to {high}", low=with_minus(column.low), high=with_minus(column.high))
    return enumerated([value[:30] for value in column.common[:4]])


def left_out(about: About) -> Iterator[str]:
    """Yield a sentence for each kind of rows and columns that the models do not see."""
    target = about.column(about.target)
    if target.missing:
        yield counted(
            "{n:,} row has no value of “{target}” and is left out.",
            "{n:,} rows have no value of “{target}” and are left out.",
            target.missing,
            target=target.name,
        )
    yield from _left_out([column for column in about.columns if column.name != about.target])


def _left_out(features: Sequence[TableColumn]) -> Iterator[str]:
    out = [feature for feature in features if feature.role in ("ignore", "identifier")]
    for note, sentence in _REASONS.items():
        if columns := [column for column in out if column.note == note]:
            yield _(sentence, names=_names(columns))
    if columns := [column for column in out if column.role == "identifier" and not column.note]:
        yield counted(
            "Left out, since it only numbers or names the rows: {names}.",
            "Left out, since they only number or name the rows: {names}.",
            len(columns),
            names=_names(columns),
        )
    if columns := [column for column in out if column.role == "ignore" and not column.note]:
        yield _("Left out, as you chose: {names}.", names=_names(columns))


def _names(columns: Sequence[TableColumn]) -> str:
    """Return some columns' names in a list that does not get long."""
    shown = enumerated([_("“{word}”", word=column.name) for column in columns[:MOST_NAMES]])
    more = len(columns) - MOST_NAMES
    return _("{names} and {n} more", names=shown, n=more) if more > 0 else shown
