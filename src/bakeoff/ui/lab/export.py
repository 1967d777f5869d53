"""What can be taken home from the lab: the points, and the network as a script."""

import pandas as pd
import streamlit as st

from bakeoff.lab.points import Points
from bakeoff.lab.script import keras_script
from bakeoff.text import _
from bakeoff.ui.lab.draft import LabDraft


def points_csv(points: Points) -> str:
    """Return the points as CSV: x1, x2 in the plane from -6 to 6, the target, and whether a point trains or tests."""
    target = [points.class_names[code] for code in points.target] if points.n_classes else points.target
    part = ["train" if one else "test" for one in points.train]
    columns = {"x1": points.X[:, 0], "x2": points.X[:, 1], "target": target, "part": part}
    return pd.DataFrame(columns).to_csv(index=False)


def downloads(mine: LabDraft) -> None:
    """Show a button for each."""
    points, settings = mine.running().points, mine.settings
    with st.container(horizontal=True, key="lab-downloads"):
        st.download_button(
            _("Points as CSV"),
            lambda: points_csv(points),
            file_name="points.csv",
            mime="text/csv",
            icon=":material/download:",
            on_click="ignore",
            key="lab-points-csv",
        )
        st.download_button(
            _("Keras script"),
            lambda: keras_script(settings, points),
            file_name="network.py",
            mime="text/x-python",
            icon=":material/code:",
            on_click="ignore",
            key="lab-keras-script",
            help=_("Trains the same network on points.csv, which it looks for beside itself."),
        )
