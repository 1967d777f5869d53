"""Trained models of a race, with code that opens them."""

from bakeoff.export.archive import zipped
from bakeoff.export.formats.base import Format, Made, Tell
from bakeoff.export.packing import PackingOrder


def packed_models(order: PackingOrder, tell: Tell) -> Made:
    """Return the trained models; raises a BakeoffError if they are no longer kept."""
    from bakeoff.export.models.files import model_files  # the page needs none of it

    return zipped(model_files(order.report, order.folder, tell)), ""


FORMATS = (
    Format(
        "models",
        80,
        "models",
        "-models.zip",
        "Save trained models",
        "Pack trained models",
        "For scikit-learn (skops), Keras (.keras) and PyTorch, with code that opens them.",
        pack=packed_models,
    ),
)
