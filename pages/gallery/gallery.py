"""Data and recipes: choose what to race on."""

from bakeoff.features.gallery.page.page import gallery

gallery()
