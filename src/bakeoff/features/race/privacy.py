"""Trained models and replays on the page on privacy."""

from bakeoff.evaluation.notation import count
from bakeoff.settings import ServerSettings
from bakeoff.text import _


def note() -> str:
    """Return how many trained models and replays are kept."""
    return _(
        "- **Trained models and replays**: in the data folder, those of the latest races of all visitors, {megabytes} "
        "MB together. A replay has some validation images, or the places of some rows. With a table goes what was "
        "learnt from it.",
        megabytes=count(ServerSettings.read().models_mb),
    )
