"""Project file, which opens a race on another day."""

from bakeoff.errors import BakeoffError
from bakeoff.export.formats.base import Format, Made, Tell
from bakeoff.export.formats.models import packed_models
from bakeoff.export.packing import PackingOrder
from bakeoff.text import _, sentences


def _project(order: PackingOrder, tell: Tell) -> Made:
    """Return the project file, with the models if they can be had and are not too large for those who open it."""
    from bakeoff.export.project import MOST_MODELS, MOST_ROWS, project_file  # the page needs none of it

    try:
        models, note = packed_models(order, tell)
    except BakeoffError as error:
        models, note = b"", _("Without the trained models. {why}", why=error)
    if len(models) > MOST_MODELS:
        models, note = b"", _("The trained models are too large for a project file; save them by themselves.")
    rows = None if order.rows is None else order.rows.to_json()
    if rows is not None and len(rows) > MOST_ROWS:
        rows, note = None, sentences(note, _("The answers row by row are too large for a project file."))
    return project_file(order.report, order.notes, models, rows or ""), note


FORMATS = (
    Format(
        "project",
        100,
        "project",
        ".bakeoff",
        "Save project file",
        "Make project file",
        "Open it at the end of the set-up, under “More”.",
        pack=_project,
        rows=True,
    ),
)
