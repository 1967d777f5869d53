"""Privacy: what is kept of a visitor, to be taken home and to be deleted."""

from bakeoff.ui.about.privacy import privacy
from bakeoff.ui.explore.draft import stop_exploring

privacy(on_delete=stop_exploring)
