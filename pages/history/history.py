"""History: the races and studies that were run, to find again, compare and restore."""

from bakeoff.features.history.page.page import history_page

history_page()
