"""From a race on points in a plane to the lab, and from the lab to a race on its points."""

import contextlib
from collections.abc import Mapping
from typing import Any, TypeVar, get_args

from bakeoff.datasets import DatasetInfo
from bakeoff.datasets.upload import UPLOAD, store
from bakeoff.datasets.upload.source import options_of
from bakeoff.errors import DatasetError, SettingError
from bakeoff.network.painted import is_painted, keep_painted, painted_of
from bakeoff.network.point_settings import MAX_POINTS, Data
from bakeoff.network.points import MAX_CLASSES
from bakeoff.network.rival_settings import rivals_to_query
from bakeoff.network.rivals import NETWORK
from bakeoff.network.settings import MAX_LAYERS, MAX_UNITS, LabSettings, to_query
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _, enumerated

_LAB_NAMES: dict[str, str] = {"circles": "circle", "gaussians": "multi_gauss"}
_RACE_NAMES = {lab: race for race, lab in _LAB_NAMES.items()}
OF_RACE = "of_race"
"""Parameter of the lab's page: the hidden layers of the race that it comes from, if they are too large for it."""
MOST_TOLD, MOST_TOLD_CHARACTERS = 10, 120
_SAME = ("learning_rate", "batch_size", "optimizer", "loss", "loss_regression", "dropout", "batch_norm")

_Changed = TypeVar("_Changed", LabSettings, BakeoffSpec)


def opens_in_lab(info: DatasetInfo) -> bool:
    """Tell whether a data set lies in a plane, with no more classes than the lab can draw."""
    return info.kind == "plane" and info.classes <= MAX_CLASSES


def to_lab(spec: BakeoffSpec) -> LabSettings:
    """Return the lab's settings nearest to a race's: its points, and its network cut to what can be drawn."""
    settings, options = LabSettings(), dict(spec.dataset.options)
    wanted = _brought(options["table"]) if spec.dataset.name == UPLOAD.name else _data(spec.dataset.name)
    wanted["points"] = min(MAX_POINTS, options.get("rows", settings.points))
    wanted |= {"noise": options.get("noise"), "classes": options.get("classes"), "data_seed": options.get("seed")}
    network = spec.contenders.get(NETWORK)
    if network is not None:
        values = dict(network)
        wanted["layers"] = [
            (min(MAX_UNITS, hidden.units), hidden.activation) for hidden in values["hidden"][:MAX_LAYERS]
        ]
        wanted |= {name: values[name] for name in _SAME}
    return _as_far_as_possible(settings, wanted)


def _data(name: str) -> dict[str, Any]:
    name = _LAB_NAMES.get(name, name)
    return {"data": name} if name in get_args(Data) else {"data": "table", "table": name}


def _brought(table: str) -> dict[str, Any]:
    """Return what a table is in the lab: points to paint on, if they were painted there."""
    if is_painted(table):
        with contextlib.suppress(DatasetError):  # deleted this very moment, of which the lab tells
            return {"data": "painted", "painted": painted_of(table)}
    return _data(table)


def to_lab_query(spec: BakeoffSpec) -> dict[str, str]:
    """Return the query parameters of the lab that is nearest to a race: `to_lab`, and what the rivals are set to."""
    query = to_query(to_lab(spec)) | rivals_to_query(spec.contenders)
    return query | ({OF_RACE: _layers(spec)} if _is_too_large(spec) else {})


def told_of_race(query: Mapping[str, str], settings: LabSettings) -> tuple[str, ...]:
    """Return what a visitor is to be told who comes from a race whose network is too large to be drawn."""
    if OF_RACE not in query:
        return ()
    given = enumerated(query[OF_RACE][:MOST_TOLD_CHARACTERS].split(",")[:MOST_TOLD])
    here = enumerated(list(map(str, settings.layers)))
    return (
        _(
            "The race’s network has the hidden layers {given}. Here each neuron is drawn, so there are at most "
            "{units} in a layer and {layers} layers. The lab’s network has {here}, and may do worse.",
            given=given,
            units=MAX_UNITS,
            layers=MAX_LAYERS,
            here=here,
        ),
    )


def _layers(spec: BakeoffSpec) -> str:
    network = spec.contenders.get(NETWORK)
    return "" if network is None else ",".join(map(str, dict(network)["hidden"]))


def _is_too_large(spec: BakeoffSpec) -> bool:
    network = spec.contenders.get(NETWORK)
    layers = [] if network is None else dict(network)["hidden"]
    return len(layers) > MAX_LAYERS or any(layer.units > MAX_UNITS for layer in layers)


def to_race(settings: LabSettings, owner: str, rivals: BakeoffSpec | None = None) -> BakeoffSpec:
    """Return a race on the lab's points, or on the data set that they come from, with its network and its `rivals`.

    Painted points are kept as a table of the visitor `owner`'s.

    Raises
    ------
    SettingError
        If the painted points cannot be raced on: one sentence.
    DatasetError
        If they cannot be kept, or what the lab shows is no longer kept.
    """
    wanted: dict[str, Any] = {}
    if settings.data == "painted":
        wanted |= _upload(keep_painted(settings.painted, owner))
    elif settings.data == "table" and store.is_id(settings.table):
        wanted |= _upload(settings.table)
    elif settings.data == "table":
        wanted["dataset"] = settings.table
    else:
        wanted["dataset"] = _RACE_NAMES.get(settings.data, settings.data)
        wanted |= {"dataset.rows": settings.points, "dataset.noise": settings.noise}
        wanted |= {"dataset.seed": settings.data_seed, "dataset.classes": settings.classes}
    wanted[f"{NETWORK}.hidden"] = tuple((layer.units, layer.activation) for layer in settings.layers)
    wanted |= {f"{NETWORK}.{name}": getattr(settings, name) for name in _SAME}
    if rivals is not None:
        wanted |= rivals_to_query(rivals.contenders)
    return _as_far_as_possible(BakeoffSpec(), wanted)


def _upload(table: str) -> dict[str, Any]:
    about = store.find(table)
    if about is None:
        raise store.gone()
    return {"dataset": UPLOAD.name} | {f"dataset.{name}": value for name, value in options_of(table, about).items()}


def _as_far_as_possible(start: _Changed, wanted: dict[str, Any]) -> _Changed:
    """Change what can be changed: the two know different limits."""
    changed = start
    for path, value in wanted.items():
        try:
            changed = changed if value is None else changed.replace(path, value)
        except SettingError:
            continue
    return changed
