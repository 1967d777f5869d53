"""Job that makes a file."""

from collections.abc import Callable

from bakeoff.engine.base import Channel
from bakeoff.errors import BakeoffError
from bakeoff.features.export.archive import zipped
from bakeoff.features.export.models.files import model_files
from bakeoff.features.export.packing import Kind, Packed, PackingOrder, put
from bakeoff.features.export.project import MOST_MODELS, project_file
from bakeoff.features.export.script import race_notebook, race_script
from bakeoff.features.export.script.table import FILE, table_csv
from bakeoff.features.export.tensorboard import event_files
from bakeoff.race.models import make_room
from bakeoff.spreadsheets import to_csv
from bakeoff.text import _, speaking


def pack(order: PackingOrder, channel: Channel) -> str:
    """Make the file of an order and put it where it is to be; emits `Packed`; returns what there is to say of it."""

    def tell(share: float) -> None:
        channel.emit(Packed(share))

    with speaking(order.language):
        content, note = _MAKE[order.kind](order, tell)
    make_room()
    put(order.path, content)
    return note


Tell = Callable[[float], None]
Made = tuple[bytes, str]


def _code(order: PackingOrder, tell: Tell) -> Made:
    """Return script and notebook with the table that they read."""
    spec = order.report.spec
    return zipped({"race.py": race_script(spec), "race.ipynb": race_notebook(spec), FILE: table_csv(spec)}), ""


def _predictions(order: PackingOrder, tell: Tell) -> Made:
    return to_csv(order.report.predictions()).encode(), ""


def _models(order: PackingOrder, tell: Tell) -> Made:
    return zipped(model_files(order.report, order.folder, tell)), ""


def _curves(order: PackingOrder, tell: Tell) -> Made:
    return zipped(event_files(order.report)), ""


def _project(order: PackingOrder, tell: Tell) -> Made:
    """Return the project file, with the models if they can be had and are not too large for those who open it."""
    try:
        models, note = _models(order, tell)
    except BakeoffError as error:
        models, note = b"", _("Without the trained models. {why}", why=error)
    if len(models) > MOST_MODELS:
        models, note = b"", _("The trained models are too large for a project file; save them by themselves.")
    return project_file(order.report, order.notes, models), note


_MAKE: dict[Kind, Callable[[PackingOrder, Tell], Made]] = {
    "code": _code,
    "predictions": _predictions,
    "models": _models,
    "curves": _curves,
    "project": _project,
}
