"""Repairs of what may hold a contender back: a setting that is not at its default goes back to it.

A repair is a lane of the study, named ``contender+setting=value``.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bakeoff.contenders import contender
from bakeoff.contenders.own import OwnEstimator
from bakeoff.fields import Knob, Settings, knobs, to_text
from bakeoff.rules import Rules
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _

ALL, SCALE = "all", "rules.scale"
_BALANCED = "class_weight"
_ASK_FOR_BALANCE = ("balanced_accuracy", "f1")
_TOGETHER = {"epochs": ("early_stopping", "patience")}
"""Settings that go back with another: more epochs without early stopping may overfit."""

Changes = Mapping[str, Any]


def repairs(spec: BakeoffSpec) -> dict[str, Changes]:
    """Return the repairs of a race's contenders: by lane, the settings that it changes, by path.

    A contender with several has one more lane, with all of them. The settings of a published preset go back as one.

    Examples
    --------
    >>> repairs(BakeoffSpec(dataset="iris", contenders={"svm": {"kernel": "linear"}, "dummy": {}}))
    {'svm+kernel=rbf': {'svm.kernel': 'rbf'}}
    """
    lanes: dict[str, Changes] = {}
    for name in spec.contenders:
        single = dict(_of_contender(spec, name))
        if len(single) > 1 and ALL not in single:
            single[ALL] = {path: value for changes in single.values() for path, value in changes.items()}
        lanes |= {f"{name}+{repair}": changes for repair, changes in single.items()}
    return lanes


def repaired(spec: BakeoffSpec, lanes: Iterable[str]) -> BakeoffSpec:
    """Return a race with the repairs of these lanes; a lane without a repair changes nothing."""
    known = repairs(spec)
    for lane in lanes:
        for path, value in known.get(lane, {}).items():
            spec = spec.replace(path, value)
    return spec


def nothing_to_repair() -> str:
    """Say that no contender has a setting to repair."""
    return _("Nothing to repair: every contender has its default settings, and numbers are scaled where that matters.")


def setting_of(lane: str) -> tuple[Knob, Any]:
    """Return the setting that a lane repairs, and its repaired value; KeyError if it repairs all."""
    name, _plus, repair = lane.partition("+")
    path, _equals, text = repair.partition("=")
    group = Rules if path == SCALE else contender(name).hyperparameters
    setting = path.removeprefix("rules.")
    knob = {knob.name: knob for knob in knobs(group)}[setting]
    return knob, getattr(group.parse({setting: text}), setting)


def change_text(lane: str) -> str:
    """Return in words what a lane changes."""
    if lane.endswith(f"+{ALL}"):
        return _("all repaired")
    knob, value = setting_of(lane)
    return _("{label} {value}", label=_(knob.label), value=knob.written(value))


def repair_label(lane: str) -> str:
    """Return the name of a repaired contender on the page."""
    return _("{label}, {change}", label=_(contender(lane.partition("+")[0]).label), change=change_text(lane))


def value_as_set(spec: BakeoffSpec, lane: str) -> str:
    """Return in words the value that a lane repairs."""
    name, _plus, repair = lane.partition("+")
    knob = setting_of(lane)[0]
    return knob.written(getattr(spec.rules if repair.startswith(SCALE) else spec.contenders[name], knob.name))


def _is_strong(spec: BakeoffSpec, name: str) -> bool:
    preset = contender(name).presets_for(spec.dataset.info.task).get("strong")
    settings = spec.contenders[name]
    return preset is not None and settings == type(settings).parse(preset.values)


def _of_contender(spec: BakeoffSpec, name: str) -> Iterator[tuple[str, Changes]]:
    record, settings = contender(name), spec.contenders[name]
    if record.baseline or isinstance(settings, OwnEstimator):
        return
    wanted = _wanted(spec, name)
    applying = [knob.name for knob in knobs(type(settings)) if knob.applies(settings, spec.dataset.info.task)]
    changed = [setting for setting in settings.changed(wanted) if setting in applying]
    joined = {other for setting in changed for other in _TOGETHER.get(setting, ())}
    if _is_strong(spec, name):
        yield ALL, {f"{name}.{setting}": getattr(wanted, setting) for setting in changed}
        joined.update(changed)
    for setting in changed:
        if setting not in joined:
            back = [setting, *(other for other in _TOGETHER.get(setting, ()) if other in changed)]
            changes = {f"{name}.{each}": getattr(wanted, each) for each in back}
            yield f"{setting}={to_text(getattr(wanted, setting))}", changes
    if record.needs_scaling and spec.rules.scale == "none":
        yield f"{SCALE}={Rules().scale}", {SCALE: Rules().scale}


def _wanted(spec: BakeoffSpec, name: str) -> Settings:
    """Return the defaults, with balanced class weights where the metric asks for balance."""
    model = contender(name).hyperparameters
    able = any(knob.name == _BALANCED and "balanced" in knob.options for knob in knobs(model))
    return model.parse({_BALANCED: "balanced"} if able and spec.rules.metric in _ASK_FOR_BALANCE else {})
