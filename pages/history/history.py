"""History: the races that were run, to find again, compare and restore."""

from bakeoff.ui.history.page import history_page

history_page()
