"""A contender's settings in one line."""

from typing import Any

from bakeoff.contenders import Contender
from bakeoff.export.setup_text import value_written
from bakeoff.fields import Knob, Settings, Task, knobs
from bakeoff.text import _
from bakeoff.ui.shared.headline import plain


def in_one_line(info: Contender, settings: Settings, task: Task) -> str:
    """Return what a contender is called in its field, and the settings of it that matter most."""
    shown = [knob for knob in knobs(type(settings)) if knob.primary and knob.applies(settings, task)]
    parts = [
        _("{label} {value}", label=_(knob.label), value=plain(_written(knob, getattr(settings, knob.name))))
        for knob in shown
    ]
    return " · ".join([*filter(None, [info.known_as]), *(parts or [_(info.summary)])])


def _written(knob: Knob, value: Any) -> str:
    if value is None:
        return _(knob.none)
    if knob.kind == "rows":
        return " + ".join(_record(knob, record) for record in value) or _("none")
    return _(knob.options[value]) if value in knob.options else value_written(value)


def _record(knob: Knob, record: Any) -> str:
    return " ".join(_written(part, getattr(record, part.name)) for part in knob.parts())
