"""Settings for operators: MLflow, under its own names."""

from bakeoff.settings import Group, text

EXPERIMENT = "Bakeoff"


class TrackingSettings(Group):
    """Place where MLflow keeps finished races."""

    mlflow_tracking_uri: str = text(
        "where finished races are logged with [MLflow](https://mlflow.org), from the command line too; needs "
        "`pip install '.[mlflow]'`",
        "no logging",
        validation_alias="MLFLOW_TRACKING_URI",
    )
    mlflow_experiment_name: str = text(
        "name of the MLflow experiment", EXPERIMENT, validation_alias="MLFLOW_EXPERIMENT_NAME"
    )
