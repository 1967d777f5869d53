"""A contender's settings in one line."""

from bakeoff.contenders import Contender
from bakeoff.fields import Settings, Task, knobs
from bakeoff.text import _


def in_one_line(info: Contender, settings: Settings, task: Task) -> str:
    """Return what a contender is called in its field, and the settings of it that matter most."""
    shown = [knob for knob in knobs(type(settings)) if knob.primary and knob.applies(settings, task)]
    parts = [
        _("{label} {value}", label=_(knob.label), value=knob.written(getattr(settings, knob.name))) for knob in shown
    ]
    return " · ".join([*filter(None, [info.known_as]), *(parts or [_(info.summary)])])
