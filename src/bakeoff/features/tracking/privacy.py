"""MLflow on the page on privacy."""

from bakeoff.features.tracking.settings import TrackingSettings
from bakeoff.text import _


def note() -> str:
    """Return that races are logged elsewhere, too; nothing if they are not."""
    if not TrackingSettings.read().mlflow_tracking_uri:
        return ""
    return _(
        "- **MLflow**: finished races, with the title of their data, are also logged to a store of the server’s "
        "operator. What is deleted here stays there."
    )
