"""Explore: look at the training part of a data set before racing on it."""

from bakeoff.features.explore.page.page import explore_page

explore_page()
