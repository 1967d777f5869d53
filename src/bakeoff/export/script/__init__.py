"""The race as Python that needs scikit-learn, Keras and PyTorch but no Bakeoff, and prints the page's very numbers."""

from collections.abc import Iterator
from pathlib import Path

from bakeoff.contenders import contender
from bakeoff.contenders.own import OWN
from bakeoff.contenders.traits import Cell, ScriptedRace
from bakeoff.datasets import images
from bakeoff.errors import SettingError, reason
from bakeoff.evaluation.metrics import deciding
from bakeoff.export.script.calibration import calibration_cells, is_calibrated
from bakeoff.export.script.cells import notebook, script
from bakeoff.export.script.data import data_cells, is_one_of
from bakeoff.export.script.scores import score_cell, table_cell
from bakeoff.export.script.seeds import with_seeds
from bakeoff.export.script.table import FILE, TableFile, is_own_table, learns_from_texts, table_csv
from bakeoff.export.script.texts import weighing_cells
from bakeoff.export.script.transform import evens_out
from bakeoff.export.script.weights import logs, weighs
from bakeoff.race.environment import environment
from bakeoff.race.seeds import model_seeds
from bakeoff.rules import answer_costs
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _

_PACKAGES = ("numpy", "pandas", "scikit-learn")


def race_script(spec: BakeoffSpec, table: TableFile | None = None) -> str:
    """Return a Python script that runs the same race.

    It prints, for each contender, every score of the report on the test part, the best by the metric that decides
    first. They equal the report's on the same machine with the same versions. A contender of your own is left out; a
    sentence says so. A table of your own is read from a file beside it: `table`, or what `table_csv` returns.

    Raises
    ------
    SettingError
        If the data set is none that a script can load by itself, or all contenders would be left out.
    """
    return script(_title(spec), _words(spec), list(_cells(spec, table)))


def race_notebook(spec: BakeoffSpec, table: TableFile | None = None) -> str:
    """Return the cells of `race_script` as a Jupyter notebook (nbformat 4.5 JSON); raises as it does."""
    return notebook(_title(spec), _words(spec), list(_cells(spec, table)))


def code_files(spec: BakeoffSpec, script: Path | None, notebook: Path | None) -> dict[Path, str]:
    """Return the texts of a script, a notebook and the tables that they read, each named after its own, by path."""
    table = table_csv(spec) if (script or notebook) and is_own_table(spec.dataset.info) else ""
    texts: dict[Path, str] = {}
    for path, make in ((script, race_script), (notebook, race_notebook)):
        if path is not None:
            file = TableFile(f"{path.stem}-{FILE}", table)
            texts |= {path: make(spec, file)} | ({path.with_name(file.name): table} if table else {})
    return texts


def _title(spec: BakeoffSpec) -> str:
    return _("{title}: a race of {n} contenders", title=spec.dataset.info.title, n=len(spec.contenders))


def _words(spec: BakeoffSpec) -> str:
    versions = environment()
    wanted = _PACKAGES + tuple(package for name in spec.contenders for package in contender(name).packages)
    wanted += ("imbalanced-learn",) if evens_out(spec) else ()
    needed = " ".join(f"{name}=={versions[name].partition('+')[0]}" for name in wanted if name in versions)
    return _(
        "The same data, split, preparation, settings and seeds as in Bakeoff, and so the same scores. It needs no "
        "Bakeoff, but: pip install {packages}",
        packages=needed,
    )


def _cells(spec: BakeoffSpec, table: TableFile | None) -> Iterator[Cell]:
    if not any(contender(name).script for name in spec.contenders):
        raise SettingError(_("There is no script for a race of these contenders alone; add a decision tree."))
    yield from data_cells(spec, table)
    decides = deciding(spec.rules.metric, spec.dataset.info.task, spec.rules.costs)
    costs = answer_costs(spec.rules, spec.dataset.info.classes)
    yield score_cell(decides, costs)
    yield from calibration_cells(spec)
    yield from weighing_cells(spec)
    for name in spec.contenders:
        yield from _contender_cells(name, spec)
    yield table_cell(decides)


def _contender_cells(name: str, spec: BakeoffSpec) -> Iterator[Cell]:
    """Yield a contender's cells; one alone if they are to be run with several seeds."""
    info, race = contender(name), _known(name, spec)
    if info.script is None:
        yield Cell(info.both_names, _left_out(name), "")
        return
    try:
        cells = list(info.script(info, spec.contenders[name], race))
    except Exception as error:  # the others' script is as good without it
        why = reason(error, f"the script of the contender {name} failed")
        yield Cell(info.both_names, _("{label} is left out: {reason}.", label=info.label, reason=why), "")
        return
    if len(race.seeds) == 1:
        yield from cells
    else:
        yield with_seeds(cells, race.seeds)


def _left_out(name: str) -> str:
    if name in OWN:
        return _("{label} is an estimator of your own program, so it is left out here.", label=name)
    return _("The package of {label} has no code for scripts, so it is left out here.", label=contender(name).label)


def _known(name: str, spec: BakeoffSpec) -> ScriptedRace:
    """Return what a contender's part of the script may know of the race."""
    data = spec.dataset.info
    tensorflow = any("tensorflow" in contender(name).packages for name in spec.contenders)
    return ScriptedRace(
        task=data.task,
        rows=data.rows,
        features=data.features,
        seeds=tuple(model_seeds(spec, name, data.task)),
        calibrated=is_calibrated(name, spec),
        validates=spec.rules.validation_share > 0,
        together=_together(spec),
        tensorflow=tensorflow or is_one_of(data, images.DATASETS),  # these are read by Keras
        sparse=learns_from_texts(spec),
        lacks=data.classes > 2 and (spec.rules.split != "random" or not spec.rules.stratify),
        logarithmic=logs(spec) and not contender(name).baseline,
        weighed=weighs(spec) and contender(name).takes_weights(spec.contenders[name]),
        least_cost=answer_costs(spec.rules, data.classes) is not None,
    )


def _together(spec: BakeoffSpec) -> str:
    """Return how training rows are numbered of which some belong together: copies, made-up rows, those of a group."""
    grouped = spec.rules.split == "group"
    if not (spec.transform.copies or evens_out(spec) or grouped):
        return ""
    return f"np.tile({'groups[train]' if grouped else 'train'}, {1 + spec.transform.copies})"
