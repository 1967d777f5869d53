"""The race as Python that needs scikit-learn, Keras and PyTorch but no Bakeoff, and prints the page's very numbers."""

from collections.abc import Callable, Iterator
from typing import Any

from bakeoff.contenders import contender
from bakeoff.errors import SettingError
from bakeoff.evaluation.metrics import deciding
from bakeoff.evaluation.seeds import model_seeds
from bakeoff.export.script.calibration import calibration_cells
from bakeoff.export.script.cells import Cell, notebook, script
from bakeoff.export.script.data import data_cells
from bakeoff.export.script.models import SCIKIT_LEARN_HAS, model_cell
from bakeoff.export.script.network import network_cells
from bakeoff.export.script.scores import score_cell, table_cell
from bakeoff.export.script.seeds import with_seeds
from bakeoff.export.script.torch_network import torch_cells
from bakeoff.export.script.transform import evens_out
from bakeoff.race.environment import environment
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _

_PACKAGES = ("numpy", "pandas", "scikit-learn")
_NETWORKS = {"keras_mlp": ("keras", "tensorflow", "tensorflow-cpu"), "torch_mlp": ("torch",)}
"""What each network needs."""

_NETWORK_CELLS: dict[str, Callable[[Any, BakeoffSpec, str], Iterator[Cell]]] = {
    "keras_mlp": network_cells,
    "torch_mlp": torch_cells,
}


def race_script(spec: BakeoffSpec) -> str:
    """Return a Python script that runs the same race.

    It prints, for each contender, every score of the report on the test part, the best by the metric that decides
    first. They equal the report's on the same machine with the same versions. A contender of your own is left out; a
    sentence says so.

    Raises
    ------
    SettingError
        If the data set is none that a script can load by itself, or all contenders would be left out.
    """
    return script(_title(spec), _words(spec), list(_cells(spec)))


def race_notebook(spec: BakeoffSpec) -> str:
    """Return the cells of `race_script` as a Jupyter notebook (nbformat 4.5 JSON); raises as it does."""
    return notebook(_title(spec), _words(spec), list(_cells(spec)))


def _title(spec: BakeoffSpec) -> str:
    return _("{title}: a race of {n} contenders", title=spec.dataset.info.title, n=len(spec.contenders))


def _words(spec: BakeoffSpec) -> str:
    versions = environment()
    wanted = _PACKAGES + tuple(one for name in spec.contenders for one in _NETWORKS.get(name, ()))
    wanted += ("imbalanced-learn",) if evens_out(spec) else ()
    needed = " ".join(f"{name}=={versions[name].partition('+')[0]}" for name in wanted if name in versions)
    return _(
        "The same data, split, preparation, settings and seeds as in Bakeoff, and so the same scores. It needs no "
        "Bakeoff, but: pip install {packages}",
        packages=needed,
    )


def _cells(spec: BakeoffSpec) -> Iterator[Cell]:
    if not (SCIKIT_LEARN_HAS | _NETWORKS.keys()) & spec.contenders.keys():
        raise SettingError(_("There is no script for a race of these contenders alone; add a decision tree."))
    yield from data_cells(spec)
    yield score_cell(spec.dataset.info.task)
    yield from calibration_cells(spec)
    for name, settings in spec.contenders.items():
        if name in _NETWORK_CELLS:
            yield from _network(name, settings, spec)
        elif name in SCIKIT_LEARN_HAS:
            yield model_cell(name, settings, spec)
        else:
            label = contender(name).label
            yield Cell(label, _("{label} took part as well; it is left out here.", label=label), "")
    yield table_cell(deciding(spec.rules.metric, spec.dataset.info.task))


def _network(name: str, settings: Any, spec: BakeoffSpec) -> Iterator[Cell]:
    """Yield a network's cells; one alone if they are to be run with several seeds."""
    seeds, make = model_seeds(spec, name, spec.dataset.info.task), _NETWORK_CELLS[name]
    if len(seeds) == 1:
        yield from make(settings, spec, repr(seeds[0]))
    else:
        yield with_seeds(list(make(settings, spec, "seed")), seeds)
