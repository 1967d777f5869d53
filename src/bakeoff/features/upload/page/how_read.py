"""Result of reading the file: one list of decisions, each with its undo, and of other choices."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from bakeoff.datasets.upload.decisions import FINAL, Code, FileDecision
from bakeoff.datasets.upload.delimited import DELIMITERS, ENCODINGS
from bakeoff.datasets.upload.understanding import Understood
from bakeoff.evaluation.notation import count
from bakeoff.features.upload.page.draft import UploadDraft
from bakeoff.features.upload.page.table_text import DECIMAL_WORDS, DELIMITER_WORDS
from bakeoff.html import plain
from bakeoff.text import _, counted, declared, enumerated

_DATES = {"day first": declared("Day first"), "month first": declared("Month first")}


def how_read(draft: UploadDraft, understood: Understood) -> None:
    """Show the list; open where there is a question, and to be changed while the file itself is still at hand."""
    decided = understood.decided
    choices = _choices(understood) if draft.source is not None else []
    if not decided and not choices:
        return
    asked = any(decision.asked and not decision.undone for decision in decided)
    opened = asked or bool(draft.given.changed())
    with st.expander(_label(len(decided), asked=asked), expanded=opened, key=f"bring-read@{draft.generation}"):
        for place, decision in enumerate(sorted(decided, key=lambda decision: not decision.asked)):
            with st.container(key=f"decided-{place}", horizontal=True, vertical_alignment="center", gap="small"):
                _row(draft, decision)
        cells = st.columns(3) if choices else []
        for place, choice in enumerate(choices):
            with cells[place % 3]:
                _choose(draft, choice)


def _label(n: int, *, asked: bool) -> str:
    if asked:
        return _(":material/checklist: How it was read: please check ({n})", n=n)
    return (
        _(":material/checklist: How it was read, and what was decided ({n})", n=n)
        if n
        else _(":material/checklist: How it was read")
    )


def _row(draft: UploadDraft, decision: FileDecision) -> None:
    text = plain(decision_text(decision))
    st.markdown(f":gray[~~{text}~~]" if decision.undone and decision.code != "mark" else text, width="stretch")
    if draft.source is None or decision.code in FINAL:
        return
    if decision.code == "mark":
        _either(draft, decision)
        return
    undo = _("Count as missing") if decision.code == "value" else _("Undo")
    redo = _("Keep as a value") if decision.code == "value" else _("Do it after all")
    st.button(
        redo if decision.undone else undo,
        key=f"decide-{decision.key}@{draft.generation}",
        type="tertiary",
        on_click=draft.decide,
        args=(decision.key,),
    )


def _either(draft: UploadDraft, decision: FileDecision) -> None:
    """Show the two numbers that an example may be; the other is read at a click."""
    key = f"decide-{decision.key}@{draft.generation}"
    readings = dict(zip((".", ","), decision.words[1:3], strict=True))

    def choose() -> None:
        if st.session_state.get(key) not in (None, decision.words[3]):
            draft.decide(decision.key)

    st.segmented_control(
        _("{example} means", example=decision.words[0]),
        list(readings),
        format_func=readings.__getitem__,
        default=decision.words[3],
        required=True,
        key=key,
        on_change=choose,
        label_visibility="collapsed",
    )


@dataclass(frozen=True)
class _Choice:
    """One thing that was found out about a file and can be chosen otherwise: its name in `Given`."""

    name: str
    label: str
    options: Sequence[Any]
    words: Callable[[Any], str]
    value: Any


def _choices(understood: Understood) -> list[_Choice]:
    yes_no = {True: _("Yes"), False: _("No")}
    rows: list[tuple[bool, str, str, Sequence[Any], Callable[[Any], str]]] = [
        (len(understood.sheets) > 1, "sheet", _("Sheet"), range(len(understood.sheets)), understood.sheets.__getitem__),
        (understood.format == "text", "delimiter", _("Separator"), DELIMITERS, lambda mark: _(DELIMITER_WORDS[mark])),
        (
            understood.format == "text",
            "decimal",
            _("Decimal mark"),
            tuple(DECIMAL_WORDS),
            lambda mark: _(DECIMAL_WORDS[mark]),
        ),
        (understood.format == "text", "encoding", _("Encoding"), ENCODINGS, str),
        (understood.header is not None, "header", _("First row has the names"), tuple(yes_no), yes_no.__getitem__),
        (understood.dates is not None, "dates", _("Dates"), tuple(_DATES), lambda order: _(_DATES[order])),
    ]
    return [
        _Choice(name, label, options, words, getattr(understood, name))
        for applies, name, label, options, words in rows
        if applies
    ]


def _choose(draft: UploadDraft, choice: _Choice) -> None:
    generation = draft.generation
    key = f"bring-{choice.name}@{generation}"

    def read_again() -> None:
        # Else the page was left, or another file was read: the browser sends what the list of the one before has.
        if key in st.session_state and draft.generation == generation:
            draft.read_again(**{choice.name: st.session_state[key]})

    st.selectbox(
        _(choice.label),
        choice.options,
        index=list(choice.options).index(choice.value),
        format_func=choice.words,
        key=key,
        on_change=read_again,
    )


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
