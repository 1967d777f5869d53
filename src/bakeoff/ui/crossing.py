"""From a race on points in a plane to the lab, and from the lab to a race on its points."""

from typing import Any, TypeVar, get_args

from bakeoff.errors import SettingError
from bakeoff.lab.settings import MAX_LAYERS, MAX_POINTS, MAX_UNITS, Data, LabSettings
from bakeoff.spec import BakeoffSpec

_LAB_NAMES: dict[str, str] = {"circles": "circle", "gaussians": "multi_gauss"}
_RACE_NAMES = {lab: race for race, lab in _LAB_NAMES.items()}
_SAME = ("learning_rate", "batch_size", "optimizer", "loss", "loss_regression", "dropout", "batch_norm")

_Changed = TypeVar("_Changed", LabSettings, BakeoffSpec)


def to_lab(spec: BakeoffSpec) -> LabSettings:
    """Return the lab's settings nearest to a race's: its points, and its network cut to what can be drawn."""
    settings = LabSettings()
    name = _LAB_NAMES.get(spec.dataset.name, spec.dataset.name)
    wanted: dict[str, Any] = {"data": name} if name in get_args(Data) else {"data": "table", "table": name}
    options = dict(spec.dataset.options)
    wanted["points"] = min(MAX_POINTS, options.get("rows", settings.points))
    wanted |= {"noise": options.get("noise"), "classes": options.get("classes"), "data_seed": options.get("seed")}
    network = spec.contenders.get("keras_mlp")
    if network is not None:
        values = dict(network)
        wanted["layers"] = [(min(MAX_UNITS, one.units), one.activation) for one in values["hidden"][:MAX_LAYERS]]
        wanted |= {one: values[one] for one in _SAME}
    return _as_far_as_possible(settings, wanted)


def to_race(settings: LabSettings) -> BakeoffSpec:
    """Return a race on the lab's points, or on the data set that they come from."""
    spec = BakeoffSpec()
    if settings.data == "painted":
        return spec
    name = settings.table if settings.data == "table" else _RACE_NAMES.get(settings.data, settings.data)
    wanted: dict[str, Any] = {"dataset": name}
    if settings.data != "table":
        wanted |= {"dataset.rows": settings.points, "dataset.noise": settings.noise}
        wanted |= {"dataset.seed": settings.data_seed, "dataset.classes": settings.classes}
    wanted["keras_mlp.hidden"] = tuple((one.units, one.activation) for one in settings.layers)
    wanted |= {f"keras_mlp.{one}": getattr(settings, one) for one in _SAME}
    return _as_far_as_possible(spec, wanted)


def _as_far_as_possible(start: _Changed, wanted: dict[str, Any]) -> _Changed:
    """Change what can be changed: the two know different limits."""
    changed = start
    for path, value in wanted.items():
        try:
            changed = changed if value is None else changed.replace(path, value)
        except SettingError:
            continue
    return changed
