"""Data and recipes: choose what to race on."""

from bakeoff.ui.gallery.page import gallery

gallery()
