"""A widget for a declared setting: which one, with what limits, all follows from its declaration."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Protocol

import streamlit as st

from bakeoff.fields import Knob, Settings, Task, knobs, to_text
from bakeoff.html import plain
from bakeoff.text import _, told

WIDE = ("text", "column", "columns", "rows")
"""Kinds of settings that get a line of their own."""
_LONG = 15
"""Characters of a choice that half a line can not hold."""


class Changing(Protocol):
    """Draft that widgets change: a visitor's settings, each under a path.

    Attributes
    ----------
    problems : dict of str to str
        One sentence per setting whose last value was refused.
    """

    problems: dict[str, str]

    def key(self, path: str) -> str:
        """Return the widget key of the setting at `path`."""

    def change(self, path: str, value: Any) -> None:
        """Set the setting at `path`, or tell in `problems` why not."""


def on_change(draft: Changing, path: str) -> Callable[[], None]:
    """Return a widget callback that puts the widget's value into the draft."""
    key = draft.key(path)

    def take() -> None:
        # Else another generation has begun, or the page was left: this widget is of the past.
        if draft.key(path) == key and key in st.session_state:
            draft.change(path, st.session_state[key])

    return take


def settings_widgets(
    draft: Changing,
    group: str,
    settings: Settings,
    task: Task,
    *,
    data: str = "",
    primary: bool | None = None,
    only: Collection[str] | None = None,
    sliders: Collection[str] = (),
    columns: int = 2,
    names: Callable[[], tuple[str, ...]] = tuple,
) -> None:
    """Show the widgets of a group of settings that have an effect.

    Parameters
    ----------
    group : str
        First part of their paths (``dataset``, ``rules`` or a contender's name); empty if they have none.
    settings : Settings
        The values now.
    task : {"classification", "regression"}
    data : str
        The kind of data, where not every setting has an effect on all.
    primary : bool, optional
        Only those that matter most, or only the others; all if None.
    only : collection of str, optional
        Only the settings with these names.
    sliders : collection of str
        Names of numbers that are best dragged.
    columns : int
        How many stand side by side.
    names : callable
        ``names()`` returns the columns of the data set, for a setting that names some.
    """
    shown = [
        knob
        for knob in knobs(type(settings))
        if knob.applies(settings, task, data)
        and primary in (None, knob.primary)
        and (only is None or knob.name in only)
    ]
    for row in _rows(shown, columns):
        cells = [st.container()] if _wide(row[0]) else st.columns(columns, vertical_alignment="bottom")
        for cell, knob in zip(cells, row, strict=False):
            path = f"{group}.{knob.name}" if group else knob.name
            with cell:
                _knob(draft, path, knob, getattr(settings, knob.name), task, knob.name in sliders, names)


def _rows(shown: list[Knob], columns: int) -> list[list[Knob]]:
    """Lay settings out: records first, and then in their order, words and long choices on a line of their own."""
    rows = [[knob] for knob in shown if knob.kind == "rows"]
    for knob in (other for other in shown if other.kind != "rows"):
        if rows and not _wide(rows[-1][0]) and not _wide(knob) and len(rows[-1]) < columns:
            rows[-1].append(knob)
        else:
            rows.append([knob])
    return rows


def _wide(knob: Knob) -> bool:
    return knob.kind in WIDE or any(len(_(label)) > _LONG for label in knob.options.values())


def _knob(
    draft: Changing,
    path: str,
    knob: Knob,
    value: Any,
    task: Task,
    slider: bool,
    names: Callable[[], tuple[str, ...]],
    visibility: Literal["visible", "collapsed"] = "visible",
) -> None:
    common: dict[str, Any] = {
        "label": _(knob.label),
        "key": draft.key(path),
        "on_change": on_change(draft, path),
        "help": _help(knob) if visibility == "visible" else None,
        "label_visibility": visibility,
    }
    match knob.kind:
        case "bool":
            st.checkbox(value=value, **common)
        case "choice":
            options = list(knob.choices(task))
            st.selectbox(
                options=options,
                index=options.index(value),
                format_func=lambda option: _(knob.options[option]),
                **common,
            )
        case "int" | "float":
            _number(knob, value, common, slider)
        case "text":
            st.text_input(value=to_text(value), max_chars=200, **common)
        case "rows":
            _records(draft, path, knob, value, task)
        case "column":
            _column(names(), value, common)
        case "columns":
            known = names()
            st.multiselect(
                options=[*known, *(item for item in value if item not in known)],
                default=value,
                format_func=told,
                placeholder=_("Choose options"),
                **common,
            )
    if path in draft.problems:
        st.error(plain(draft.problems[path]))


def _records(draft: Changing, path: str, knob: Knob, value: tuple[Any, ...], task: Task) -> None:
    """Any number of records, a line each, with a button that adds one and one each that takes it away."""
    with st.container(key=f"rows-{draft.key(path)}", gap="small"):
        st.markdown(f"**{_(knob.label)}**", help=_help(knob))
        for place, record in enumerate(value):
            line = _Line(draft, path, value, place)
            with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key=f"row-{line.key('')}"):
                for part in knob.parts():
                    _cell(line, part, getattr(record, part.name), task)
                st.button(_("Remove"), key=line.key("remove"), type="tertiary", width="content", on_click=line.remove)
        st.button(
            _(knob.add),
            key=draft.key(f"{path}.add"),
            icon=":material/add:",
            disabled=knob.most is not None and len(value) >= knob.most,
            on_click=draft.change,
            args=(path, (*value, value[-1] if value else knob.default[0])),
        )


def _cell(line: "_Line", knob: Knob, value: Any, task: Task) -> None:
    """One setting of a record; the first record's names stand above the others' as a table's head."""
    first = line.place == 0
    named = knob if first else replace(knob, label=_("{label} {n}", label=_(knob.label), n=line.place + 1))
    _knob(line, knob.name, named, value, task, False, tuple, visibility="visible" if first else "collapsed")


@dataclass
class _Line:
    """One record of several, changed as settings are.

    Attributes
    ----------
    path : str
        Of the setting that holds the records.
    records : tuple
    problems : dict of str to str
        Empty: they are told of the setting as a whole.
    """

    draft: Changing
    path: str
    records: tuple[Any, ...]
    place: int
    problems: dict[str, str] = field(default_factory=dict)

    def key(self, path: str) -> str:
        """Return a widget's key; it is another once there are more or fewer records, which may have moved up."""
        return self.draft.key(f"{self.path}.{len(self.records)}.{self.place}.{path}")

    def change(self, path: str, value: Any) -> None:
        """Change one setting of the record."""
        changed = self.records[self.place].model_copy(update={path: value})
        self._put((changed,))

    def remove(self) -> None:
        """Take the record away."""
        self._put(())

    def _put(self, records: tuple[Any, ...]) -> None:
        self.draft.change(self.path, (*self.records[: self.place], *records, *self.records[self.place + 1 :]))


def _column(names: tuple[str, ...], value: str, common: dict[str, Any]) -> None:
    """One column of the data set; a name that it has not, from a link, stays to be seen."""
    options = [*names, *([value] if value and value not in names else [])]
    st.selectbox(
        options=["", *options],
        index=options.index(value) + 1 if value else 0,
        format_func=lambda option: told(option) or _("No column"),
        **common,
    )


def _number(knob: Knob, value: Any, common: dict[str, Any], slider: bool) -> None:
    """A number field, or a slider; an optional setting is None when its field is empty."""
    kind = int if knob.kind == "int" else float
    limits = {"min_value": knob.minimum, "max_value": knob.maximum, "step": knob.step or None, "value": value}
    arguments: dict[str, Any] = {name: None if limit is None else kind(limit) for name, limit in limits.items()}
    if slider:
        st.slider(**arguments, **common)
        return
    arguments["format"] = None if kind is int else "%g"
    if knob.optional:
        arguments["placeholder"] = _(knob.none)
        # Streamlit lets only a field be emptied that starts empty, so what it holds is put there by its key.
        st.session_state.setdefault(common["key"], arguments["value"])
        arguments["value"] = None
    st.number_input(**arguments, **common)


def _help(knob: Knob) -> str:
    text = _(knob.help)
    return _("{help} [Reference]({link})", help=text, link=knob.docs) if knob.docs else text
