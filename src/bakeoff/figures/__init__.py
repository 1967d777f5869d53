"""Figures: plain data in, a Plotly figure out; each with a twin that returns the data frame it draws.

No state and no Streamlit.
"""

from bakeoff.figures.answers import answers_frame
from bakeoff.figures.ask import (
    ceteris_paribus,
    ceteris_paribus_frame,
    dependences,
    first_layer,
    importances,
    importances_frame,
)
from bakeoff.figures.calibration import calibration, calibration_frame
from bakeoff.figures.confusion import confusion_frame, confusion_matrices
from bakeoff.figures.cost import cost_board, cost_frame
from bakeoff.figures.data import class_balance, class_balance_frame, data_figure, data_frame
from bakeoff.figures.explore import (
    correlations,
    correlations_frame,
    frequent_terms,
    frequent_terms_frame,
    kept_variance,
    kept_variance_frame,
    mutual_information,
    mutual_information_frame,
    row_map,
    row_map_frame,
    two_columns,
    two_columns_frame,
)
from bakeoff.figures.intervals import interval_coverage, interval_coverage_frame
from bakeoff.figures.learning import learning_curves, learning_frame
from bakeoff.figures.overlay import overlaid_curves
from bakeoff.figures.ranking import (
    cumulative_gains,
    cumulative_gains_frame,
    precision_recall,
    precision_recall_frame,
    roc,
    roc_frame,
)
from bakeoff.figures.regions import decision_regions, regions_frame, rows_frame
from bakeoff.figures.regression import predicted_actual, regression_frame, residuals
from bakeoff.figures.scores import leaderboard, leaderboard_frame
from bakeoff.figures.surface import output_surface, surface_frame, surface_words
from bakeoff.figures.thresholds import WhatIf, threshold_cost, threshold_frame, threshold_roc, threshold_tables
from bakeoff.figures.transform import compression, compression_frame, transformed_pictures, transformed_rows

__all__ = [
    "WhatIf",
    "answers_frame",
    "calibration",
    "calibration_frame",
    "ceteris_paribus",
    "ceteris_paribus_frame",
    "class_balance",
    "class_balance_frame",
    "compression",
    "compression_frame",
    "confusion_frame",
    "confusion_matrices",
    "correlations",
    "correlations_frame",
    "cost_board",
    "cost_frame",
    "cumulative_gains",
    "cumulative_gains_frame",
    "data_figure",
    "data_frame",
    "decision_regions",
    "dependences",
    "first_layer",
    "frequent_terms",
    "frequent_terms_frame",
    "importances",
    "importances_frame",
    "interval_coverage",
    "interval_coverage_frame",
    "kept_variance",
    "kept_variance_frame",
    "leaderboard",
    "leaderboard_frame",
    "learning_curves",
    "learning_frame",
    "mutual_information",
    "mutual_information_frame",
    "output_surface",
    "overlaid_curves",
    "precision_recall",
    "precision_recall_frame",
    "predicted_actual",
    "regions_frame",
    "regression_frame",
    "residuals",
    "roc",
    "roc_frame",
    "row_map",
    "row_map_frame",
    "rows_frame",
    "surface_frame",
    "surface_words",
    "threshold_cost",
    "threshold_frame",
    "threshold_roc",
    "threshold_tables",
    "transformed_pictures",
    "transformed_rows",
    "two_columns",
    "two_columns_frame",
]
