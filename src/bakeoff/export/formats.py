"""Formats of a race's files: each is one record of `FORMATS`, which the race page offers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from bakeoff.engine.base import Channel
from bakeoff.errors import BakeoffError
from bakeoff.export.archive import zipped
from bakeoff.export.html_page import report_html
from bakeoff.export.packing import Packed, PackingOrder, put
from bakeoff.export.script import race_notebook, race_script
from bakeoff.export.script.table import FILE, TableFile, is_own_table, table_csv
from bakeoff.race.models import make_room
from bakeoff.race.snapshot import Run
from bakeoff.replay.scene import scene_of
from bakeoff.spec import BakeoffSpec
from bakeoff.spreadsheets import to_csv
from bakeoff.text import _, declare, sentences, speaking

Tell = Callable[[float], None]
Made = tuple[bytes, str]


@dataclass(frozen=True)
class Format:
    """A kind of file of a finished race.

    Attributes
    ----------
    name : str
        For programs; part of its button's key.
    group : {"code", "report", "models", "project"}
        Group that the race page lists it in.
    ending : str
        End of the file's name, after the dataset's.
    save, make, help : str
        Labels of the buttons that save it and have it made, and the help of both.
    write : callable or None
        Writes it at once.
    pack : callable or None
        Makes it in a job, of what grows with a visitor's data; returns its bytes and a note on it.
    own_table : bool or None
        True if only a race on an uploaded table has it, False if only a race on another dataset has.
    """

    name: str
    group: Literal["code", "report", "models", "project"]
    ending: str
    save: str
    make: str = ""
    help: str = ""
    write: Callable[[Run], str] | None = None
    pack: Callable[[PackingOrder, Tell], Made] | None = None
    own_table: bool | None = None

    def __post_init__(self) -> None:
        declare(self, "save", "make", "help")


def formats(spec: BakeoffSpec) -> list[Format]:
    """Return the formats that a race has."""
    own_table = is_own_table(spec.dataset.info)
    return [each for each in FORMATS if each.own_table in (None, own_table)]


def pack(order: PackingOrder, channel: Channel) -> str:
    """Make the file of an order and put it where it is to be; emits `Packed`; returns the note on it."""
    packed = {each.name: each.pack for each in FORMATS if each.pack is not None}

    def tell(share: float) -> None:
        channel.emit(Packed(share))

    with speaking(order.language):
        content, note = packed[order.format](order, tell)
    make_room()
    put(order.path, content)
    return note


def _html(run: Run) -> str:
    """Return the report as a page, with the replay where its answers are there."""
    return report_html(run.report, scene_of(run, ""))


def _code(order: PackingOrder, tell: Tell) -> Made:
    spec = order.report.spec
    table = TableFile(FILE, table_csv(spec))
    return zipped(
        {"race.py": race_script(spec, table), "race.ipynb": race_notebook(spec, table), table.name: table.text}
    ), ""


def _predictions(order: PackingOrder, tell: Tell) -> Made:
    return to_csv(order.report.predictions()).encode(), ""


def _models(order: PackingOrder, tell: Tell) -> Made:
    from bakeoff.export.models.files import model_files  # the page needs none of it

    return zipped(model_files(order.report, order.folder, tell)), ""


def _curves(order: PackingOrder, tell: Tell) -> Made:
    from bakeoff.export.tensorboard import event_files  # the page needs none of it

    return zipped(event_files(order.report)), ""


def _project(order: PackingOrder, tell: Tell) -> Made:
    """Return the project file, with the models if they can be had and are not too large for those who open it."""
    from bakeoff.export.project import MOST_MODELS, MOST_ROWS, project_file  # the page needs none of it

    try:
        models, note = _models(order, tell)
    except BakeoffError as error:
        models, note = b"", _("Without the trained models. {why}", why=error)
    if len(models) > MOST_MODELS:
        models, note = b"", _("The trained models are too large for a project file; save them by themselves.")
    rows = None if order.rows is None else order.rows.to_json()
    if rows is not None and len(rows) > MOST_ROWS:
        rows, note = None, sentences(note, _("The answers row by row are too large for a project file."))
    return project_file(order.report, order.notes, models, rows or ""), note


FORMATS = (
    Format("script", "code", ".py", "Python script", write=lambda run: race_script(run.spec), own_table=False),
    Format("notebook", "code", ".ipynb", "Notebook", write=lambda run: race_notebook(run.spec), own_table=False),
    Format(
        "code",
        "code",
        "-code.zip",
        "Save script, notebook and table",
        "Pack script, notebook and table",
        "The table has the rows as this race took them. Unpack all three into one folder.",
        pack=_code,
        own_table=True,
    ),
    Format("html", "report", ".html", "Report as HTML", write=_html),
    Format(
        "json",
        "report",
        ".json",
        "Report as JSON",
        help="Every number, setting and learning curve, for programs.",
        write=lambda run: run.report.to_json(),
    ),
    Format(
        "predictions-csv",
        "report",
        "-predictions.csv",
        "Predictions as CSV",
        help="Every row of the test part: the truth, and what each contender answers.",
        write=lambda run: to_csv(run.report.predictions()),
        own_table=False,
    ),
    Format(
        "predictions",
        "report",
        "-predictions.csv",
        "Save predictions as CSV",
        "Make predictions as CSV",
        "Every row of the test part: the truth, and what each contender answers.",
        pack=_predictions,
        own_table=True,
    ),
    Format(
        "models",
        "models",
        "-models.zip",
        "Save trained models",
        "Pack trained models",
        "For scikit-learn (skops), Keras (.keras) and PyTorch, with code that opens them.",
        pack=_models,
    ),
    Format(
        "curves",
        "models",
        "-curves.zip",
        "Save curves for TensorBoard",
        "Pack curves for TensorBoard",
        "Event files: unpack them and run tensorboard --logdir on the folder.",
        pack=_curves,
    ),
    Format(
        "project",
        "project",
        ".bakeoff",
        "Save project file",
        "Make project file",
        "Open it at the end of the set-up, under “More”.",
        pack=_project,
    ),
)
