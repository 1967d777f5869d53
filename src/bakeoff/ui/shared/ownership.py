"""Whose data a set-up is about: what one visitor brought is shown to nobody else."""

from bakeoff.datasets.upload import UPLOAD, store
from bakeoff.lab.settings import LabSettings
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _
from bakeoff.ui.shared.visitor import visitor


def foreign(spec: BakeoffSpec) -> bool:
    """Tell whether a set-up is about data that are not, or no longer, this visitor's."""
    if spec.dataset.name != UPLOAD.name:
        return False
    table = spec.dataset.options.model_dump()["table"]
    return bool(table) and _foreign_table(table)


def foreign_lab(settings: LabSettings) -> bool:
    """Tell whether a lab shows data that are not, or no longer, this visitor's."""
    return settings.data == "table" and store.is_id(settings.table) and _foreign_table(settings.table)


def _foreign_table(table: str) -> bool:
    return not store.belongs_to(table, visitor().owner)


def not_yours() -> str:
    """Say that what a link leads to is about data that are not this visitor's."""
    return _("This link is to data that a visitor brought; they are not yours, or are no longer kept. Bring your own.")
