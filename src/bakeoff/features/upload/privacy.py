"""Uploaded tables on the page on privacy."""

from bakeoff.datasets.upload.settings import UploadLimits
from bakeoff.datasets.upload.store import MOST_TABLES
from bakeoff.evaluation.notation import count
from bakeoff.text import _


def note() -> str:
    """Return how many tables are kept, and for how long."""
    limits = UploadLimits.read()
    return _(
        "- **Data that you upload**: as tables, with their original files, in the server’s data folder. The limit is "
        "{n}, and {megabytes} MB together. They stay until you delete them or have not used them for {days} days. "
        "Nobody else sees them.",
        n=MOST_TABLES,
        megabytes=count(limits.visitor_mb),
        days=limits.upload_days,
    )
