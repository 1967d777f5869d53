"""Declaration of settings: once, for every surface.

A setting is a field of a `Settings` model, declared with `setting`. The page's widget, the link, the command line, the
error sentence and the JSON schema are all made from that one declaration, read back through `knobs`.

This module imports only `errors`, `refusals` and `text`.
"""

import copy
import csv
import functools
import types
import typing
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.fields import FieldInfo

from bakeoff.errors import SettingError
from bakeoff.refusals import explain
from bakeoff.text import _, declared

Task = Literal["classification", "regression"]
Kind = Literal["int", "float", "bool", "choice", "text", "column", "columns", "rows"]


class Settings(BaseModel):
    """A frozen group of settings that refuses unknown names, NaN and infinity."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, validate_default=True)

    @classmethod
    def parse(cls, values: Mapping[str, Any], where: str = "") -> Self:
        """Validate `values`, which may be texts as a link or a command line carries them.

        Parameters
        ----------
        values : mapping of str to object
            Setting names and values; what is not named keeps its default.
        where : str
            What the settings belong to, for the message ("SVM", "moons").

        Raises
        ------
        SettingError
            One sentence: which setting, what is wrong, what would be right.
        """
        try:
            return cls.model_validate(dict(values))
        except ValidationError as error:
            raise SettingError(explain(error, cls, where)) from error

    def changed(self, start: "Settings | None" = None) -> dict[str, Any]:
        """Return the settings that differ from `start`, or else from their default, by name."""
        return {
            name: value
            for name, field in type(self).model_fields.items()
            if (value := getattr(self, name))
            != (getattr(start, name) if start else field.get_default(call_default_factory=True))
        }

    def foreign(self, task: Task) -> list["Knob"]:
        """Return the changed settings that are for the other task alone."""
        changed = [(knob, getattr(self, knob.name)) for knob in knobs(type(self)) if knob.name in self.changed()]
        return [knob for knob, value in changed if task != (knob.task or knob.option_tasks.get(value, task))]

    def for_task(self, task: Task) -> Self:
        """Return the settings with those that are for the other task alone at their defaults."""
        return self.model_copy(update={knob.name: knob.default for knob in self.foreign(task)})


def setting(
    default: Any,
    *,
    label: str,
    help: str,
    docs: str = "",
    primary: bool = False,
    step: float | None = None,
    log: bool = False,
    options: Mapping[str, str] | None = None,
    only_if: tuple[str, tuple[Any, ...]] | None = None,
    task: Task | None = None,
    option_tasks: Mapping[str, Task] | None = None,
    data: tuple[str, ...] = (),
    search: tuple[Any, ...] | None = None,
    none: str = "no limit",
    column: bool = False,
    example: str = "",
    add: str = "Add one",
    **constraints: Any,
) -> Any:
    """Declare one setting of a `Settings` model.

    Parameters
    ----------
    default : object
        Value when nothing is said.
    label : str
        Its name on the page, in sentence case.
    help : str
        One sentence on what it does.
    docs : str
        Link to its reference.
    primary : bool
        Whether it is one of the two or three that matter most, shown without a click.
    step : float, optional
        Step of the widget.
    log : bool
        Whether it is best moved on a logarithmic scale.
    options : mapping of str to str, optional
        Label of each value of a `Literal`.
    only_if : (name, values), optional
        Other setting, and its values for which this one has an effect.
    task : {"classification", "regression"}, optional
        The only task for which this one has an effect.
    option_tasks : mapping of str to {"classification", "regression"}, optional
        The only task of those values of a `Literal` that cannot be chosen for both.
    data : tuple of str
        The only kinds of data (``image``, ``table``, ``plane``, ``text``) for which this one has an effect; all if
        empty.
    search : tuple, optional
        What tuning tries: the lowest and the highest number, on a logarithmic scale if `log`; else each value, or its
        text. What this setting hangs on must be declared before it. None: it is not tuned.
    none : str
        What the page says in the place of a number that may be, and is, None.
    column : bool
        Whether it names a column of the data set: one if it is a text, several if it is a tuple of them.
    example : str
        Its text as a link would carry it, for the sentence that refuses another.
    add : str
        What the button says that adds one to a setting that holds any number of records.
    **constraints : object
        Limits as `pydantic.Field` takes them: ``ge``, ``gt``, ``le``, ``lt``, ``max_length``.
    """
    extra: dict[str, Any] = {
        "docs": docs,
        "primary": primary,
        "step": step,
        "log": log,
        "options": {value: declared(text) for value, text in (options or {}).items()},
        "only_if": only_if,
        "task": task,
        "option_tasks": dict(option_tasks or {}),
        "data": data,
        "search": search,
        "none": declared(none),
        "column": column,
        "example": example,
        "add": declared(add),
    }
    return Field(default, title=declared(label), description=declared(help), json_schema_extra=extra, **constraints)


def same_as(model: type[Settings], name: str, default: Any = ...) -> Any:
    """Declare a setting as `model` declares the one called `name`, with another `default` if one is given."""
    field = copy.copy(model.model_fields[name])
    if default is not ...:
        field.default = default
    return field


@dataclass(frozen=True)
class Knob:
    """One setting as a surface sees it: everything needed to draw, parse or document it.

    One of the kind "rows" holds any number of records, up to `most`, each made of the settings of `row`.
    """

    name: str
    kind: Kind
    default: Any
    label: str
    help: str
    docs: str
    primary: bool
    optional: bool
    minimum: float | None
    maximum: float | None
    step: float | None
    log: bool
    options: Mapping[str, str]
    option_tasks: Mapping[str, Task]
    only_if: tuple[str, tuple[Any, ...]] | None
    task: Task | None
    data: tuple[str, ...]
    search: tuple[Any, ...] | None
    none: str
    row: type[BaseModel] | None = None
    most: int | None = None
    add: str = ""

    def parts(self) -> tuple["Knob", ...]:
        """Return the settings of one of the records that it holds; none if it is of another kind."""
        return knobs(self.row) if self.row is not None else ()

    def applies(self, settings: Settings, task: Task, data: str = "") -> bool:
        """Return whether the setting has an effect beside the others, for this task and this kind of data, if known."""
        if self.task is not None and self.task != task:
            return False
        if data and self.data and data not in self.data:
            return False
        if self.only_if is None:
            return True
        name, values = self.only_if
        other = _knob(name, type(settings).model_fields[name])
        return getattr(settings, name) in values and other.applies(settings, task, data)

    def choices(self, task: Task) -> dict[str, str]:
        """Return the label of each value that can be chosen for this task."""
        return {value: label for value, label in self.options.items() if self.option_tasks.get(value, task) == task}

    def written(self, value: Any) -> str:
        """Return a value of it as a person reads it: in the words of the form that sets it."""
        if value is None:
            return _(self.none)
        if value == ():
            return _("none")
        if self.kind == "rows" and isinstance(value, tuple):
            return " + ".join(map(self._record, value))
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        if isinstance(value, float):
            return f"{value:g}"
        return _(self.options[value]) if value in self.options else to_text(value)

    def _record(self, record: Any) -> str:
        return " ".join(part.written(getattr(record, part.name)) for part in self.parts())


@functools.cache  # a page asks for those of every contender, each time that it is drawn
def knobs(model: type[BaseModel]) -> tuple[Knob, ...]:
    """Return the settings of `model` in the order they are declared."""
    return tuple(_knob(name, field) for name, field in model.model_fields.items())


def _knob(name: str, field: FieldInfo) -> Knob:
    annotation, optional = _without_none(field.annotation)
    extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    bounds = {
        key: getattr(item, key) for item in field.metadata for key in ("ge", "gt", "le", "lt") if hasattr(item, key)
    }
    values = typing.get_args(annotation) if typing.get_origin(annotation) is Literal else ()
    labels = typing.cast("dict[str, str]", extra.get("options") or {})
    kinds: dict[Any, Kind] = {int: "int", float: "float", bool: "bool"}
    row = _row(annotation)
    return Knob(
        name=name,
        kind="choice" if values else kinds.get(annotation, _other_kind(annotation, row, bool(extra.get("column")))),
        default=field.get_default(call_default_factory=True),
        label=field.title or name,
        help=field.description or "",
        docs=str(extra.get("docs") or ""),
        primary=bool(extra.get("primary")),
        optional=optional,
        minimum=bounds.get("ge", bounds.get("gt")),
        maximum=bounds.get("le", bounds.get("lt")),
        step=typing.cast("float | None", extra.get("step")),
        log=bool(extra.get("log")),
        options={value: labels.get(value, str(value)) for value in values},
        option_tasks=typing.cast("dict[str, Task]", extra.get("option_tasks") or {}),
        only_if=typing.cast("tuple[str, tuple[Any, ...]] | None", extra.get("only_if")),
        task=typing.cast("Task | None", extra.get("task")),
        data=typing.cast("tuple[str, ...]", extra.get("data") or ()),
        search=typing.cast("tuple[Any, ...] | None", extra.get("search")),
        none=str(extra.get("none") or ""),
        row=row,
        add=str(extra.get("add") or ""),
        most=next((item.max_length for item in field.metadata if hasattr(item, "max_length")), None),
    )


def _row(annotation: Any) -> type[BaseModel] | None:
    """Return the record that a setting holds any number of, if it does: ``tuple[Record, ...]``."""
    first = next(iter(typing.get_args(annotation)), None)
    return first if isinstance(first, type) and issubclass(first, BaseModel) else None


def _other_kind(annotation: Any, row: type[BaseModel] | None, column: bool) -> Kind:
    if row is not None:
        return "rows"
    if not column:
        return "text"
    return "column" if annotation is str else "columns"


def _without_none(annotation: Any) -> tuple[Any, bool]:
    """Split ``T | None`` into ``T`` and whether None was allowed."""
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        others = [arg for arg in typing.get_args(annotation) if arg is not type(None)]
        if len(others) == 1:
            return others[0], True
    return annotation, False


def to_text(value: Any) -> str:
    """Write a setting's value as a link or a command line carries it.

    Examples
    --------
    >>> to_text((64, 32)), to_text(None), to_text(True), to_text(0.1), to_text(("age", "rooms, all"))
    ('64,32', 'none', 'true', '0.1', 'age,"rooms, all"')
    """
    if value is None:
        return "none"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple | list):
        return ",".join(map(_item, value))
    return str(value)


def _item(value: Any) -> str:
    """Write one of several values, quoted as in a CSV file where it would not come back else."""
    text = to_text(value)
    if text and text == text.strip() and not set(text) & set(',"\r\n'):
        return text
    return '"' + text.replace('"', '""') + '"'


def names_from_text(value: Any) -> Any:
    """Read names parted by commas, as `to_text` writes several; a `BeforeValidator` for settings that name some.

    Examples
    --------
    >>> names_from_text('age, "rooms, all"'), names_from_text("")
    (('age', 'rooms, all'), ())
    """
    if not isinstance(value, str):
        return value
    return tuple(name for row in csv.reader([value], skipinitialspace=True) for name in row if name)


def none_from_text(value: Any) -> Any:
    """Read the text ``none`` as None; a `BeforeValidator` for optional settings."""
    return None if isinstance(value, str) and value.strip().lower() == "none" else value


MOST_PARAMETERS = 500
"""Of a link that are read: more than there are settings."""


class _Replaceable(Protocol):
    def replace(self, path: str, value: Any) -> Self: ...


_T = TypeVar("_T", bound=_Replaceable)


def write(settings: Settings, prefix: str = "", start: Settings | None = None) -> dict[str, str]:
    """Return the settings that differ from `start`, or else their defaults, as texts by name after `prefix`."""
    return {prefix + name: to_text(value) for name, value in settings.changed(start).items()}


def read(start: _T, query: Mapping[str, str], first: Sequence[str] = ()) -> tuple[_T, tuple[str, ...]]:
    """Change `start` as a link says.

    Parameters
    ----------
    start : object with ``replace(path, value)``
        Raises SettingError for what it does not take; that parameter is left out and told.
    first : sequence of str
        Parameters that the others are read within.

    Returns
    -------
    changed : like `start`
    notes : tuple of str
        One sentence for each parameter that was not taken.
    """
    changed, notes = start, []
    paths = sorted(query, key=lambda path: (path not in first, path))
    for path in paths[:MOST_PARAMETERS]:
        try:
            changed = changed.replace(path, query[path])
        except SettingError as error:
            notes.append(
                _(
                    "The link says {path}={value}, which was left out. {reason}",
                    path=path,
                    value=query[path][:60],
                    reason=error,
                )
            )
    if len(paths) > MOST_PARAMETERS:
        notes.append(_("The link says more than {n} things; the rest were left out.", n=MOST_PARAMETERS))
    return changed, tuple(notes)
