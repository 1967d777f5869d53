"""Downloads from the lab: the points, the network as a script, and the trained network itself."""

import pandas as pd
import streamlit as st

from bakeoff.errors import BakeoffError
from bakeoff.features.lab.page.draft import LabDraft
from bakeoff.features.lab.points import Points
from bakeoff.features.lab.script import keras_script
from bakeoff.spreadsheets import to_csv
from bakeoff.text import _
from bakeoff.web.save import save_button


def points_csv(points: Points) -> str:
    """Return the points as CSV: x1, x2 in the plane from -6 to 6, the target, and whether a point trains or tests."""
    target = [points.class_names[code] for code in points.target] if points.n_classes else points.target
    part = ["train" if learnt_from else "test" for learnt_from in points.train]
    columns = {"x1": points.X[:, 0], "x2": points.X[:, 1], "target": target, "part": part}
    return to_csv(pd.DataFrame(columns), index=False)


def downloads(draft: LabDraft) -> None:
    """Show a button for each; what it gives is made when it is pressed, of the network as it is then."""
    points, settings = draft.running().points, draft.settings
    with st.expander(_("Download"), key="lab-downloads"):
        save_button(_("Points as CSV"), lambda: points_csv(points), "points.csv", key="lab-points-csv", stretch=True)
        save_button(
            _("Keras script"),
            lambda: keras_script(settings, points, draft.stage.snapshot.epoch if draft.stage.snapshot else 0),
            "network.py",
            key="lab-keras-script",
            help=_("Trains the same network on points.csv, which it looks for beside itself."),
            stretch=True,
        )
        save_button(
            _("Trained network"),
            lambda: _keras_file(draft),
            "network.keras",
            key="lab-keras-file",
            help=_("The network with its weights of this very moment; keras.models.load_model opens it."),
            stretch=True,
        )


def _keras_file(draft: LabDraft) -> bytes:
    """Return the file; if it does not come, the page's next picture says why, and the button that it did not."""
    try:
        return draft.running().keras_file()
    except BakeoffError as error:
        draft.problems["stage"] = str(error)
        raise
