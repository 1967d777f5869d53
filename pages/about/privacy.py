"""Privacy: what is kept of a visitor, to be taken home and to be deleted."""

from bakeoff.features.about.page.privacy import privacy

privacy()
