"""Whose data a set-up is about: what one visitor brought is shown to nobody else."""

from bakeoff.datasets.upload import UPLOAD, store
from bakeoff.settings import LOCAL, ServerSettings
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _


def is_foreign(spec: BakeoffSpec, owner: str) -> bool:
    """Tell whether a set-up is about data that are not, or no longer, those of the visitor `owner`."""
    if spec.dataset.name != UPLOAD.name:
        return False
    table = spec.dataset.options.model_dump()["table"]
    return bool(table) and not may_see(table, owner)


def may_see(table: str, owner: str) -> bool:
    """Tell whether the visitor `owner` may use a table: theirs, or one that Python or the shell opens the page on."""
    return store.belongs_to(table, owner) or is_of_this_machine(table)


def is_of_this_machine(table: str) -> bool:
    """Tell whether a table is of Python or the shell, on a server of one's own; only they know what it is called."""
    return ServerSettings.read().preset == LOCAL and store.belongs_to(table, store.LOCAL)


def table_is_gone() -> str:
    """Say to whom a race or a study belongs why no more can be done with it than to read what is stored of it."""
    return _(
        "Its table was deleted, so it cannot be set up again and its models cannot be asked. Upload the table again "
        "and race on it."
    )


def not_yours() -> str:
    """Say that what a link leads to is about data that are not this visitor's."""
    return _("This link is to data that another visitor uploaded, or that are no longer stored. Upload your own.")
