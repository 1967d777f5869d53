"""The lab's settings in words."""

from bakeoff.features.lab.settings import WATCHING, LabSettings
from bakeoff.features.lab.tables import table_info
from bakeoff.fields import Knob, knobs
from bakeoff.text import _, enumerated

MOST = 3
_LONG = 24


def differences(now: LabSettings, other: LabSettings, epoch: int) -> str:
    """Say what was different in another run, which came to `epoch`."""
    names = [name for name in now.differences(other) if name not in (*WATCHING, "painted")]
    labels = {knob.name: knob for knob in knobs(LabSettings)}
    parts = [
        _("{label} {value}", label=_(labels[name].label), value=_value(labels[name], getattr(other, name)))
        for name in names[:MOST]
    ]
    if len(names) > MOST:
        parts.append(_("{n} more", n=len(names) - MOST))
    what = enumerated(parts) if parts else _("Same settings")
    return _("{what} (to epoch {epoch})", what=what, epoch=f"{epoch:,}")


def _value(knob: Knob, value: object) -> str:
    shown = _(table_info(str(value)).title) if knob.name == "table" else knob.written(value)
    return shown if len(shown) <= _LONG else shown[: _LONG - 1] + "…"
