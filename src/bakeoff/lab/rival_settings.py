"""Settings of the contenders beside the network, and their form in a link of the lab."""

from collections.abc import Mapping

from bakeoff.contenders import contender
from bakeoff.fields import Settings, Task, knobs, read, write
from bakeoff.lab.rivals import RIVALS
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _, enumerated


def default_rivals() -> BakeoffSpec:
    """Return the rivals as they are set unless a visitor says otherwise: the contenders of a race."""
    return BakeoffSpec(contenders={name: {} for name in RIVALS})


def is_of_rival(path: str) -> bool:
    """Tell whether a setting's path is a rival's, such as ``svm.C``."""
    group, dot, _name = path.partition(".")
    return bool(dot) and group in RIVALS


def rivals_to_query(settings: Mapping[str, Settings]) -> dict[str, str]:
    """Return the query parameters of what rivals are set to other than by default, as a race's link has them."""
    present = [name for name in RIVALS if name in settings]
    return {path: value for name in present for path, value in write(settings[name], f"{name}.").items()}


def rivals_from_query(query: Mapping[str, str]) -> tuple[BakeoffSpec, tuple[str, ...]]:
    """Read the rivals from a link's parameters; return them, and a sentence for each that was not taken."""
    return read(default_rivals(), {path: value for path, value in query.items() if is_of_rival(path)})


def in_words(name: str, settings: Settings, task: Task) -> str:
    """Return what a rival's main settings are, as far as they are set to something."""
    return enumerated(
        [
            _("{label} {value}", label=_(knob.label), value=knob.written(value))
            for knob in knobs(contender(name).hyperparameters)
            if knob.primary and knob.applies(settings, task) and (value := getattr(settings, knob.name)) is not None
        ]
    )
