"""Data and settings of a run in words."""

from collections.abc import Iterator, Mapping

from bakeoff.contenders import contenders
from bakeoff.datasets import datasets
from bakeoff.errors import SettingError
from bakeoff.fields import Settings, knobs
from bakeoff.lesson.measures.base import subject
from bakeoff.lesson.opened import Place
from bakeoff.lesson.starting_point import JUDGE, StartingPoint
from bakeoff.network.point_settings import PointSettings
from bakeoff.network.settings import WATCHING
from bakeoff.text import _, clauses, enumerated


def data_in_words(place: str, data: str) -> str:
    """Return the title of a run's data, and what differs from their defaults, from `StartingPoint.data`."""
    name, comma, rest = data.partition(", ")
    if place == "lab":
        titles = next(knob.options for knob in knobs(PointSettings) if knob.name == "data")
    else:
        titles = {info.name: info.title for info in datasets().values()}
    title = _(titles[name]) if name in titles else name
    return f"{title} ({rest})" if comma else title


def settings_in_words(start: StartingPoint, paths: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the label and the value of each of these settings of a run; of those that only say how it is watched, none.

    Parameters
    ----------
    paths : mapping of str to str
        As in a link.
    """
    for path, text in paths.items():
        group, _dot, name = path.rpartition(".")
        if path == "contenders":
            yield _("Contenders"), enumerated([subject(each) for each in start.spec.contenders])
        elif (settings := _group(start, group)) is not None and name not in WATCHING:
            knob = next((knob for knob in knobs(type(settings)) if knob.name == name), None)
            label = _(knob.label) if knob else name
            whose = subject(group) if group in contenders() else ""
            value = knob.written(getattr(settings, name)) if knob else text
            yield (_("{contender}: {setting}", contender=whose, setting=label) if whose else label), value


def run_in_words(place: Place, settings: str) -> str:
    """Return the settings of an attempt in words; a chapter has none."""
    how = {} if place == "learn" else dict(part.split("=", 1) for part in settings.split(", ") if "=" in part)
    return clauses([_("{setting}: {value}", setting=label, value=value) for label, value in how_in_words(place, how)])


def _group(start: StartingPoint, group: str) -> Settings | None:
    if not group:
        return start.network if start.place == "lab" else None
    if f"{group}." == JUDGE:
        return start.plan
    if group == "dataset":
        return start.spec.dataset.options
    return {"rules": start.spec.rules, "transform": start.spec.transform}.get(group) or start.spec.contenders.get(group)


def how_in_words(place: Place, how: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return settings in words; as they stand in the link where they are of another version."""
    try:
        return list(settings_in_words(StartingPoint.read(place, how), how))
    except SettingError:
        return list(how.items())
