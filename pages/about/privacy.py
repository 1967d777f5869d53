"""Privacy: what is kept of a visitor, to be taken home and to be deleted."""

from bakeoff.features.about.page.privacy import privacy
from bakeoff.features.explore.page.draft import stop_exploring

privacy(on_delete=stop_exploring)
