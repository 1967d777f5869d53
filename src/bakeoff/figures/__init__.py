"""Figures: plain data in, a Plotly figure out; each with a twin that returns the data frame it draws.

No state and no Streamlit. May import: `race.report` and all below it.
"""

from bakeoff.figures.confusion import confusion_frame, confusion_matrices
from bakeoff.figures.data import class_balance, class_balance_frame, data_figure, data_frame
from bakeoff.figures.learning import learning_curves, learning_frame
from bakeoff.figures.ranking import precision_recall, precision_recall_frame, roc, roc_frame
from bakeoff.figures.regions import decision_regions, regions_frame, rows_frame
from bakeoff.figures.regression import predicted_actual, regression_frame, residuals
from bakeoff.figures.scores import leaderboard, leaderboard_frame

__all__ = [
    "class_balance",
    "class_balance_frame",
    "confusion_frame",
    "confusion_matrices",
    "data_figure",
    "data_frame",
    "decision_regions",
    "leaderboard",
    "leaderboard_frame",
    "learning_curves",
    "learning_frame",
    "precision_recall",
    "precision_recall_frame",
    "predicted_actual",
    "regions_frame",
    "regression_frame",
    "residuals",
    "roc",
    "roc_frame",
    "rows_frame",
]
