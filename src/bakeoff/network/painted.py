"""Painted points as a table that their visitor brought, and such a table as painted points again."""

import hashlib

import numpy as np
import pandas as pd

from bakeoff.datasets.upload import store
from bakeoff.datasets.upload.formats import Raw
from bakeoff.datasets.upload.reading import understood
from bakeoff.datasets.upload.source import FEWEST_ROWS
from bakeoff.datasets.upload.understanding import Format, Understood
from bakeoff.errors import SettingError
from bakeoff.network.points import CLASS_NAMES, painted_from_text, painted_to_text
from bakeoff.text import _

FORMAT: Format = "painted"
X, Y, CLASS = "x", "y", "class"
_DIGITS = 5
"""Of a coordinate: enough for the raster of `painted_to_text`, so that the points come back as they were."""


def keep_painted(text: str, owner: str) -> str:
    """Keep painted points as a table of their visitor's; the same points are the same table.

    Parameters
    ----------
    text : str
        The points, from `painted_to_text`.
    owner : str
        Hash of the visitor's secret.

    Returns
    -------
    str
        The name that the table is kept under.

    Raises
    ------
    SettingError
        If the points cannot be raced on: one sentence.
    DatasetError
        If the data home cannot be written.
    """
    points, codes = painted_from_text(text)
    if len(codes) < FEWEST_ROWS:
        raise SettingError(
            _("A race needs {least} points at least, and there are {n}; paint more.", least=FEWEST_ROWS, n=len(codes))
        )
    if len(np.unique(codes)) < 2:
        raise SettingError(_("All points are of one class; paint some of another."))
    across, up = points.astype(np.float64).round(_DIGITS).T
    frame = pd.DataFrame({X: across, Y: up, CLASS: np.array(CLASS_NAMES)[codes]})
    raw = Raw(frame, Understood(format=FORMAT))
    guessed = understood(raw, "", owner, hashlib.sha256(text.encode()).hexdigest())
    roles = guessed.with_roles(CLASS, "classification", {X: "number", Y: "number", CLASS: "category"})
    about = roles.model_copy(update={"title": _("Painted points")})
    return store.keep(about, frame)


def is_painted(id: str) -> bool:
    """Tell whether the table called `id` is there and was painted."""
    about = store.find(id)
    return about is not None and about.understood.format == FORMAT


def painted_of(id: str) -> str:
    """Return the points of the table called `id`, as `keep_painted` got them; raises DatasetError if it is gone."""
    frame = store.rows(id)
    return painted_to_text(frame[[X, Y]].to_numpy(), frame[CLASS].map(CLASS_NAMES.index).to_numpy())
